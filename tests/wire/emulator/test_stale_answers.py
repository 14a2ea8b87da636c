"""Stale reads and the run-as cache, with a clock that the tests move (docs/api/api.md a.13, consistency)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Plan
from wire.emulator.clock import Clock

ClientOf = Callable[..., httpx.Client]
Names = list[str | None]


@pytest.fixture
def stale(clock: Clock) -> Iterator[Emulator]:
    """An emulator whose reads show the state of a second ago."""
    emulator = Emulator(EmulatorSettings(clock=clock, stale_reads_ms=1_000))
    yield emulator
    emulator.close()


@pytest.fixture
def cached(clock: Clock) -> Iterator[Emulator]:
    """An emulator that caches partner users for a minute."""
    emulator = Emulator(EmulatorSettings(clock=clock, run_as_cache_s=60, plan=Plan()))
    yield emulator
    emulator.close()


def create(client: httpx.Client, path: str, body: dict[str, object] | None = None) -> str:
    return client.post(f"/v1/{path}/create", json=body or {}).json()["id"]


def listed(client: httpx.Client, kind: str = "bot") -> Names:
    return [item["name"] for item in client.get(f"/v1/{kind}/list").json()["items"]]


def code(answer: httpx.Response) -> object:
    return answer.json().get("code", answer.status_code)


def test_a13_reads_follow_writes_by_default(api: httpx.Client) -> None:
    """The service has no cache for them."""
    bot = create(api, "bot", {"name": "Ada"})

    assert api.get(f"/v1/bot/{bot}/fetch").json()["name"] == "Ada"
    assert listed(api) == ["Ada"]


def test_a_stale_fetch_does_not_find_a_new_record(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """Until the lag is over, to the millisecond."""
    api = client_of(stale)
    bot = create(api, "bot", {"name": "Ada"})
    seen: list[object] = []
    for step_ms in (0, 999, 1):
        clock.pass_ms(step_ms)
        seen.append(code(api.get(f"/v1/bot/{bot}/fetch")))

    assert seen == ["NOT_FOUND", "NOT_FOUND", 200]


def test_a_stale_list_shows_each_change_after_the_lag(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """A create, an update and a delete, 400 ms apart."""
    api = client_of(stale)
    bot = create(api, "bot", {"name": "Ada"})
    clock.pass_ms(400)
    api.post(f"/v1/bot/{bot}/update", json={"name": "Grace"})
    clock.pass_ms(400)
    api.post(f"/v1/bot/{bot}/delete", json={})
    seen: list[Names] = []
    for step_ms in (199, 1, 399, 1, 399, 1):
        clock.pass_ms(step_ms)
        seen.append(listed(api))

    assert seen == [[], ["Ada"], ["Ada"], ["Grace"], ["Grace"], []]


def test_a_stale_stream_is_as_stale_as_a_page(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """A stream of JSON lines is a list, too."""
    api = client_of(stale)
    create(api, "bot", {"name": "Ada"})
    streamed: list[Names] = []
    for step_ms in (999, 1):
        clock.pass_ms(step_ms)
        lines = api.get("/v1/bot/list", headers={"Accept": "application/jsonl"}).text.splitlines()
        streamed.append([json.loads(line)["data"]["name"] for line in lines])

    assert streamed == [[], ["Ada"]]


def test_aliases_are_stale_with_their_records(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """An alias that moved to another bot still finds the first one."""
    api = client_of(stale)
    old, new = create(api, "bot", {"alias": "ada"}), create(api, "bot")
    clock.pass_ms(1_000)
    api.post(f"/v1/bot/{old}/delete", json={})
    api.post(f"/v1/bot/{new}/update", json={"alias": "ada"})

    before = api.get("/v1/bot/@ada/fetch").json()["id"]
    clock.pass_ms(1_000)

    assert (before, api.get("/v1/bot/@ada/fetch").json()["id"]) == (old, new)


def test_writes_and_run_as_use_the_present_state(stale: Emulator, client_of: ClientOf) -> None:
    """A new record can be updated, linked to, run as and deleted."""
    api = client_of(stale)
    user = create(api, "partner/user")
    tenant = client_of(stale, run_as=user)
    dataset = create(tenant, "dataset")
    bot = create(tenant, "bot", {"datasetId": dataset})

    tenant.post(f"/v1/bot/{bot}/update", json={"name": "Ada"})

    assert listed(tenant) == []
    assert stale.record("bot", bot) is not None
    assert tenant.post(f"/v1/bot/{bot}/delete", json={}).json() == {"id": bot}


def test_a_stale_read_changes_nothing(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """The changes that a read undoes are there again afterwards."""
    api = client_of(stale)
    text = "It's \"quoted\"; -- and\n\x00 'more' é"
    create(api, "bot", {"name": text, "meta": {"a": [1, None, 0.5]}, "alias": "ada"})
    present = stale.records("bot")

    reads = [listed(api) for _ in range(2)]
    clock.pass_ms(1_000)

    assert (reads, stale.records("bot"), listed(api)) == ([[], []], present, [text])


def test_a_reset_shows_at_once(stale: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """For use between two tests against one server."""
    create(client_of(stale), "bot")
    clock.pass_ms(1_000)

    stale.reset()

    assert listed(client_of(stale)) == []


def test_the_state_at_the_start_shows_at_once(tmp_path: Path, clock: Clock, client_of: ClientOf) -> None:
    """Recording begins when the emulator is opened."""
    made = Emulator(EmulatorSettings(database=tmp_path / "emulator.db", clock=clock))
    create(client_of(made), "bot", {"name": "Ada"})
    made.close()

    emulator = Emulator(EmulatorSettings(database=tmp_path / "emulator.db", clock=clock, stale_reads_ms=1_000))

    assert listed(client_of(emulator)) == ["Ada"]
    emulator.close()


def test_a_deleted_partner_user_is_gone_at_once_by_default(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str
) -> None:
    """As the product documents say."""
    as_tenant.get("/v1/bot/list")
    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    assert code(as_tenant.get("/v1/bot/list")) == "NOT_AUTHENTICATED"


def test_a13_a_deleted_partner_user_is_found_for_a_minute(cached: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """Counted from the last look-up. Its own routes do not use the cache."""
    api = client_of(cached)
    user = create(api, "partner/user")
    tenant = client_of(cached, run_as=user)
    tenant.get("/v1/bot/list")
    api.post(f"/v1/partner/user/{user}/delete", json={})

    assert code(api.get(f"/v1/partner/user/{user}/fetch")) == "NOT_FOUND"
    seen: list[object] = []
    for step_ms in (59_999, 1):
        clock.pass_ms(step_ms)
        seen.append(code(tenant.get("/v1/bot/list")))
    assert seen == [200, "NOT_AUTHENTICATED"]


@pytest.mark.parametrize("below", ["context", "token", "session"])
def test_c20_an_orphan_can_be_created_below_a_deleted_partner_user(
    cached: Emulator, client_of: ClientOf, clock: Clock, below: str
) -> None:
    """Contexts, tokens and sessions look up the partner user through the same cache."""
    api = client_of(cached)
    user = create(api, "partner/user")
    create(api, f"partner/user/{user}/{below}")
    api.post(f"/v1/partner/user/{user}/delete", json={})

    orphan = create(api, f"partner/user/{user}/{below}")
    clock.pass_ms(60_000)

    assert [record["id"] for record in cached.records(f"partner_user_{below}", account=user)] == [orphan]
    assert code(api.post(f"/v1/partner/user/{user}/{below}/create", json={})) == "NOT_FOUND"


def test_a_partner_user_that_is_not_cached_is_gone_at_once(cached: Emulator, client_of: ClientOf) -> None:
    api = client_of(cached)
    user = create(api, "partner/user")
    api.post(f"/v1/partner/user/{user}/delete", json={})

    assert code(client_of(cached, run_as=user).get("/v1/bot/list")) == "NOT_AUTHENTICATED"


def test_a_cached_partner_user_of_another_account_stays_refused(cached: Emulator, client_of: ClientOf) -> None:
    """The cache does not skip the check of the parent account."""
    user = create(client_of(cached), "partner/user", {"email": "ada@example.com"})
    client_of(cached, run_as=user).get("/v1/bot/list")
    cached.add_account("foreign", "sk-foreign")

    assert code(client_of(cached, "sk-foreign", run_as=user).get("/v1/bot/list")) == "NOT_AUTHENTICATED"


def test_a_cached_partner_user_cannot_have_partner_users(cached: Emulator, client_of: ClientOf) -> None:
    """Even after it was deleted."""
    api = client_of(cached)
    user = create(api, "partner/user")
    tenant = client_of(cached, run_as=user)
    tenant.get("/v1/bot/list")
    api.post(f"/v1/partner/user/{user}/delete", json={})

    assert code(tenant.post("/v1/partner/user/create", json={})) == "NOT_AUTHORIZED"


def test_run_as_by_email_is_cached_by_the_email(cached: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """A changed address applies late."""
    api = client_of(cached)
    user = create(api, "partner/user", {"email": "ada@example.com"})
    headers = {"X-RunAs-Child-User-Email": "ada@example.com"}
    api.get("/v1/bot/list", headers=headers)
    api.post(f"/v1/partner/user/{user}/update", json={"email": "grace@example.com"})
    before = code(api.get("/v1/bot/list", headers=headers))
    clock.pass_ms(60_000)

    assert (before, code(api.get("/v1/bot/list", headers=headers))) == (200, "NOT_AUTHENTICATED")


def test_a13_changed_limits_apply_late(cached: Emulator, client_of: ClientOf, clock: Clock) -> None:
    """As late as a deletion is noticed."""
    api = client_of(cached)
    user = create(api, "partner/user")
    tenant = client_of(cached, run_as=user)
    create(tenant, "conversation")
    api.post(f"/v1/partner/user/{user}/update", json={"limits": {"conversations": 0}})
    before = code(tenant.post("/v1/conversation/create", json={}))
    clock.pass_ms(60_000)

    assert (before, code(tenant.post("/v1/conversation/create", json={}))) == (200, "LIMITS_REACHED")


def test_a_reset_empties_the_cache(cached: Emulator, client_of: ClientOf) -> None:
    """For use between two tests against one server."""
    user = create(client_of(cached), "partner/user")
    tenant = client_of(cached, run_as=user)
    tenant.get("/v1/bot/list")

    cached.reset()

    assert code(tenant.get("/v1/bot/list")) == "NOT_AUTHENTICATED"
