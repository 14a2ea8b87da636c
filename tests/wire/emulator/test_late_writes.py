"""Writes that take effect after their connection was lost."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from pydantic import TypeAdapter

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Fault, LateWrite
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from wire.emulator.clock import Clock

ClientOf = Callable[..., httpx.Client]


@pytest.fixture
def timed(clock: Clock) -> Iterator[Emulator]:
    """An emulator whose clock the test moves."""
    emulator = Emulator(EmulatorSettings(clock=clock))
    yield emulator
    emulator.close()


def lose(client: httpx.Client, path: str, body: JsonObject) -> None:
    """A call whose connection breaks."""
    with pytest.raises(httpx.ReadError):
        client.post(path, json=body)


def names(emulator: Emulator) -> list[object]:
    return [record["name"] for record in emulator.records("bot")]


def test_a_create_takes_effect_after_further_calls(local: Emulator, api: httpx.Client) -> None:
    """Just before the call that comes after so many others."""
    local.faults.add(Fault(route="bot/create", do=LateWrite(calls=2)))
    lose(api, "/v1/bot/create", {"name": "Ada"})

    seen = [[item["name"] for item in api.get("/v1/bot/list").json()["items"]] for _ in range(3)]

    assert seen == [[], [], ["Ada"]]
    assert [request.fault for request in local.requests] == ["late-write", None, None, None]


@pytest.mark.parametrize(
    ("action", "body", "before", "after"),
    [("update", {"name": "Bob"}, ["Ada"], ["Bob"]), ("delete", {}, ["Ada"], [])],
)
def test_updates_and_deletes_may_be_late(
    local: Emulator, api: httpx.Client, action: str, body: JsonObject, before: list[str], after: list[str]
) -> None:
    """As creates."""
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    local.faults.add(Fault(route=f"bot/{action}", do=LateWrite(calls=1)))
    lose(api, f"/v1/bot/{bot}/{action}", body)
    api.get("/v1/bot/list")
    unchanged = names(local)

    api.get("/v1/bot/list")

    assert (unchanged, names(local)) == (before, after)


def test_a_write_may_be_late_by_the_clock(timed: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """It happens before the first call after that time."""
    api = client_of(timed)
    timed.faults.add(Fault(route="bot/create", do=LateWrite(seconds=100)))
    lose(api, "/v1/bot/create", {"name": "Ada"})
    seen: list[list[object]] = []
    for milliseconds in (0, 99_999, 1):
        clock.pass_ms(milliseconds)
        api.get("/v1/dataset/list")
        seen.append(names(timed))

    assert seen == [[], [], ["Ada"]]


def test_a_write_without_a_moment_waits_for_the_test(local: Emulator, api: httpx.Client) -> None:
    """Several happen in the order of their calls; clearing the faults does not stop them."""
    local.faults.add(Fault(route="bot/create", do=LateWrite(), times=2))
    lose(api, "/v1/bot/create", {"name": "Ada"})
    lose(api, "/v1/bot/create", {"name": "Bob"})
    local.faults.clear()
    api.get("/v1/bot/list")

    assert (names(local), local.faults.perform_late_writes(), names(local)) == ([], 2, ["Ada", "Bob"])
    assert local.faults.perform_late_writes() == 0


def test_the_same_write_twice_happens_twice(local: Emulator, api: httpx.Client) -> None:
    """Each connection that was lost had a write behind it."""
    local.faults.add(Fault(route="bot/create", do=LateWrite(calls=0), times=2))
    lose(api, "/v1/bot/create", {"name": "Ada"})
    lose(api, "/v1/bot/create", {"name": "Ada"})
    api.get("/v1/bot/list")

    assert names(local) == ["Ada", "Ada"]


def test_a_late_write_may_be_refused(local: Emulator, api: httpx.Client) -> None:
    """As any call that comes too late: the record is gone by then."""
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    local.faults.add(Fault(route="bot/update", do=LateWrite()))
    lose(api, f"/v1/bot/{bot}/update", {"name": "Bob"})
    local.remove("bot", bot)

    assert (local.faults.perform_late_writes(), names(local)) == (1, [])


def test_a_reset_drops_late_writes(local: Emulator, api: httpx.Client) -> None:
    """They belong to the state that is gone."""
    local.faults.add(Fault(route="bot/create", do=LateWrite()))
    lose(api, "/v1/bot/create", {"name": "Ada"})

    local.reset()

    assert (local.faults.perform_late_writes(), names(local)) == (0, [])


def test_another_process_adds_and_performs_late_writes(emulator: EmulatorServer) -> None:
    """Over the control routes."""
    fault = {"route": "bot/create", "do": {"kind": "late-write", "calls": 5}}
    added = httpx.post(f"{emulator.url}/_emulator/fault", json=fault, headers=emulator.admin_headers)
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        lose(client, "/v1/bot/create", {"name": "Ada"})

    url = f"{emulator.url}/_emulator/late-writes"
    performed = [httpx.post(url, headers=emulator.admin_headers).json() for _ in range(2)]

    assert (added.status_code, performed, names(emulator)) == (200, [{"performed": 1}, {"performed": 0}], ["Ada"])


def test_every_new_fault_can_be_added_as_json() -> None:
    """By its kind and the names of its fields."""
    for do in (
        {"kind": "stale-read", "writes": 3},
        {"kind": "stale-read", "seconds": 1.5},
        {"kind": "empty-list"},
        {"kind": "wrong-body", "body": {"status": "ok"}, "written": False},
        {"kind": "another-record"},
        {"kind": "late-write", "seconds": 100},
    ):
        made = TypeAdapter(Fault).validate_python(
            {"route": "*", "do": do, "since": "*/delete", "until": "*/list?take=1", "last": 9, "every": 3}
        )
        assert made.do.kind == do["kind"]
