"""Desired and observed values side by side, in canonical form, for one kind."""

from collections.abc import Mapping

from pulumi_chatbotkit.catalog.schema.field import ABSENT, MASK, Absent, Clear, Field, same_json
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.values import State

REWRITTEN = "rewritten"
"""State key of what the service made of values that it stores in another form, such as ``@alias`` references:
``{"datasetId": {"given": "@kb", "stored": "c..."}}``."""

SET_ELSEWHERE = "(set outside of this stack)"
"""Stands in a state for a secret that the service says is set although the program sets none."""


def canonical(field: Field, values: Mapping[str, JsonValue]) -> JsonValue | Absent:
    """The field's canonical value in ``values``."""
    return field.canonical(values.get(field.name, ABSENT))


def rewritten(state: State, field: Field) -> tuple[JsonValue, JsonValue]:
    """How the value was written when the state was made, and what the service stored then; Nones if it was the same."""
    entry = as_object((as_object(state.get(REWRITTEN)) or {}).get(field.name)) or {}
    return entry.get("given"), entry.get("stored")


def as_declared(field: Field, state: State) -> JsonValue | Absent:
    """The state's value as the program would write it: as given, while it still stands for what is stored."""
    value = canonical(field, state)
    given, stored = rewritten(state, field)
    return given if given is not None and value == stored else value


def differs(field: Field, state: State, desired: Mapping[str, JsonValue]) -> bool:
    """Whether an update could and should change the field."""
    before, after = as_declared(field, state), canonical(field, desired)
    if after is ABSENT and field.clear is Clear.IMPOSSIBLE:
        return False
    if before is ABSENT or after is ABSENT:
        return before is not after
    return not same_json(before, after)


def unmasked(field: Field, shown: JsonValue, kept: JsonValue) -> JsonValue:
    """A value of an answer with masks replaced by what ``kept``, the state's value, has there."""
    if shown == MASK and field.secret:
        return SET_ELSEWHERE if kept is None else kept
    if not field.masked_keys or not isinstance(shown, dict):
        return shown
    before: JsonObject = as_object(kept) or {}
    secrets = {key: before.get(key, SET_ELSEWHERE) for key in field.masked_keys if shown.get(key) == MASK}
    return {**shown, **secrets}
