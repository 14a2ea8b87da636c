"""Sends a request until an attempt succeeds or the retry policy gives up; ``retry`` makes the decisions.

A failed attempt gives its slot back before it waits, so a throttled request does not hold others up.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack, asynccontextmanager
from typing import TypeAlias, TypeVar

from pulumi_chatbotkit.api.errors import ChatBotKitError, RequestInfo
from pulumi_chatbotkit.api.events import AttemptEvent, Hook, Watch
from pulumi_chatbotkit.api.long_waits import LongWaits
from pulumi_chatbotkit.api.rate_limit.limiter import Limiter
from pulumi_chatbotkit.api.rate_limit.request_queue import queue_key_of
from pulumi_chatbotkit.api.requests import Request
from pulumi_chatbotkit.api.retry import FailureCount, GiveUp, next_step
from pulumi_chatbotkit.api.settings import RetryPolicy
from pulumi_chatbotkit.api.timing import Timing

T = TypeVar("T")
Attempt: TypeAlias = Callable[[RequestInfo], AbstractAsyncContextManager[tuple[int, T]]]
"""Makes one attempt: yields status and result, and keeps open what the result needs until its exit."""


class RetryLoop:
    """All attempts of a client: applies the limiter, the hooks and the retry policy to them.

    ``report`` is told of waits that a person would take for a hang.
    """

    def __init__(
        self,
        *,
        policy: RetryPolicy,
        limiter: Limiter,
        hooks: Sequence[Hook],
        watches: Sequence[Watch],
        report: Callable[[str], None],
        timing: Timing,
    ) -> None:
        self._policy, self._limiter, self._timing = policy, limiter, timing
        self._hooks, self._watches = tuple(hooks), tuple(watches)
        self._long_waits = LongWaits(policy, report)

    @asynccontextmanager
    async def first_success(self, request: Request, attempt: Attempt[T]) -> AsyncGenerator[T]:
        """The result of the first attempt that succeeds; its slot is held until the exit. Else the last failure."""
        with ExitStack() as watched:
            hooks = [watched.enter_context(watch(request.info(1))) for watch in self._watches]
            async with self._first_success(request, attempt, (*self._hooks, *hooks)) as result:
                yield result

    @asynccontextmanager
    async def _first_success(self, request: Request, attempt: Attempt[T], hooks: Sequence[Hook]) -> AsyncGenerator[T]:
        failures = FailureCount()
        number = 1
        asked_s = self._timing.monotonic()
        first_failure_s: float | None = None
        while True:
            info = request.info(number)
            async with AsyncExitStack() as held:
                slot = await held.enter_async_context(self._limiter.slot(queue_key_of(info.scope, info.path)))
                sent_s = self._timing.monotonic()
                try:
                    status, result = await held.enter_async_context(attempt(info))
                except ChatBotKitError as error:
                    failure = error
                    now_s = self._timing.monotonic()
                    refused_s = self._long_waits.failed(error, now_s)
                    slot.failed(error, hold_s=self._long_waits.hold_s(error, refused_s=refused_s, now_s=now_s))
                    self._report(hooks, info, error.status, type(error).__name__, asked_s=asked_s, sent_s=sent_s)
                else:
                    slot.succeeded()
                    self._long_waits.accepted()
                    self._report(hooks, info, status, None, asked_s=asked_s, sent_s=sent_s)
                    yield result
                    return
            asked_s = self._timing.monotonic()
            first_failure_s = asked_s if first_failure_s is None else first_failure_s
            failures = failures.after(failure)
            await self._wait(failure, failures, info, elapsed_s=asked_s - min(first_failure_s, refused_s))
            number += 1

    async def _wait(
        self, failure: ChatBotKitError, failures: FailureCount, info: RequestInfo, *, elapsed_s: float
    ) -> None:
        step = next_step(failure, failures, elapsed_s=elapsed_s, jitter=self._timing.random(), policy=self._policy)
        if isinstance(step, GiveUp):
            failure.gave_up_after_s = self._policy.deadline_s if step.at_deadline else None
            raise failure
        self._long_waits.begin(failure, info, step.seconds, elapsed_s=elapsed_s, now_s=self._timing.monotonic())
        await self._timing.sleep(step.seconds)

    def _report(
        self,
        hooks: Sequence[Hook],
        info: RequestInfo,
        status: int | None,
        error: str | None,
        *,
        asked_s: float,
        sent_s: float,
    ) -> None:
        event = AttemptEvent(
            method=info.method,
            path=info.path,
            attempt=info.attempt,
            status=status,
            error=error,
            duration_s=self._timing.monotonic() - sent_s,
            wait_s=sent_s - asked_s,
            scope=info.scope,
            action_path=info.action_path,
        )
        for hook in hooks:
            hook(event)
