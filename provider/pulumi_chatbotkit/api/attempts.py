"""Repeating a call until it succeeds or the policy gives up: the driver around the decisions in ``retry``.

A failed attempt gives its turn back before it waits, so that a throttled call never holds others up.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack, asynccontextmanager
from typing import TypeAlias, TypeVar

from pulumi_chatbotkit.api.calls import Request
from pulumi_chatbotkit.api.errors import Call, ChatBotKitError
from pulumi_chatbotkit.api.events import CallEvent, Hook, Watch
from pulumi_chatbotkit.api.lanes import lane_of
from pulumi_chatbotkit.api.limiter import Limiter
from pulumi_chatbotkit.api.retry import GiveUp, Tries, next_step
from pulumi_chatbotkit.api.settings import RetryPolicy
from pulumi_chatbotkit.api.timing import Timing

T = TypeVar("T")
Attempt: TypeAlias = Callable[[Call], AbstractAsyncContextManager[tuple[int, T]]]
"""One attempt: gives status and result, and holds what the result needs until its exit."""


class Attempts:
    """Every attempt of a client passes through here: the limiter, the hooks and the retry policy."""

    def __init__(
        self, *, policy: RetryPolicy, limiter: Limiter, hooks: Sequence[Hook], watches: Sequence[Watch], timing: Timing
    ) -> None:
        self._policy, self._limiter, self._timing = policy, limiter, timing
        self._hooks, self._watches = tuple(hooks), tuple(watches)

    @asynccontextmanager
    async def first_success(self, request: Request, once: Attempt[T]) -> AsyncGenerator[T]:
        """The result of the first attempt that succeeds, its turn held until the exit; else raises the last failure."""
        with ExitStack() as watched:
            told = [watched.enter_context(watch(request.call(1))) for watch in self._watches]
            async with self._first_success(request, once, (*self._hooks, *told)) as result:
                yield result

    @asynccontextmanager
    async def _first_success(self, request: Request, once: Attempt[T], hooks: Sequence[Hook]) -> AsyncGenerator[T]:
        tries = Tries()
        attempt = 1
        asked_s = self._timing.monotonic()
        first_failure_s: float | None = None
        while True:
            call = request.call(attempt)
            async with AsyncExitStack() as held:
                turn = await held.enter_async_context(self._limiter.turn(lane_of(call.scope, call.path)))
                sent_s = self._timing.monotonic()
                try:
                    status, result = await held.enter_async_context(once(call))
                except ChatBotKitError as error:
                    failure = error
                    turn.failed(error)
                    self._tell(hooks, call, error.status, type(error).__name__, asked_s=asked_s, sent_s=sent_s)
                else:
                    turn.succeeded()
                    self._tell(hooks, call, status, None, asked_s=asked_s, sent_s=sent_s)
                    yield result
                    return
            asked_s = self._timing.monotonic()
            first_failure_s = asked_s if first_failure_s is None else first_failure_s
            tries = tries.after(failure)
            await self._wait(failure, tries, elapsed_s=asked_s - first_failure_s)
            attempt += 1

    async def _wait(self, failure: ChatBotKitError, tries: Tries, *, elapsed_s: float) -> None:
        step = next_step(failure, tries, elapsed_s=elapsed_s, dice=self._timing.random(), policy=self._policy)
        if isinstance(step, GiveUp):
            raise failure
        await self._timing.sleep(step.seconds)

    def _tell(
        self,
        hooks: Sequence[Hook],
        call: Call,
        status: int | None,
        error: str | None,
        *,
        asked_s: float,
        sent_s: float,
    ) -> None:
        event = CallEvent(
            method=call.method,
            path=call.path,
            attempt=call.attempt,
            status=status,
            error=error,
            duration_s=self._timing.monotonic() - sent_s,
            wait_s=sent_s - asked_s,
            scope=call.scope,
        )
        for hook in hooks:
            hook(event)
