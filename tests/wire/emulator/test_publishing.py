"""Portals, policies and spaces (docs/api/api.md b.14 to b.16)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

USAGE: JsonObject = {"metric": "tokens", "threshold": 5, "windowInSeconds": 60, "actions": {"email": "ada@example.com"}}


def create(api: httpx.Client, kind: str, body: JsonObject) -> str:
    return api.post(f"/v1/{kind}/create", json=body).json()["id"]


def usage_with(part: JsonObject) -> JsonObject:
    return {**USAGE, **part}


def without_key(config: JsonObject, key: str) -> JsonObject:
    return {name: value for name, value in config.items() if name != key}


PORTAL_CONFIGS: list[tuple[JsonObject, str | None]] = [
    ({"groups": [{"users": []}]}, '"config.groups[0].apps" is required'),
    ({"groups": {"a": {"apps": []}}}, '"config.groups.a.users" is required'),
    (
        {"layout": {"sidebar": {"link": "nowhere"}}},
        '"config.layout.sidebar.link" must be a valid uri with a scheme matching the http|https pattern',
    ),
    ({"apps": 5, "anything": {"else": 1}}, None),
]

USAGE_CONFIGS: list[tuple[JsonObject, str | None]] = [
    (USAGE, None),
    (usage_with({"actions": {"block": {"durationInSeconds": 5}}}), None),
    (usage_with({"actions": {"email": {"to": ["ada@example.com"]}}}), None),
    (without_key(USAGE, "metric"), '"config.metric" must be one of [tokens, messages, conversations]'),
    (without_key(USAGE, "threshold"), '"config.threshold" must be a positive number'),
    (usage_with({"windowInSeconds": 0.5}), '"config.windowInSeconds" must be a positive number'),
    (without_key(USAGE, "actions"), '"config.actions" must be of type object'),
    (usage_with({"actions": {}}), '"config.actions" must contain at least one of [block, email]'),
    (usage_with({"actions": {"block": {}}}), '"config.actions.block.durationInSeconds" must be a positive number'),
    (usage_with({"actions": {"email": ["ada"]}}), '"config.actions.email" must be a valid email'),
]


@pytest.mark.parametrize(
    ("sent", "stored"), [("Ada's Café", "ada-s-cafe"), ("  spaced out ", "spaced-out"), ("under_score", "under-score")]
)
def test_trap_05_a_slug_is_stored_normalised(api: httpx.Client, sent: str, stored: str) -> None:
    """So it can be read back differently from what was sent. The exact normalisation is assumed."""
    portal = create(api, "portal", {"slug": sent})

    assert api.get(f"/v1/portal/{portal}/fetch").json()["slug"] == stored


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, '"slug" is required'),
        ({"slug": None}, '"slug" must be a string'),
        ({"slug": ""}, '"slug" is not allowed to be empty'),
        ({"slug": "abcd"}, '"slug" length must be at least 5 characters long'),
        ({"slug": "a" * 129}, '"slug" length must be less than or equal to 128 characters long'),
        ({"slug": "my Portal"}, "Slug contains forbidden words"),
        ({"slug": "authors"}, "Slug contains forbidden words"),
        ({"slug": "!!!!!"}, '"slug" is not allowed to be empty'),
    ],
)
@pytest.mark.parametrize("action", ["create", "update"])
def test_trap_05_every_portal_body_needs_a_valid_slug(
    api: httpx.Client, body: JsonObject, message: str, action: str
) -> None:
    """Also an update that changes another field."""
    portal = create(api, "portal", {"slug": "customers"})

    answer = api.post(f"/v1/portal/{'create' if action == 'create' else f'{portal}/update'}", json=body)

    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_trap_05_a_slug_is_unique_in_all_accounts(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """After normalising. Forbidden words are checked before uniqueness."""
    local.add_account("other", "sk-other")
    create(api, "portal", {"slug": "Our Place"})

    answers = [
        client.post("/v1/portal/create", json={"slug": "our-place"})
        for client in (api, as_tenant, client_of(local, token="sk-other"))
    ]

    assert [answer.json()["code"] for answer in answers] == ["CONFLICT"] * 3


def test_a_deleted_portals_slug_is_free_again(api: httpx.Client) -> None:
    """So that a portal can be replaced after it was deleted."""
    portal = create(api, "portal", {"slug": "customers"})

    api.post(f"/v1/portal/{portal}/delete", json={})

    assert api.post("/v1/portal/create", json={"slug": "customers"}).status_code == 200


@pytest.mark.parametrize(("config", "message"), PORTAL_CONFIGS)
def test_a_portals_config_may_have_unknown_keys(api: httpx.Client, config: JsonObject, message: str | None) -> None:
    """The messages are assumed."""
    answer = api.post("/v1/portal/create", json={"slug": "customers", "config": config})

    assert answer.json().get("message") == message


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"expiresInDays": 0}, '"config.expiresInDays" must be a positive number'),
        ({"expiresInDays": 5, "other": True}, None),
        ({}, None),
    ],
)
def test_a_retention_config_may_have_expires_in_days(
    api: httpx.Client, config: JsonObject, message: str | None
) -> None:
    """Unknown keys are stored."""
    assert api.post("/v1/policy/create", json={"config": config}).json().get("message") == message


@pytest.mark.parametrize(("config", "message"), USAGE_CONFIGS)
def test_a_usage_config_needs_metric_threshold_window_and_an_action(
    api: httpx.Client, config: JsonObject, message: str | None
) -> None:
    """The messages are assumed."""
    answer = api.post("/v1/policy/create", json={"type": "usage", "config": config})

    assert (answer.status_code, answer.json().get("message")) == (400 if message else 200, message)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"type": "usage"}, 400),
        ({"config": USAGE}, 200),
        ({"type": "usage", "config": USAGE}, 200),
        ({"name": "x"}, 200),
        ({"config": {"expiresInDays": "soon"}}, 400),
    ],
)
def test_a_policys_config_is_checked_against_the_type_sent_or_stored(
    api: httpx.Client, body: JsonObject, status: int
) -> None:
    """If only the type is sent, the stored config is checked against it."""
    policy = create(api, "policy", {"type": "retention", "config": {"expiresInDays": 5}})

    assert api.post(f"/v1/policy/{policy}/update", json=body).status_code == status


def test_policies_are_filtered_by_bot(api: httpx.Client) -> None:
    """The only filter of their list besides meta."""
    bot = create(api, "bot", {})
    policy = create(api, "policy", {"botId": bot})
    create(api, "policy", {})

    assert [item["id"] for item in api.get(f"/v1/policy/list?botId={bot}").json()["items"]] == [policy]


@pytest.mark.parametrize("sent", [None, ""])
def test_trap_06_a_spaces_contact_cannot_be_cleared(api: httpx.Client, sent: str | None) -> None:
    """Null and "" are accepted and ignored; another contact is stored."""
    first, second = create(api, "contact", {}), create(api, "contact", {})
    space = create(api, "space", {"contactId": first})

    assert api.post(f"/v1/space/{space}/update", json={"contactId": sent}).status_code == 200
    kept = api.get(f"/v1/space/{space}/fetch").json()["contactId"]
    api.post(f"/v1/space/{space}/update", json={"contactId": second})

    assert (kept, api.get(f"/v1/space/{space}/fetch").json()["contactId"]) == (first, second)


def test_the_list_of_teams_is_empty(api: httpx.Client) -> None:
    """No published route creates one."""
    assert api.get("/v1/team/list").json() == {"items": [], "cursor": ""}
    assert api.post("/v1/team/create", json={}).status_code == 501
