"""Faults strike the call they are meant for, and do to it what they say; on a socket and in process alike."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    Emulator,
    Fault,
    FaultAction,
    GarbageBody,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
)
from pulumi_chatbotkit.testing import EmulatorServer

BROKEN: list[tuple[FaultAction, type[httpx.TransportError], int]] = [
    (Reset(), httpx.ReadError, 0),
    (ResetAfterWrite(), httpx.ReadError, 1),
    (TimeoutBeforeWrite(), httpx.ReadTimeout, 0),
    (TimeoutAfterWrite(), httpx.ReadTimeout, 1),
    (TruncatedBody(), httpx.RemoteProtocolError, 1),
]


@pytest.fixture
def remote(emulator: EmulatorServer) -> httpx.Client:
    """A client over a socket that gives up soon."""
    return httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}, timeout=0.3)


@pytest.mark.parametrize(("fault", "error", "written"), BROKEN, ids=lambda value: getattr(value, "kind", None))
def test_a_broken_connection_is_one_for_a_client_on_a_socket(
    emulator: EmulatorServer, remote: httpx.Client, fault: FaultAction, error: type[Exception], written: int
) -> None:
    """What a lost answer has written is there, and what never arrived is not."""
    emulator.faults.add(Fault(route="bot/create", do=fault))

    with pytest.raises(error), remote:
        remote.post("/v1/bot/create", json={})

    assert len(emulator.records("bot")) == written
    assert emulator.requests[0].fault == fault.kind


@pytest.mark.parametrize(("fault", "error", "written"), BROKEN, ids=lambda value: getattr(value, "kind", None))
def test_a_broken_connection_is_the_same_error_in_process(
    local: Emulator, api: httpx.Client, fault: FaultAction, error: type[Exception], written: int
) -> None:
    """Without a socket there is nothing to break and nothing to wait for, so the error comes at once."""
    local.faults.add(Fault(route="bot/create", do=fault))

    with pytest.raises(error):
        api.post("/v1/bot/create", json={})

    assert len(local.records("bot")) == written


def test_a_garbage_body_follows_the_write(local: Emulator, api: httpx.Client) -> None:
    """200, and no JSON, as a proxy may do to an answer."""
    local.faults.add(Fault(route="bot/create", do=GarbageBody()))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert len(local.records("bot")) == 1


def test_a_status_comes_instead_of_the_write(local: Emulator, api: httpx.Client) -> None:
    """With the code and message of choice, in the API's form."""
    local.faults.add(Fault(route="bot/create", do=Status(status=503, code="SERVICE_UNAVAILABLE", message="Down")))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.json()) == (503, {"message": "Down", "code": "SERVICE_UNAVAILABLE"})
    assert not local.records("bot")


def test_a_status_may_carry_another_body_and_headers(local: Emulator, api: httpx.Client) -> None:
    """For a proxy's page."""
    local.faults.add(Fault(route="*/list", do=Status(status=404, body="<html>", headers={"X-Proxy": "yes"})))

    answer = api.get("/v1/bot/list")

    assert (answer.text, answer.headers["x-proxy"]) == ("<html>", "yes")


@pytest.mark.parametrize("retry_after", ["2", "Wed, 21 Oct 2026 07:28:00 GMT", None])
def test_too_many_requests_may_say_when_to_retry(local: Emulator, api: httpx.Client, retry_after: str | None) -> None:
    """In seconds, as a date, or not at all."""
    local.faults.add(Fault(route="bot/list", do=TooManyRequests(retry_after=retry_after)))

    answer = api.get("/v1/bot/list")

    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert answer.headers.get("retry-after") == retry_after


def test_a_fault_strikes_from_the_nth_matching_call_for_some_times(local: Emulator, api: httpx.Client) -> None:
    """Other routes are not counted."""
    local.faults.add(Fault(route="bot/list", nth=2, times=2, do=Status(status=500)))
    api.get("/v1/dataset/list")

    assert [api.get("/v1/bot/list").status_code for _ in range(4)] == [200, 500, 500, 200]


@pytest.mark.parametrize(
    ("route", "method", "struck"),
    [
        ("/v1/bot/*/fetch", None, True),
        ("/v1/*", "GET", True),
        ("*", None, True),
        ("*", "POST", False),
        ("bot/create", None, False),
        ("/api/v1/bot/*", None, False),
    ],
)
def test_a_fault_is_aimed_by_action_or_path_or_method(
    local: Emulator, api: httpx.Client, route: str, method: str | None, struck: bool
) -> None:
    """Paths are the normalised ones."""
    local.faults.add(Fault(route=route, method=method, do=Status(status=599)))

    assert (api.get("/api/v1/bot/x/fetch").status_code == 599) == struck


def test_of_two_faults_the_first_added_wins_and_both_count(local: Emulator, api: httpx.Client) -> None:
    """So that rules can be layered."""
    for status in (501, 502):
        local.faults.add(Fault(route="bot/list", times=status - 500, do=Status(status=status)))

    assert [api.get("/v1/bot/list").status_code for _ in range(3)] == [501, 502, 200]


def test_cleared_faults_strike_no_more(local: Emulator, api: httpx.Client) -> None:
    """One emulator serves several parts of a test."""
    local.faults.add(Fault(route="*", do=Status(status=500)))

    local.faults.clear()

    assert api.get("/v1/bot/list").status_code == 200


def test_a_stop_ends_a_call_that_would_hang_for_ever(run_in_thread: Callable[..., Callable[[], object]]) -> None:
    """The client would wait for a minute; the server does not wait for the client."""
    server = EmulatorServer()
    server.faults.add(Fault(route="*", do=TimeoutAfterWrite()))
    headers = {"Authorization": f"Token {server.token}"}
    result = run_in_thread(lambda: httpx.post(f"{server.url}/v1/bot/create", json={}, headers=headers, timeout=60))
    while not server.requests:
        pass

    server.stop()

    with pytest.raises(httpx.RemoteProtocolError):
        result()
