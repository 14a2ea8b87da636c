"""The documented keys inside object fields, at any depth, and what happens to other keys.

A type lists the problems of a value, each with the path from the object to the value, so that a message can name
``limits.database.records``. Source: docs/api/api.md, in the section of the kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.rules import Rule
from pulumi_chatbotkit.catalog.schema.shapes import SHAPE_NAMES, Shape, has_shape, wrong_shape
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.suggestions import typo_of


class Type(Protocol):
    """The type of a value inside an object field."""

    def accepts(self, value: JsonValue, /) -> bool:
        """True if the value is of this type at the top; what is inside it may still have problems."""
        ...

    def problems(self, value: JsonValue, /) -> Iterator[Problem]:
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
    """True if messages must not quote the value."""

    def accepts(self, value: JsonValue) -> bool:
        return has_shape(value, self.shape)

    def problems(self, value: JsonValue) -> Iterator[Problem]:
        if not self.accepts(value):
            yield Problem((), wrong_shape(value, SHAPE_NAMES[self.shape], secret=self.secret))
            return
        yield from (Problem((), reason) for rule in self.rules if (reason := rule.problem(value)))

    def describe(self) -> str:
        return SHAPE_NAMES[self.shape]


@dataclass(frozen=True)
class AnyJson:
    """Any JSON value: the API reference gives no type."""

    def accepts(self, _value: JsonValue) -> bool:
        return True

    def problems(self, _value: JsonValue) -> Iterator[Problem]:
        return iter(())

    def describe(self) -> str:
        return "any JSON value"


@dataclass(frozen=True)
class ListOf:
    """A list of values of one type."""

    of: Type

    def accepts(self, value: JsonValue) -> bool:
        return isinstance(value, list)

    def problems(self, value: JsonValue) -> Iterator[Problem]:
        """Those of each item, with its index from 0."""
        if not isinstance(value, list):
            yield Problem((), wrong_shape(value, self.describe(), secret=False))
            return
        for index, item in enumerate(value):
            yield from (problem.below(index) for problem in self.of.problems(item))

    def describe(self) -> str:
        return f"a list of {self.of.describe()}"


@dataclass(frozen=True)
class Either:
    """A value of one of several types that differ at the top."""

    of: tuple[Type, ...]

    def accepts(self, value: JsonValue) -> bool:
        return any(each.accepts(value) for each in self.of)

    def problems(self, value: JsonValue) -> Iterator[Problem]:
        """Those of the first type that accepts the value."""
        meant = next((each for each in self.of if each.accepts(value)), None)
        if meant is None:
            yield Problem((), wrong_shape(value, self.describe(), secret=False))
            return
        yield from meant.problems(value)

    def describe(self) -> str:
        return ", or ".join(each.describe() for each in self.of)


class UnknownKeys(Enum):
    """What happens to a key that is not documented."""

    FREE = "free"
    """It is accepted: the map is the program's own."""
    KEPT = "kept"
    """It is accepted, because the service keeps it, unless it looks like a typo of a documented key."""
    REFUSED = "refused"
    """It is refused: the service refuses it, or keeps it without any effect."""


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
    """The name of its typed class, without ``Args`` at the end."""
    doc: str
    keys: tuple[Key, ...]
    unknown_keys: UnknownKeys = UnknownKeys.KEPT
    at_least_one_key: bool = False
    """True if one of its keys, whichever, must be there."""

    def accepts(self, value: JsonValue) -> bool:
        return isinstance(value, dict)

    def problems(self, value: JsonValue) -> Iterator[Problem]:
        """Those of its keys, of unknown keys, and of missing keys."""
        if not isinstance(value, dict):
            yield Problem((), wrong_shape(value, self.describe(), secret=False))
            return
        known = {key.name: key for key in self.keys}
        for name, inner in value.items():
            found = known[name].type.problems(inner) if name in known else self._unknown_key(name)
            yield from (problem.below(name) for problem in found)
        yield from (Problem((key.name,), "is missing") for key in self.keys if key.required and key.name not in value)
        if self.at_least_one_key and not known.keys() & value.keys():
            yield Problem((), f"is without {' and '.join(known)}, but must have one of them")

    def describe(self) -> str:
        return SHAPE_NAMES[Shape.OBJECT]

    def holds_only(self, shape: Shape) -> bool:
        """True if all documented values, at any depth, are of one shape."""
        return all(
            each.type.holds_only(shape)
            if isinstance(each.type, Structure)
            else isinstance(each.type, Value) and each.type.shape is shape
            for each in self.keys
        )

    def _unknown_key(self, name: str) -> Iterator[Problem]:
        """The problem of a key that is not documented, if it is one."""
        known = [key.name for key in self.keys]
        meant = typo_of(name, known)
        if self.unknown_keys is UnknownKeys.FREE or (self.unknown_keys is UnknownKeys.KEPT and meant is None):
            return
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(known)}"
        yield Problem((), f"is not a documented key; {hint}")


@dataclass(frozen=True)
class Variants:
    """Objects of several structures: the value of another field says which."""

    by: str
    """Name of the other field."""
    of: Mapping[str, Structure]
