"""Comparing desired and observed values of one kind's fields, in canonical form."""

from collections.abc import Mapping

from pulumi_chatbotkit.catalog.schema.field import ABSENT, MASK, Absent, Clear, Field, same_json
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.property_paths import WILDCARD, Paths
from pulumi_chatbotkit.reconcile.kept import kept_names
from pulumi_chatbotkit.reconcile.values import State

REWRITTEN = "rewritten"
"""State key of values that the service stores in another form than they were given, such as ``@alias`` references:
``{"datasetId": {"given": "@kb", "stored": "c..."}}``."""

MADE = "made"
"""State key of the names of fields whose values the service has made, because the program declares none."""

SET_ELSEWHERE = "(set outside of this stack)"
"""Placeholder in the state for a secret that is set at the service but not by the program."""


def canonical(field: Field, values: Mapping[str, JsonValue]) -> JsonValue | Absent:
    """The field's canonical value in ``values``."""
    return field.canonical(values.get(field.name, ABSENT))


def rewritten(state: State, field: Field) -> tuple[JsonValue, JsonValue]:
    """The value as the program gave it, and as the service stored it; both None if they are the same."""
    entry = as_object((as_object(state.get(REWRITTEN)) or {}).get(field.name)) or {}
    return entry.get("given"), entry.get("stored")


def as_declared(field: Field, state: State) -> JsonValue | Absent:
    """The state's value as the program gave it, as long as the stored value has not changed."""
    value = canonical(field, state)
    given, stored = rewritten(state, field)
    return given if given is not None and value == stored else value


def made_names(state: State) -> frozenset[str]:
    """The fields whose values the service has made."""
    names = state.get(MADE)
    return frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()


def declared_form(kind: Kind, state: State) -> JsonObject:
    """The fields of a state as a program would declare them; without those that it leaves as they are."""
    kept = {*kept_names(state), *made_names(state)}
    values = {field.name: as_declared(field, state) for field in kind.state_fields if field.name not in kept}
    return {name: value for name, value in values.items() if value is not ABSENT}


def fields_at(kind: Kind, paths: Paths) -> tuple[Field, ...]:
    """The fields that the paths begin with."""
    first = {path[0] for path in paths}
    return tuple(field for field in kind.fields if WILDCARD in first or field.name in first)


def differs(field: Field, state: State, desired: Mapping[str, JsonValue]) -> bool:
    """True if an update should change the field, and can; also if it has to begin to manage it."""
    if field.name in kept_names(desired):
        return False
    before, after = as_declared(field, state), canonical(field, desired)
    if after is ABSENT and field.clear is Clear.IMPOSSIBLE:
        return False
    if field.name in {*kept_names(state), *made_names(state)}:
        return True
    if before is ABSENT or after is ABSENT:
        return before is not after
    return not same_json(before, after)


def unmasked(field: Field, shown: JsonValue, kept: JsonValue) -> JsonValue:
    """The value ``shown`` in an answer, with masks replaced by the values in ``kept``, the state's value."""
    if shown == MASK and field.secret:
        return SET_ELSEWHERE if kept is None else kept
    if not field.masked_keys or not isinstance(shown, dict):
        return shown
    before: JsonObject = as_object(kept) or {}
    secrets = {key: before.get(key, SET_ELSEWHERE) for key in field.masked_keys if shown.get(key) == MASK}
    return {**shown, **secrets}
