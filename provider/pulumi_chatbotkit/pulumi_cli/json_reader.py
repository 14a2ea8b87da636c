"""Reads a large JSON document piece by piece, so that only one element of it is in memory at a time."""

import json
import re
from collections.abc import Iterator
from typing import IO, Final, cast

from pulumi_chatbotkit.json_values import DEEPEST_READ, JsonValue, is_deeper

_CHUNK: Final = 1 << 18
"""Characters."""
_LONGEST_KEY: Final = 256
"""Of a key, with the white space before it."""
_FIRST_KEY: Final = re.compile(r'\{\s*"(\w+)"')
_SPACE: Final = " \t\r\n"


class JsonReader:
    """A document, and how far it was read. Its methods raise ValueError for what is no JSON."""

    def __init__(self, source: IO[str]) -> None:
        self._source = source
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._is_at_end = False

    def peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text) or self._is_at_end:
                return self._text[self._at : self._at + 1]
            self._read(_CHUNK)

    def first_key(self) -> str:
        """The first key of the object that comes next; "" if no object with a key comes. Nothing is read past it."""
        self.peek()
        if len(self._text) - self._at < _LONGEST_KEY:
            self._read(_CHUNK)
        found = _FIRST_KEY.match(self._text, self._at)
        return found[1] if found else ""

    def value(self) -> JsonValue:
        """The next value as a whole."""
        self.peek()
        size = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if self._is_at_end:
                    raise
            else:
                if end < len(self._text) or self._is_at_end:  # else it may be a number that goes on
                    self._at = end
                    return _checked(cast("JsonValue", value))
            self._read(size)
            size *= 2

    def members(self) -> Iterator[str]:
        """The keys of an object; for each, read its value before asking for the next."""
        for _ in self._items("{", "}"):
            key = self.value()
            self._expect(":")
            yield str(key)

    def elements(self) -> Iterator[JsonValue]:
        """The elements of a list, one by one; null has none."""
        if self.peek() == "n":
            self.value()
            return
        for _ in self._items("[", "]"):
            yield self.value()

    def _items(self, opening: str, closing: str) -> Iterator[None]:
        self._expect(opening)
        if self.peek() == closing:
            self._expect(closing)
            return
        while True:
            yield
            if self.peek() == closing:
                break
            self._expect(",")
        self._expect(closing)

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            message = f"{character!r} is expected, and {self.peek()!r} found"
            raise ValueError(message)
        self._at += 1

    def _read(self, size: int) -> None:
        more = self._source.read(size)
        self._is_at_end = not more
        self._text = self._text[self._at :] + more
        self._at = 0


def _checked(value: JsonValue) -> JsonValue:
    if is_deeper(value, DEEPEST_READ):
        message = f"a value is nested deeper than {DEEPEST_READ} levels"
        raise ValueError(message)
    return value
