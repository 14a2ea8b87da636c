"""Finding what an interrupted run left behind: objects that carry this stack's marker, and are in no state.

The first question in a place asks for one resource's objects; the second one lists everything of the stack there, so
that adding one object costs one call, and adding a thousand costs a list.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, NAME_KEY, STACK_KEY, Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.places import Place, place_of
from pulumi_chatbotkit.reconcile.values import State


@dataclass(frozen=True)
class Leftover:
    """An object that carries a marker of this stack."""

    id: str
    creation: str
    """The word of the create that made it; objects with the same one are twins. "" once an update has taken it away."""


class Leftovers:
    """What carries this stack's marker, by place and resource. One per event loop."""

    def __init__(self, client: Client) -> None:
        """Ask through ``client``, once per place."""
        self._client = client
        self._locks: defaultdict[Place, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked: set[Place] = set()
        self._listed: dict[Place, dict[Marker, list[Leftover]]] = {}

    async def of(self, kind: Kind, values: State, marker: Marker) -> list[Leftover]:
        """The objects in the place of ``values`` that carry ``marker``, oldest first.

        Raises:
            ChatBotKitError: the service could not be asked.
        """
        place = place_of(kind, values)
        async with self._locks[place]:
            if place not in self._listed:
                if kind.filters_by_meta and place not in self._asked:
                    self._asked.add(place)
                    found = await self._list(place, kind, {STACK_KEY: marker.stack, NAME_KEY: marker.name})
                    return found.get(marker, [])
                self._listed[place] = await self._list(place, kind, {STACK_KEY: marker.stack})
            return self._listed[place].pop(marker, [])

    async def _list(self, place: Place, kind: Kind, meta: dict[str, str]) -> dict[Marker, list[Leftover]]:
        filters = {f"meta[{key}]": value for key, value in meta.items()} if kind.filters_by_meta else {}
        found: defaultdict[Marker, list[Leftover]] = defaultdict(list)
        items = self._client.items(place.list_path, query={**filters, "order": "asc"}, run_as=place.run_as)
        async for record in items:
            marker = marker_from_meta(record.get("meta"))
            if marker is not None and marker.stack == meta[STACK_KEY]:
                found[marker].append(_leftover(record))
        return found


def _leftover(record: JsonObject) -> Leftover:
    meta = as_object(record.get("meta")) or {}
    return Leftover(str(record.get("id")), str(meta.get(CREATION_KEY, "")))
