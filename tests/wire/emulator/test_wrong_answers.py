"""Answers that look like success and are wrong: other bodies, another record, stale and empty lists."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    AnotherRecord,
    EmptyList,
    Emulator,
    EmulatorSettings,
    Fault,
    FaultAction,
    StaleRead,
    WrongBody,
)
from pulumi_chatbotkit.json_values import JsonObject
from wire.emulator.clock import Clock

ClientOf = Callable[..., httpx.Client]


@pytest.fixture
def timed(clock: Clock) -> Iterator[Emulator]:
    """An emulator whose clock the test moves."""
    emulator = Emulator(EmulatorSettings(clock=clock))
    yield emulator
    emulator.close()


def create(client: httpx.Client, name: str, kind: str = "bot") -> str:
    return client.post(f"/v1/{kind}/create", json={"name": name}).json()["id"]


def listed(client: httpx.Client, query: str = "") -> list[str]:
    return [item["name"] for item in client.get(f"/v1/bot/list?order=asc{query}").json()["items"]]


@pytest.mark.parametrize("body", [{}, {"status": "ok"}, {"items": [], "cursor": ""}], ids=str)
@pytest.mark.parametrize("written", [True, False])
def test_a_wrong_body_is_a_success(local: Emulator, api: httpx.Client, body: JsonObject, written: bool) -> None:
    """With or without the call's effect."""
    bot = create(api, "Ada")
    local.faults.add(Fault(route="bot/delete", do=WrongBody(body=body, written=written)))

    answer = api.post(f"/v1/bot/{bot}/delete", json={})

    assert (answer.status_code, answer.json(), local.records("bot") == []) == (200, body, written)


@pytest.mark.parametrize(
    ("action", "sent", "left"),
    [("fetch", None, ["Ada", "Grace"]), ("update", {"name": "Edited"}, ["Edited", "Grace"]), ("delete", {}, ["Grace"])],
)
def test_another_record_answers(
    local: Emulator, api: httpx.Client, action: str, sent: JsonObject | None, left: list[str]
) -> None:
    """A fetch shows it, the others answer its id; the write affects the record that was asked for."""
    bot, other = create(api, "Ada"), create(api, "Grace")
    local.faults.add(Fault(route=f"bot/{action}", do=AnotherRecord()))

    answer = api.request("GET" if sent is None else "POST", f"/v1/bot/{bot}/{action}", json=sent).json()

    assert answer["id"] == other
    assert answer.get("name") == ("Grace" if action == "fetch" else None)
    assert listed(api) == left


@pytest.mark.parametrize("written", [True, False])
def test_a_create_answers_the_id_of_another_record(local: Emulator, api: httpx.Client, written: bool) -> None:
    """Without another record, the id is nobody's."""
    local.faults.add(Fault(route="bot/create", do=AnotherRecord(written=written), times=2))

    answered = [create(api, "Ada") for _ in range(2)]

    kept = [str(record["id"]) for record in local.records("bot")]
    assert len(kept) == (2 if written else 0)
    assert api.get(f"/v1/bot/{answered[0]}/fetch").json().get("id", "none") == (answered[0] if written else "none")


def test_another_record_of_a_child_has_the_same_parent(local: Emulator, api: httpx.Client, tenant: str) -> None:
    """Contexts of one partner user are one list."""
    path = f"/v1/partner/user/{tenant}/context"
    first, second = (api.post(f"{path}/create", json={"name": name}).json()["id"] for name in ("a", "b"))
    local.faults.add(Fault(route="partner_user_context/fetch", do=AnotherRecord()))

    assert api.get(f"{path}/{first}/fetch").json()["id"] == second


def test_a_list_is_as_when_the_fault_was_added(local: Emulator, api: httpx.Client) -> None:
    """Creates, updates and deletes since then do not show, for as many calls as the fault says."""
    ada, bob = create(api, "Ada"), create(api, "Bob")
    local.faults.add(Fault(route="bot/list", do=StaleRead(), times=2))
    create(api, "Cid")
    api.post(f"/v1/bot/{ada}/update", json={"name": "Edited"})
    api.post(f"/v1/bot/{bob}/delete", json={})

    assert [listed(api) for _ in range(3)] == [["Ada", "Bob"], ["Ada", "Bob"], ["Edited", "Cid"]]


