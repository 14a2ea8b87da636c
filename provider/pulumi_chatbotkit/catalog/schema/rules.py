"""What a value must satisfy before it is sent: one rule a class, each able to say what is wrong and to describe itself.

A rule sees only values that are known and of the field's shape. It returns the fault as a sentence that names the value
found, the limit and what to do, or None. The facts are those of docs/api/api.md, tables b.1 to b.10 and section a.12.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pulumi_chatbotkit.json_values import JsonValue

_SHOWN_CHARACTERS = 60


class Rule(Protocol):
    """A limit on a field's value."""

    def fault(self, value: JsonValue) -> str | None:
        """What is wrong with ``value``, or None."""
        ...

    def describe(self) -> str:
        """The limit in a few words, for docstrings and reference pages."""
        ...


def shown(value: JsonValue) -> str:
    """``value`` as an error message may quote it: one line, at most 60 characters."""
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}... ({len(text)} characters)"


@dataclass(frozen=True)
class MaxBytes:
    """UTF-8 bytes, because the database columns behind the API are sized in bytes (a.12)."""

    limit: int

    def fault(self, value: JsonValue) -> str | None:
        """Compare the encoded length."""
        size = len(str(value).encode())
        return None if size <= self.limit else f"is {size:,} bytes long, at most {self.limit:,} are stored: shorten it"

    def describe(self) -> str:
        """Say the limit."""
        return f"at most {self.limit:,} bytes"


@dataclass(frozen=True)
class MaxCharacters:
    """Characters, where the API counts those."""

    limit: int

    def fault(self, value: JsonValue) -> str | None:
        """Compare the length."""
        size = len(str(value))
        return None if size <= self.limit else f"is {size:,} characters long, at most {self.limit:,} fit: shorten it"

    def describe(self) -> str:
        """Say the limit."""
        return f"at most {self.limit:,} characters"


@dataclass(frozen=True)
class Matches:
    """A pattern, with the words that explain it to a person."""

    pattern: str
    means: str

    def fault(self, value: JsonValue) -> str | None:
        """Match the whole text."""
        return None if re.fullmatch(self.pattern, str(value)) else f"is {shown(value)}, but must be {self.means}"

    def describe(self) -> str:
        """Say what the pattern means."""
        return self.means


@dataclass(frozen=True)
class OneOf:
    """A closed list of values."""

    choices: tuple[str, ...]

    def fault(self, value: JsonValue) -> str | None:
        """Look the value up."""
        if value in self.choices:
            return None
        return f"is {shown(value)}, but must be one of {', '.join(self.choices)}"

    def describe(self) -> str:
        """List the values."""
        return "one of " + ", ".join(f"``{choice}``" for choice in self.choices)


@dataclass(frozen=True)
class AtLeast:
    """A lower bound for a number."""

    minimum: int

    def fault(self, value: JsonValue) -> str | None:
        """Compare."""
        if isinstance(value, int | float) and value >= self.minimum:
            return None
        return f"is {shown(value)}, but must be at least {self.minimum}"

    def describe(self) -> str:
        """Say the bound."""
        return f"at least {self.minimum}"


@dataclass(frozen=True)
class Between:
    """Bounds for a number, both included; ``unit`` for people."""

    minimum: int
    maximum: int
    unit: str

    def fault(self, value: JsonValue) -> str | None:
        """Compare."""
        if isinstance(value, int | float) and self.minimum <= value <= self.maximum:
            return None
        return f"is {shown(value)}, but must be from {self.minimum:,} to {self.maximum:,} {self.unit}"

    def describe(self) -> str:
        """Say the bounds."""
        return f"from {self.minimum:,} to {self.maximum:,} {self.unit}"


@dataclass(frozen=True)
class ContainsNone:
    """Words that may not occur anywhere in a text."""

    words: tuple[str, ...]

    def fault(self, value: JsonValue) -> str | None:
        """Name the first word found."""
        found = next((word for word in self.words if word in str(value).lower()), None)
        return f"is {shown(value)}, which contains the word {found!r} that the service forbids" if found else None

    def describe(self) -> str:
        """List the words."""
        return "none of the words " + ", ".join(f"``{word}``" for word in self.words)


@dataclass(frozen=True)
class StorableKeys:
    """Top-level keys of a map that the API keeps unharmed on create and on update (trap 9).

    A leading ``_`` is refused by the API, any other leading character outside ``A-Z a-z 0-9`` is accepted by create and
    silently removed by the next update.
    """

    def fault(self, value: JsonValue) -> str | None:
        """Name the first key that would be refused or lost."""
        keys = value if isinstance(value, dict) else {}
        for key in keys:
            if not re.match(r"[A-Za-z0-9]", key):
                return f"has the key {shown(key)}, but keys must start with a letter a-z or a digit: rename it"
        return None

    def describe(self) -> str:
        """Say what keys may look like."""
        return "keys start with a letter a-z or a digit"


@dataclass(frozen=True)
class VisibleKeys:
    """Keys at any depth that the API gives back: it drops those that begin with ``#`` from every answer (a.6)."""

    def fault(self, value: JsonValue) -> str | None:
        """Name the first key that would never be read back."""
        for key in _keys(value):
            if key.startswith("#"):
                return f"has the key {shown(key)}, which the API would store and never return: rename it"
        return None

    def describe(self) -> str:
        """Say what keys may not look like."""
        return "no key starts with ``#``"


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():  # pyright: ignore[reportUnknownVariableType] - JSON is walked untyped
            yield str(key)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
            yield from _keys(inner)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
    elif isinstance(value, list):
        for inner in value:  # pyright: ignore[reportUnknownVariableType] - JSON is walked untyped
            yield from _keys(inner)  # pyright: ignore[reportUnknownArgumentType] - JSON is walked untyped
