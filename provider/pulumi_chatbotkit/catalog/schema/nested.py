"""What is inside an object: its documented keys as rows, down to any depth, and what becomes of other keys.

A type says which faults a value has. Each fault comes with the path from the object to the place, so that a message
can name ``limits.database.records``. The facts are those of docs/api/api.md, in the section of the kind.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pulumi_chatbotkit.catalog.schema.rules import Rule
from pulumi_chatbotkit.catalog.schema.shapes import WORDS, Shape, fits, misfit
from pulumi_chatbotkit.json_values import JsonValue

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
"""Where, and what is wrong there."""

_LIKENESS = 0.8
"""How alike two keys are when one is a slip: ``databse`` and ``database`` are, ``bots`` and ``datasets`` are not."""


class Type(Protocol):
    """What a value may be."""

    def takes(self, value: JsonValue, /) -> bool:
        """Whether the value is of this type at the top; what is inside it may still have faults."""
        ...

    def faults(self, value: JsonValue, /) -> Iterator[Fault]:
        """Everything that is wrong with the value."""
        ...

    def describe(self) -> str:
        """The type in a few words."""
        ...


@dataclass(frozen=True)
class Value:
    """Text, a number, a boolean or a free map."""

    shape: Shape
    rules: tuple[Rule, ...] = ()
    secret: bool = False
    """Whether no message may quote it."""

    def takes(self, value: JsonValue) -> bool:
        """Compare the shape."""
        return fits(self.shape, value)

    def faults(self, value: JsonValue) -> Iterator[Fault]:
        """Apply shape and rules."""
        if not self.takes(value):
            yield (), misfit(value, WORDS[self.shape], secret=self.secret)
            return
        yield from (((), fault) for rule in self.rules if (fault := rule.fault(value)))

    def describe(self) -> str:
        """Name the shape."""
        return WORDS[self.shape]


@dataclass(frozen=True)
class Anything:
    """Any JSON value: the API reference does not say more."""

    def takes(self, _value: JsonValue) -> bool:
        """All of them."""
        return True

    def faults(self, _value: JsonValue) -> Iterator[Fault]:
        """None."""
        return iter(())

    def describe(self) -> str:
        """Say so."""
        return "any JSON value"


@dataclass(frozen=True)
class ListOf:
    """A list of values of one type."""

    of: Type

    def takes(self, value: JsonValue) -> bool:
        """Any list."""
        return isinstance(value, list)

    def faults(self, value: JsonValue) -> Iterator[Fault]:
        """Those of each item, with its index from 0."""
        if not isinstance(value, list):
            yield (), misfit(value, self.describe(), secret=False)
            return
        for index, item in enumerate(value):
            yield from (((index, *path), reason) for path, reason in self.of.faults(item))

    def describe(self) -> str:
        """Name the items."""
        return f"a list of {self.of.describe()}"


@dataclass(frozen=True)
class Either:
    """A value of one of several types that differ at the top."""

    of: tuple[Type, ...]

    def takes(self, value: JsonValue) -> bool:
        """Ask each."""
        return any(each.takes(value) for each in self.of)

    def faults(self, value: JsonValue) -> Iterator[Fault]:
        """Those of the type that the value is of."""
        meant = next((each for each in self.of if each.takes(value)), None)
        if meant is None:
            yield (), misfit(value, self.describe(), secret=False)
            return
        yield from meant.faults(value)

    def describe(self) -> str:
        """Name all."""
        return ", or ".join(each.describe() for each in self.of)


class Others(Enum):
    """What is done about a key that is not documented."""

    FREE = "free"
    """Nothing: the map is the program's own."""
    KEPT = "kept"
    """The service keeps it, so it may be there; but one that looks like a documented key is a slip."""
    REFUSED = "refused"
    """It is refused here: the service would keep it and do nothing about it."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """A documented key of an object."""

    name: str
    """As the API spells it."""
    type: Type
    doc: str
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Structure:
    """An object with documented keys."""

    name: str
    """Its typed class is called so, with ``Args`` after it."""
    doc: str
    keys: tuple[Key, ...]
    others: Others = Others.KEPT
    one_at_least: bool = False
    """Whether it may not be without all of its keys."""

    def takes(self, value: JsonValue) -> bool:
        """Any map."""
        return isinstance(value, dict)

    def faults(self, value: JsonValue) -> Iterator[Fault]:
        """Those of its keys, of other keys, and of what is missing."""
        if not isinstance(value, dict):
            yield (), misfit(value, self.describe(), secret=False)
            return
        known = {key.name: key for key in self.keys}
        for name, inner in value.items():
            found = known[name].type.faults(inner) if name in known else self._stranger(name)
            yield from (((name, *path), reason) for path, reason in found)
        yield from (((key.name,), "is missing") for key in self.keys if key.required and key.name not in value)
        if self.one_at_least and not known.keys() & value.keys():
            yield (), f"is without {' and '.join(known)}, but must have one of them"

    def describe(self) -> str:
        """A map."""
        return WORDS[Shape.OBJECT]

    def holds_only(self, shape: Shape) -> bool:
        """Whether all documented values, at any depth, are of one shape."""
        return all(
            each.type.holds_only(shape)
            if isinstance(each.type, Structure)
            else isinstance(each.type, Value) and each.type.shape is shape
            for each in self.keys
        )

    def _stranger(self, name: str) -> Iterator[Fault]:
        """The fault of a key that is not documented, if it is one."""
        near = _like(name, [key.name for key in self.keys])
        if self.others is Others.FREE or (self.others is Others.KEPT and near is None):
            return
        known = ", ".join(key.name for key in self.keys)
        yield (), f"is not a documented key; {f'did you mean {near}?' if near else f'there are {known}'}"


@dataclass(frozen=True)
class Variants:
    """Objects of several structures: the value of another field says which."""

    by: str
    """Name of the other field."""
    of: Mapping[str, Structure]


def _like(name: str, known: list[str]) -> str | None:
    """The documented key that somebody meant: the same in another case, or spelt nearly so."""
    plain = {_plain(key): key for key in known}
    near = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=_LIKENESS)
    return plain[near[0]] if near else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
