"""Who waits, and whose turn it is: each lane in its own order, the lanes in rotation.

A lane is a scope and a limit per minute, so that neither makes those wait whom it does not concern.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

# Source: docs/api/api.md a.8. Counted for the whole account, whatever the scope.
_RATES = {"/list": "rate/poll", "/record/create": "rate/record", "/ability/create": "rate/ability"}
RATE_NAMES = tuple(_RATES.values())
"""The limits per minute that concern some actions only."""


class Lane(NamedTuple):
    """The run-as id or e-mail (None: the token's own account), and the limit per minute of the action, if any."""

    scope: str | None
    rate: str | None


Waiter: TypeAlias = "asyncio.Future[None]"


def lane_of(scope: str | None, path: str) -> Lane:
    """The lane of a call to ``path``, below the base URL."""
    return Lane(scope, next((rate for suffix, rate in _RATES.items() if path.endswith(suffix)), None))


class Lanes:
    """Queues in rotation. No lane is kept that nobody waits in."""

    def __init__(self) -> None:
        self._queues: OrderedDict[Lane, deque[Waiter]] = OrderedDict()

    def add(self, lane: Lane, waiter: Waiter) -> None:
        """Join the end of the lane's queue."""
        self._queues.setdefault(lane, deque()).append(waiter)

    def discard(self, lane: Lane, waiter: Waiter) -> None:
        """Leave the queue, if still in it."""
        queue = self._queues.get(lane, deque())
        if waiter in queue:
            queue.remove(waiter)
            if not queue:
                del self._queues[lane]

    def take(self, lane: Lane) -> Waiter:
        """The first of the lane, which then is the last in the rotation."""
        queue = self._queues.pop(lane)
        waiter = queue.popleft()
        if queue:
            self._queues[lane] = queue
        return waiter

    def next(self, wait_s: Callable[[Lane], float]) -> tuple[Lane | None, float]:
        """The first lane in the rotation that need not wait, and 0; else None, and the shortest wait there is."""
        shortest_s = float("inf")
        for lane in self._queues:
            lane_s = wait_s(lane)
            if lane_s <= 0:
                return lane, 0.0
            shortest_s = min(shortest_s, lane_s)
        return None, shortest_s
