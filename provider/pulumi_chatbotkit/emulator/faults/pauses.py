"""Waits between a call's effect and its answer: for the latency, and for what a fault adds.

The write has happened when the pause begins, so a client that gives up loses the answer and not the write.
"""

import asyncio
import random

from starlette.types import Receive, Scope

from pulumi_chatbotkit.emulator.messages.connection import connection_of, wait_for_disconnect
from pulumi_chatbotkit.emulator.settings.emulator_settings import Sleep
from pulumi_chatbotkit.emulator.settings.latency import Latency


class Pauses:
    """Draws the length of pauses and waits."""

    def __init__(self, latency: Latency | None, randomness: random.Random, sleep: Sleep) -> None:
        self._latency = latency
        self._randomness = randomness
        self._sleep = sleep

    def draw_s(self) -> float:
        """Seconds to wait before one answer."""
        return 0.0 if self._latency is None else self._latency.draw_s(self._randomness)

    async def wait(self, seconds: float, scope: Scope, receive: Receive) -> bool:
        """Wait, and return True; return False as soon as the client has disconnected.

        A stop of the server does not wait for the pause: it drops the connection.
        """
        if seconds == 0:
            return True
        connection = connection_of(scope)
        if connection is None:
            await self._sleep(seconds)
            return True
        connection.hold()
        gone = asyncio.ensure_future(wait_for_disconnect(receive))
        slept = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({gone, slept}, return_when=asyncio.FIRST_COMPLETED)
            return not gone.done()
        finally:
            gone.cancel()
            slept.cancel()
            connection.release()
