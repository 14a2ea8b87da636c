"""Deciding, before a create, whether an object that exists already is the one to be made (design, section 5).

``own`` adopts what carries the marker of this very resource: a run was interrupted before its state was written.
``match`` adopts, next to that, an object that nobody manages and that has the same alias, e-mail or name. ``never``
makes a new one. Nothing is asked where the tenant or the owner was made in this run: there can be no leftover.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.api import Client, NotFound
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, AdoptMode
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input, marker_from_meta
from pulumi_chatbotkit.reconcile.orphans import Leftover, Leftovers
from pulumi_chatbotkit.reconcile.places import Place, place_of
from pulumi_chatbotkit.reconcile.routes import action, collection, holders, run_as
from pulumi_chatbotkit.reconcile.run_history import Run
from pulumi_chatbotkit.reconcile.values import State

_SHOWN_CANDIDATES: Final = 5


@dataclass(frozen=True)
class Adopted:
    """An object to take over instead of making one."""

    id: str
    reason: str
    """Why, for people: ``it has the alias 'ada'``."""


@dataclass(frozen=True)
class _Candidate:
    id: str
    marker: Marker | None


class Adoption:
    """Looks for objects to adopt. One per event loop."""

    def __init__(self, client: Client, run: Run, *, default: AdoptMode, report: Callable[[str], None]) -> None:
        """Ask through ``client``; ``default`` is the option where a resource sets none, ``report`` is told in lines."""
        self._client = client
        self._report = report
        self._run = run
        self._default = default
        self._leftovers = Leftovers(client)
        self._locks: defaultdict[Place, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._by_name: dict[Place, dict[str, list[_Candidate]]] = {}

    async def find(self, kind: Kind, desired: JsonObject) -> Adopted | None:
        """The object to adopt for these inputs, or None when one is to be made.

        Raises:
            AdoptionRefused: several objects could be meant, or the one that is meant is somebody else's.
            ChatBotKitError: the service could not be asked.
        """
        mode = desired.get(ADOPT) or self._default
        if mode == "never" or self._lives_in_something_new(kind, desired):
            return None
        found = await self._own(kind, desired)
        if found is None and mode == "match" and not kind.create_only_outputs:
            found = await self._matching(kind, desired)
        if found is not None and not self._run.adopt(kind, found.id, marker_from_input(desired.get(MARKER))):
            message = f"{kind.class_name} {found.id} is managed by another resource of this stack."
            raise AdoptionRefused(message)
        return found

    def _lives_in_something_new(self, kind: Kind, desired: State) -> bool:
        return any(self._run.was_created(holder, identifier) for holder, identifier in holders(kind, desired))

    async def _own(self, kind: Kind, desired: State) -> Adopted | None:
        marker = marker_from_input(desired.get(MARKER))
        if marker is None or kind.meta is None:
            return None
        carriers = await self._leftovers.of(kind, desired, marker)
        if kind.create_only_outputs:
            await self._delete(kind, desired, [each for each in carriers if not self._run.is_taken(kind, each.id)])
            return None
        left = [each for each in carriers if not self._run.is_taken(kind, each.id, marker)]
        if not left:
            return None
        kept, *twins = left
        if any(twin.creation != kept.creation or not twin.creation for twin in twins):
            raise _ambiguous(kind, f"carry the marker of this resource ({marker.name})", [each.id for each in left])
        await self._delete(kind, desired, twins)
        return Adopted(kept.id, "it carries the marker of this resource: an earlier run was interrupted")

    async def _delete(self, kind: Kind, desired: State, left: list[Leftover]) -> None:
        """Remove what nobody can use: twins, and objects whose secret was lost with the answer to their create."""
        for each in left:
            path = action(kind, kind.actions.delete, desired, each.id)
            await self._client.post(path, {}, run_as=run_as(kind, desired))
            self._report(f"{kind.class_name} {each.id} of an interrupted run was deleted: nothing refers to it")

    async def _matching(self, kind: Kind, desired: State) -> Adopted | None:
        asked = {"alias": self._with_alias, "email": self._with_email, "name": self._named}
        for field, candidates in asked.items():
            value = desired.get(field)
            if field not in kind.by_name or not isinstance(value, str) or not value:
                continue
            found = await candidates(kind, desired, value)
            what = f"has the {field} {value!r}"
            if len(found) > 1:
                raise _ambiguous(kind, f"have the {field} {value!r}", [each.id for each in found])
            if found:
                self._refuse_if_managed(kind, found[0], what)
                return Adopted(found[0].id, f"it {what}")
        return None

    async def _with_alias(self, kind: Kind, desired: State, alias: str) -> list[_Candidate]:
        """Paths take an alias instead of an id (docs/api/api.md a.11)."""
        path = (*collection(kind, desired), f"@{alias}", "fetch")
        try:
            return [_candidate(await self._client.get(path, run_as=run_as(kind, desired)))]
        except NotFound:
            return []

    async def _with_email(self, kind: Kind, desired: State, email: str) -> list[_Candidate]:
        place = place_of(kind, desired)
        items = self._client.items(place.list_path, query={"email": email}, run_as=place.run_as)
        return [_candidate(record) async for record in items if record.get("email") == email]

    async def _named(self, kind: Kind, desired: State, name: str) -> list[_Candidate]:
        """Names need not be unique, so those of objects that somebody manages are no candidates."""
        place = place_of(kind, desired)
        async with self._locks[place]:
            if place not in self._by_name:
                self._by_name[place] = await self._names(place)
        named = self._by_name[place].get(name, [])
        return [each for each in named if each.marker is None and not self._run.is_taken(kind, each.id)]

    async def _names(self, place: Place) -> dict[str, list[_Candidate]]:
        found: defaultdict[str, list[_Candidate]] = defaultdict(list)
        async for record in self._client.items(place.list_path, query={"order": "asc"}, run_as=place.run_as):
            found[str(record.get("name"))].append(_candidate(record))
        return found

    def _refuse_if_managed(self, kind: Kind, candidate: _Candidate, what: str) -> None:
        marker = candidate.marker
        if marker is not None:
            message = (
                f"{kind.class_name} {candidate.id} {what}, but carries the marker of resource {marker.name!r} of stack "
                f"{marker.stack}: remove it from that stack first (with retain_on_delete), or take the keys that begin "
                "with `pulumi` out of its meta."
            )
            raise AdoptionRefused(message)


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
