"""Adoption: before a create, look for an existing object to take over instead (design, section 5).

``own`` adopts an object that carries this resource's marker and was made with this state: an earlier run created it and
was interrupted before its state was written. ``marked`` also adopts one that was made with another state. ``match``
does what ``own`` does, and adopts an object without a marker that has the same alias, e-mail, name, or links;
``overwrite`` may also empty what such an object holds. An id adopts that object and no other. ``never`` always creates
a new one. No search is made where the partner user or the parent was created in this run: there is nothing in it yet.
"""

import uuid
from dataclasses import dataclass
from typing import Final, cast

from pulumi_chatbotkit.api import NotAuthorized
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, AdoptMode, adopted_id
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone
from pulumi_chatbotkit.reconcile.existence import Absence
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import STATE_ID_KEY, Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.matching import Matching
from pulumi_chatbotkit.reconcile.own_objects import OwnObjects
from pulumi_chatbotkit.reconcile.read import read, read_record
from pulumi_chatbotkit.reconcile.takeover import Origin, Takeover, takeover

_OWN: Final = "it carries the marker of this resource: an earlier run was interrupted"
_OF_ANOTHER_STATE: Final = "it carries the marker of this resource, but was made with another state"
_GIVEN: Final = "it has the id that `adopt` names"


@dataclass(frozen=True)
class Adopted:
    """An object to take over instead of creating one."""

    id: str
    comparison: Takeover
    """What that changes."""
    stamp: str
    """Random; becomes part of the state."""
    report: str
    """What to tell the user once it is done: why it is this object, what was kept and changed."""


@dataclass(frozen=True)
class _Found:
    id: str
    reason: str
    origin: Origin
    record: JsonObject | None = None


class Adoption:
    """Looks for objects to adopt. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._own_objects = OwnObjects(context)
        self._matching = Matching(context)

    async def find(self, there: LocatedClient, desired: JsonObject) -> Adopted | None:
        """The object to adopt for these inputs, compared with them, or None when one is to be created.

        Raises:
            AdoptionRefused: several objects match; the one that matches belongs to another resource; or adopting it
                would empty something.
            Gone: it was deleted meanwhile.
            ChatBotKitError: a search failed.
        """
        location = there.location
        mode = desired.get(ADOPT) or self._context.adopt
        given = adopted_id(mode)
        if given is not None:
            found = await self._with_id(there, given)
        else:
            found = await self._searched(there, desired, cast("AdoptMode", mode))
        if found is None:
            return None
        stamp = uuid.uuid4().hex
        if not self._history.adopt(location, found.id, stamp):
            raise _managed_here(location, found.id)
        record = found.record or await read_record(there, found.id)
        if record is None:
            message = f"{_name(location, found.id)} was deleted while it was being adopted: run `pulumi up` again."
            raise Gone(message)
        implied = self._history.implied_inputs(location.kind, location.marker)
        comparison = takeover(location.kind, desired, record, found.origin, implied)
        if mode != "overwrite":
            _refuse_to_clear(location, found, comparison, is_by_id=given is not None)
        return Adopted(found.id, comparison, stamp, _report(location, found, comparison))

    async def _searched(self, there: LocatedClient, desired: JsonObject, mode: AdoptMode) -> _Found | None:
        if mode == "never" or self._has_a_new_parent(there.location):
            return None
        own = await self._own_objects.find(there, mode)
        if own is not None:
            origin = self._origin(own.state_id)
            return _Found(own.id, _OWN if origin is Origin.THIS_STATE else _OF_ANOTHER_STATE, origin)
        if mode in {"match", "overwrite"} and not there.location.kind.create_only_outputs:
            match = await self._matching.find(there, desired)
            return None if match is None else _Found(match.id, match.reason, Origin.ELSEWHERE)
        return None

    def _origin(self, state_id: JsonValue) -> Origin:
        """Where an object that carries this resource's marker comes from."""
        is_own = self._history.is_of_this_state(state_id) or self._context.may_adopt_marked()
        return Origin.THIS_STATE if is_own else Origin.ANOTHER_STATE

    def _has_a_new_parent(self, location: Location) -> bool:
        """True if the partner user or the parent was created in this run, so there is nothing to adopt in it."""
        return any(self._history.was_created(parent.location.kind, parent.id) for parent in location.parents)

    async def _with_id(self, there: LocatedClient, identifier: str) -> _Found:
        """The object with this id, which the resource may have."""
        location = there.location
        if self._history.replaces_an_unknown_object(location):
            raise _managed_here(location, identifier)
        record = await _record_of(there, identifier)
        meta = record.get(location.kind.meta.name) if location.kind.meta is not None else None
        marker = marker_from_meta(meta)
        if marker is None or location.marker is None:
            return _Found(identifier, _GIVEN, Origin.ELSEWHERE, record)
        if marker == location.marker:
            state_id = (as_object(meta) or {}).get(STATE_ID_KEY)
            return _Found(identifier, _GIVEN, self._origin(state_id), record)
        if marker.is_of_stack(location.marker):
            message = (
                f"{_name(location, identifier)} carries the marker of the resource {marker.name!r} of this stack. If "
                "that one was renamed, use the option aliases=[pulumi.Alias(name=...)] instead of adopt; if it was "
                "removed and its object kept, give this resource the name of the removed one."
            )
            raise AdoptionRefused(message)
        return _Found(identifier, f"{_GIVEN}; {_taken_from(marker)}", Origin.ELSEWHERE, record)


