"""The time between what a call does and its answer: the latency, and what a fault adds.

What was written is written when the pause begins, so a client that gives up has lost an answer, not the write.
"""

import asyncio
import random
from collections.abc import Mapping
from typing import cast

from starlette.types import Receive, Scope

from .connections import EXTENSION, Connection, disconnected
from .latency import Latency
from .settings import Sleep


class Pauses:
    """Draws the pauses of an emulator, and makes them."""

    def __init__(self, latency: Latency | None, randomness: random.Random, sleep: Sleep) -> None:
        self._latency = latency
        self._randomness = randomness
        self._sleep = sleep

    def draw_s(self) -> float:
        """How long to wait before one answer."""
        return 0.0 if self._latency is None else self._latency.draw_s(self._randomness)

    async def wait(self, seconds: float, scope: Scope, receive: Receive) -> bool:
        """Wait, but not for a client that is gone; whether it is still there.

        The stop of a server need not wait either: it drops the connection.
        """
        if seconds == 0:
            return True
        connection = cast("Mapping[str, Connection]", scope.get("extensions") or {}).get(EXTENSION)
        if connection is None:
            await self._sleep(seconds)
            return True
        connection.hold()
        gone = asyncio.ensure_future(disconnected(receive))
        slept = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({gone, slept}, return_when=asyncio.FIRST_COMPLETED)
            return not gone.done()
        finally:
            gone.cancel()
            slept.cancel()
            connection.release()
