"""Secrets and secret fields of integrations: stored, masked, hidden, never logged (docs/api/api.md b.12, b.18)."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

MASK = "********"
PERSONAL_TEXT = "Personal secrets cannot have a value"


def create(api: httpx.Client, path: str, body: JsonObject) -> str:
    return api.post(f"/v1/{path}/create", json=body).json()["id"]


def value_of(emulator: Emulator, secret: str) -> object:
    record = emulator.record("secret", secret)
    assert record is not None
    return record["value"]


@pytest.mark.parametrize(
    ("body", "stored"),
    [({"value": "x"}, None), ({"value": "x", "kind": "shared"}, "x"), ({"value": "", "kind": "personal"}, None)],
)
def test_trap_03_a_value_is_stored_only_if_kind_shared_is_sent(
    api: httpx.Client, local: Emulator, body: JsonObject, stored: str | None
) -> None:
    """The record becomes shared either way, so the answer does not show that the value is lost."""
    assert value_of(local, create(api, "secret", body)) == stored


def test_trap_03_a_personal_secret_with_a_value_is_a_conflict(api: httpx.Client, local: Emulator) -> None:
    """On create and update, with a message of its own."""
    secret = create(api, "secret", {"kind": "shared", "value": "x"})
    body = {"kind": "personal", "value": "y"}

    answers = [api.post(f"/v1/secret/{path}", json=body) for path in ("create", f"{secret}/update")]

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (409, {"message": PERSONAL_TEXT, "code": "CONFLICT"})
    ] * 2
    assert value_of(local, secret) == "x"


def test_trap_03_an_update_uses_the_stored_kind(api: httpx.Client, local: Emulator) -> None:
    """Changing personal to shared with a value stores no value; a second update does."""
    secret = create(api, "secret", {"kind": "personal"})
    seen: list[object] = []
    for _ in range(2):
        api.post(f"/v1/secret/{secret}/update", json={"kind": "shared", "value": "x"})
        seen.append(value_of(local, secret))

    assert seen == [None, "x"]


def test_trap_03_shared_to_personal_keeps_the_old_value(api: httpx.Client, local: Emulator) -> None:
    """Unless the update overwrites it."""
    secret = create(api, "secret", {"kind": "shared", "value": "x"})

    api.post(f"/v1/secret/{secret}/update", json={"kind": "personal"})

    assert value_of(local, secret) == "x"


def test_a_secrets_value_is_never_returned(api: httpx.Client) -> None:
    """By no route."""
    secret = create(api, "secret", {"kind": "shared", "value": "planted"})

    assert "value" not in api.get(f"/v1/secret/{secret}/fetch").json()
    assert "planted" not in api.get("/v1/secret/list").text


def test_a_client_secret_is_masked_inside_its_config(api: httpx.Client) -> None:
    """The rest of the config is shown."""
    secret = create(api, "secret", {"config": {"clientId": "me", "clientSecret": "planted"}})

    assert api.get(f"/v1/secret/{secret}/fetch").json()["config"] == {"clientId": "me", "clientSecret": MASK}


@pytest.mark.parametrize(
    ("stored", "sent", "left"),
    [
        ({"clientSecret": "x", "scope": "a"}, {"clientSecret": MASK}, {"clientSecret": "x"}),
        ({"clientSecret": "x"}, {"scope": "a"}, {"scope": "a"}),
        ({}, {"clientSecret": MASK, "scope": "a"}, {"scope": "a"}),
    ],
)
def test_a_masked_client_secret_keeps_the_stored_one(
    api: httpx.Client, local: Emulator, stored: JsonObject, sent: JsonObject, left: JsonObject
) -> None:
    """The rest of the config is replaced as a whole. A mask without a stored value is dropped (assumed)."""
    secret = create(api, "secret", {"config": stored})

    api.post(f"/v1/secret/{secret}/update", json={"config": sent})

    record = local.record("secret", secret)
    assert record is not None
    assert record["config"] == left


@pytest.mark.parametrize(("stored", "shown"), [("planted", MASK), (None, None), ("", None)])
def test_a_masked_field_only_shows_whether_it_is_set(api: httpx.Client, stored: str | None, shown: str | None) -> None:
    """That "" counts as unset is assumed."""
    slack = create(api, "integration/slack", {"botToken": stored})

    assert api.get(f"/v1/integration/slack/{slack}/fetch").json()["botToken"] == shown
    assert api.get("/v1/integration/slack/list").json()["items"][0]["botToken"] == shown


def test_trap_14_a_mask_means_keep_only_for_masked_fields(api: httpx.Client, local: Emulator) -> None:
    """In a field that is never read back, the mask is stored."""
    slack = create(api, "integration/slack", {"botToken": "x"})
    discord = create(api, "integration/discord", {"botToken": "x"})

    api.post(f"/v1/integration/slack/{slack}/update", json={"botToken": MASK})
    api.post(f"/v1/integration/discord/{discord}/update", json={"botToken": MASK})

    kept, overwritten = local.record("integration_slack", slack), local.record("integration_discord", discord)
    assert (kept or {})["botToken"] == "x"
    assert (overwritten or {})["botToken"] == MASK


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("integration/whatsapp", "verifyToken"),
        ("integration/instagram", "verifyToken"),
        ("integration/trigger", "secret"),
    ],
)
def test_trap_15_a_secret_that_the_service_makes_is_not_masked(api: httpx.Client, path: str, name: str) -> None:
    """It never changes, and a body with it is refused."""
    made_id = create(api, path, {})
    first = api.get(f"/v1/{path}/{made_id}/fetch").json()[name]

    refused = api.post(f"/v1/{path}/{made_id}/update", json={name: "mine"})

    assert refused.json()["message"] == f'"{name}" is not allowed'
    assert len(first) >= 32
    assert api.get(f"/v1/{path}/list").json()["items"][0][name] == first


@pytest.mark.parametrize("name", ["mcpserver", "skillserver"])
def test_trap_15_a_servers_access_token_is_never_shown(api: httpx.Client, local: Emulator, name: str) -> None:
    """Only the service's dashboard shows it."""
    server = create(api, f"integration/{name}", {})
    record = local.record(f"integration_{name}", server)

    assert record is not None
    assert str(record["accessToken"]) not in api.get(f"/v1/integration/{name}/{server}/fetch").text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("secret", {"value": "planted"}),
        ("secret", {"config": {"clientSecret": "planted"}}),
        ("integration/slack", {"signingSecret": "planted"}),
        ("integration/twilio", {"authToken": "planted"}),
        ("integration/notion", {"token": "planted"}),
    ],
)
def test_no_secret_is_in_the_request_log(api: httpx.Client, local: Emulator, path: str, body: JsonObject) -> None:
    """Neither masked fields nor those that are never read back."""
    create(api, path, body)

    assert local.requests[-1].body == dict.fromkeys(body, MASK)
