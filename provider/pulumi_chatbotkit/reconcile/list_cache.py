"""Answering reads from list pages: a refresh reads every object, and one page holds a hundred (design, section 6).

An object that is on no page may still exist, so it is fetched. Each record is returned once, so that a second read of
an object asks the service again.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.duplicates import Duplicates
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Collection, Location
from pulumi_chatbotkit.reconcile.marker import marker_from_meta

_PAGES_AHEAD: Final = 2
"""How many more pages than requested objects may be read: a few objects of a large collection are fetched instead."""

_RESTARTS: Final = 2
"""How often an incomplete list is read again: it ends early when its cursor's object is deleted (a.9: lists)."""

_ENOUGH_COLLECTIONS: Final = 8
_FEW_OBJECTS: Final = 1.5
"""If collections of a kind hold fewer objects than this on average, a list is no cheaper than a fetch."""


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

    def __init__(self, duplicates: Duplicates) -> None:
        """``duplicates`` is told of every object that is read."""
        self._duplicates = duplicates
        self._lists: dict[tuple[Collection, tuple[str, str | None]], _CachedList] = {}
        self._collections: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()

    async def record(self, there: LocatedClient, identifier: str) -> JsonObject | None:
        """The object's record if it is on a page. None does not mean that the object is gone."""
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
                return await self._record_from_pages(cached, there, identifier)
            except ApiError:
                # The fetch that follows reports the error for this object.
                await _close(cached)
                return None

    async def missed(self, there: LocatedClient, record: JsonObject) -> None:
        """Report an object that exists although it was on no page: the list may have ended early."""
        if marker_from_meta(record.get("meta")) != there.location.marker:
            return
        cached = self._list_of(there.location)
        if cached is None:
            return
        async with cached.lock:
            if cached.ended and cached.pages is not None and cached.restarts < _RESTARTS:
                cached.restarts += 1
                cached.pages, cached.ended, cached.read = None, False, 0

    async def _record_from_pages(self, cached: _CachedList, there: LocatedClient, identifier: str) -> JsonObject | None:
        """Read pages until one has the object, or the limit is reached."""
        if cached.pages is None:
            # Oldest first, which is about the order in which Pulumi asks.
            cached.pages = there.pages({**there.location.stack_filter, **OLDEST_FIRST})
        while identifier not in cached.records and not cached.ended and cached.read < cached.asked + _PAGES_AHEAD:
            page = await anext(cached.pages, None)
            cached.ended = page is None
            cached.read += 1
            for record in page or ():
                self._duplicates.saw(there.location, record)
            cached.records.update({str(record.get("id")): record for record in page or ()})
        return cached.records.pop(identifier, None)

    def _list_of(self, location: Location) -> _CachedList | None:
        kind = location.kind
        if location.marker is None or not kind.list_shows_all:
            return None
        key = (location.collection, location.marker.stack_and_owner)
        if key not in self._lists:
            collections, asked = self._collections[kind.name], self._asked[kind.name]
            few = collections >= _ENOUGH_COLLECTIONS and asked < _FEW_OBJECTS * collections
            self._lists[key] = _CachedList(first_may_be_fetched=few)
            self._collections[kind.name] += 1
        return self._lists[key]


async def _close(cached: _CachedList) -> None:
    cached.ended = True
    if cached.pages is not None:
        await cached.pages.aclose()
