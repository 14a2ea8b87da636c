"""How far long work has come."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how many objects or accounts are done, and with the number of all."""


def say_nothing(_done: int, _all: int) -> None:
    """The progress of nobody."""


ProgressOf: TypeAlias = Callable[[str], Progress]
"""For work in several parts: called with what a part counts, in the plural."""


def say_nothing_of(_noun: str) -> Progress:
    """The progress of nobody, whatever is counted."""
    return say_nothing
