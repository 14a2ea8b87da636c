"""Whose object it is, looked at before it is changed or destroyed (design, 5 e): another stack, or another state of the
same stack, may have taken it over since this state was written."""

from collections.abc import Mapping

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.errors import ManagedElsewhere
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import MARKER, STATE_ID_KEY, Marker, marker_from_input, marker_from_meta
from pulumi_chatbotkit.reconcile.provider_keys import STATE_ID, TAKEN_BY


def taken_by(state: Mapping[str, JsonValue], meta: JsonValue) -> Marker | None:
    """The marker of the resource that has taken the object over, as its ``meta`` shows; None if it is this state's."""
    own, found = marker_from_input(state.get(MARKER)), marker_from_meta(meta)
    if own is None or found is None:
        return None
    found_id = (as_object(meta) or {}).get(STATE_ID_KEY)
    is_of_other_state = found_id is not None and state.get(STATE_ID) not in (None, found_id)
    return found if is_of_other_state or not found.is_of_stack(own) else None


def refuse_if_taken(
    location: Location,
    identifier: str,
    taker: Marker | None,
    action: str,
    what_to_forget: str = "the URN of this resource",
) -> None:
    """Raise ``ManagedElsewhere`` if there is a taker; ``action`` is the past participle, e.g. ``deleted``."""
    if taker is None:
        return
    own = location.marker
    is_of_own_stack = own is not None and taker.is_of_stack(own)
    whose = "another state of this stack" if is_of_own_stack else f"stack {taker.stack}"
    way_back = (
        " If that state was lost, take it back afterwards: `pulumi config set chatbotkit:adopt marked`, `pulumi up`."
        if is_of_own_stack
        else ""
    )
    message = (
        f"{location.kind.class_name} {identifier} was not {action}: it carries the marker of {whose} (resource "
        f"{taker.name!r}), which manages it now. To leave it to that one, forget it here: `pulumi state delete` with "
        f"{what_to_forget}.{way_back}"
    )
    raise ManagedElsewhere(message)


def noted_taker(state: Mapping[str, JsonValue], wanted: Marker | None = None) -> Marker | None:
    """The taker that a refresh has noted in the state; None if it is ``wanted``, the marker that an update writes."""
    noted = as_object(state.get(TAKEN_BY)) or {}
    taker = marker_from_input(noted)
    if taker is None or wanted is None or not taker.is_of_stack(wanted):
        return taker
    return None if noted.get(STATE_ID) in (None, state.get(STATE_ID)) else taker


def note_taker(state: JsonObject, meta: JsonValue) -> None:
    """Note in the state who has taken the object over, as its ``meta`` shows, or forget a noted one."""
    taker = taken_by(state, meta)
    state.pop(TAKEN_BY, None)
    if taker is None:
        return
    state_id = (as_object(meta) or {}).get(STATE_ID_KEY)
    state[TAKEN_BY] = {**taker.as_input(), **({} if state_id is None else {STATE_ID: state_id})}
