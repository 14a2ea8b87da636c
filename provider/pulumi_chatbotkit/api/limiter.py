"""The one place that holds calls back: how many are in flight, how fast they start, and whose turn it is.

It learns from refusals alone, which the service sends without saying when to return (docs/api/api.md a.8). Each refusal
concerns one limit: that of an action per minute where the code says so, else the account's, or that of a single scope
(see ``witnesses``). Each limit has its own ``Pace``; a call starts when all that concern it allow it. The configured
ceilings always hold. Why this law, with figures: docs/decisions/0010-adaptive-limiter.md.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from pulumi_chatbotkit.api.errors import ApiError, ChatBotKitError, LimitsReached, Nature
from pulumi_chatbotkit.api.lanes import RATE_NAMES, Lane, Lanes, Waiter
from pulumi_chatbotkit.api.pace import Pace
from pulumi_chatbotkit.api.timing import Timing
from pulumi_chatbotkit.api.window import Window
from pulumi_chatbotkit.api.witnesses import Witnesses

# Rounding can leave waits so short that no clock shows them; they would be waited for again and again.
_SHORTEST_SLEEP_S = 1e-6


class Turn:
    """The right to have one request in flight. Tell it what came back, as soon as that is known."""

    def __init__(self, limiter: "Limiter", lane: Lane, sent_s: float) -> None:
        self._limiter, self.lane, self.sent_s = limiter, lane, sent_s
        self.answered = False

    def succeeded(self) -> None:
        """The request was accepted; what its answer holds may be read on."""
        self._limiter.on_accepted(self)

    def failed(self, failure: ChatBotKitError) -> None:
        """The request failed; only what the service itself said about it tells anything of a limit."""
        upstream = isinstance(failure, ApiError) and failure.scope is not None
        if failure.nature is Nature.THROTTLED and not upstream:
            self._limiter.on_refused(self, failure)
        elif failure.nature is Nature.FINAL and isinstance(failure, ApiError):
            self._limiter.on_accepted(self)


class Limiter:
    """Turns in rotation over the lanes that wait. ``longest_hold_s`` bounds what a Retry-After can demand."""

    def __init__(
        self, *, concurrency: int, requests_per_second: float | None, longest_hold_s: float, timing: Timing
    ) -> None:
        self._concurrency, self._longest_hold_s, self._timing = concurrency, longest_hold_s, timing
        self._window = Window(concurrency)
        self._everyone = Pace(requests_per_second)
        self._rates = {name: Pace() for name in RATE_NAMES}
        self._scopes: dict[str | None, Pace] = {}
        self._witnesses = Witnesses()
        self._lanes = Lanes()
        self._held = self._unanswered = 0
        self._alarm: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncGenerator[Turn]:
        """Wait for a turn and hold it."""
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self._lanes.add(lane, waiter)
        self._grant()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                self._lanes.discard(lane, waiter)
            else:
                self._give_back()
            self._grant()
            raise
        turn = Turn(self, lane, self._timing.monotonic())
        try:
            yield turn
        finally:
            self._give_back(answered=turn.answered)
            self._grant()

    def on_accepted(self, turn: Turn) -> None:
        """The request of ``turn`` got through."""
        now_s = self._timing.monotonic()
        for pace in self._paces(turn.lane):
            pace.accepted(now_s, sent_s=turn.sent_s)
        self._witnesses.accepted(turn.lane.scope, now_s)
        # A stream keeps its turn while it is read; it must not keep others from asking meanwhile.
        turn.answered = True
        self._unanswered -= 1
        self._grant()

    def on_refused(self, turn: Turn, failure: ChatBotKitError) -> None:
        """The request of ``turn`` was one too many."""
        now_s = self._timing.monotonic()
        scope = turn.lane.scope
        own = self._scopes.setdefault(scope, Pace())
        rate = turn.lane.rate if isinstance(failure, LimitsReached) else None
        shared = self._everyone if rate is None else self._rates[rate]
        self._witnesses.refused(scope, now_s, sent_s=turn.sent_s)
        concerned = own if self._witnesses.singled_out(scope, now_s) else shared
        if concerned.refused(now_s, sent_s=turn.sent_s) and concerned is self._everyone:
            self._window.cut(now_s)
        if failure.retry_after_s is not None:
            others = self._witnesses.others_accepted(scope, since_s=turn.sent_s)
            (own if others else shared).hold(now_s + min(failure.retry_after_s, self._longest_hold_s))

    def _paces(self, lane: Lane) -> list[Pace]:
        return [self._everyone, *self._lane_paces(lane)]

    def _lane_paces(self, lane: Lane) -> list[Pace]:
        rate = self._rates.get(lane.rate or "")
        own = self._scopes.get(lane.scope)
        return [pace for pace in (rate, own) if pace is not None]

    def _give_back(self, *, answered: bool = False) -> None:
        self._held -= 1
        self._unanswered -= 0 if answered else 1

    def _grant(self) -> None:
        """Give turns to all who may start now, and see to it that the next one is not forgotten."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        while True:
            now_s = self._timing.monotonic()
            lane, wait_s = self._next(now_s)
            if lane is None:
                break
            waiter = self._lanes.take(lane)
            if waiter.cancelled():
                continue
            for pace in self._paces(lane):
                pace.start(now_s)
            self._held += 1
            self._unanswered += 1
            waiter.set_result(None)
        if wait_s < float("inf"):
            self._alarm = asyncio.ensure_future(self._grant_after(wait_s))

    def _next(self, now_s: float) -> tuple[Lane | None, float]:
        if self._held >= self._concurrency:
            return None, float("inf")
        lane, wait_s = self._lanes.next(lambda lane: max([0.0, *(p.wait_s(now_s) for p in self._lane_paces(lane))]))
        common_s = max(self._everyone.wait_s(now_s), self._window.wait_s(now_s, unanswered=self._unanswered))
        return (lane, wait_s) if common_s <= 0 else (None, max(wait_s, common_s))

    async def _grant_after(self, seconds: float) -> None:
        with suppress(asyncio.CancelledError):
            await self._timing.sleep(max(seconds, _SHORTEST_SLEEP_S))
            self._alarm = None
            self._grant()
