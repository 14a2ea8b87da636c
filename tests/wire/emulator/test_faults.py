"""Faults apply to the matching calls and have the described effects, over a socket and in process."""

import random
from collections.abc import Callable

import httpx
import pytest
from pydantic import TypeAdapter, ValidationError

from pulumi_chatbotkit.emulator import (
    Delay,
    Emulator,
    EmulatorSettings,
    Fault,
    FaultAction,
    GarbageBody,
    Latency,
    NormalLatency,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
)
from pulumi_chatbotkit.testing import EmulatorServer

ClientOf = Callable[..., httpx.Client]

BROKEN: list[tuple[FaultAction, type[httpx.TransportError], int]] = [
    (Reset(), httpx.ReadError, 0),
    (ResetAfterWrite(), httpx.ReadError, 1),
    (TimeoutBeforeWrite(), httpx.ReadTimeout, 0),
    (TimeoutAfterWrite(), httpx.ReadTimeout, 1),
    (TruncatedBody(), httpx.RemoteProtocolError, 1),
]


@pytest.fixture
def remote(emulator: EmulatorServer) -> httpx.Client:
    """A client over a socket with a short timeout."""
    return httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}, timeout=0.3)


@pytest.mark.parametrize(("fault", "error", "written"), BROKEN, ids=lambda value: getattr(value, "kind", None))
def test_a_fault_breaks_the_connection_on_a_socket(
    emulator: EmulatorServer, remote: httpx.Client, fault: FaultAction, error: type[Exception], written: int
) -> None:
    """A fault after the write leaves the record; a fault before it does not."""
    emulator.faults.add(Fault(route="bot/create", do=fault))

    with pytest.raises(error), remote:
        remote.post("/v1/bot/create", json={})

    assert len(emulator.records("bot")) == written
    assert emulator.requests[0].fault == fault.kind


@pytest.mark.parametrize(("fault", "error", "written"), BROKEN, ids=lambda value: getattr(value, "kind", None))
def test_a_broken_connection_is_the_same_error_in_process(
    local: Emulator, api: httpx.Client, fault: FaultAction, error: type[Exception], written: int
) -> None:
    """There is no connection to break and no timeout to wait for, so the error comes at once."""
    local.faults.add(Fault(route="bot/create", do=fault))

    with pytest.raises(error):
        api.post("/v1/bot/create", json={})

    assert len(local.records("bot")) == written


def test_a_garbage_body_follows_the_write(local: Emulator, api: httpx.Client) -> None:
    """200 with a body that is not JSON, as from a proxy."""
    local.faults.add(Fault(route="bot/create", do=GarbageBody()))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert len(local.records("bot")) == 1


def test_a_status_fault_prevents_the_write(local: Emulator, api: httpx.Client) -> None:
    """With any code and message, in the API's form."""
    local.faults.add(Fault(route="bot/create", do=Status(status=503, code="SERVICE_UNAVAILABLE", message="Down")))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.json()) == (503, {"message": "Down", "code": "SERVICE_UNAVAILABLE"})
    assert not local.records("bot")


def test_a_status_fault_may_have_another_body_and_headers(local: Emulator, api: httpx.Client) -> None:
    """Such as a proxy's page."""
    local.faults.add(Fault(route="*/list", do=Status(status=404, body="<html>", headers={"X-Proxy": "yes"})))

    answer = api.get("/v1/bot/list")

    assert (answer.text, answer.headers["x-proxy"]) == ("<html>", "yes")


@pytest.mark.parametrize("retry_after", ["2", "Wed, 21 Oct 2026 07:28:00 GMT", None])
def test_too_many_requests_may_have_retry_after(local: Emulator, api: httpx.Client, retry_after: str | None) -> None:
    """In seconds, as a date, or without the header."""
    local.faults.add(Fault(route="bot/list", do=TooManyRequests(retry_after=retry_after)))

    answer = api.get("/v1/bot/list")

    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert answer.headers.get("retry-after") == retry_after


def test_a_fault_applies_from_the_nth_matching_call_for_times_calls(local: Emulator, api: httpx.Client) -> None:
    """Calls of other routes are not counted."""
    local.faults.add(Fault(route="bot/list", nth=2, times=2, do=Status(status=500)))
    api.get("/v1/dataset/list")

    assert [api.get("/v1/bot/list").status_code for _ in range(4)] == [200, 500, 500, 200]