async def _record_of(there: LocatedClient, identifier: str) -> JsonObject:
    """The record of the object that ``adopt`` names."""
    location = there.location
    try:
        record = await read(there, identifier)
    except NotAuthorized as error:
        message = (
            f"{_name(location, identifier)} is not {_where(location)}: the service refuses to show it. Declare it in "
            "the account that it belongs to, with run_as or the id of its parent."
        )
        raise AdoptionRefused(message) from error
    if isinstance(record, Absence):
        message = (
            f"{_name(location, identifier)}, which `adopt` names, does not exist {_where(location)}. If it was deleted "
            "and a new one is wanted, leave `adopt` out; if it belongs to another account, declare it there."
        )
        raise AdoptionRefused(message)
    return record


def _where(location: Location) -> str:
    """The account and the parents, for messages."""
    inside = [f"{parent.location.kind.class_name} {parent.id}" for parent in location.parents]
    return f"in {' and '.join(inside)}" if inside else "in your own account"


def _managed_here(location: Location, identifier: str) -> AdoptionRefused:
    return AdoptionRefused(
        f"{_name(location, identifier)} is managed by a resource of this stack already: another one, or this one, "
        "whose object is being replaced. Leave `adopt` out to create a new object."
    )


def _refuse_to_clear(location: Location, found: _Found, comparison: Takeover, *, is_by_id: bool) -> None:
    """Raise ``AdoptionRefused`` if what the object holds would be lost."""
    name = _name(location, found.id)
    if comparison.erased:
        fields = ", ".join(comparison.erased)
        message = (
            f"{name} ({found.reason}) was not adopted: the service never shows {fields}, and erases it in every update "
            f'that leaves it out. Declare it as it is, or as "" if the object has none. Nothing was changed.'
        )
        raise AdoptionRefused(message)
    if comparison.cleared:
        how = "adopt it without them, and clear them in the next run" if is_by_id else 'set adopt="overwrite"'
        message = (
            f"{name} ({found.reason}) was not adopted: the program would empty {', '.join(comparison.cleared)}, which "
            f"holds something there. Nothing was changed. Declare what is there, or leave the argument out to keep it; "
            f"to empty it, {how}."
        )
        raise AdoptionRefused(message)


def _report(location: Location, found: _Found, comparison: Takeover) -> str:
    """What was done, in one line. Names only: values may be secret."""
    parts = {
        "kept": comparison.kept,
        "left alone, as the service does not show it": comparison.hidden,
        "not linked, as the program does not declare it itself": comparison.unlinked,
        "changed": comparison.changed,
        "set without comparing, as the service does not show it": comparison.overwritten,
        "emptied": comparison.cleared,
    }
    what = "".join(f"; {title}: {', '.join(fields)}" for title, fields in parts.items() if fields)
    resource = "" if location.marker is None else f" {location.marker.name!r}"
    name = f"{location.kind.class_name}{resource} ({found.id})"
    return f"{name} was adopted, not created: {found.reason}{what}"


def _taken_from(marker: Marker) -> str:
    return (
        f"it was the resource {marker.name!r} of stack {marker.stack}, which has to forget it if it has not yet "
        "(`pulumi state delete`)"
    )


def _name(location: Location, identifier: str) -> str:
    """The object, for messages; a host adds the resource."""
    return f"{location.kind.class_name} {identifier}"
