"""Adoption: before a create, look for an existing object to take over instead (design, section 5).

``own`` adopts an object that carries this resource's marker and was made with this state: an earlier run created it and
was interrupted before its state was written. ``marked`` also adopts one that was made with another state. ``match``
also adopts an object without a marker that has the same alias, e-mail or name. ``never`` always creates a new one. No
search is made where the partner user or the parent was created in this run: there is nothing in it yet.
"""

import asyncio
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Final, cast

from pulumi_chatbotkit.api import NotFound
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, AdoptMode
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Collection, Location
from pulumi_chatbotkit.reconcile.marker import Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.own_objects import OwnObjects
from pulumi_chatbotkit.reconcile.values import State

_SHOWN_CANDIDATES: Final = 5
_OWN: Final = "it carries the marker of this resource: an earlier run was interrupted"


@dataclass(frozen=True)
class Adopted:
    """An object to take over instead of creating one."""

    id: str
    reason: str
    """Shown to the user, e.g. ``it has the alias 'ada'``."""
    stamp: str
    """Random; becomes part of the state."""


@dataclass(frozen=True)
class _Candidate:
    id: str
    marker: Marker | None


class Adoption:
    """Looks for objects to adopt. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._own_objects = OwnObjects(context)
        self._locks: defaultdict[Collection, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._by_name: dict[Collection, dict[str, list[_Candidate]]] = {}

    async def find(self, there: LocatedClient, desired: State) -> Adopted | None:
        """The object to adopt for these inputs, or None when one is to be created.

        Raises:
            AdoptionRefused: several objects match, or the one that matches belongs to another resource.
            ChatBotKitError: a search failed.
        """
        kind = there.location.kind
        mode = cast("AdoptMode", desired.get(ADOPT) or self._context.adopt)
        if mode == "never" or self._has_a_new_parent(there.location):
            return None
        own = await self._own_objects.find(there, mode)
        found = None if own is None else Adopted(own.id, _OWN, new_stamp())
        if found is None and mode == "match" and not kind.create_only_outputs:
            found = await self._matching(there, desired)
        if found is not None and not self._history.adopt(there.location, found.id, found.stamp):
            message = f"{kind.class_name} {found.id} is managed by another resource of this stack."
            raise AdoptionRefused(message)
        return found

    def _has_a_new_parent(self, location: Location) -> bool:
        """True if the partner user or the parent was created in this run, so there is nothing to adopt in it."""
        return any(self._history.was_created(parent.location.kind, parent.id) for parent in location.parents)

    async def _matching(self, there: LocatedClient, desired: State) -> Adopted | None:
        kind = there.location.kind
        searches = {"alias": _with_alias, "email": _with_email, "name": self._with_name}
        for field, search in searches.items():
            value = desired.get(field)
            if field not in kind.by_name or not isinstance(value, str) or not value:
                continue
            found = await search(there, value)
            if len(found) > 1:
                raise _ambiguous(kind, f"have the {field} {value!r}", [each.id for each in found])
            if found:
                what = f"has the {field} {value!r}"
                _refuse_if_managed(kind, found[0], what)
                return Adopted(found[0].id, f"it {what}", new_stamp())
        return None

    async def _with_name(self, there: LocatedClient, name: str) -> list[_Candidate]:
        """Objects with this name that no resource manages; names need not be unique."""
        collection = there.location.collection
        async with self._locks[collection]:
            if collection not in self._by_name:
                self._by_name[collection] = await _candidates_by_name(there)
        named = self._by_name[collection].get(name, [])
        kind = there.location.kind
        return [each for each in named if each.marker is None and not self._history.is_taken(kind, each.id)]


async def _with_alias(there: LocatedClient, alias: str) -> list[_Candidate]:
    """The object with this alias; paths accept an alias in place of an id (a.11: identifiers in paths)."""
    try:
        return [_candidate(await there.fetch(f"@{alias}"))]
    except NotFound:
        return []


async def _with_email(there: LocatedClient, email: str) -> list[_Candidate]:
    items = there.items({"email": email})
    return [_candidate(record) async for record in items if record.get("email") == email]


async def _candidates_by_name(there: LocatedClient) -> dict[str, list[_Candidate]]:
    found: defaultdict[str, list[_Candidate]] = defaultdict(list)
    async for record in there.items(OLDEST_FIRST):
        found[str(record.get("name"))].append(_candidate(record))
    return found


def _refuse_if_managed(kind: Kind, candidate: _Candidate, what: str) -> None:
    marker = candidate.marker
    if marker is not None:
        message = (
            f"{kind.class_name} {candidate.id} {what}, but carries the marker of resource {marker.name!r} of stack "
            f"{marker.stack}: remove it from that stack first (with retain_on_delete), or take the keys that begin "
            "with `pulumi` out of its meta."
        )
        raise AdoptionRefused(message)


def new_stamp() -> str:
    """A random text for one adoption (``ADOPTION``)."""
    return uuid.uuid4().hex


def _candidate(record: JsonObject) -> _Candidate:
    return _Candidate(str(record.get("id")), marker_from_meta(record.get("meta")))


def _ambiguous(kind: Kind, what: str, candidates: list[str]) -> AdoptionRefused:
    shown = ", ".join(candidates[:_SHOWN_CANDIDATES])
    more = len(candidates) - _SHOWN_CANDIDATES
    rest = f" and {more} more" if more > 0 else ""
    message = (
        f"{len(candidates)} objects {what}: {shown}{rest}. Which one is this {kind.class_name}? Delete the others, or "
        "set adopt='never' to make a new one."
    )
    return AdoptionRefused(message)