@pytest.mark.parametrize(
    ("writes", "expected"), [(0, ["Ada", "Bob", "Cid"]), (1, ["Ada", "Bob"]), (2, ["Ada"]), (9, ["Ada"])]
)
def test_a_list_may_lack_the_last_writes(local: Emulator, api: httpx.Client, writes: int, expected: list[str]) -> None:
    """At most those since the fault was added. Refused writes and reads do not count."""
    create(api, "Ada")
    local.faults.add(Fault(route="bot/list", do=StaleRead(writes=writes)))
    for name in ("Bob", "Cid"):
        create(api, name)
        api.post("/v1/bot/create", json={"nonsense": 1})
        api.get("/v1/dataset/list")

    assert listed(api) == expected


def test_a_list_may_be_as_it_was_a_moment_ago(timed: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """By the settings' clock."""
    api = client_of(timed)
    timed.faults.add(Fault(route="bot/list", do=StaleRead(seconds=2), times=None))
    seen: list[list[str]] = []
    for name in ("Ada", "Bob", "Cid"):
        create(api, name)
        clock.pass_ms(1_000)
        seen.append(listed(api))

    assert seen == [[], ["Ada"], ["Ada", "Bob"]]


@pytest.mark.parametrize("do", [StaleRead(), EmptyList()], ids=lambda do: do.kind)
def test_a_stream_is_as_stale_as_a_list(local: Emulator, api: httpx.Client, do: FaultAction) -> None:
    """The same rows, as JSON lines."""
    local.faults.add(Fault(route="bot/list", do=do))
    create(api, "Ada")

    streams = [api.get("/v1/bot/list", headers={"Accept": "application/jsonl"}).text for _ in range(2)]

    assert (streams[0], "Ada" in streams[1]) == ("", True)


def test_a_stale_fetch_does_not_find_a_new_record(local: Emulator, api: httpx.Client) -> None:
    """And still finds a deleted one."""
    old = create(api, "Ada")
    local.faults.add(Fault(route="bot/fetch", do=StaleRead(), times=2))
    new = create(api, "Bob")
    api.post(f"/v1/bot/{old}/delete", json={})

    assert [api.get(f"/v1/bot/{bot}/fetch").status_code for bot in (new, old, old)] == [404, 200, 404]


def test_a_write_is_never_stale(local: Emulator, api: httpx.Client) -> None:
    """Only fetches and lists show an earlier state."""
    local.faults.add(Fault(route="*", do=StaleRead(), times=None))
    bot = create(api, "Ada")

    assert api.post(f"/v1/bot/{bot}/update", json={"name": "Bob"}).json() == {"id": bot}
    assert [record["name"] for record in local.records("bot")] == ["Bob"]


@pytest.mark.parametrize("profile", ["local", "local_server"])
def test_an_empty_list_ends_as_lists_of_the_profile_do(
    request: pytest.FixtureRequest, client_of: ClientOf, profile: str
) -> None:
    """As an account without records answers."""
    emulator: Emulator = request.getfixturevalue(profile)
    api = client_of(emulator)
    empty = api.get("/v1/bot/list").json()
    create(api, "Ada")
    emulator.faults.add(Fault(route="*", do=EmptyList()))

    assert api.get("/v1/bot/list?take=5").json() == empty
    assert listed(api) == ["Ada"]


def test_faults_after_a_reset_begin_with_the_present_state(local: Emulator, api: httpx.Client) -> None:
    """The state before the reset is gone for stale lists, too."""
    local.faults.add(Fault(route="bot/list", do=StaleRead()))
    create(api, "Ada")
    local.reset()
    create(api, "Bob")
    local.faults.add(Fault(route="bot/list", do=StaleRead(writes=5)))
    create(api, "Cid")

    assert listed(api) == ["Bob"]
