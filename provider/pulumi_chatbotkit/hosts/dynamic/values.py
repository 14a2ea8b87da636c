"""Between the values of a dynamic provider and those of the core.

The engine opens secrets before it calls a dynamic provider, and numbers arrive as floats; on the way back a secret must
be in the engine's wire form, because ``Output.secret`` needs an event loop that provider threads do not have.
"""

from collections.abc import Collection, Mapping
from typing import cast

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.property_values import (
    PROVIDER_KEY,
    UNKNOWN_VALUE,
    is_secret,
    is_unknown,
    secret_content,
    secret_value,
)
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.reconcile import UNKNOWN, InputValue, Outputs, Secret, Unknown

SECRET_INPUTS = "secretInputs"  # noqa: S105 - the name of a property, not a secret
"""The property in which a typed class tells check what the program marks secret: names of inputs. No state has it."""


def from_pulumi(properties: Mapping[str, object]) -> dict[str, InputValue]:
    """A property bag as the core reads it, without Pulumi's own entry."""
    return {key: _value(value) for key, value in properties.items() if key != PROVIDER_KEY}


def known_from_pulumi(properties: Mapping[str, object]) -> dict[str, JsonValue]:
    """A property bag in which nothing is unknown: a state, or the inputs of create and update."""
    return cast("dict[str, JsonValue]", from_pulumi(properties))


def names_of_secrets(value: InputValue) -> frozenset[str]:
    """What ``SECRET_INPUTS`` says; nothing where a program has no secrets."""
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()


def to_pulumi(values: Mapping[str, InputValue] | Outputs, *, hide: Collection[str] = ()) -> dict[str, object]:
    """A property bag as the host serialises it; ``hide`` names the keys whose values are secret."""
    bag = {key: _wire(cast("InputValue | Secret", value)) for key, value in values.items()}
    return {key: secret_value(value) if key in hide and value != UNKNOWN_VALUE else value for key, value in bag.items()}


def _value(value: object) -> InputValue:
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, Mapping):
        opened = cast("Mapping[str, object]", value)
        if is_secret(opened):
            return _value(secret_content(opened))
        return {key: _value(inner) for key, inner in opened.items()}
    if isinstance(value, list):
        return [_value(inner) for inner in cast("list[object]", value)]
    return cast("InputValue", value)


def _wire(value: InputValue | Secret) -> object:
    if isinstance(value, Unknown):
        return UNKNOWN_VALUE
    if isinstance(value, Secret):
        return secret_value(value.value)
    if isinstance(value, dict):
        return {key: _wire(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_wire(inner) for inner in value]
    return value