@pytest.mark.parametrize(
    ("route", "method", "fails"),
    [
        ("/v1/bot/*/fetch", None, True),
        ("/v1/*", "GET", True),
        ("*", None, True),
        ("*", "POST", False),
        ("bot/create", None, False),
        ("/api/v1/bot/*", None, False),
    ],
)
def test_a_fault_matches_by_action_path_or_method(
    local: Emulator, api: httpx.Client, route: str, method: str | None, fails: bool
) -> None:
    """Paths are the normalised ones."""
    local.faults.add(Fault(route=route, method=method, do=Status(status=599)))

    assert (api.get("/api/v1/bot/x/fetch").status_code == 599) == fails


def test_of_two_faults_the_first_added_applies_and_both_count(local: Emulator, api: httpx.Client) -> None:
    """So that rules can be combined."""
    for status in (501, 502):
        local.faults.add(Fault(route="bot/list", times=status - 500, do=Status(status=status)))

    assert [api.get("/v1/bot/list").status_code for _ in range(3)] == [501, 502, 200]


def test_cleared_faults_no_longer_apply(local: Emulator, api: httpx.Client) -> None:
    local.faults.add(Fault(route="*", do=Status(status=500)))

    local.faults.clear()

    assert api.get("/v1/bot/list").status_code == 200


@pytest.mark.parametrize(
    ("do", "error"), [(TimeoutAfterWrite(), httpx.RemoteProtocolError), (Delay(seconds=60), httpx.TransportError)]
)
def test_a_stop_ends_a_call_without_an_answer(
    run_in_thread: Callable[..., Callable[[], object]], do: FaultAction, error: type[httpx.TransportError]
) -> None:
    """The client would wait for a minute; the server does not."""
    server = EmulatorServer()
    server.faults.add(Fault(route="*", do=do))
    headers = {"Authorization": f"Token {server.token}"}
    result = run_in_thread(lambda: httpx.post(f"{server.url}/v1/bot/create", json={}, headers=headers, timeout=60))
    while not server.requests:
        pass

    server.stop()

    with pytest.raises(error):
        result()


def test_a_delay_sends_the_normal_answer_late(client_of: ClientOf) -> None:
    """The write happens before the wait, so a client that gives up loses only the answer."""
    waits: list[tuple[float, int]] = []

    async def sleep(seconds: float) -> None:
        waits.append((seconds, len(emulator.records("bot"))))

    emulator = Emulator(EmulatorSettings(sleep=sleep))
    emulator.faults.add(Fault(route="bot/create", do=Delay(seconds=5)))

    answer = client_of(emulator).post("/v1/bot/create", json={})

    assert (waits, answer.json()) == ([(5, 1)], {"id": emulator.records("bot")[0]["id"]})
    emulator.close()


def test_a_client_that_gives_up_during_a_delay_finds_its_record(emulator: EmulatorServer, remote: httpx.Client) -> None:
    """Over a socket."""
    emulator.faults.add(Fault(route="bot/create", do=Delay(seconds=60)))

    with pytest.raises(httpx.ReadTimeout), remote:
        remote.post("/v1/bot/create", json={})

    assert len(emulator.records("bot")) == 1


def test_a_client_that_waits_gets_a_delayed_answer_on_a_socket(emulator: EmulatorServer) -> None:
    """Its connection then serves the next call."""
    emulator.faults.add(Fault(route="bot/list", do=Delay(seconds=0.001), times=2))
    headers = {"Authorization": f"Token {emulator.token}"}
    with httpx.Client(base_url=emulator.url, headers=headers, timeout=60) as patient:
        assert [patient.get("/v1/bot/list").status_code for _ in range(3)] == [200, 200, 200]


def test_a_fault_without_a_number_of_times_never_ends(local: Emulator, api: httpx.Client) -> None:
    """It applies to every call from the nth on."""
    local.faults.add(Fault(route="bot/list", nth=3, times=None, do=Status(status=500)))

    assert [api.get("/v1/bot/list").status_code for _ in range(6)] == [200, 200, 500, 500, 500, 500]


async def no_wait(_seconds: float) -> None:
    """Returns at once; used instead of asyncio.sleep."""


def applied(client: httpx.Client, calls: int = 40) -> list[bool]:
    return [client.get("/v1/bot/list").status_code == 599 for _ in range(calls)]


