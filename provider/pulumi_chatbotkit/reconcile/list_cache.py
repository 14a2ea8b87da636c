"""Answering reads from list pages: a refresh asks for every object, and one page shows a hundred (design, section 6).

A page proves what it shows, and nothing else: an object that no page shows is fetched. Each record is handed out once,
so that a second look at an object is a look at the service.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import ApiError, Client
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.marker import MARKER, STACK_KEY, marker_from_input, marker_from_meta
from pulumi_chatbotkit.reconcile.places import Place, place_of
from pulumi_chatbotkit.reconcile.values import State

_PAGES_AHEAD: Final = 2
"""How many more pages than objects asked for may be read: the odd object of a large collection is fetched instead."""

_RESTARTS: Final = 2
"""How often a list that was cut short is read again: it ends early when its cursor's object is deleted (a.9)."""

_ENOUGH_PLACES: Final = 8
_LONELY: Final = 1.5
"""Where places of a kind have held fewer objects than this on average, a list is no cheaper than a fetch."""


@dataclass
class _Shelf:
    """The pages of one place, read as far as they were needed."""

    first_may_be_fetched: bool
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pages: "AsyncGenerator[list[JsonObject]] | None" = None
    records: dict[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    asked: int = 0
    read: int = 0
    restarts: int = 0
    ended: bool = False


class Pages:
    """The list pages that a run has read. One per event loop."""

    def __init__(self, client: Client) -> None:
        """Read through ``client``."""
        self._client = client
        self._shelves: dict[tuple[Place, str], _Shelf] = {}
        self._places: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()

    async def record(self, kind: Kind, identifier: str, state: State) -> JsonObject | None:
        """The object's record, if a page shows it; None says nothing about the object.

        Args:
            kind: What it is.
            identifier: Its id.
            state: Its state: the place, and the marker by which the list is filtered.
        """
        marker = marker_from_input(state.get(MARKER))
        if marker is None or not kind.list_shows_all:
            return None
        shelf = self._shelf(kind, place_of(kind, state), marker.stack)
        self._asked[kind.name] += 1
        async with shelf.lock:
            shelf.asked += 1
            if shelf.first_may_be_fetched and shelf.asked == 1:
                return None
            try:
                return await self._turn_pages(shelf, kind, identifier, state)
            except ApiError:
                # The fetch that follows says what is wrong, in the words for one object.
                await self._close(shelf)
                return None

    async def missed(self, kind: Kind, state: State, record: JsonObject) -> None:
        """Say that an object exists that ``record`` answered None for: the list may have been cut short."""
        marker = marker_from_input(state.get(MARKER))
        if marker is None or marker_from_meta(record.get("meta")) != marker:
            return
        shelf = self._shelf(kind, place_of(kind, state), marker.stack)
        async with shelf.lock:
            if shelf.ended and shelf.pages is not None and shelf.restarts < _RESTARTS:
                shelf.restarts += 1
                shelf.pages, shelf.ended, shelf.read = None, False, 0

    def _shelf(self, kind: Kind, place: Place, stack: str) -> _Shelf:
        key = (place, stack)
        if key not in self._shelves:
            places, asked = self._places[kind.name], self._asked[kind.name]
            self._shelves[key] = _Shelf(places >= _ENOUGH_PLACES and asked < _LONELY * places)
            self._places[kind.name] += 1
        return self._shelves[key]

    async def _turn_pages(self, shelf: _Shelf, kind: Kind, identifier: str, state: State) -> JsonObject | None:
        if shelf.pages is None:
            shelf.pages = self._open(kind, state)
        while identifier not in shelf.records and not shelf.ended and shelf.read < shelf.asked + _PAGES_AHEAD:
            page = await anext(shelf.pages, None)
            shelf.ended = page is None
            shelf.read += 1
            shelf.records.update({str(record.get("id")): record for record in page or ()})
        return shelf.records.pop(identifier, None)

    def _open(self, kind: Kind, state: State) -> AsyncGenerator[list[JsonObject]]:
        """Oldest first, which is about the order in which the engine asks."""
        place = place_of(kind, state)
        marker = marker_from_input(state.get(MARKER))
        filters = {f"meta[{STACK_KEY}]": marker.stack} if marker and kind.filters_by_meta else {}
        return self._client.pages(place.list_path, query={**filters, "order": "asc"}, run_as=place.run_as)

    async def _close(self, shelf: _Shelf) -> None:
        shelf.ended = True
        if shelf.pages is not None:
            await shelf.pages.aclose()
