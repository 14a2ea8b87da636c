"""Filtering the request log by route, method, status and run-as, and waiting for requests."""

from collections.abc import Callable
from typing import cast

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, Fault, FilterError, LoggedRequest, RequestFilter, Reset, parsed_filter
from pulumi_chatbotkit.testing import EmulatorServer

LOGGED = [
    ("POST", "/v1/bot/create", 200),
    ("GET", "/v1/bot/list", 200),
    ("GET", "/v1/bot/x/fetch", 404),
    ("POST", "/v1/partner/user/create", 200),
    ("POST", "/v1/dataset/create", None),
    ("GET", "/v1/nothing/here", 404),
]


@pytest.fixture
def with_requests(local: Emulator, client_of: Callable[..., httpx.Client]) -> Emulator:
    """An emulator that received the requests of ``LOGGED``, in this order."""
    local.faults.add(Fault(route="dataset/create", do=Reset()))
    with client_of(local) as api:
        for method, path, status in LOGGED:
            if status is None:
                with pytest.raises(httpx.ReadError):
                    api.request(method, path, json={})
            else:
                api.request(method, path, json={} if method == "POST" else None)
    return local


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"route": "bot/create"}, [1]),
        ({"route": "partner_user/create"}, [4]),
        ({"route": "bot/*"}, [1, 2, 3]),
        ({"route": "/v1/*/list"}, [2]),
        ({"route": "POST /v1/bot"}, [1]),
        ({"method": "get"}, [2, 3, 6]),
        ({"status": "404"}, [3, 6]),
        ({"status": "2XX"}, [1, 2, 4]),
        ({"status": "none"}, [5]),
        ({"since": "4"}, [5, 6]),
        ({"limit": "2"}, [5, 6]),
        ({"limit": "0"}, []),
        ({"method": "GET", "status": "200", "since": "1", "limit": "9"}, [2]),
    ],
)
def test_a_filter_matches_these_requests(with_requests: Emulator, query: dict[str, str], numbers: list[int]) -> None:
    """In the order of the answers, numbered from 1."""
    assert [one.number for one in with_requests.requests_like(parsed_filter(query))] == numbers


def test_requests_of_one_tenant_are_found_by_a_part_of_its_id(
    as_tenant: httpx.Client, api: httpx.Client, local: Emulator, tenant: str
) -> None:
    """The parent's own requests have no run-as."""
    as_tenant.get("/v1/bot/list")
    api.get("/v1/bot/list")

    found = local.requests_like(RequestFilter(run_as=tenant[3:15], route="bot/list"))

    assert [one.request.run_as for one in found] == [tenant]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"rout": "bot/create"}, 'there is no filter "rout"; there are limit, method, route, run_as, since, status'),
        ({"status": "4x"}, 'status is "4x", and must be a status such as 404'),
        ({"status": "999"}, "a class such as 4xx, or none"),
        ({"since": "-1"}, 'since is "-1", and must be a whole number'),
        ({"limit": "many"}, 'limit is "many"'),
    ],
)
def test_a_filter_that_cannot_match_is_refused(query: dict[str, str], message: str) -> None:
    """A misspelt filter must not look like an empty log."""
    with pytest.raises(FilterError, match=message):
        parsed_filter(query)


def test_a_server_shows_the_requests_that_match(emulator: EmulatorServer) -> None:
    """With their numbers and routes. A wrong filter is 400."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        client.post("/v1/bot/create", json={"name": "Ada"})
        client.get("/v1/bot/list")
        shown = client.get("/_emulator/requests?route=bot/create&status=2xx", headers=emulator.admin_headers).json()[
            "requests"
        ]
        wrong = client.get("/_emulator/requests?color=red", headers=emulator.admin_headers)

    assert [(one["number"], one["route"], one["body"]) for one in shown] == [(1, "bot/create", {"name": "Ada"})]
    assert (wrong.status_code, 'no filter "color"' in wrong.json()["message"]) == (400, True)


def test_a_server_counts_requests_by_route(emulator: EmulatorServer) -> None:
    """Highest first; a route that is not implemented is shown as method and path."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        for path in ("/v1/bot/x/fetch", "/v1/bot/list", "/v1/bot/y/fetch", "/v1/nothing"):
            client.get(path)
        counts = client.get("/_emulator/requests/counts", headers=emulator.admin_headers).json()["counts"]
        failed = client.get("/_emulator/requests/counts?status=404", headers=emulator.admin_headers).json()["counts"]

    assert list(counts.items()) == [("bot/fetch", 2), ("bot/list", 1), ("GET /v1/nothing", 1)]
    assert failed == {"bot/fetch": 2, "GET /v1/nothing": 1}


def test_a_test_waits_for_requests_of_another_thread(
    emulator: EmulatorServer, run_in_thread: Callable[..., Callable[[], object]]
) -> None:
    """It continues as soon as they are there, whatever else arrives before."""
    waiting = run_in_thread(lambda: emulator.wait_for(2, route="bot/create", status="200"))

    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        for name in ("Ada", "Bob"):
            client.get("/v1/bot/list")
            client.post("/v1/bot/create", json={"name": name})

    found = cast("list[LoggedRequest]", waiting())
    assert [request.body for request in found] == [{"name": "Ada"}, {"name": "Bob"}]


def test_a_timeout_of_waiting_says_what_was_missing(local: Emulator) -> None:
    with pytest.raises(TimeoutError, match=r"there were 0 of 1 requests that pass .*bot/create"):
        local.wait_for(1, route="bot/create", timeout_s=0)
