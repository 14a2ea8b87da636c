"""The client's rate limiter: how many requests are in flight, how fast they start, and which one is next.

It learns from refusals alone, because the service does not say when to return (docs/api/api.md a.8, rate limits). Each
refusal is attributed to one limit: the per-minute limit of an action if the code says so, else the limit of the whole
account or of a single scope (see ``throttle_attribution``). Each limit has its own ``Pace``; a request starts when all
limits that apply to it allow it. The configured ceilings always hold. Why it works this way, with figures:
docs/decisions/0010-adaptive-limiter.md.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from pulumi_chatbotkit.api.errors import ApiError, ChatBotKitError, LimitsReached, Nature
from pulumi_chatbotkit.api.rate_limit.concurrency_limit import ConcurrencyLimit
from pulumi_chatbotkit.api.rate_limit.pace import Pace
from pulumi_chatbotkit.api.rate_limit.request_queue import RATE_NAMES, QueueKey, RequestQueue, Waiter
from pulumi_chatbotkit.api.rate_limit.throttle_attribution import ThrottleAttribution
from pulumi_chatbotkit.api.timing import Timing

# Rounding can produce waits that are too short for the clock to advance; the timer would fire again and again.
_SHORTEST_SLEEP_S = 1e-6


class Slot:
    """Permission to have one request in flight. Report the outcome to it as soon as it is known."""

    def __init__(self, limiter: "Limiter", key: QueueKey, sent_s: float) -> None:
        self._limiter, self.key, self.sent_s = limiter, key, sent_s
        self.answered = False

    def succeeded(self) -> None:
        """The request was accepted; its response may still be read."""
        self._limiter.on_accepted(self)

    def failed(self, failure: ChatBotKitError, *, hold_s: float) -> None:
        """The request failed. Only a response of the service itself says anything about a limit.

        ``hold_s``: for how many seconds a Retry-After stops requests that meet the same limit.
        """
        upstream = isinstance(failure, ApiError) and failure.scope is not None
        if failure.nature is Nature.THROTTLED and not upstream:
            self._limiter.on_refused(self, failure, hold_s)
        elif failure.nature is Nature.FINAL and isinstance(failure, ApiError):
            self._limiter.on_accepted(self)


class Limiter:
    """Grants slots to waiting requests."""

    def __init__(self, *, concurrency: int, requests_per_second: float | None, timing: Timing) -> None:
        self._concurrency, self._timing = concurrency, timing
        self._concurrency_limit = ConcurrencyLimit(concurrency)
        self._account_pace = Pace(requests_per_second)
        self._rate_paces = {name: Pace() for name in RATE_NAMES}
        self._scope_paces: dict[str | None, Pace] = {}
        self._attribution = ThrottleAttribution()
        self._queue = RequestQueue()
        self._held = self._unanswered = 0
        self._timer: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def slot(self, key: QueueKey) -> AsyncGenerator[Slot]:
        """Wait for a slot and hold it."""
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self._queue.add(key, waiter)
        self._grant()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                self._queue.discard(key, waiter)
            else:
                self._give_back()
            self._grant()
            raise
        slot = Slot(self, key, self._timing.monotonic())
        try:
            yield slot
        finally:
            self._give_back(answered=slot.answered)
            self._grant()

    def on_accepted(self, slot: Slot) -> None:
        """The service accepted the request of ``slot``."""
        now_s = self._timing.monotonic()
        for pace in self._paces(slot.key):
            pace.accepted(now_s, sent_s=slot.sent_s)
        self._attribution.accepted(slot.key.scope, now_s)
        # A stream keeps its slot while it is read; other requests may start meanwhile.
        slot.answered = True
        self._unanswered -= 1
        self._grant()

    def on_refused(self, slot: Slot, failure: ChatBotKitError, hold_s: float) -> None:
        """The service throttled the request of ``slot``."""
        now_s = self._timing.monotonic()
        scope = slot.key.scope
        own = self._scope_paces.setdefault(scope, Pace())
        rate = slot.key.rate if isinstance(failure, LimitsReached) else None
        shared = self._account_pace if rate is None else self._rate_paces[rate]
        self._attribution.refused(scope, now_s, sent_s=slot.sent_s)
        refused = own if self._attribution.is_scope_limit(scope, now_s) else shared
        if refused.refused(now_s, sent_s=slot.sent_s) and refused is self._account_pace:
            self._concurrency_limit.cut(now_s)
        if hold_s > 0:
            others = self._attribution.others_accepted(scope, since_s=slot.sent_s)
            (own if others else shared).hold(now_s + hold_s)

    def _paces(self, key: QueueKey) -> list[Pace]:
        return [self._account_pace, *self._queue_paces(key)]

    def _queue_paces(self, key: QueueKey) -> list[Pace]:
        rate = self._rate_paces.get(key.rate or "")
        own = self._scope_paces.get(key.scope)
        return [pace for pace in (rate, own) if pace is not None]

    def _give_back(self, *, answered: bool = False) -> None:
        self._held -= 1
        self._unanswered -= 0 if answered else 1

    def _grant(self) -> None:
        """Give slots to all requests that may start now, and set a timer for the next one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while True:
            now_s = self._timing.monotonic()
            key, wait_s = self._next(now_s)
            if key is None:
                break
            waiter = self._queue.take(key)
            if waiter.cancelled():
                continue
            for pace in self._paces(key):
                pace.start(now_s)
            self._held += 1
            self._unanswered += 1
            waiter.set_result(None)
        if wait_s < float("inf"):
            self._timer = asyncio.ensure_future(self._grant_after(wait_s))

    def _next(self, now_s: float) -> tuple[QueueKey | None, float]:
        if self._held >= self._concurrency:
            return None, float("inf")
        key, wait_s = self._queue.next(lambda key: max([0.0, *(p.wait_s(now_s) for p in self._queue_paces(key))]))
        common_s = max(
            self._account_pace.wait_s(now_s), self._concurrency_limit.wait_s(now_s, unanswered=self._unanswered)
        )
        return (key, wait_s) if common_s <= 0 else (None, max(wait_s, common_s))

    async def _grant_after(self, seconds: float) -> None:
        with suppress(asyncio.CancelledError):
            await self._timing.sleep(max(seconds, _SHORTEST_SLEEP_S))
            self._timer = None
            self._grant()
