"""Special rules of integrations (docs/api/api.md b.18, integrations); test_secrets.py has those of their secrets."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.json_values import JsonObject

NOW_MS = 1_700_000_000_000
HOUR_MS = 3_600_000

INTEGRATIONS = [kind for name, kind in KINDS.items() if name.startswith("integration_")]
WITH_SETUP = [kind.path for kind in INTEGRATIONS if "setup" in kind.actions]
WITH_SYNC = [kind.path for kind in INTEGRATIONS if "sync" in kind.actions]
WITH_ALLOW_FROM = [kind.path for kind in INTEGRATIONS if kind.field("allowFrom")]


def create(api: httpx.Client, path: str, body: JsonObject) -> str:
    return api.post(f"{path}/create", json=body).json()["id"]


def fetched(api: httpx.Client, path: str, record: str) -> JsonObject:
    return api.get(f"{path}/{record}/fetch").json()


@pytest.mark.parametrize("path", WITH_SETUP + WITH_SYNC)
def test_setup_and_sync_answer_the_id(api: httpx.Client, path: str) -> None:
    """The work that they queue is not emulated; an unknown integration is not found."""
    action = "setup" if path in WITH_SETUP else "sync"
    record = create(api, path, {})

    assert api.post(f"{path}/{record}/{action}", json={}).json() == {"id": record}
    assert api.post(f"{path}/unknown/{action}", json={}).json()["message"] == "Not found"


@pytest.mark.parametrize("path", ["/v1/integration/sitemap", "/v1/integration/notion"])
def test_trap_16_a_sync_changes_its_state(client_of: Callable[..., httpx.Client], path: str) -> None:
    """It starts as pending with the time of creation; updatedAt does not change (assumed)."""
    times = iter(range(1_000, 2_000))
    emulator = Emulator(EmulatorSettings(clock=lambda: next(times)))
    api = client_of(emulator)
    record = create(api, path, {})
    before = fetched(api, path, record)
    api.post(f"{path}/{record}/sync", json={})
    after = fetched(api, path, record)
    emulator.close()

    assert (before["syncStatus"], before["lastSyncedAt"]) == ("pending", before["createdAt"])
    changed = {"syncStatus": "synced", "lastSyncedAt": after["lastSyncedAt"]}
    assert after == before | changed != before


@pytest.mark.parametrize("path", WITH_ALLOW_FROM)
def test_trap_13_allow_from_is_everybody_when_absent_and_nobody_when_empty(api: httpx.Client, path: str) -> None:
    """Absent, null and "" are three different values and are read back as such. On GitHub, not everybody by default."""
    bodies: list[JsonObject] = [{}, {"allowFrom": None}, {"allowFrom": ""}]
    default = "@collaborators" if path.endswith("/github") else "*"

    assert [fetched(api, path, create(api, path, body))["allowFrom"] for body in bodies] == [default, None, ""]


def test_trap_01_a_sitemaps_javascript_is_reset_by_an_update_without_it(api: httpx.Client) -> None:
    """As an alias is. A console edit keeps it."""
    path = "/v1/integration/sitemap"
    record = create(api, path, {"javascript": True, "alias": "docs"})

    api.post(f"{path}/{record}/update", json={"glob": "*"})

    after = fetched(api, path, record)
    assert (after["javascript"], after["alias"], after["glob"]) == (False, None, "*")


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("slack", {"visibleMessages": 11}, '"visibleMessages" must be less than or equal to 10'),
        ("slack", {"sessionDuration": 2_592_000_001}, '"sessionDuration" must be less than or equal to 2592000000'),
        ("widget", {"sessionDuration": 3_600_001}, '"sessionDuration" must be less than or equal to 3600000'),
        ("sitemap", {"expiresIn": 7_776_000_001}, '"expiresIn" must be less than or equal to 7776000000'),
        ("discord", {"handle": "a b"}, '"handle" with value "a b" fails to match the required pattern: /^\\w*$/'),
        ("discord", {"ephemeral": ""}, '"ephemeral" must be a boolean'),
        ("sitemap", {"url": "ftp://x"}, '"url" must be a valid uri with a scheme matching the http|https pattern'),
        ("sitemap", {"syncSchedule": "often"}, '"syncSchedule" must be one of [null, never, daily, weekly, monthly]'),
        ("trigger", {"schedule": "often"}, '"schedule" failed custom validation because Invalid schedule'),
        ("trigger", {"timezone": "Europe Berlin"}, '"timezone" must be a valid timezone'),
        ("mcpserver", {"oAuthConnectionId": "cx"}, "Oauth connection not found (oAuthConnectionId)"),
    ],
)
def test_a_value_that_an_integration_cannot_have_is_refused(
    api: httpx.Client, name: str, body: JsonObject, message: str
) -> None:
    """The messages for schedule and time zone are assumed."""
    answer = api.post(f"/v1/integration/{name}/create", json=body)

    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_a_sitemaps_dataset_must_be_the_accounts_own(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """Even if the dataset is public; a bot's dataset need only be usable."""
    dataset = create(api, "/v1/dataset", {"visibility": "public"})

    assert as_tenant.post("/v1/integration/sitemap/create", json={"datasetId": dataset}).status_code == 400
    assert as_tenant.post("/v1/bot/create", json={"datasetId": dataset}).status_code == 200


