"""The requests that wait for a slot: one queue per account and per-minute limit, served in rotation.

With separate queues, throttling one account or action does not block the others.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

# Source: docs/api/api.md a.8 (rate limits). Counted for the whole account, whatever the scope.
_RATES = {"/list": "rate/poll", "/record/create": "rate/record", "/ability/create": "rate/ability"}
RATE_NAMES = tuple(_RATES.values())
"""The limits per minute that apply to some actions only."""


class QueueKey(NamedTuple):
    """Run-as id or e-mail (None: the token's own account), and the action's limit per minute, if it has one."""

    scope: str | None
    rate: str | None


Waiter: TypeAlias = "asyncio.Future[None]"


def queue_key_of(scope: str | None, path: str) -> QueueKey:
    """The queue of a request to ``path``, which is below the base URL."""
    return QueueKey(scope, next((rate for suffix, rate in _RATES.items() if path.endswith(suffix)), None))


class RequestQueue:
    """All queues, in rotation. Empty queues are dropped."""

    def __init__(self) -> None:
        self._queues: OrderedDict[QueueKey, deque[Waiter]] = OrderedDict()

    def add(self, key: QueueKey, waiter: Waiter) -> None:
        """Append to the queue."""
        self._queues.setdefault(key, deque()).append(waiter)

    def discard(self, key: QueueKey, waiter: Waiter) -> None:
        """Remove from the queue, if still in it."""
        queue = self._queues.get(key, deque())
        if waiter in queue:
            queue.remove(waiter)
            if not queue:
                del self._queues[key]

    def take(self, key: QueueKey) -> Waiter:
        """Remove and return the first waiter of the queue, and move the queue to the end of the rotation."""
        queue = self._queues.pop(key)
        waiter = queue.popleft()
        if queue:
            self._queues[key] = queue
        return waiter

    def next(self, wait_s: Callable[[QueueKey], float]) -> tuple[QueueKey | None, float]:
        """The first queue in the rotation that may start now, and 0; else None, and the shortest wait in seconds."""
        shortest_s = float("inf")
        for key in self._queues:
            key_wait_s = wait_s(key)
            if key_wait_s <= 0:
                return key, 0.0
            shortest_s = min(shortest_s, key_wait_s)
        return None, shortest_s
