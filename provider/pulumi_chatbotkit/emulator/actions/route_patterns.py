"""The glob patterns of a session's ``allowedRoutes``, as minimatch reads them with its default options.

Source: docs/api/api.md b.4 (session).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

_PREFIXES: Final = ("/api/v1/", "/v1/")
_MOST_EXPANSIONS: Final = 1_000
"""How many patterns the braces of one pattern may stand for (assumed; minimatch has a bound, too)."""

_RANGE: Final = re.compile(r"(-?\d{1,6})\.\.(-?\d{1,6})")
_SLASHES: Final = re.compile(r"/+")
_NEGATIVE: Final = "!"
_ANY_SEGMENTS: Final = "**"


def allows(patterns: Sequence[str], path: str) -> bool:
    """Whether some positive pattern matches the path of a call, as it was sent, and no negative one does."""
    trimmed = [pattern.strip() for pattern in patterns]
    positive = [pattern for pattern in trimmed if pattern and not pattern.startswith(_NEGATIVE)]
    negative = [pattern.removeprefix(_NEGATIVE) for pattern in trimmed if pattern.startswith(_NEGATIVE)]
    return _any_matches(positive, path) and not _any_matches(negative, path)


def _any_matches(patterns: Sequence[str], path: str) -> bool:
    segments = _SLASHES.split(path)
    return any(
        _matches(_SLASHES.split(expanded), segments)
        for pattern in patterns
        for prefix in _PREFIXES
        for expanded in islice(_expanded(pattern if pattern.startswith(prefix) else prefix + pattern), _MOST_EXPANSIONS)
    )


def _matches(pattern: Sequence[str], path: Sequence[str]) -> bool:
    """Whether the segments match; ``**`` stands for any number of them, at the end for at least one."""
    if not pattern:
        return not path
    if not path:
        return False
    first, rest = pattern[0], pattern[1:]
    if first != _ANY_SEGMENTS:
        return _segment(first).fullmatch(path[0]) is not None and _matches(rest, path[1:])
    if not rest:
        return not any(segment.startswith(".") for segment in path)
    for taken in range(len(path)):
        if _matches(rest, path[taken:]):
            return True
        if path[taken].startswith("."):
            break
    return False


# Braces


def _expanded(pattern: str) -> Iterator[str]:
    """The patterns that the braces of ``pattern`` stand for: ``{a,b}`` and ``{1..3}``."""
    for start, end in _brace_pairs(pattern):
        choices = _choices(pattern[start + 1 : end])
        if choices:
            for choice in choices:
                yield from _expanded(pattern[:start] + choice + pattern[end + 1 :])
            return
    yield pattern


def _brace_pairs(pattern: str) -> Iterator[tuple[int, int]]:
    """Where each opening brace is, and where it is closed."""
    for start in (index for index, character in enumerate(pattern) if character == "{"):
        depth = 0
        for end in range(start, len(pattern)):
            depth += {"{": 1, "}": -1}.get(pattern[end], 0)
            if depth == 0:
                yield start, end
                break


def _choices(inside: str) -> list[str]:
    """The alternatives between two braces; none if the braces are ordinary characters."""
    numbers = _RANGE.fullmatch(inside)
    if numbers is not None:
        first, last = int(numbers[1]), int(numbers[2])
        step = 1 if first <= last else -1
        return [str(number) for number in islice(range(first, last + step, step), _MOST_EXPANSIONS)]
    parts = _split(inside, ",", opening="{", closing="}")
    return parts if len(parts) > 1 else []


def _split(text: str, separator: str, *, opening: str, closing: str) -> list[str]:
    """The parts of ``text`` between separators that are not inside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += {opening: 1, closing: -1}.get(character, 0)
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


# One segment


@lru_cache(maxsize=1_000)
def _segment(pattern: str) -> re.Pattern[str]:
    """One segment of a pattern as a regular expression."""
    translated = _translated(pattern)
    begins_open = pattern[:1] in {"*", "?", "["} or (pattern[1:2] == "(" and pattern[0] in "@!+")
    try:
        return re.compile(("(?!\\.)(?=.)" if begins_open else "") + translated, re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern), re.DOTALL)


def _translated(pattern: str) -> str:
    if not pattern:
        return ""
    for translate in _TRANSLATIONS:
        found = translate(pattern)
        if found is not None:
            return found
    return re.escape(pattern[0]) + _translated(pattern[1:])


def _group(pattern: str) -> str | None:
    """``@(a|b)`` one, ``?(a|b)`` at most one, ``*(a|b)`` any number, ``+(a|b)`` at least one, ``!(a|b)`` none."""
    if pattern[0] not in "@?*+!" or pattern[1:2] != "(":
        return None
    end = _closing(pattern)
    if end is None:
        return None
    inside = "|".join(_translated(part) for part in _split(pattern[2:end], "|", opening="(", closing=")"))
    rest = _translated(pattern[end + 1 :])
    if pattern[0] == "!":
        return f"(?!(?:{inside}){rest}\\Z)[^/]*?{rest}"
    return f"(?:{inside}){'' if pattern[0] == '@' else pattern[0]}{rest}"


def _closing(pattern: str) -> int | None:
    """Where the bracket of a group is closed."""
    depth = 0
    for index, character in enumerate(pattern):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if index > 1 and depth == 0:
            return index
    return None


def _wildcard(pattern: str) -> str | None:
    if pattern[0] == "*":
        return "[^/]*?" + _translated(pattern.lstrip("*"))
    return "[^/]" + _translated(pattern[1:]) if pattern[0] == "?" else None


def _class(pattern: str) -> str | None:
    """``[a-z]``, ``[!a]`` and ``[^a]``; without a closing bracket it is an ordinary character."""
    end = pattern.find("]", 2)
    if pattern[0] != "[" or end < 0:
        return None
    inside = pattern[1:end]
    negated = inside[:1] in {"!", "^"}
    members = (inside[1:] if negated else inside).replace("\\", "\\\\").replace("[", "\\[")
    return f"[{'^' if negated else ''}{members}]" + _translated(pattern[end + 1 :])


def _escaped(pattern: str) -> str | None:
    """A backslash makes the next character an ordinary one."""
    return re.escape(pattern[1]) + _translated(pattern[2:]) if pattern[0] == "\\" and len(pattern) > 1 else None


_TRANSLATIONS: Final[tuple[Callable[[str], str | None], ...]] = (_group, _wildcard, _class, _escaped)
