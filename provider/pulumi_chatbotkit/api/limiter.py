"""How many requests are in flight and how fast they leave; the one place that holds calls back."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from pulumi_chatbotkit.api.timing import Timing


class EvenPace:
    """A ceiling on requests per second, kept by even spacing: no bursts, no credit for idle time. None: no ceiling."""

    def __init__(self, requests_per_second: float | None) -> None:
        self._interval_s = 0.0 if requests_per_second is None else 1.0 / requests_per_second
        self._next_free_s = float("-inf")

    def reserve(self, now_s: float) -> float:
        """Take the next place in the schedule; seconds to wait for it."""
        start_s = max(now_s, self._next_free_s)
        self._next_free_s = start_s + self._interval_s
        return start_s - now_s


class Limiter:
    """At most ``concurrency`` turns at a time, begun at an even pace, in the order in which they were asked for."""

    def __init__(self, *, concurrency: int, requests_per_second: float | None, timing: Timing) -> None:
        self._slots = asyncio.Semaphore(concurrency)
        self._pace = EvenPace(requests_per_second)
        self._timing = timing

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait for a turn and hold it."""
        async with self._slots:
            wait_s = self._pace.reserve(self._timing.monotonic())
            if wait_s > 0:
                await self._timing.sleep(wait_s)
            yield
