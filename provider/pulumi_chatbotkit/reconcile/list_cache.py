"""Answering reads from list pages: a refresh asks for every object, and one page shows a hundred (design, section 6).

A page proves what it shows, and nothing else: an object that no page shows is fetched. Each record is handed out once,
so that a second look at an object is a look at the service.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Collection, Location
from pulumi_chatbotkit.reconcile.marker import marker_from_meta

_PAGES_AHEAD: Final = 2
"""How many more pages than objects asked for may be read: the odd object of a large collection is fetched instead."""

_RESTARTS: Final = 2
"""How often a list that was cut short is read again: it ends early when its cursor's object is deleted (a.9: lists)."""

_ENOUGH_COLLECTIONS: Final = 8
_FEW_OBJECTS: Final = 1.5
"""Where collections of a kind have held fewer objects than this on average, a list is no cheaper than a fetch."""


@dataclass
class _CachedList:
    """The pages of one collection, read as far as they were needed."""

    first_may_be_fetched: bool
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pages: "AsyncGenerator[list[JsonObject]] | None" = None
    records: dict[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    asked: int = 0
    read: int = 0
    restarts: int = 0
    ended: bool = False


class ListCache:
    """The list pages that a run has read. One per event loop."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Collection, str], _CachedList] = {}
        self._collections: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()

    async def record(self, there: LocatedClient, identifier: str) -> JsonObject | None:
        """The object's record, if a page shows it; None says nothing about the object."""
        kind = there.location.kind
        cached = self._list_of(there.location)
        if cached is None:
            return None
        self._asked[kind.name] += 1
        async with cached.lock:
            cached.asked += 1
            if cached.first_may_be_fetched and cached.asked == 1:
                return None
            try:
                return await _record_from_pages(cached, there, identifier)
            except ApiError:
                # The fetch that follows says what is wrong, in the words for one object.
                await _close(cached)
                return None

    async def missed(self, there: LocatedClient, record: JsonObject) -> None:
        """Say that an object exists that ``record`` answered None for: the list may have been cut short."""
        if marker_from_meta(record.get("meta")) != there.location.marker:
            return
        cached = self._list_of(there.location)
        if cached is None:
            return
        async with cached.lock:
            if cached.ended and cached.pages is not None and cached.restarts < _RESTARTS:
                cached.restarts += 1
                cached.pages, cached.ended, cached.read = None, False, 0

    def _list_of(self, location: Location) -> _CachedList | None:
        kind = location.kind
        if location.marker is None or not kind.list_shows_all:
            return None
        key = (location.collection, location.marker.stack)
        if key not in self._lists:
            collections, asked = self._collections[kind.name], self._asked[kind.name]
            few = collections >= _ENOUGH_COLLECTIONS and asked < _FEW_OBJECTS * collections
            self._lists[key] = _CachedList(first_may_be_fetched=few)
            self._collections[kind.name] += 1
        return self._lists[key]


async def _record_from_pages(cached: _CachedList, there: LocatedClient, identifier: str) -> JsonObject | None:
    """Turn pages until one shows the object, or enough were turned."""
    if cached.pages is None:
        # Oldest first, which is about the order in which Pulumi asks.
        cached.pages = there.pages({**there.location.stack_filter, **OLDEST_FIRST})
    while identifier not in cached.records and not cached.ended and cached.read < cached.asked + _PAGES_AHEAD:
        page = await anext(cached.pages, None)
        cached.ended = page is None
        cached.read += 1
        cached.records.update({str(record.get("id")): record for record in page or ()})
    return cached.records.pop(identifier, None)


async def _close(cached: _CachedList) -> None:
    cached.ended = True
    if cached.pages is not None:
        await cached.pages.aclose()
