"""How many requests are in flight, and how fast they leave."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ClientSettings, RetryPolicy, ServiceUnavailable

Fake = Callable[..., Client]


def found(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"id": "x"})


def down(_: httpx.Request) -> httpx.Response:
    return httpx.Response(503, json={"message": "", "code": "SERVICE_UNAVAILABLE"})


class Crowd(httpx.AsyncBaseTransport):
    """Counts the requests in flight, and holds each until as many are there as can come."""

    def __init__(self, expected: int) -> None:
        self.now = self.most = 0
        self._expected = expected
        self._full = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.now += 1
        self.most = max(self.most, self.now)
        if self.now == self._expected:
            self._full.set()
        await self._full.wait()
        self.now -= 1
        return httpx.Response(200, json={"id": request.url.path})


@pytest.mark.parametrize("concurrency", [1, 3, 32])
def test_no_more_are_in_flight_than_allowed(concurrency: int) -> None:
    """And no fewer: all of them at once is the point of it."""
    settings = ClientSettings("https://api.chatbotkit.com", "t", concurrency=concurrency)

    async def scenario() -> int:
        crowd = Crowd(concurrency)
        async with Client(settings, transport=crowd) as client:
            await asyncio.gather(*[client.get(("bot", str(n), "fetch")) for n in range(100)])
        return crowd.most

    assert asyncio.run(scenario()) == concurrency


def test_a_throttled_call_does_not_hold_others_up(fake: Fake) -> None:
    """While one tenant waits out its limit, the others go on."""
    order: list[str] = []
    refused = SimpleNamespace(once=True)

    def handler(request: httpx.Request) -> httpx.Response:
        order.append(request.url.path.split("/")[3])
        if order[-1] == "a" and refused.once:
            refused.once = False
            return httpx.Response(429, json={"message": "", "code": "TOO_MANY_REQUESTS"})
        return httpx.Response(200, json={"id": "x"})

    async def scenario() -> None:
        client = fake(handler, concurrency=1)
        await asyncio.gather(client.get(("bot", "a", "fetch")), client.get(("bot", "b", "fetch")))

    asyncio.run(scenario())
    assert order == ["a", "b", "a"]


def test_requests_leave_at_an_even_pace(fake: Fake, slept: list[float]) -> None:
    """A burst at the start of each second is what per-second limits punish."""
    client = fake(found, requests_per_second=4)

    async def scenario() -> None:
        for _ in range(5):
            await client.get(("bot", "a", "fetch"))

    asyncio.run(scenario())
    assert slept == [0.25] * 4


def test_repeats_keep_the_pace(fake: Fake, slept: list[float]) -> None:
    """A retry is a request too."""
    client = fake(down, requests_per_second=1, retry=RetryPolicy(attempts=2, base_s=0.5))

    with pytest.raises(ServiceUnavailable):
        asyncio.run(client.get(("bot", "a", "fetch")))
    assert slept == [0.25, 0.75]
