"""The name that was probably meant by an unknown name, for "did you mean" in error messages."""

import difflib
from collections.abc import Iterable

_LIKELY_TYPO = 0.8
"""How similar a typo is: ``databse`` and ``database`` are, ``bots`` and ``datasets`` are not."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most similar to ``name``; None if none is similar."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


def typo_of(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` is a typo of: the same in another case, or nearly the same.

    Stricter than ``closest``, for places where unknown names are allowed.
    """
    by_plain = {_plain(each): each for each in known}
    matches = difflib.get_close_matches(_plain(name), by_plain, n=1, cutoff=_LIKELY_TYPO)
    return by_plain[matches[0]] if matches else None


def did_you_mean(name: str, known: list[str]) -> str:
    """The end of a sentence about an unknown name: the closest known name, or all of them."""
    match = closest(name, known)
    return f"; did you mean {match}?" if match else f"; there are {', '.join(known)}"


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
