"""Many objects gone at once are an outage until proven otherwise (design, 5 g): nothing of the state is given up then.

What is gone is held back until no other read or delete is under way, so that a refresh of a thousand objects does not
forget some before it has seen how many are missing.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.reconcile.errors import TooManyGone
from pulumi_chatbotkit.reconcile.location import Location

_PAUSE_S: Final = 0.05
_SETTLED_PAUSES: Final = 3
"""For how many pauses nothing may be under way: Pulumi needs a moment to send the next request."""


class GoneObjects:
    """The objects that a run found gone by themselves, not with their account or parent. One per event loop."""

    def __init__(self, limit: int, sleep: Callable[[float], Awaitable[None]], is_allowed: Callable[[], bool]) -> None:
        """Accept ``limit`` of them, or any number if ``is_allowed`` returns True."""
        self._limit = limit
        self._sleep = sleep
        self._is_allowed = is_allowed
        self._names: dict[tuple[str, str], str] = {}
        self._deleted: set[tuple[str, str]] = set()
        self._under_way = 0

    def was_deleted(self, location: Location, identifier: str) -> None:
        """Record that this run has deleted the object, so that it may be found gone."""
        self._deleted.add((location.kind.name, identifier))

    def have(self, kind_name: str, identifier: str) -> bool:
        """True if the run has found the object gone, accepted or not."""
        return (kind_name, identifier) in self._names

    @asynccontextmanager
    async def operation(self) -> AsyncGenerator[None]:
        """An operation that may find its object gone."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def accept(self, location: Location, identifier: str) -> None:
        """Wait until the operations under way have ended, and accept that the object is gone. Call it outside of them.

        Raises:
            TooManyGone: more are gone than the run may accept.
        """
        if (location.kind.name, identifier) in self._deleted:
            return
        self._names[location.kind.name, identifier] = _name(location, identifier)
        await self.settle()
        if self._are_too_many:
            raise TooManyGone(self._message())

    async def settle(self) -> None:
        """Wait until no operation is under way, or too many objects are gone."""
        settled = 0
        while not self._are_too_many and settled < _SETTLED_PAUSES:
            await self._sleep(_PAUSE_S)
            await asyncio.sleep(0)  # also where ``sleep`` is a fake that never waits
            settled = 0 if self._under_way else settled + 1

    @property
    def _are_too_many(self) -> bool:
        return len(self._names) > self._limit and not self._is_allowed()

    def _message(self) -> str:
        names = [*self._names.values()]
        return (
            f"{len(names)} objects of this stack are gone at the service ({first_few(names)}), which is "
            f"more than chatbotkit:goneLimit ({self._limit}) allows in one run: an outage, or another account's key, "
            "looks the same. The state was left as it is. If they were really deleted, run `pulumi config set "
            "chatbotkit:goneLimit` with the number that you expect, then this command again."
        )


def _name(location: Location, identifier: str) -> str:
    name = f" {location.marker.name!r}" if location.marker is not None else ""
    return f"{location.kind.class_name}{name} {identifier}"
