"""What the limiter learns from single answers: few requests, in virtual time."""

import asyncio
from collections.abc import Sequence

import pytest

from pulumi_chatbotkit.api import Client, RunAs
from wire.api.simulation import FixedWindow, Service, SlidingWindow, now, simulate, unlimited

NEVER = 1_000_000.0
"""Seconds; the window of a limit that refuses everything."""


async def fetches(client: Client, count: int, scope: str = "") -> None:
    """One after the other."""
    for _ in range(count):
        await client.get(("bot", "a", "fetch"), run_as=RunAs(scope) if scope else None)


def seconds_of_the_others(service: Service, refused: Sequence[tuple[float, str]]) -> float:
    """How long three tenants take for fifty fetches each, five seconds if nothing holds them up, while other tenants
    begin at some moment to fetch once, and are refused by ``service`` until the third second.

    Answers to them come between the answers to the others.
    """

    async def scenario() -> float:
        async with service.client() as client:
            start_s = now()
            others = asyncio.gather(*[fetches(client, 50, f"busy-{number}") for number in range(3)])
            waiting: list[asyncio.Task[None]] = []
            for at_s, scope in refused:
                await asyncio.sleep(start_s + at_s - now())
                waiting.append(asyncio.ensure_future(fetches(client, 1, scope)))
            await asyncio.sleep(start_s + 3 - now())
            service.scope_limits.clear()
            await others
            took_s = now() - start_s
            await asyncio.gather(*waiting)
            return took_s

    return simulate(scenario)


@pytest.mark.parametrize(
    "refused",
    [
        [(1.05, "a")],
        [(1.05, "a"), (1.06, "a")],
        [(1.05, "a"), (2.05, "b")],
        [(1.05, "a"), (1.35, "b")],
        [(1.05, "a"), (1.45, "b")],
    ],
    ids=["one", "one twice at once", "two", "two, the first for the second time", "two, the first refused twice"],
)
def test_a_tenant_that_is_refused_holds_nobody_up(refused: list[tuple[float, str]]) -> None:
    """From its first refusal on, and also a second tenant, if the first one is refused again and again meanwhile."""
    service = Service(scope_limits={scope: FixedWindow(0, NEVER) for _, scope in refused})

    assert seconds_of_the_others(service, refused) == pytest.approx(5.0)
    assert sum(seen.refused for seen in service.seen) > 2, "each was refused more than once"


@pytest.mark.parametrize("before", [0, 1], ids=["first calls", "later calls"])
def test_tenants_that_are_refused_at_once_show_a_limit_of_all(before: int) -> None:
    """A limit of the whole account refuses now this one and now that, so everybody is slowed a little. What a tenant
    was allowed before does not count as refused."""
    service = Service(scope_limits={scope: FixedWindow(before, NEVER) for scope in "ab"})
    allowed = [(0.55, "a"), (0.56, "b")] * before

    assert 5.05 < seconds_of_the_others(service, [*allowed, (1.05, "a"), (1.06, "b")]) < 7
    assert sum(seen.refused for seen in service.seen) >= 2


@pytest.mark.parametrize(
    ("code", "refused", "seen_before", "held"),
    [
        ("TOO_MANY_REQUESTS", "a list", [], {"a fetch", "a list", "b fetch", "b list"}),
        ("TOO_MANY_REQUESTS", "a list", ["b fetch"], {"a fetch", "a list"}),
        ("LIMITS_REACHED", "a list", [], {"a list", "b list"}),
        ("LIMITS_REACHED", "a fetch", [], {"a fetch", "a list", "b fetch", "b list"}),
    ],
    ids=["nobody got through", "another got through", "a limit of lists", "a limit of all actions"],
)
def test_a_retry_after_holds_what_meets_the_same_limit(
    code: str, refused: str, seen_before: list[str], held: set[str]
) -> None:
    """For the 20 seconds that it says, and nothing else."""
    never = FixedWindow(0, NEVER)
    service = Service(code=code, headers={"retry-after": "20"}, scope_limits={refused[0]: never})

    async def scenario() -> float:
        async with service.client() as client:

            async def call(words: str) -> None:
                scope, action = words.split()
                path = ("bot", "list") if action == "list" else ("bot", "a", "fetch")
                await client.get(path, run_as=RunAs(scope))

            start_s = now()
            early = [asyncio.ensure_future(call(each)) for each in seen_before]
            await asyncio.sleep(0.05)  # their answers come before the refusal
            first = asyncio.ensure_future(call(refused))
            await asyncio.sleep(0.95)
            service.scope_limits.clear()
            later = [call(f"{scope} {action}") for scope in "ab" for action in ("fetch", "list")]
            await asyncio.gather(first, *early, *later)
            return start_s

    start_s = simulate(scenario)
    later = [seen for seen in service.seen if seen.at_s > start_s + 1]
    assert {f"{seen.scope} {seen.path.split('/')[-1]}" for seen in later if seen.at_s > start_s + 2} == held
    assert all(seen.at_s < start_s + 1.5 or seen.at_s > start_s + 20 for seen in later)


def seconds_of_fifty(service: Service) -> float:
    """How long fifty fetches take, whatever is found."""

    async def scenario() -> float:
        async with service.client() as client:
            start_s = now()
            await asyncio.gather(*[fetches(client, 1) for _ in range(50)], return_exceptions=True)
            return now() - start_s

    return simulate(scenario)


@pytest.mark.parametrize("window_s", [1.0, 10.0])
def test_an_object_that_is_not_found_shows_that_requests_get_through(window_s: float) -> None:
    """A refresh of many deleted objects is as fast as one of objects that exist."""
    found, missing = (
        seconds_of_fifty(Service(SlidingWindow(10, window_s), finds_nothing=finds_nothing))
        for finds_nothing in (False, True)
    )

    assert missing == found < 1.3 * 5 * window_s


def test_fewer_are_in_flight_after_a_refusal_and_then_one_more_each_second() -> None:
    """Whatever is slow at the service gets room: a crowd of refusals is one sign, and gives its places back once."""
    service = Service(FixedWindow(8, NEVER), latency_s=5.0)

    async def scenario() -> float:
        async with service.client(concurrency=16) as client:
            start_s = now()
            work = asyncio.gather(*[fetches(client, 1) for _ in range(80)])
            await asyncio.sleep(4)
            service.limit = unlimited()
            await work
            return start_s + 5

    refused_s = simulate(scenario)
    after = [(at_s - refused_s, in_flight) for at_s, in_flight in service.crowds if at_s > refused_s]
    assert all(in_flight <= 16 * 0.85 + passed_s for passed_s, in_flight in after)
    assert max(in_flight for passed_s, in_flight in after if passed_s < 1) == 14
    assert max(in_flight for passed_s, in_flight in after if passed_s < 3) == 16
