"""Limits on a field's value, one class each: a rule says what is wrong with a value, and describes itself.

A rule is applied only to values that are known and of the field's shape. Source: docs/api/api.md, the tables
of section b, and a.12 (field classes).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonValue


class Rule(Protocol):
    """A limit on a field's value."""

    def problem(self, value: JsonValue) -> str | None:
        """What is wrong with ``value``: a sentence with the value, the limit and what to do. None if it is fine."""
        ...

    def describe(self) -> str:
        """The limit in a few words, for docstrings and reference pages."""
        ...


@dataclass(frozen=True)
class MaxBytes:
    """A limit in UTF-8 bytes: the database columns behind the API are sized in bytes (docs/api/api.md a.12)."""

    limit: int

    def problem(self, value: JsonValue) -> str | None:
        size = len(str(value).encode())
        return None if size <= self.limit else f"is {size:,} bytes long, at most {self.limit:,} are stored: shorten it"

    def describe(self) -> str:
        return f"at most {self.limit:,} bytes"


@dataclass(frozen=True)
class MaxCharacters:
    """A limit in characters, where the API counts characters."""

    limit: int

    def problem(self, value: JsonValue) -> str | None:
        size = len(str(value))
        return None if size <= self.limit else f"is {size:,} characters long, at most {self.limit:,} fit: shorten it"

    def describe(self) -> str:
        return f"at most {self.limit:,} characters"


@dataclass(frozen=True)
class Matches:
    """A pattern that the whole text must match, with its meaning in words."""

    pattern: str
    means: str

    def problem(self, value: JsonValue) -> str | None:
        return None if re.fullmatch(self.pattern, str(value)) else f"is {quoted(value)}, but must be {self.means}"

    def describe(self) -> str:
        return self.means


@dataclass(frozen=True)
class OneOf:
    """A closed list of values."""

    choices: tuple[str, ...]

    def problem(self, value: JsonValue) -> str | None:
        if value in self.choices:
            return None
        return f"is {quoted(value)}, but must be one of {', '.join(self.choices)}"

    def describe(self) -> str:
        return "one of " + ", ".join(f"``{choice}``" for choice in self.choices)


@dataclass(frozen=True)
class AtLeast:
    """A lower bound for a number."""

    minimum: int

    def problem(self, value: JsonValue) -> str | None:
        if isinstance(value, int | float) and value >= self.minimum:
            return None
        return f"is {quoted(value)}, but must be at least {self.minimum}"

    def describe(self) -> str:
        return f"at least {self.minimum}"


@dataclass(frozen=True)
class Between:
    """Bounds for a number, both included. ``unit`` is for messages."""

    minimum: int
    maximum: int
    unit: str

    def problem(self, value: JsonValue) -> str | None:
        if isinstance(value, int | float) and self.minimum <= value <= self.maximum:
            return None
        return f"is {quoted(value)}, but must be from {self.minimum:,} to {self.maximum:,} {self.unit}"

    def describe(self) -> str:
        return f"from {self.minimum:,} to {self.maximum:,} {self.unit}"


@dataclass(frozen=True)
class ContainsNone:
    """Words that must not occur anywhere in a text, whatever their case."""

    words: tuple[str, ...]

    def problem(self, value: JsonValue) -> str | None:
        found = next((word for word in self.words if word in str(value).lower()), None)
        return f"is {quoted(value)}, which contains the word {found!r} that the service forbids" if found else None

    def describe(self) -> str:
        return "none of the words " + ", ".join(f"``{word}``" for word in self.words)


@dataclass(frozen=True)
class NoneOf:
    """Words that the whole text must not be, whatever their case and the blanks around them."""

    words: tuple[str, ...]

    def problem(self, value: JsonValue) -> str | None:
        if str(value).strip().lower() not in self.words:
            return None
        return f"is {quoted(value)}, which the service reserves for itself: choose another"

    def describe(self) -> str:
        return "none of " + ", ".join(f"``{word}``" for word in self.words)


@dataclass(frozen=True)
class StorableKeys:
    """Top-level keys of a map must be such that create and update keep them (trap 9, meta keys).

    A leading ``_`` is refused by the API, any other leading character outside ``A-Z a-z 0-9`` is accepted by create and
    silently removed by the next update.
    """

    def problem(self, value: JsonValue) -> str | None:
        keys = value if isinstance(value, dict) else {}
        for key in keys:
            if not re.match(r"[A-Za-z0-9]", key):
                return f"has the key {quoted(key)}, but keys must start with a letter a-z or a digit: rename it"
        return None

    def describe(self) -> str:
        return "keys start with a letter a-z or a digit"


@dataclass(frozen=True)
class VisibleKeys:
    """No key at any depth may begin with ``#``: the API leaves such keys out of its responses (trap 9, meta keys)."""

    def problem(self, value: JsonValue) -> str | None:
        for key in _keys(value):
            if key.startswith("#"):
                return f"has the key {quoted(key)}, which the API would store and never return: rename it"
        return None

    def describe(self) -> str:
        return "no key starts with ``#``"


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():  # pyright: ignore[reportUnknownVariableType] - JSON is walked untyped
            yield str(key)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
            yield from _keys(inner)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
    elif isinstance(value, list):
        for inner in value:  # pyright: ignore[reportUnknownVariableType] - JSON is walked untyped
            yield from _keys(inner)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
