"""Masks known secrets in text, in whatever written form the text has them.

Who repeats a secret may fold its white space, escape it (JSON, ``repr``, URL, HTML, also one inside the other), quote a
part of it, or cut it off. So text and secrets are compared in one canonical form: escapes are decoded until nothing
changes, and white space, control characters and backslashes do not count. A part of a secret is found if it has 31
characters or more, if it is a line of the secret or the beginning of one (16 characters or more), or if it is a
beginning (4 or more) at the end of the text or before an ellipsis.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pulumi_chatbotkit.written_forms import Canonical, canonical

SHORTEST: Final = 4
"""Shorter texts are not masked: they are hardly secrets, and masking them would make messages unreadable."""

_BLOCK: Final = 16
"""Secrets of this many characters are found by their blocks: any 31 characters in a row contain a whole one."""
_SHORTEST_LINE: Final = 8
_MOST_CHARS: Final = 65_536
"""How much of a secret is taken apart; beyond, it is found as a whole only."""

_ELLIPSIS: Final = re.compile(r"\.\.\.|\u2026|[\[<(] ?(?:\.\.|\u2026|trunc|cut|snip)")
_CLOSING: Final = "\"'`)]}>.,;:\\ \t\r\n"
"""What may follow a beginning at the end of a text: the marks that close what it was quoted in."""
_HALF_ESCAPE: Final = re.compile(r"(?:\\+(?:[uUx][0-9a-fA-F]{0,7})?|%[0-9a-fA-F]?|&\#?[0-9a-zA-Z]{0,31})\Z")
_LONGEST_ESCAPE: Final = 64


class _Span(NamedTuple):
    """A part of a text, by its positions."""

    start: int
    end: int


class Secrets:
    """A growing set of texts, and what is needed to find them. Not thread-safe."""

    def __init__(self) -> None:
        self._exact: set[str] = set()
        self._short: set[str] = set()
        self._long: list[str] = []
        self._blocks: dict[str, list[tuple[int, int]]] = {}
        self._beginnings: set[str] = set()

    def add(self, text: str) -> None:
        """Mask ``text`` from now on, unless it is shorter than ``SHORTEST``."""
        if len(text) < SHORTEST or text in self._exact:
            return
        self._exact.add(text)
        head = text[:_MOST_CHARS]
        self._add_form(canonical(head))
        lines = head.splitlines()
        if len(lines) > 1:
            for form in map(canonical, lines):
                if len(form.packed) >= _SHORTEST_LINE:
                    self._add_form(form)

    def mask(self, text: str, by: str, *, is_whole: bool = False) -> str:
        """``text`` with every secret in it replaced by ``by``.

        Args:
            text: Where secrets may be.
            by: What stands in their place.
            is_whole: Nobody has cut the text without an ellipsis: then a beginning at its end, such as the name
                ``acme`` beside the secret ``acme-2026-x``, is no part of a secret.
        """
        if not self._exact or not text:
            return text
        parts: list[str] = []
        position = 0
        for start, end in _merged(self._found(text, is_whole=is_whole)):
            parts += [text[position:start], by]
            position = end
        return "".join([*parts, text[position:]])

    def _add_form(self, form: Canonical) -> None:
        packed = form.packed
        self._beginnings.update(packed[:size] for size in range(SHORTEST, min(_BLOCK, len(packed) + 1)))
        if len(packed) < _BLOCK:
            if len(packed) >= SHORTEST:
                self._short.add(form.spaced)
            return
        number = len(self._long)
        self._long.append(packed)
        for position in range(0, len(packed) - _BLOCK + 1, _BLOCK):
            hits = self._blocks.setdefault(packed[position : position + _BLOCK], [])
            if not hits or hits[-1][0] != number:
                hits.append((number, position))

    def _found(self, text: str, *, is_whole: bool) -> Iterator[_Span]:
        for secret in self._exact:
            yield from _occurrences(secret, text)
        form = canonical(text)
        for secret in self._short:
            for start, end in _occurrences(secret, form.spaced):
                yield _Span(*form.source_of_spaced(start, end))
        for start, end in self._long_parts(form.packed):
            yield _Span(*form.source_of_packed(start, end))
        yield from self._cut_off(text, form, is_whole=is_whole)

    def _long_parts(self, packed: str) -> Iterator[_Span]:
        for position in range(len(packed) - _BLOCK + 1):
            for number, at in self._blocks.get(packed[position : position + _BLOCK], ()):
                yield _extended(packed, position, self._long[number], at)

    def _cut_off(self, text: str, form: Canonical, *, is_whole: bool) -> Iterator[_Span]:
        """Beginnings of secrets where the text, or what it quotes, was cut off; perhaps in the middle of an escape."""
        ends = {found.start() for found in _ELLIPSIS.finditer(text)}
        if not is_whole:
            ends |= {len(text), len(text.rstrip(_CLOSING))}
        for end in ends:
            half = _HALF_ESCAPE.search(text, max(0, end - _LONGEST_ESCAPE), end)
            for at in {end, half.start() if half else end}:
                count = bisect_left(form.packed_ends, at + 1)
                head = form.packed[max(0, count - _LONGEST_ESCAPE) : count].rstrip("\N{REPLACEMENT CHARACTER}")
                for size in range(min(_BLOCK - 1, len(head)), SHORTEST - 1, -1):
                    if head[-size:] in self._beginnings:
                        first = max(0, count - _LONGEST_ESCAPE) + len(head) - size
                        yield _Span(form.packed_starts[first], end)
                        break


def _occurrences(part: str, text: str) -> Iterator[_Span]:
    start = text.find(part)
    while start >= 0:
        yield _Span(start, start + len(part))
        start = text.find(part, start + 1)


def _extended(text: str, position: int, secret: str, at: int) -> _Span:
    """How far text and secret agree around a block that both have, at ``position`` and ``at``."""
    after = _common(text, position, secret, at)
    most = min(position, at)
    before = _common(text[position - most : position][::-1], 0, secret[at - most : at][::-1], 0)
    return _Span(position - before, position + after)


def _common(one: str, start: int, other: str, at: int) -> int:
    """How many characters are the same from ``start`` and ``at`` on. By whole slices, because texts may repeat."""
    low, high = 0, min(len(one) - start, len(other) - at)
    while low < high:
        middle = (low + high + 1) // 2
        if one[start + low : start + middle] == other[at + low : at + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = _Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
