"""Facts of the second edition of docs/api/api.md: traps 28 to 30, 34 and 35, who may use what, tasks and contacts."""

import re

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject


def create(api: httpx.Client, path: str, body: JsonObject) -> str:
    answer = api.post(f"{path}/create", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


@pytest.mark.parametrize("nothing", [None, ""])
@pytest.mark.parametrize("link", ["botId", "contactId"])
@pytest.mark.parametrize(("path", "needed"), [("/v1/task", {}), ("/v1/memory", {"text": "x"})])
def test_trap_28_a_link_of_a_task_or_memory_cannot_be_cleared(
    api: httpx.Client, path: str, needed: JsonObject, link: str, nothing: str | None
) -> None:
    """null and "" are accepted and ignored."""
    target = create(api, f"/v1/{link.removesuffix('Id')}", {})
    record = create(api, path, {**needed, link: target})

    assert api.post(f"{path}/{record}/update", json={link: nothing}).status_code == 200

    assert api.get(f"{path}/{record}/fetch").json()[link] == target


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/task", {"maxCalls": 5}),
        ("/v1/integration/support", {"trigger": "never"}),
        ("/v1/integration/extract", {"trigger": "never"}),
        ("/v1/integration/slack", {"attachments": True}),
        ("/v1/integration/discord", {"attachments": True}),
        ("/v1/integration/discord", {"ephemeral": True}),
        ("/v1/integration/microsoftteams", {"attachments": True}),
        ("/v1/integration/microsoftteams", {"tenantId": "t"}),
    ],
)
def test_trap_29_a_value_that_is_no_secret_is_stored_and_never_shown(
    api: httpx.Client, local: Emulator, path: str, body: JsonObject
) -> None:
    """By fetch and list alike."""
    record = create(api, path, body)
    kind = path.removeprefix("/v1/").replace("/", "_")
    [name] = body

    shown = [api.get(f"{path}/{record}/fetch").json(), *api.get(f"{path}/list").json()["items"]]

    assert [name in each for each in shown] == [False, False]
    assert (local.record(kind, record) or {})[name] == body[name]


@pytest.mark.parametrize("kind", ["sitemap", "notion"])
@pytest.mark.parametrize("value", ["hourly", "quarterhourly", "0 9 * * 1", ""])
def test_trap_30_a_sync_schedule_has_four_values(api: httpx.Client, kind: str, value: str) -> None:
    """Other names of intervals and cron forms are refused."""
    path = f"/v1/integration/{kind}"

    answer = api.post(f"{path}/create", json={"syncSchedule": value})

    assert (answer.status_code, answer.json()["message"]) == (
        400,
        '"syncSchedule" must be one of [null, never, daily, weekly, monthly]',
    )
    assert create(api, path, {"syncSchedule": "weekly"})


@pytest.mark.parametrize("nothing", [None, "", "********"])
def test_trap_34_a_webhook_secret_of_github_is_made_and_never_emptied(api: httpx.Client, nothing: str | None) -> None:
    """It is read back in clear."""
    path = "/v1/integration/github"
    record = create(api, path, {})
    made = api.get(f"{path}/{record}/fetch").json()["webhookSecret"]

    api.post(f"{path}/{record}/update", json={"webhookSecret": nothing})
    kept = api.get(f"{path}/{record}/fetch").json()["webhookSecret"]
    api.post(f"{path}/{record}/update", json={"webhookSecret": "mine"})

    assert re.fullmatch("[0-9a-f]{64}", made)
    assert kept == made
    assert api.get(f"{path}/{record}/fetch").json()["webhookSecret"] == "mine"


def test_trap_35_an_instruction_is_trimmed(api: httpx.Client) -> None:
    """As JavaScript trims: a no-break space goes, too."""
    base = f"/v1/skillset/{create(api, '/v1/skillset', {})}/ability"
    ability = create(api, base, {"instruction": "\n help \u00a0"})

    assert api.get(f"{base}/{ability}/fetch").json()["instruction"] == "help"


@pytest.mark.parametrize(("sent", "stored"), [("(202) 555-0123", "+12025550123"), ("+49 30 123456", "+4930123456")])
def test_trap_35_a_phone_number_is_stored_in_e164(api: httpx.Client, sent: str, stored: str) -> None:
    """Without a country code it is one of the US."""
    contact = create(api, "/v1/contact", {"phone": sent})

    assert api.get(f"/v1/contact/{contact}/fetch").json()["phone"] == stored
    assert api.post("/v1/contact/create", json={"phone": "none"}).status_code == 400


def test_trap_35_a_theme_given_as_an_object_becomes_text(api: httpx.Client) -> None:
    """A structured string of name and options."""
    widget = create(api, "/v1/integration/widget", {"theme": {"name": "dark", "config": {"accent": "blue"}}})

    assert api.get(f"/v1/integration/widget/{widget}/fetch").json()["theme"] == "dark/accent=blue"


@pytest.mark.parametrize(
    ("link", "target", "body", "usable"),
    [
        ("linkedBotId", "bot", {"visibility": "protected"}, True),
        ("linkedFileId", "file", {"visibility": "protected"}, False),
        ("linkedFileId", "file", {"visibility": "public"}, True),
        ("linkedSecretId", "secret", {"visibility": "public", "kind": "shared"}, False),
        ("linkedSecretId", "secret", {"visibility": "protected", "kind": "personal"}, True),
        ("linkedSecretId", "secret", {"visibility": "private", "kind": "personal"}, False),
        ("linkedSpaceId", "space", {}, False),
    ],
)
def test_what_a_tenant_may_use_of_its_parent_depends_on_the_kind(
    api: httpx.Client, as_tenant: httpx.Client, link: str, target: str, body: JsonObject, usable: bool
) -> None:
    """docs/api/api.md a.12 (usable)."""
    base = f"/v1/skillset/{create(as_tenant, '/v1/skillset', {})}/ability"

    answer = as_tenant.post(f"{base}/create", json={link: create(api, f"/v1/{target}", body)})

    assert answer.status_code == (200 if usable else 400)


def test_the_run_of_a_task_is_planned_in_its_time_zone(api: httpx.Client) -> None:
    """A time of day is one of the zone (b.21: task)."""
    tasks = [create(api, "/v1/task", {"schedule": "09:30", "timezone": zone}) for zone in ("UTC", "Asia/Kathmandu")]

    utc, kathmandu = (api.get(f"/v1/task/{task}/fetch").json()["nextRunAt"] for task in tasks)

    day_ms, half_past_nine_ms, ahead_ms = 86_400_000, 34_200_000, 20_700_000
    assert (utc % day_ms, kathmandu % day_ms) == (half_past_nine_ms, half_past_nine_ms - ahead_ms)


def test_a_second_contact_with_a_fingerprint_is_refused(api: httpx.Client) -> None:
    """The service's prose says that the first is answered; its code says 409 (d)."""
    create(api, "/v1/contact", {"fingerprint": "0123456789abcdef"})

    assert api.post("/v1/contact/create", json={"fingerprint": "0123456789abcdef"}).status_code == 409
    assert api.post("/v1/contact/create", json={"fingerprint": "short"}).status_code == 400
