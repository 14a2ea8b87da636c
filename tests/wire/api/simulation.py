"""A service with a rate limit, in virtual time: an hour passes in the time that the events in it take to compute."""

import asyncio
import selectors
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx

from pulumi_chatbotkit.api import Client, ClientSettings, Timing

T = TypeVar("T")


class _Jump(selectors.DefaultSelector):
    """Instead of waiting for the next timer, moves the clock to it."""

    now_s = 1_000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            message = "nothing is left that could happen: the simulation hangs"
            raise RuntimeError(message)
        self.now_s += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is that of its timers."""

    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.now_s


def simulate(scenario: Callable[[], Awaitable[T]]) -> T:
    """What ``scenario`` returns, run in virtual time."""

    async def main() -> T:
        return await scenario()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def now() -> float:
    """The virtual time, in seconds."""
    return asyncio.get_running_loop().time()


class TokenBucket:
    """``rate`` requests per second on average, ``burst`` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._tokens, self._at_s = rate, burst, burst, 0.0

    def allows(self, now_s: float) -> bool:
        self._tokens = min(self._burst, self._tokens + (now_s - self._at_s) * self._rate)
        self._at_s = now_s
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class FixedWindow:
    """``most`` requests in each window of ``seconds``, which begin on the clock."""

    def __init__(self, most: int, seconds: float = 1.0) -> None:
        self._most, self._seconds, self._window, self._count = most, seconds, -1, 0

    def allows(self, now_s: float) -> bool:
        window = int(now_s / self._seconds)
        if window != self._window:
            self._window, self._count = window, 0
        self._count += 1
        return self._count <= self._most


class SlidingWindow:
    """``most`` requests in any ``seconds``; a refused one does not count."""

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self._most, self._seconds, self._taken = most, seconds, deque[float]()

    def allows(self, now_s: float) -> bool:
        while self._taken and self._taken[0] <= now_s - self._seconds:
            self._taken.popleft()
        if len(self._taken) >= self._most:
            return False
        self._taken.append(now_s)
        return True


Limit = TokenBucket | FixedWindow | SlidingWindow


def unlimited() -> TokenBucket:
    return TokenBucket(1e9, 1e9)


@dataclass(frozen=True)
class Seen:
    """One request: when it came, from whom, what it asked, and whether it was refused."""

    at_s: float
    scope: str
    path: str
    refused: bool


@dataclass
class Service(httpx.AsyncBaseTransport):
    """Answers after ``latency_s``, refuses what ``limit`` or a scope's own limit does not allow."""

    limit: Limit = field(default_factory=unlimited)
    latency_s: float = 0.1
    scope_limits: dict[str, Limit] = field(default_factory=dict[str, Limit])
    path_limits: dict[str, Limit] = field(default_factory=dict[str, Limit])
    most_in_flight: int = 10_000
    headers: dict[str, str] = field(default_factory=dict[str, str])
    code: str = "TOO_MANY_REQUESTS"
    finds_nothing: bool = False
    """Answer what is allowed with NOT_FOUND."""
    seen: list[Seen] = field(default_factory=list[Seen])
    in_flight: int = 0
    crowds: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        scope = request.headers.get("x-runas-userid", "")
        self.in_flight += 1
        self.crowds.append((now(), self.in_flight))
        try:
            await asyncio.sleep(self.latency_s / 2)
            refused = not self.allows(scope, request.url.path)
            await asyncio.sleep(self.latency_s / 2)
        finally:
            self.in_flight -= 1
        if refused:
            return httpx.Response(429, json={"message": "", "code": self.code}, headers=self.headers)
        if self.finds_nothing:
            return httpx.Response(404, json={"message": "", "code": "NOT_FOUND"})
        return httpx.Response(200, json={"id": "a"})

    def allows(self, scope: str, path: str = "") -> bool:
        limits = [limit for ending, limit in self.path_limits.items() if path.endswith(ending)]
        limits += [limit for name, limit in self.scope_limits.items() if name == scope]
        allowed = self.in_flight <= self.most_in_flight and all(limit.allows(now()) for limit in [*limits, self.limit])
        self.seen.append(Seen(now(), scope, path, not allowed))
        return allowed

    def refused_share(self, after_s: float = 0.0, scope: str | None = None) -> float:
        """The part of the requests from ``after_s`` on, counted from the first, that were refused."""
        start_s = self.seen[0].at_s
        counted = [seen for seen in self.seen if seen.at_s - start_s >= after_s and scope in {None, seen.scope}]
        return sum(seen.refused for seen in counted) / len(counted)

    def client(self, **options: object) -> Client:
        """A client of this service in virtual time; a fixed sequence replaces the random numbers."""
        throws = iter(range(10**9))
        timing = Timing(monotonic=now, epoch=now, sleep=asyncio.sleep, random=lambda: next(throws) * 0.618 % 1)
        settings = ClientSettings("https://api.chatbotkit.com", "t", **options)  # pyright: ignore[reportArgumentType] -- a wrong option is the test's own error
        return Client(settings, transport=self, timing=timing)
