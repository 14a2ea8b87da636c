"""Objects that carry this stack's marker. Those that are in no state are orphans: a run was interrupted.

The first search in a collection lists one resource's objects, the second one all objects of the stack, so that adding
one object costs one call, and adding a thousand costs one list.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.kept import kept_in_meta
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Collection
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, STATE_ID_KEY, Marker, marker_from_meta


@dataclass(frozen=True)
class MarkedObject:
    """An object that carries a marker of this stack. The run's history knows whether it is an orphan."""

    id: str
    creation_id: str
    """Objects with the same creation ID in the same blueprint are duplicates of one create. "" if an update has removed
    it."""
    blueprint: str
    """The blueprint that it is in, "" for none: a clone of a blueprint copies ``meta``, creation ID included (b.6)."""
    state_id: str
    """Identity of the state that it was made with. "" if an update has removed it."""
    kept: tuple[str, ...]
    """Names of the fields that an adoption left as they were."""
    created_s: float
    """When it was created, in seconds since 1970; 0 if the service does not say."""

    def age(self, now_s: float) -> str:
        """Its age in words, e.g. ``3 days``."""
        seconds = max(0.0, now_s - self.created_s)
        for unit, length_s in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
            if seconds >= length_s:
                number = int(seconds // length_s)
                return f"{number} {unit}{'' if number == 1 else 's'}"
        return "less than a minute"


class MarkedObjects:
    """The objects that carry this stack's marker, by collection and resource. One per event loop."""

    def __init__(self) -> None:
        self._locks: defaultdict[Collection, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked: set[Collection] = set()
        self._listed: dict[Collection, dict[Marker, list[MarkedObject]]] = {}

    async def of(self, there: LocatedClient, marker: Marker) -> list[MarkedObject]:
        """The objects there that carry ``marker``, oldest first.

        Raises:
            ChatBotKitError: a search failed.
        """
        location = there.location
        collection = location.collection
        async with self._locks[collection]:
            if collection not in self._listed:
                if location.kind.filters_by_meta and collection not in self._asked:
                    self._asked.add(collection)
                    return (await _list(there, location.resource_filter, marker)).get(marker, [])
                self._listed[collection] = await _list(there, location.stack_filter, marker)
            return self._listed[collection].pop(marker, [])


async def _list(there: LocatedClient, query: dict[str, str], of: Marker) -> dict[Marker, list[MarkedObject]]:
    found: defaultdict[Marker, list[MarkedObject]] = defaultdict(list)
    async for record in there.items({**query, **OLDEST_FIRST}):
        marker = marker_from_meta(record.get("meta"))
        if marker is not None and marker.is_of_stack(of):
            found[marker].append(_marked_object(record))
    return found


def _marked_object(record: JsonObject) -> MarkedObject:
    meta = as_object(record.get("meta")) or {}
    created = record.get("createdAt")
    return MarkedObject(
        str(record.get("id")),
        creation_id=str(meta.get(CREATION_KEY, "")),
        blueprint=str(record.get("blueprintId") or ""),
        state_id=str(meta.get(STATE_ID_KEY, "")),
        kept=tuple(kept_in_meta(meta) or ()),
        created_s=created / 1000 if isinstance(created, int | float) else 0.0,
    )
