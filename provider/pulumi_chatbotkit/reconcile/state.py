"""From records to what a host stores: outputs, and the inputs that would produce them."""

from pulumi_chatbotkit.catalog.field import ABSENT, Field
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.desired import REFERENCES, as_declared, canonical, is_written, resolved
from pulumi_chatbotkit.reconcile.marker import MARKER, marker_from_meta, without_marker
from pulumi_chatbotkit.reconcile.values import Outputs, Secret, State


def outputs_of(kind: Kind, state: State) -> Outputs:
    """What a host stores for ``state``: every field as the service holds it (null left out), scope, marker, secrets."""
    values: JsonObject = {}
    for field in kind.fields:
        value = canonical(field, state)
        effective = field.effective(value)
        if effective is not None:
            values[field.name] = effective
    kept = (kind.scope_key, MARKER, REFERENCES, *(output.name for output in kind.created_once))
    values.update({key: state[key] for key in kept if key is not None and state.get(key) is not None})
    return {key: Secret(value) if key in kind.secret_names else value for key, value in values.items()}


def inputs_of(kind: Kind, state: State) -> JsonObject:
    """The inputs, in canonical form, that would leave ``state`` as it is."""
    inputs: JsonObject = {
        field.name: value for field in kind.fields if (value := as_declared(field, state)) is not ABSENT
    }
    inputs.update(
        {key: state[key] for key in (kind.scope_key, MARKER) if key is not None and state.get(key) is not None}
    )
    return inputs


def state_after(kind: Kind, desired: State, *, before: State, record: State | None) -> JsonObject:
    """The state once ``desired`` has been stored; ``record`` is the service's answer where one was needed or given.

    Args:
        kind: Whose state it is.
        desired: The inputs that were sent.
        before: The state before; values that only the create answer shows are carried over from it.
        record: A record read since, which tells the ids that references were resolved to.
    """
    state: JsonObject = {key: value for key, value in desired.items() if value is not None}
    references: JsonObject = {}
    for field in kind.fields:
        given = canonical(field, desired)
        if given is not ABSENT and is_written(field, given) and record is not None:
            state[field.name] = record.get(field.name)
            references[field.name] = {"given": given, "id": record.get(field.name)}
    if references:
        state[REFERENCES] = references
    once = (output.name for output in kind.created_once)
    state.update({name: before[name] for name in once if name in before})
    return state


def state_observed(kind: Kind, state: State, record: State) -> JsonObject:
    """The state as a record shows it. What the record leaves out is taken from ``state`` (traps 2 and 14)."""
    observed: JsonObject = {key: value for key, value in state.items() if key != REFERENCES}
    for field in kind.fields:
        if field.name in record:
            observed.update(
                _meta_observed(state, field, record) if field.carries_marker else {field.name: record[field.name]}
            )
    references = _references_still_true(kind, state, observed)
    if references:
        observed[REFERENCES] = references
    return observed


def needs_record(kind: Kind, desired: State) -> bool:
    """Whether a reference is written in a form that only the service can resolve."""
    return any(is_written(field, canonical(field, desired)) for field in kind.fields)


def _meta_observed(state: State, field: Field, record: State) -> JsonObject:
    """The marker, and the user's part of ``meta`` where the program declares it."""
    meta = record[field.name]
    marker = marker_from_meta(meta)
    own: JsonObject = {field.name: without_marker(meta)} if field.name in state else {}
    return {**own, MARKER: marker.as_input() if marker else None}


def _references_still_true(kind: Kind, state: State, observed: State) -> JsonObject:
    found: JsonObject = {}
    for field in kind.fields:
        given, identifier = resolved(state, field)
        if given is not None and observed.get(field.name) == identifier:
            found[field.name] = {"given": given, "id": identifier}
    return found
