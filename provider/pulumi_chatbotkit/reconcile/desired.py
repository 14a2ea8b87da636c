"""Desired and observed values side by side, in canonical form, for one kind."""

from collections.abc import Mapping

from pulumi_chatbotkit.catalog.field import ABSENT, Absent, Field, same_json
from pulumi_chatbotkit.json_values import JsonValue, as_object
from pulumi_chatbotkit.reconcile.values import State

REFERENCES = "references"
"""State key of the ids that references given as ``@alias`` or ``(name)`` were resolved to:
``{"datasetId": {"given": "@kb", "id": "c..."}}``."""


def canonical(field: Field, values: Mapping[str, JsonValue]) -> JsonValue | Absent:
    """The field's canonical value in ``values``."""
    return field.canonical(values.get(field.name, ABSENT))


def is_written(field: Field, reference: JsonValue | Absent) -> bool:
    """Whether ``reference`` is one of the forms that the API resolves to an id (a.11)."""
    return field.references is not None and isinstance(reference, str) and reference.startswith(("@", "("))


def resolved(state: State, field: Field) -> tuple[JsonValue, JsonValue]:
    """How the reference was written when the state was made, and the id it stood for then; Nones if it was an id."""
    entry = as_object((as_object(state.get(REFERENCES)) or {}).get(field.name)) or {}
    return entry.get("given"), entry.get("id")


def as_declared(field: Field, state: State) -> JsonValue | Absent:
    """The state's value as the program would write it: the reference as given while it still stands for the same id."""
    value = canonical(field, state)
    given, identifier = resolved(state, field)
    return given if given is not None and value == identifier else value


def differs(field: Field, state: State, desired: Mapping[str, JsonValue]) -> bool:
    """Whether what the state says of the field is not what is desired."""
    before, after = as_declared(field, state), canonical(field, desired)
    if before is ABSENT or after is ABSENT:
        return before is not after
    return not same_json(before, after)
