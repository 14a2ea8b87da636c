"""Who waits for a slot gets one: cancelled requests give theirs back, and an upstream's limit is nobody else's."""

import asyncio

import pytest

from wire.api.simulation import Service, SlidingWindow, simulate

FETCHES = [("bot", name, "fetch") for name in "abc"]


@pytest.mark.parametrize("headers", [{}, {"retry-after": "20"}], ids=["no advice", "Retry-After"])
def test_an_upstream_that_throttles_slows_nobody_else(headers: dict[str, str]) -> None:
    """Its limit says nothing about the service's own."""
    limits = {"/setup": SlidingWindow(10)}
    service = Service(code="DISCORD_TOO_MANY_REQUESTS", path_limits=dict(limits), headers=headers)

    async def scenario() -> float:
        loop = asyncio.get_running_loop()
        async with service.client() as client:
            path = ("integration", "discord", "x", "setup")
            setups = asyncio.gather(*[client.post(path, {}) for _ in range(20)])
            await asyncio.sleep(0.5)
            start_s = loop.time()
            await asyncio.gather(*[client.post(("bot", "create"), {}, repeatable=False) for _ in range(1_000)])
            took_s = loop.time() - start_s
            await setups
            return took_s

    assert simulate(scenario) <= 1.05 * 1_000 / 320 + 0.2


@pytest.mark.parametrize("moment", ["while it waits", "when it gets its slot"])
def test_a_request_that_is_cancelled_takes_no_slot_along(moment: str) -> None:
    """There is one slot: if it were lost, nothing would ever be sent again, and the simulation says that it hangs."""
    service = Service()

    async def scenario() -> bool:
        async with service.client(concurrency=1) as client:

            async def first() -> None:
                await client.get(FETCHES[0])
                if moment == "when it gets its slot":
                    second.cancel()  # its turn has come, and it has not run yet

            opening = asyncio.ensure_future(first())
            await asyncio.sleep(0.01)
            second = asyncio.ensure_future(client.get(FETCHES[1]))
            third = asyncio.ensure_future(client.get(FETCHES[2]))
            await asyncio.sleep(0.01)
            if moment == "while it waits":
                second.cancel()
            await opening
            await third
            return second.cancelled()

    assert simulate(scenario)
    assert [seen.path.split("/")[3] for seen in service.seen] == ["a", "c"]


def test_requests_that_are_cancelled_while_they_wait_leave_the_pace_to_the_others() -> None:
    """At one request per second, each turn that nobody takes would be a second lost."""
    service = Service()

    async def scenario() -> float:
        loop = asyncio.get_running_loop()
        async with service.client(requests_per_second=1.0) as client:
            start_s = loop.time()
            await client.get(FETCHES[0])
            waiting = [asyncio.ensure_future(client.get(FETCHES[1])) for _ in range(10)]
            await asyncio.sleep(0.1)
            for each in waiting:
                each.cancel()
            await client.get(FETCHES[2])
            await asyncio.gather(*waiting, return_exceptions=True)
            return loop.time() - start_s

    assert simulate(scenario) < 2
