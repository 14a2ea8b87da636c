"""Fakes: a transport with scripted responses, a clock that moves only when it sleeps, a server of raw bytes."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ClientSettings, Timing

TOKEN = "planted-token-0123456789"
START_EPOCH_S = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


class FrozenClock:
    """Time stands still, except that a sleep takes as long as it says."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def timing(self) -> Timing:
        return Timing(
            monotonic=lambda: sum(self.slept),
            epoch=lambda: START_EPOCH_S + sum(self.slept),
            sleep=self.sleep,
            random=lambda: 0.5,
        )


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def slept(clock: FrozenClock) -> list[float]:
    """The seconds of every sleep so far."""
    return clock.slept


@pytest.fixture
def fake(clock: FrozenClock) -> Callable[..., Client]:
    """A client on a transport function; keywords are settings, ``hooks`` and ``watches`` are just that."""

    def make(handler: Callable[[httpx.Request], httpx.Response], **options: object) -> Client:
        told = {name: options.pop(name) for name in ("hooks", "watches") if name in options}
        settings = ClientSettings(**{"base_url": "https://api.chatbotkit.com", "token": TOKEN, **options})  # pyright: ignore[reportArgumentType] -- a wrong option is the test's own error
        return Client(settings, transport=httpx.MockTransport(handler), timing=clock.timing(), **told)  # pyright: ignore[reportArgumentType] -- see above

    return make


@pytest.fixture
def scripted(fake: Callable[..., Client]) -> Callable[..., tuple[Client, list[httpx.Request]]]:
    """A client that gets the given responses (or exceptions) in turn, and the requests it sent."""

    def make(*steps: httpx.Response | Exception, **options: object) -> tuple[Client, list[httpx.Request]]:
        sent: list[httpx.Request] = []

        def handler(request: httpx.Request) -> httpx.Response:
            step = steps[len(sent)]
            sent.append(request)
            if isinstance(step, Exception):
                raise step
            return step

        return fake(handler, **options), sent

    return make


Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def serve() -> Callable[[Conversation], AbstractAsyncContextManager[str]]:
    """A loopback server that holds each conversation as the test says; gives its URL."""

    @asynccontextmanager
    async def start(conversation: Conversation) -> AsyncGenerator[str]:
        async def held(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await conversation(reader, writer)
            finally:
                writer.close()

        server = await asyncio.start_server(held, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}"

    return start