@pytest.mark.parametrize(
    ("schedule", "next_ms"),
    [
        (None, None),
        ("never", None),
        ("hourly", NOW_MS + HOUR_MS),
        ("2023-11-14T23:00:00Z", 1_700_002_800_000),
        ("2020-01-01", None),
        ("*/5 * * * *", 1_700_000_100_000),
    ],
)
def test_trap_16_a_schedule_sets_the_next_time(
    client_of: Callable[..., httpx.Client], schedule: str | None, next_ms: int | None
) -> None:
    """A date in the past sets none."""
    emulator = Emulator(EmulatorSettings(clock=lambda: NOW_MS))
    api = client_of(emulator)
    trigger = create(api, "/v1/integration/trigger", {"schedule": schedule})
    seen = fetched(api, "/v1/integration/trigger", trigger)
    emulator.close()

    assert (seen["nextTriggerAt"], seen["lastTriggerAt"]) == (next_ms, None)


@pytest.mark.parametrize(
    ("body", "next_ms"),
    [({"name": "x"}, HOUR_MS), ({"timezone": "Europe/Berlin"}, HOUR_MS + 1_000), ({"schedule": ""}, None)],
)
def test_trap_16_a_new_schedule_or_time_zone_sets_the_next_time_again(
    client_of: Callable[..., httpx.Client], body: JsonObject, next_ms: int | None
) -> None:
    """The time zone alone uses the stored schedule; other fields change nothing."""
    now_ms = [0]
    emulator = Emulator(EmulatorSettings(clock=lambda: now_ms[0]))
    api = client_of(emulator)
    trigger = create(api, "/v1/integration/trigger", {"schedule": "hourly"})
    now_ms[0] = 1_000
    api.post(f"/v1/integration/trigger/{trigger}/update", json=body)
    seen = fetched(api, "/v1/integration/trigger", trigger)
    emulator.close()

    assert seen["nextTriggerAt"] == next_ms


@pytest.mark.parametrize("kind", INTEGRATIONS, ids=lambda kind: kind.name)
def test_deleting_the_linked_record_keeps_the_integration(api: httpx.Client, kind: object) -> None:
    """The link to bot, dataset or skillset becomes null."""
    declared = next(one for one in INTEGRATIONS if one is kind)
    link = next(name for name in ("botId", "datasetId", "skillsetId") if declared.field(name))
    target = create(api, f"/v1/{link.removesuffix('Id')}", {})
    record = create(api, declared.path, {link: target})

    api.post(f"/v1/{link.removesuffix('Id')}/{target}/delete", json={})

    assert fetched(api, declared.path, record)[link] is None
