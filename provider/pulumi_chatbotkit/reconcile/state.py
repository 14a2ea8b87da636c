"""Conversion of the API's records to what a host stores: outputs, and the inputs that would produce them."""

from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit, ReadBack, Source
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.desired import REWRITTEN, SET_ELSEWHERE, as_declared, canonical, rewritten, unmasked
from pulumi_chatbotkit.reconcile.marker import MARKER, STATE_ID_KEY, marker_from_meta, without_marker
from pulumi_chatbotkit.reconcile.ownership import note_taker, taken_by
from pulumi_chatbotkit.reconcile.provider_keys import KEPT_IN_STATE, MARKED_INPUTS, SERVICE, STATE_ID, TAKEN_BY
from pulumi_chatbotkit.reconcile.values import Outputs, Secret, State


def outputs_of(kind: Kind, state: State) -> Outputs:
    """The outputs that a host stores for ``state``: all fields as the service has them (without nulls), ids of the
    location, marker, and outputs; secret ones marked."""
    values: JsonObject = {}
    for field in kind.state_fields:
        effective = field.effective(canonical(field, state))
        if effective is not None:
            values[field.name] = effective
    made = (output.name for output in (*kind.create_only_outputs, *kind.outputs))
    kept = (*kind.location_keys, MARKER, SERVICE, MARKED_INPUTS, *KEPT_IN_STATE, TAKEN_BY, REWRITTEN, *made)
    values.update({key: state[key] for key in kept if state.get(key) is not None})
    # REWRITTEN repeats inputs that the program may have marked secret, and Pulumi only encrypts the input itself.
    hidden = {*kind.secret_names, REWRITTEN}
    return {key: Secret(value) if key in hidden else value for key, value in values.items()}


def inputs_of(kind: Kind, state: State) -> Outputs:
    """The inputs, in canonical form, that would produce ``state``; secret ones marked."""
    inputs: JsonObject = {
        field.name: value for field in kind.state_fields if (value := as_declared(field, state)) is not ABSENT
    }
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
    state.update({key: value for key, value in desired.items() if value is not None})
    rewrites: JsonObject = {}
    for field in kind.fields:
        given = canonical(field, desired)
        if given is not ABSENT and field.may_be_rewritten(given) and record is not None:
            state[field.name] = record.get(field.name)
            rewrites[field.name] = {"given": given, "stored": record.get(field.name)}
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


def state_found(kind: Kind, desired: State, record: State) -> JsonObject:
    """The state of an adopted object, as far as its record shows it.

    Fields that no answer shows get a placeholder that differs from any value, so that the next patch sends them.
    """
    known: JsonObject = {key: desired[key] for key in kind.location_keys if key in desired}
    if kind.meta is not None:
        known[STATE_ID] = (as_object(record.get(kind.meta.name)) or {}).get(STATE_ID_KEY)
        if kind.meta.name in desired:
            known[kind.meta.name] = {}
    hidden = [field for field in kind.fields if field.read_back is ReadBack.NEVER and field.name not in record]
    for field in hidden:
        if not field.is_local and (field.name in desired or _may_be_sent_unasked(field)):
            known[field.name] = SET_ELSEWHERE
    return state_observed(kind, known, record)


def _may_be_sent_unasked(field: Field) -> bool:
    """False for undocumented fields, which older deployments refuse, and for fields that an update resets anyway."""
    return field.source is Source.DOCUMENTED and field.omit is Omit.KEEPS


def needs_record(kind: Kind, desired: State, before: State) -> bool:
    """True if the record has to be read, because the service may have rewritten inputs or added outputs."""
    unseen = any(output.name not in before for output in kind.outputs)
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
