"""The values that hosts and the core exchange: JSON, plus "not known yet" and "secret"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias, cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue


class Unknown(Enum):
    """The type of UNKNOWN."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
"""A value that is not known in a preview; may occur at any depth of an input."""

InputValue: TypeAlias = bool | int | float | str | list["InputValue"] | dict[str, "InputValue"] | Unknown | None
Inputs: TypeAlias = Mapping[str, InputValue]
"""The inputs of a resource, by state key."""

NO_INPUTS: Inputs = MappingProxyType({})


@dataclass(frozen=True)
class Secret:
    """A value that must be kept encrypted."""

    value: JsonValue | InputValue

    def __repr__(self) -> str:
        """Hide the value from logs and tracebacks."""
        return "Secret(...)"


Outputs: TypeAlias = dict[str, JsonValue | Secret]
"""The values that a host stores, by state key."""

State: TypeAlias = Mapping[str, JsonValue]
"""The values that a host stored before, secrets in clear."""

NOTHING: State = MappingProxyType({})


def has_unknown(value: InputValue) -> bool:
    """True if ``value`` is, or contains at any depth, a value not known yet."""
    if isinstance(value, dict):
        return any(has_unknown(inner) for inner in value.values())
    if isinstance(value, list):
        return any(has_unknown(inner) for inner in value)
    return value is UNKNOWN


def as_known(value: InputValue) -> JsonValue:
    """``value`` as JSON.

    Raises:
        ValueError: something in it is unknown; callers have to check that first.
    """
    if has_unknown(value):
        message = "a value that is not known yet reached an operation that needs it"
        raise ValueError(message)
    return cast("JsonValue", value)


def all_known(inputs: Inputs) -> JsonObject:
    """``inputs`` as JSON. Raises as ``as_known``."""
    return {key: as_known(value) for key, value in inputs.items()}
