"""Finding the object without a marker that a resource describes: by alias, e-mail, name, or links.

What another stack manages is never found by looking: a message names it, with the word that takes it over.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.api import NotFound
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, snake_case
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Collection, Location, location_of
from pulumi_chatbotkit.reconcile.marker import Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.values import State

_RESOLVED: Final = ("@", "(")
"""How references begin that the service resolves to an id (a.11: references)."""


@dataclass(frozen=True)
class Match:
    """An object to adopt."""

    id: str
    reason: str
    """Shown to the user, e.g. ``it has the alias 'ada'``."""


@dataclass(frozen=True)
class _Candidate:
    id: str
    marker: Marker | None
    record: JsonObject

    def has(self, links: State) -> bool:
        """True if it has these links."""
        return all(self.record.get(name) == value for name, value in links.items())

    def links(self, names: Iterable[str]) -> dict[str, str]:
        """The links that it has, out of these."""
        found = {name: self.record.get(name) for name in names}
        return {name: value for name, value in found.items() if isinstance(value, str)}


class Matching:
    """Searches collections, each of which is listed once. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._locks: defaultdict[Collection, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._listed: dict[Collection, list[_Candidate]] = {}

    async def find(self, there: LocatedClient, desired: State) -> Match | None:
        """The object to adopt, or None if there is none.

        Raises:
            AdoptionRefused: several objects match, or another resource or stack manages the one that does.
            ChatBotKitError: a search failed.
        """
        found = await self._with_unique_value(there, desired)
        return found or await self._listed_match(there, desired)

    async def _with_unique_value(self, there: LocatedClient, desired: State) -> Match | None:
        """The object with the same alias or e-mail, which no other object can have."""
        location = there.location
        for field, search in {"alias": _with_alias, "email": _with_email}.items():
            value, known = desired.get(field), location.kind.by_name.get(field)
            if known is None or known.unique is None or not isinstance(value, str) or not value:
                continue
            what = f"the {field} {value!r}"
            for each in await search(there, value):
                if each.marker is not None and each.marker == location.marker:
                    continue  # the object of this very resource, which is being replaced
                _refuse_if_managed(location, each, what)
                return Match(each.id, f"it has {what}")
        return None

    async def _listed_match(self, there: LocatedClient, desired: State) -> Match | None:
        """The object with the same name, or the same links; neither needs to be unique."""
        kind = there.location.kind
        name = desired.get("name") if "name" in kind.by_name else None
        links = await _links(there, desired)
        if not kind.match_by_name or (not name and not kind.links):
            return None
        listed = await self._candidates(there)
        free = [each for each in listed if each.marker is None and not self._history.is_taken(kind, each.id)]
        named = [each for each in free if name and each.record.get("name") == name]
        if named:
            linked = [each for each in named if links and each.has(links)]
            return _the_only(there.location, linked or named, f"the name {name!r}")
        nameless = [each for each in free if kind.links and not (name and each.record.get("name"))]
        linked = _linked_alike(nameless, {field: links.get(field) for field in kind.links}, is_named=bool(name))
        if linked:
            return _the_only(there.location, linked, f"the same links ({_python_names(links) or 'none'})")
        self._report_managed(there.location, listed, str(name))
        return None

    async def _candidates(self, there: LocatedClient) -> list[_Candidate]:
        collection = there.location.collection
        async with self._locks[collection]:
            if collection not in self._listed:
                self._listed[collection] = [_candidate(record) async for record in there.items(OLDEST_FIRST)]
        return self._listed[collection]

    def _report_managed(self, location: Location, listed: list[_Candidate], name: str) -> None:
        """Tell of objects with the name that other stacks manage, or managed: a new one is made beside them."""
        for each in listed:
            marker = each.marker
            if marker is None or location.marker is None or marker.is_of_stack(location.marker):
                continue
            if each.record.get("name") == name and self._history.say_once(f"managed elsewhere: {each.id}"):
                self._context.report(
                    f"{location.kind.class_name} {each.id} has the name {name!r} and the marker of the resource "
                    f"{marker.name!r} of stack {marker.stack}, so a new one is made beside it. {_how_to_take(each.id)}"
                )


def _linked_alike(candidates: list[_Candidate], links: JsonObject, *, is_named: bool) -> list[_Candidate]:
    """Those with exactly these links (None for none); else those with more; else those with some of them and no other.

    Without a name and without links, only those without either.
    """
    exact = [each for each in candidates if each.has(links)]
    given: JsonObject = {name: value for name, value in links.items() if value is not None}
    if not given:
        return [] if is_named else [each for each in exact if not each.record.get("name")]
    more = [each for each in candidates if each.has(given)]
    some = [each for each in candidates if 0 < len(each.links(links)) == len(each.links(links).items() & given.items())]
    return exact or more or some


async def _with_alias(there: LocatedClient, alias: str) -> list[_Candidate]:
    """The object with this alias; paths accept an alias in place of an id (a.11: identifiers in paths)."""
    try:
        return [_candidate(await there.resolve(f"@{alias}"))]
    except NotFound:
        return []


async def _with_email(there: LocatedClient, email: str) -> list[_Candidate]:
    items = there.items({"email": email})
    return [_candidate(record) async for record in items if record.get("email") == email]


async def _links(there: LocatedClient, desired: State) -> JsonObject:
    """The links that the program declares, as ids: the service stores nothing else."""
    declared = {name: desired.get(name) for name in there.location.kind.links}
    return {
        name: await _resolved(there, name, link) for name, link in declared.items() if isinstance(link, str) and link
    }


async def _resolved(there: LocatedClient, name: str, link: str) -> str | None:
    """The id behind a link; None if it leads nowhere. Links are resolved in the account of the object's user."""
    if not link.startswith(_RESOLVED):
        return link
    location = there.location
    kind = KINDS[location.kind.by_name[name].references or ""]
    user = location.scope.get(location.kind.tenant_key or "")
    account: JsonObject = {} if user is None else {RUN_AS: user}
    try:
        return str((await there.at(location_of(kind, account)).resolve(link)).get("id"))
    except NotFound:
        return None


def _refuse_if_managed(location: Location, candidate: _Candidate, what: str) -> None:
    marker = candidate.marker
    if marker is None:
        return
    name = (
        f"{location.kind.class_name} {candidate.id} has {what}, but carries the marker of the resource {marker.name!r}"
    )
    if location.marker is not None and marker.is_of_stack(location.marker):
        message = (
            f"{name} of this stack: give one of them another value. If that resource was removed and its object kept, "
            "give this one its name."
        )
    else:
        message = f"{name} of stack {marker.stack}. {_how_to_take(candidate.id)}"
    raise AdoptionRefused(message)


def _how_to_take(identifier: str) -> str:
    return (
        "If that stack no longer has it (removed with retain_on_delete, or `pulumi state delete`), take it over with "
        f'adopt="{identifier}"; if it does, `pulumi state move` moves it.'
    )


def _the_only(location: Location, found: list[_Candidate], what: str) -> Match:
    """The one that was found; several are an error."""
    if len(found) == 1:
        return Match(found[0].id, f"it has {what}")
    shown = first_few([each.id for each in found])
    message = (
        f"{len(found)} objects have {what}: {shown}. Which one is this {location.kind.class_name}? Set adopt to "
        "its id; or set adopt='never' to make a new one."
    )
    raise AdoptionRefused(message)


def _candidate(record: JsonObject) -> _Candidate:
    return _Candidate(str(record.get("id")), marker_from_meta(record.get("meta")), record)


def _python_names(names: Iterable[str]) -> str:
    return ", ".join(map(snake_case, names))
