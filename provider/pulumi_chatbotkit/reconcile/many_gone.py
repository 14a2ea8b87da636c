"""Many objects gone at once are an outage until proven otherwise (design, 5 g): nothing of the state is given up then.

What is gone is held back until no other read or delete is under way, so that a refresh of a thousand objects does not
forget some before it has seen how many are missing. And it is accepted only if another object of the stack answers:
with ``--parallel 1`` nothing else is under way, and with the key of another account everything is missing.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Final

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import TooManyGone
from pulumi_chatbotkit.reconcile.known_objects import KnownObjects
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location

_PAUSE_S: Final = 0.05
_SETTLED_PAUSES: Final = 3
"""For how many pauses nothing may be under way: Pulumi needs a moment to send the next request."""


class GoneObjects:
    """The objects that a run found gone by themselves, not with their account or parent. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        """Accept as many as the context says."""
        self._context = context
        self._known = KnownObjects(context)
        self._names: dict[tuple[str, str], str] = {}
        self._accepted: set[tuple[str, str]] = set()
        self._deleted: set[tuple[str, str]] = set()
        self._under_way = 0
        self._undecided = 0

    def was_deleted(self, location: Location, identifier: str) -> None:
        """Record that this run has deleted the object, so that it may be found gone."""
        self._deleted.add((location.kind.name, identifier))

    def have(self, kind_name: str, identifier: str) -> bool:
        """True if the run has accepted that the object is gone."""
        return (kind_name, identifier) in self._accepted

    @asynccontextmanager
    async def operation(self) -> AsyncGenerator[None]:
        """An operation that may find its object gone."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def accept(self, there: LocatedClient, identifier: str) -> None:
        """Wait until the operations under way have ended, and accept that the object is gone. Call it outside of them.

        Raises:
            TooManyGone: more are gone than the run may accept, or nothing else of the stack answers.
        """
        location = there.location
        key = (location.kind.name, identifier)
        if key in self._deleted or self._context.may_be_gone(identifier):
            self._accepted.add(key)
            return
        self._names[key] = _name(location, identifier)
        self._undecided += 1
        try:
            await self._decide(there, key)
        finally:
            self._undecided -= 1

    async def _decide(self, there: LocatedClient, key: tuple[str, str]) -> None:
        await self._wait_while(lambda: self._under_way > 0)
        if self._are_too_many:
            raise TooManyGone(self._message())
        if not await self._is_believed(there):
            raise TooManyGone(self._message_alone(key))
        if self._are_too_many:  # others were found gone meanwhile
            raise TooManyGone(self._message())
        self._accepted.add(key)

    async def _is_believed(self, there: LocatedClient) -> bool:
        """True if somebody expects objects to be gone, or an object of the stack shows that the others would answer."""
        if self._context.gone_is_expected or await self._known.one_answers(there, self._names):
            return True
        # What this run has deleted answered to that; at the end of a destroy nothing else is left.
        return bool(self._deleted) and not self._known.in_state(self._names)

    async def settle(self) -> None:
        """Wait until it is decided of each object whether it is gone, or too many objects are."""
        await self._wait_while(lambda: self._under_way + self._undecided > 0)

    async def _wait_while(self, is_busy: Callable[[], bool]) -> None:
        settled = 0
        while not self._are_too_many and settled < _SETTLED_PAUSES:
            await self._context.sleep(_PAUSE_S)
            await asyncio.sleep(0)  # also where ``sleep`` is a fake that never waits
            settled = 0 if is_busy() else settled + 1

    @property
    def _are_too_many(self) -> bool:
        return len(self._names) > self._context.gone_limit

    def _message(self) -> str:
        names = [*self._names.values()]
        return (
            f"{len(names)} objects of this stack are gone at the service ({first_few(names)}), which is "
            f"more than chatbotkit:goneLimit ({self._context.gone_limit}) allows in one run: an outage, or another "
            f"account's key, looks the same. {self._what_is_left()} If they were really deleted, run `pulumi config "
            "set chatbotkit:goneLimit` with the number that you expect, then this command again."
        )

    def _message_alone(self, key: tuple[str, str]) -> str:
        return (
            f"{self._names[key]} is not found at the service, and nothing else that this stack is known to have "
            f"answers: an outage, or another account's key, looks the same. {self._what_is_left()} If it was really "
            "deleted, run `pulumi config set chatbotkit:goneLimit` with the number of deleted objects that you "
            f"expect ({len(self._names)} so far), then this command again."
        )

    def _what_is_left(self) -> str:
        """What became of the state."""
        accepted = [self._names[key] for key in self._names if key in self._accepted]
        if not accepted:
            return "The state was left as it is."
        return (
            f"{len(accepted)} of them were found gone earlier in this run, while other objects of the stack answered, "
            f"and have left the state ({first_few(accepted)}); the others stay in it."
        )


def _name(location: Location, identifier: str) -> str:
    name = f" {location.marker.name!r}" if location.marker is not None else ""
    return f"{location.kind.class_name}{name} {identifier}"
