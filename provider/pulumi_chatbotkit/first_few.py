"""Long lists of names in messages."""

from collections.abc import Sequence
from typing import Final

_SHOWN: Final = 5


def first_few(names: Sequence[str]) -> str:
    """The first five names, and how many more there are: ``a, b, c, d, e and 3 more``."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
