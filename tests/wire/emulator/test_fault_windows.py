"""When a fault begins and ends, and which calls between fail: outages in mid-run, one broken server among several."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, Fault, Status

DOWN = Status(status=599)


def failing(client: httpx.Client, *paths: str) -> list[bool]:
    """Which of the calls fail."""
    return [client.get(path).status_code == 599 for path in paths]


@pytest.mark.parametrize(
    ("nth", "last", "every", "times", "expected"),
    [
        (1, 3, 1, None, [1, 2, 3]),
        (2, 4, 1, None, [2, 3, 4]),
        (3, 1, 1, None, []),
        (1, None, 3, None, [1, 4, 7]),
        (2, None, 3, None, [2, 5, 8]),
        (2, 6, 2, None, [2, 4, 6]),
        (2, None, 2, 2, [2, 4]),
    ],
)
def test_a_fault_has_a_first_call_a_last_call_and_a_step(
    local: Emulator, api: httpx.Client, nth: int, last: int | None, every: int, times: int | None, expected: list[int]
) -> None:
    """``last`` counts matching calls, ``times`` counts failing ones."""
    local.faults.add(Fault(route="bot/list", do=DOWN, nth=nth, last=last, every=every, times=times))

    failed = failing(api, *["/v1/bot/list"] * 8)

    assert [number for number, fails in enumerate(failed, 1) if fails] == expected


def test_a_fault_ends_with_the_first_call_of_a_route(local: Emulator, api: httpx.Client) -> None:
    """That call does not fail any more, and no later one does."""
    local.faults.add(Fault(route="*", do=DOWN, times=None, until="*/list?take=1"))
    calls = ["/v1/bot/x/fetch", "/v1/bot/list?take=2", "/v1/dataset/list?order=asc&take=1", "/v1/bot/x/fetch"]

    assert failing(api, *calls) == [True, True, False, False]


def test_a_fault_begins_with_the_first_call_of_a_route(local: Emulator, api: httpx.Client) -> None:
    """That call is the first that can fail; calls before it do not count, and do not end the fault."""
    local.faults.add(Fault(route="*", do=DOWN, nth=2, times=None, since="/v1/bot/*/fetch", until="dataset/list"))
    calls = [
        "/v1/dataset/list",
        "/v1/bot/x/fetch",
        "/v1/bot/list",
        "/v1/bot/x/fetch",
        "/v1/dataset/list",
        "/v1/bot/list",
    ]

    assert failing(api, *calls) == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("route", "path", "fails"),
    [
        ("bot/list?take=1", "/v1/bot/list?take=1", True),
        ("bot/list?take=*&meta.a=*", "/v1/bot/list?meta.a=x&order=asc&take=7", True),
        ("/v1/bot/list?take=1", "/v1/bot/list?take=1", True),
        ("bot/list?take=1", "/v1/bot/list", False),
        ("bot/list?take=1", "/v1/bot/list?take=12", False),
        ("bot/list?cursor=", "/v1/bot/list?cursor=", True),
        ("bot/list", "/v1/bot/list?take=1", True),
    ],
)
def test_a_route_may_name_parameters_of_the_query(
    local: Emulator, api: httpx.Client, route: str, path: str, fails: bool
) -> None:
    """Each named one must be there; others do not matter."""
    local.faults.add(Fault(route=route, do=DOWN))

    assert failing(api, path) == [fails]
