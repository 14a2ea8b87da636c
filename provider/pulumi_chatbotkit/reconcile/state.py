"""Conversion of the API's records to what a host stores: outputs, and the inputs that would produce them."""

from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.desired import MADE, REWRITTEN, canonical, declared_form, rewritten, unmasked
from pulumi_chatbotkit.reconcile.kept import KEPT, kept_names
from pulumi_chatbotkit.reconcile.marker import MARKER, marker_from_meta, without_marker
from pulumi_chatbotkit.reconcile.ownership import note_taker, taken_by
from pulumi_chatbotkit.reconcile.provider_keys import KEPT_IN_STATE, MARKED_INPUTS, SERVICE, TAKEN_BY
from pulumi_chatbotkit.reconcile.values import Outputs, Secret, State


def outputs_of(kind: Kind, state: State) -> Outputs:
    """The outputs that a host stores for ``state``: all fields as the service has them (without nulls), ids of the
    location, marker, and outputs; secret ones marked."""
    values: JsonObject = {}
    unseen = [name for name in kept_names(state) if name not in state]
    for field in kind.state_fields:
        if field.name in unseen:
            continue
        effective = field.effective(canonical(field, state))
        if effective is not None:
            values[field.name] = effective
    made = (output.name for output in (*kind.create_only_outputs, *kind.outputs))
    kept = (*kind.location_keys, MARKER, SERVICE, MARKED_INPUTS, *KEPT_IN_STATE, KEPT, TAKEN_BY, REWRITTEN, MADE, *made)
    values.update({key: state[key] for key in kept if state.get(key) is not None})
    # REWRITTEN repeats inputs that the program may have marked secret, and Pulumi only encrypts the input itself.
    hidden = {*kind.secret_names, REWRITTEN}
    return {key: Secret(value) if key in hidden else value for key, value in values.items()}


def inputs_of(kind: Kind, state: State) -> Outputs:
    """The inputs, in canonical form, that would produce ``state``; secret ones marked."""
    inputs = declared_form(kind, state)
    kept = (*kind.location_keys, MARKER, SERVICE, MARKED_INPUTS)
    inputs.update({key: state[key] for key in kept if state.get(key) is not None})
    return {key: Secret(value) if key in kind.secret_names else value for key, value in inputs.items()}


def state_after(kind: Kind, desired: State, *, before: State, record: State | None) -> JsonObject:
    """The state once ``desired`` has been stored.

    Args:
        kind: The kind of the object.
        desired: The inputs that were sent.
        before: The previous state; values that only the answer to the create has are taken from it.
        record: A record read since, if ``needs_record`` returns True: it has the values as the service stored them.
    """
    state: JsonObject = {key: before[key] for key in KEPT_IN_STATE if before.get(key) is not None}
    state.update({name: before[name] for name in kept_names(desired) if name in before})
    state.update({key: value for key, value in desired.items() if value is not None})
    rewrites: JsonObject = {}
    made_fields: list[JsonValue] = []
    for field in kind.fields:
        given = canonical(field, desired)
        if given is not ABSENT and field.may_be_rewritten(given) and record is not None:
            state[field.name] = record.get(field.name)
            rewrites[field.name] = {"given": given, "stored": record.get(field.name)}
        elif given is ABSENT and field.generated and (value := (record or before).get(field.name)) is not None:
            state[field.name] = value
            made_fields.append(field.name)
    if made_fields:
        state[MADE] = made_fields
    if rewrites:
        state[REWRITTEN] = rewrites
    for output in (*kind.create_only_outputs, *kind.outputs):
        made = (record or {}).get(output.name, before.get(output.name))
        if made is not None:
            state[output.name] = made
    return state


def state_observed(kind: Kind, state: State, record: State) -> JsonObject:
    """The state after reading ``record``. Values that it leaves out (trap 2) or masks (trap 14) come from ``state``."""
    observed: JsonObject = {key: value for key, value in state.items() if key != REWRITTEN}
    for field in kind.fields:
        if field.name in record:
            observed.update(_observed(state, field, record))
        if field.carries_marker and field.name in record:
            note_taker(observed, record.get(field.name))
    observed.update({output.name: record[output.name] for output in kind.outputs if output.name in record})
    rewrites = _still_true(kind, state, observed)
    if rewrites:
        observed[REWRITTEN] = rewrites
    return observed


def needs_record(kind: Kind, desired: State, before: State) -> bool:
    """True if the record has to be read, because the service may have rewritten inputs or added outputs."""
    unseen = any(output.name not in before for output in kind.outputs)
    unseen = unseen or any(
        each.generated and each.name not in before and canonical(each, desired) is ABSENT for each in kind.fields
    )
    return unseen or any(field.may_be_rewritten(canonical(field, desired)) for field in kind.fields)


def _observed(state: State, field: Field, record: State) -> JsonObject:
    value = field.observed(record[field.name])
    if not field.carries_marker:
        return {field.name: unmasked(field, value, state.get(field.name))}
    own: JsonObject = {field.name: without_marker(value)} if field.name in state else {}
    if taken_by(state, value) is not None:
        return own  # the marker stays this state's: who has taken the object over is noted beside it
    marker = marker_from_meta(value)
    return {**own, MARKER: marker.as_input() if marker else None}


def _still_true(kind: Kind, state: State, observed: State) -> JsonObject:
    found: JsonObject = {}
    for field in kind.fields:
        given, stored = rewritten(state, field)
        if given is not None and observed.get(field.name) == stored:
            found[field.name] = {"given": given, "stored": stored}
    return found
