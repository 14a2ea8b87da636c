"""Conversion between the values of a dynamic provider and those of the core.

Pulumi removes secret marks before it calls a dynamic provider, and numbers arrive as floats. Returned secrets must be
in the engine's wire form, because ``Output.secret`` needs an event loop that provider threads do not have.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias, cast

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.property_values import (
    PROVIDER_KEY,
    UNKNOWN_VALUE,
    is_secret,
    is_unknown,
    secret_content,
    secret_value,
)
from pulumi_chatbotkit.json_values import DEEPEST, EXACT, JsonValue, is_exact_double
from pulumi_chatbotkit.reconcile import (
    UNKNOWN,
    Declaration,
    InputValue,
    Outputs,
    Secret,
    Unknown,
    declaration_from_property,
    has_unknown,
)

DECLARATION = "__declaration"
"""The property in which a typed class passes the ``reconcile.Declaration`` to check, as text. It is not stored in the
state, and Pulumi shows no property whose name begins so."""

Properties: TypeAlias = dict[str, object]
"""A property bag of Pulumi: plain values by state key."""


def from_pulumi(properties: Mapping[str, object]) -> dict[str, InputValue]:
    """A property bag as the core's values, without the provider reference and the declaration."""
    return {key: _value(value) for key, value in properties.items() if key not in (PROVIDER_KEY, DECLARATION)}


def known_from_pulumi(properties: Mapping[str, object]) -> dict[str, JsonValue]:
    """A property bag in which nothing is unknown: a state, or the inputs of create and update."""
    return cast("dict[str, JsonValue]", from_pulumi(properties))


def declaration_in(properties: Mapping[str, object]) -> Declaration | None:
    """The declaration of the typed class; None if Pulumi calls without running the program."""
    given = _value(properties.get(DECLARATION))
    return declaration_from_property(given) if isinstance(given, str) else None


def to_pulumi(values: Mapping[str, InputValue | Secret] | Outputs) -> Properties:
    """A property bag as the host serialises it."""
    return {key: _wire(cast("InputValue | Secret", value)) for key, value in values.items()}


def _value(value: object) -> InputValue:
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, Mapping):
        opened = cast("Mapping[str, object]", value)
        if is_secret(opened):
            return _value(secret_content(opened))
        if set(opened) == {EXACT}:
            return _exact(opened[EXACT])
        return {key: _value(inner) for key, inner in opened.items()}
    if isinstance(value, list):
        return [_value(inner) for inner in cast("list[object]", value)]
    return cast("InputValue", value)


def _exact(text: object) -> InputValue:
    """The value that is kept as JSON text; unknown or some other text of a program stays what it is."""
    try:
        return cast("InputValue", json.loads(str(text)))
    except ValueError:
        return {EXACT: _value(text)}


def _wire(value: InputValue | Secret, depth: int = 0) -> object:
    if isinstance(value, Unknown):
        return UNKNOWN_VALUE
    if isinstance(value, Secret):
        return secret_value(_wire(cast("InputValue", value.value), depth))
    if _would_change(value, depth):
        return {EXACT: json.dumps(value)}
    if isinstance(value, dict):
        return {key: _wire(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_wire(inner, depth + 1) for inner in value]
    return value


def _would_change(value: InputValue, depth: int) -> bool:
    """True if Pulumi would lose, change or refuse a value that the service has."""
    if value is None:
        return depth > 0
    if isinstance(value, dict | list):
        is_taken_for_text = isinstance(value, dict) and value.keys() == {EXACT}
        return (depth >= DEEPEST or is_taken_for_text) and not has_unknown(value)
    return isinstance(value, int | float) and not isinstance(value, bool) and not is_exact_double(value)
