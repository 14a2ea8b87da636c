"""How many requests are in flight, and how fast they leave."""

import asyncio
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.api import Client, ClientSettings, RetryPolicy, ServiceUnavailable
from pulumi_chatbotkit.api.rate_limit.pace import Pace

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


@given(st.floats(0.1, 1000), st.lists(st.floats(0, 100), min_size=2, max_size=20).map(sorted))
def test_no_second_holds_more_starts_than_its_share(rate: float, arrivals: list[float]) -> None:
    """Whenever calls arrive, their starts are at least one interval apart."""
    pace = Pace(rate)
    starts: list[float] = []

    for now_s in arrivals:
        starts.append(max([now_s, *starts]) + pace.wait_s(max([now_s, *starts])))
        pace.start(starts[-1])

    assert all(later - earlier >= 1 / rate - 1e-6 for earlier, later in pairwise(starts))


@given(st.lists(st.floats(0, 100), max_size=20).map(sorted))
def test_before_the_first_refusal_nothing_waits(arrivals: list[float]) -> None:
    """A service without a limit must not be slowed."""
    pace = Pace()

    for now_s in arrivals:
        assert pace.wait_s(now_s) == 0
        pace.start(now_s)


@given(st.lists(st.tuples(st.floats(0.001, 10), st.booleans()), max_size=100))
def test_no_history_stops_a_pace_for_good(answers: list[tuple[float, bool]]) -> None:
    """However a service refuses, the next probe comes within seconds: its limit may be lifted any time."""
    pace = Pace()
    now_s = 0.0

    for after_s, accepted in answers:
        now_s += pace.wait_s(now_s)
        pace.start(now_s)
        sent_s, now_s = now_s, now_s + after_s
        if accepted:
            pace.accepted(now_s, sent_s=sent_s)
        else:
            pace.refused(now_s, sent_s=sent_s)
        assert pace.wait_s(now_s) <= 8 + 1e-6  # floats round


@pytest.mark.parametrize(("sent_s", "held_s"), [(0.9, 0.25), (1.0, 0.0), (1.05, 0.0)])
def test_what_is_accepted_after_a_cut_shows_that_it_was_enough(sent_s: float, held_s: float) -> None:
    """Also if it started at the moment of the cut, but not if it was in flight before: then it says nothing, and the
    next refusal is the second in a row, after which everything pauses."""
    pace = Pace()
    pace.start(0.8)
    assert pace.refused(1.0, sent_s=0.8)

    pace.accepted(1.1, sent_s=sent_s)

    assert pace.refused(1.2, sent_s=1.1)
    assert pace.wait_s(1.2) == pytest.approx(held_s)
