"""How the limiter adapts to limits that are not published: simulated services, in virtual time."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from pulumi_chatbotkit.api import Client, RunAs
from wire.api.simulation import FixedWindow, Limit, Service, SlidingWindow, TokenBucket, now, simulate, unlimited

TENANTS = tuple(f"tenant-{n}" for n in range(32))
PER_SECOND: dict[str, Callable[[], Limit]] = {"bucket": lambda: TokenBucket(50, 50), "windows": lambda: FixedWindow(50)}
per_second = pytest.mark.parametrize("limit", PER_SECOND.values(), ids=PER_SECOND)


async def create(client: Client, count: int, scopes: Sequence[str] = ("",)) -> float:
    """``count`` creates at once, spread over ``scopes``; the seconds they took."""
    start_s = now()
    accounts = [RunAs(scope) if scope else None for scope in scopes]
    creates = [
        client.post(("bot", "create"), {}, run_as=accounts[n % len(accounts)], repeatable=False) for n in range(count)
    ]
    await asyncio.gather(*creates)
    return now() - start_s


def seconds(service: Service, count: int, scopes: Sequence[str] = ("",)) -> float:
    async def scenario() -> float:
        async with service.client() as client:
            return await create(client, count, scopes)

    return simulate(scenario)


async def call_evenly(service: Service, per_s: float) -> None:
    """Another client of the same account, which does not adapt."""
    while True:
        service.allows("background")
        await asyncio.sleep(1 / per_s)


@per_second
@pytest.mark.parametrize("latency_s", [0.005, 0.1])
@pytest.mark.parametrize("scopes", [("",), TENANTS], ids=["one scope", "32 tenants"])
def test_a_limit_per_second_is_used_to_the_full(
    limit: Callable[[], Limit], latency_s: float, scopes: Sequence[str]
) -> None:
    """2,000 creates at 50 a second need 40 seconds; refused requests are wasted."""
    service = Service(limit(), latency_s)

    assert seconds(service, 2_000, scopes) <= 1.15 * 2_000 / 50
    assert service.refused_share(after_s=10) < 0.02


@per_second
def test_another_program_with_the_same_account_gets_through(limit: Callable[[], Limit]) -> None:
    """It may be the operator's production: a deployment must not take away its share."""
    service = Service(limit())

    async def scenario() -> float:
        async with service.client() as client:
            other = asyncio.ensure_future(call_evenly(service, 5))
            took_s = await create(client, 2_000)
            other.cancel()
            return took_s

    assert simulate(scenario) <= 1.15 * 2_000 / 45
    assert service.refused_share(scope="background") < 0.05
    assert service.refused_share(scope="background", after_s=10) < 0.01


def test_a_limit_per_minute_is_waited_out_with_few_probes() -> None:
    """600 at once, then nothing for most of a minute: the 2,000th cannot come before three minutes."""
    service = Service(SlidingWindow(600))

    assert seconds(service, 2_000) <= 1.2 * 180
    assert service.refused_share(after_s=10) < 0.03


def test_a_service_without_a_limit_is_not_slowed() -> None:
    """Everything that the configuration allows is in flight from the first moment."""
    service = Service()

    assert seconds(service, 2_000) <= 1.02 * 2_000 / 32 * 0.1
    assert service.crowds[31] == (service.crowds[0][0], 32)


def test_a_service_that_counts_what_is_in_flight_is_not_overrun() -> None:
    """Eight at a time with 0.1 s each are 80 a second."""
    service = Service(most_in_flight=8)

    assert seconds(service, 2_000) <= 1.4 * 2_000 / 80
    assert service.refused_share(after_s=10) < 0.02


def test_speed_recovers_when_a_limit_is_lifted() -> None:
    """A pace that was once cut must not stay for the rest of a long run."""
    service = Service(TokenBucket(50, 50))

    async def scenario() -> float:
        async with service.client() as client:
            await create(client, 1_000)
            service.limit = unlimited()
            await create(client, 2_000)
            return await create(client, 1_000)

    assert simulate(scenario) <= 1.1 * 1_000 / 320


def test_a_single_refusal_costs_little() -> None:
    """One bad answer at the start of a run says nothing about a limit."""
    service = Service(FixedWindow(0, 0.05))

    async def scenario() -> float:
        async with service.client() as client:
            one = asyncio.ensure_future(create(client, 1))
            await asyncio.sleep(0.051)
            service.limit = unlimited()
            await one
            return await create(client, 2_000)

    assert simulate(scenario) < 25


@pytest.mark.parametrize("code", ["TOO_MANY_REQUESTS", "LIMITS_REACHED"])
@pytest.mark.parametrize("headers", [{}, {"retry-after": "20"}], ids=["no advice", "Retry-After"])
def test_a_tenant_that_is_refused_does_not_slow_the_others(code: str, headers: dict[str, str]) -> None:
    """Its limit is its own; 31 others have work to do."""
    service = Service(scope_limits={TENANTS[0]: TokenBucket(0.2, 1)}, headers=headers, code=code)

    async def scenario() -> float:
        async with service.client() as client:
            slow = asyncio.ensure_future(create(client, 10, TENANTS[:1]))
            took_s = await create(client, 3_000, TENANTS[1:])
            await slow
            return took_s

    assert simulate(scenario) <= 1.05 * 3_000 / 320


def test_a_retry_after_for_everybody_holds_everybody() -> None:
    """Three hundred tenants must not each find out for themselves."""
    service = Service(FixedWindow(100, 1_000), headers={"retry-after": "30"})

    async def scenario() -> None:
        async with service.client() as client:
            run = asyncio.ensure_future(create(client, 3_000, [f"tenant-{n}" for n in range(300)]))
            await asyncio.sleep(29)
            service.limit = unlimited()
            await run

    simulate(scenario)
    assert sum(seen.refused for seen in service.seen) <= 64


@per_second
def test_waiting_tenants_are_served_in_turn(limit: Callable[[], Limit]) -> None:
    """However many calls of one tenant wait before those of another."""
    service = Service(limit())

    async def scenario() -> None:
        async with service.client() as client:
            await asyncio.gather(*[create(client, 40, (tenant,)) for tenant in TENANTS])

    simulate(scenario)
    half = Counter(seen.scope for seen in [seen for seen in service.seen if not seen.refused][: 32 * 20])
    del half[TENANTS[0]]  # it was alone when it asked, so all its calls left at once
    assert (len(half), min(half.values()) >= 17, max(half.values()) <= 22) == (31, True, True)


def test_the_configured_pace_is_never_exceeded() -> None:
    """A ceiling that an operator sets is a promise to the rest of the company."""
    service = Service()

    async def scenario() -> float:
        async with service.client(requests_per_second=20.0) as client:
            return await create(client, 200)

    assert simulate(scenario) >= 199 / 20


def test_a_limit_of_one_action_does_not_slow_the_others() -> None:
    """Lists are limited per minute, on their own (docs/api/api.md a.8, rate limits)."""
    service = Service(code="LIMITS_REACHED", path_limits={"/list": SlidingWindow(10)})

    async def scenario() -> float:
        async with service.client() as client:
            lists = asyncio.gather(*[client.get(("bot", "list")) for _ in range(20)])
            took_s = await create(client, 1_000)
            await lists
            return took_s

    assert simulate(scenario) <= 1.05 * 1_000 / 320 + 0.2
