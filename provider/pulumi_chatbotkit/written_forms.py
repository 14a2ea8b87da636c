"""The canonical form of text: the same for a text and for every escaped form of it.

Each character of the form knows which part of the text it stands for.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_ESCAPE: Final = re.compile(
    r"""(?P<units>(?:(?<!\\)\\++u[0-9a-fA-F]{4})+)
      | (?<!\\)\\++U(?P<wide>[0-9a-fA-F]{8})
      | (?<!\\)\\++x(?P<byte>[0-9a-fA-F]{2})
      | (?P<control>(?<!\\)\\++[abfnrtv])
      | (?P<percent>(?:%[0-9a-fA-F]{2})+)
      | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)""",
    re.VERBOSE,
)
"""Any number of backslashes: JSON inside JSON doubles them. Searched from the first only, and never given back, because
a text may consist of them."""
_MOST_PASSES: Final = 10
_HIGHEST: Final = 0x10FFFF


@dataclass(frozen=True)
class Canonical:
    """``packed`` has no white space, ``spaced`` has each run of it as one space, and none at its ends."""

    packed: str
    packed_starts: list[int]
    packed_ends: list[int]
    spaced: str
    spaced_starts: list[int]
    spaced_ends: list[int]

    def source_of_packed(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the characters from ``start`` to before ``end`` of ``packed`` come from."""
        return self.packed_starts[start], self.packed_ends[end - 1]

    def source_of_spaced(self, start: int, end: int) -> tuple[int, int]:
        """The same for ``spaced``."""
        return self.spaced_starts[start], self.spaced_ends[end - 1]


def canonical(text: str) -> Canonical:
    """The canonical form of ``text``."""
    chars, starts, ends = _decoded(text)
    kept = [index for index, char in enumerate(chars) if char != "\\"]
    solid = [index for index in kept if not _is_space(chars[index])]
    spaced: list[int] = []
    previous_is_space = True
    for index in kept:
        is_space = _is_space(chars[index])
        if not (is_space and previous_is_space):
            spaced.append(index)
        previous_is_space = is_space
    if spaced and previous_is_space:
        spaced.pop()
    return Canonical(
        "".join(chars[index] for index in solid),
        [starts[index] for index in solid],
        [ends[index] for index in solid],
        "".join(" " if _is_space(chars[index]) else chars[index] for index in spaced),
        [starts[index] for index in spaced],
        [ends[index] for index in spaced],
    )


def _decoded(text: str) -> tuple[str, list[int], list[int]]:
    """``text`` without escapes, and for each character where its source starts and ends."""
    starts, ends = [*range(len(text))], [*range(1, len(text) + 1)]
    for _ in range(_MOST_PASSES):
        chars: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        position = 0
        for found in _ESCAPE.finditer(text):
            first, last = found.span()
            plain = _meaning(found)
            chars += [text[position:first], plain]
            new_starts += [*starts[position:first], *[starts[first]] * len(plain)]
            new_ends += [*ends[position:first], *[ends[last - 1]] * len(plain)]
            position = last
        if not position:
            break
        decoded = "".join([*chars, text[position:]])
        new_starts += starts[position:]
        new_ends += ends[position:]
        if decoded == text:
            break
        text, starts, ends = decoded, new_starts, new_ends
    return text, starts, ends


def _meaning(escape: re.Match[str]) -> str:
    """What an escape stands for; itself if it stands for nothing."""
    given = escape.group()
    match escape.lastgroup:
        case "units":
            digits = "".join(given.replace("\\", "").split("u"))
            return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")
        case "wide":
            number = int(escape["wide"], 16)
            return chr(number) if number <= _HIGHEST else given
        case "byte":
            return chr(int(escape["byte"], 16))
        case "control":
            return " "
        case "percent":
            return bytes.fromhex(given.replace("%", "")).decode("utf-8", "replace")
        case _:
            return html.unescape(given)


def _is_space(char: str) -> bool:
    """Separators, control characters, and ``+``, which stands for a space in forms sent by browsers."""
    return char == "+" or unicodedata.category(char)[0] in "CZ"