@pytest.mark.parametrize(("probability", "expected"), [(0, 0), (1, 40)])
def test_a_fault_with_probability_zero_or_one(
    local: Emulator, api: httpx.Client, probability: float, expected: int
) -> None:
    """Never and always."""
    local.faults.add(Fault(route="*", times=None, probability=probability, do=Status(status=599)))

    assert sum(applied(api)) == expected


def test_a_random_fault_applies_to_times_calls(local: Emulator, api: httpx.Client) -> None:
    """At random calls, not in a row."""
    local.faults.add(Fault(route="*", times=3, probability=0.5, seed=7, do=Status(status=599)))

    failed = [number for number, fails in enumerate(applied(api)) if fails]

    assert len(failed) == 3
    assert failed != [0, 1, 2]


def test_random_faults_are_repeatable(client_of: ClientOf) -> None:
    """By the fault's own seed, or by the emulator's randomness; two seeds differ."""

    def failures(fault_seed: int | None, emulator_seed: int | None) -> list[bool]:
        randomness = random.SystemRandom() if emulator_seed is None else random.Random(emulator_seed)  # noqa: S311 - repeatable
        emulator = Emulator(EmulatorSettings(randomness=randomness))
        emulator.faults.add(Fault(route="*", times=None, probability=0.3, seed=fault_seed, do=Status(status=599)))
        seen = applied(client_of(emulator))
        emulator.close()
        return seen

    assert failures(7, None) == failures(7, None) != failures(8, None)
    assert failures(None, 7) == failures(None, 7) != failures(None, 8)


def test_random_faults_and_latency_do_not_change_ids(client_of: ClientOf) -> None:
    """So that a run with faults can be compared with one without."""

    def made(fault: Fault | None, latency: Latency | None) -> str:
        seeded = random.Random(7)  # noqa: S311 - repeatable
        emulator = Emulator(EmulatorSettings(randomness=seeded, clock=lambda: 0, latency=latency, sleep=no_wait))
        if fault is not None:
            emulator.faults.add(fault)
        ids = [client_of(emulator).post("/v1/bot/create", json={}).json()["id"] for _ in range(3)]
        emulator.close()
        return "".join(ids)

    fault = Fault(route="*", times=None, probability=0.5, do=Delay(seconds=1))

    assert made(None, None) == made(fault, NormalLatency(mean_s=1, deviation_s=1))


@pytest.mark.parametrize(
    ("aimed_at", "expected"),
    [(None, [599, 599, 599, 599]), ("", [599, 200, 200, 599]), ("TENANT", [200, 599, 200, 200])],
)
def test_a_fault_may_apply_to_one_tenant(
    local: Emulator, api: httpx.Client, tenant: str, client_of: ClientOf, aimed_at: str | None, expected: list[int]
) -> None:
    """The tenant of a call is the one it runs as; a call about a tenant is the parent's."""
    other = api.post("/v1/partner/user/create", json={}).json()["id"]
    whom = tenant if aimed_at == "TENANT" else aimed_at
    local.faults.add(Fault(route="*", tenant=whom, times=None, do=Status(status=599)))
    calls = [
        (api, "/v1/bot/list"),
        (client_of(local, run_as=tenant), "/v1/bot/list"),
        (client_of(local, run_as=other), "/v1/bot/list"),
        (api, f"/v1/partner/user/{tenant}/context/list"),
    ]

    assert [client.get(path).status_code for client, path in calls] == expected


def test_a_faults_tenant_is_an_email_if_the_call_uses_one(local: Emulator, api: httpx.Client) -> None:
    """The emulator compares the header and does not look up the partner user."""
    local.faults.add(Fault(route="*", tenant="ada@example.com", do=Status(status=599)))

    assert api.get("/v1/bot/list", headers={"X-RunAs-Child-User-Email": "ada@example.com"}).status_code == 599


@pytest.mark.parametrize("values", [{"probability": 1.5}, {"probability": -0.1}, {"times": 0}, {"nth": 0}])
def test_a_fault_out_of_bounds_is_refused(values: dict[str, float]) -> None:
    """The message names the value."""
    with pytest.raises(ValidationError, match=next(iter(values))):
        TypeAdapter(Fault).validate_python({"route": "*", "do": {"kind": "reset"}, **values})
