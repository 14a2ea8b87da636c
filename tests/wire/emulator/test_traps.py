"""Traps of docs/api/api.md c that belong to no other file.

The other traps have their number in the test's name, in the file of their subject. test_field_effects.py also checks
traps 11 (clearing leaves {}) and 12 (the service's defaults) for every field.
"""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, Fault, Status
from pulumi_chatbotkit.emulator.contract import KINDS, Kind
from pulumi_chatbotkit.json_values import JsonObject

WITH_ALIAS = [
    pytest.param(kind, id=kind.name) for kind in KINDS.values() if kind.field("alias") and "{" not in kind.path
]


@pytest.mark.parametrize("kind", WITH_ALIAS)
def test_trap_01_an_update_without_the_alias_removes_it(api: httpx.Client, local: Emulator, kind: Kind) -> None:
    """For every kind with an alias."""
    needed = {"slug": "customers"} if kind.field("slug") else {}
    record = api.post(f"{kind.path}/create", json=needed | {"alias": "ada"}).json()["id"]
    before = local.record(kind.name, record)

    api.post(f"{kind.path}/{record}/update", json=needed)

    after = local.record(kind.name, record)
    assert ((before or {})["alias"], (after or {})["alias"]) == ("ada", None)


@pytest.mark.parametrize("profile", ["local", "local_server"])
@pytest.mark.parametrize("name", ["privacy", "moderation"])
def test_trap_02_privacy_and_moderation_of_a_bot_cannot_be_read(
    request: pytest.FixtureRequest, client_of: Callable[..., httpx.Client], profile: str, name: str
) -> None:
    """By no route, so their drift is not visible."""
    api = client_of(request.getfixturevalue(profile))
    bot = api.post("/v1/bot/create", json={name: True}).json()["id"]

    assert name not in api.get(f"/v1/bot/{bot}/fetch").json()
    assert name not in api.get("/v1/bot/list").json()["items"][0]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("bot", {"meta": None}, 500),
        ("bot", {"name": None}, 500),
        ("bot", {"visibility": None}, 400),
        ("bot", {"privacy": None}, 400),
        ("bot", {"alias": None, "datasetId": None}, 200),
        ("dataset", {"reranker": None, "recordMaxTokens": None}, 200),
        ("partner/user", {"name": None, "description": None, "image": None, "email": None}, 200),
        ("secret", {"config": None}, 500),
    ],
)
def test_trap_10_null_is_safe_only_for_some_fields(api: httpx.Client, path: str, body: JsonObject, status: int) -> None:
    """The others are cleared with "" and {}."""
    record = api.post(f"/v1/{path}/create", json={}).json()["id"]

    assert api.post(f"/v1/{path}/{record}/update", json=body).status_code == status


def test_trap_11_clearing_leaves_an_empty_object_and_not_null(api: httpx.Client) -> None:
    """Null and {} mean the same to a person, but differ in requests and answers."""
    user = api.post("/v1/partner/user/create", json={"meta": {"a": 1}}).json()["id"]
    unset = api.get(f"/v1/partner/user/{user}/fetch").json()["limits"]

    api.post(f"/v1/partner/user/{user}/update", json={"meta": {}, "limits": {}})

    cleared = api.get(f"/v1/partner/user/{user}/fetch").json()
    assert (unset, cleared["limits"], cleared["meta"]) == (None, {}, {})


@pytest.mark.parametrize(
    ("kind", "defaults"),
    [
        ("bot", {"name": "", "description": "", "backstory": "", "model": "", "visibility": "private"}),
        ("bot", {"privacy": False, "moderation": False}),
        ("partner_user", {"name": None, "description": None}),
        ("skillset", {"state": "enabled"}),
        ("secret", {"kind": "shared", "type": "plain"}),
        ("policy", {"type": "retention"}),
        ("integration_trigger", {"authenticate": True}),
        ("integration_slack", {"allowFrom": "*"}),
        ("integration_sitemap", {"javascript": False, "syncSchedule": "never"}),
        ("integration_widget", {"stream": True, "poweredBy": True, "tools": False, "startFirst": False}),
    ],
)
def test_trap_12_the_service_fills_in_defaults(
    api: httpx.Client, local: Emulator, kind: str, defaults: JsonObject
) -> None:
    """Not every default is null, and not every switch is off."""
    record_id = api.post(f"{KINDS[kind].path}/create", json={}).json()["id"]

    stored = local.record(kind, record_id) or {}
    assert {name: stored[name] for name in defaults} == defaults


def test_trap_17_a_reference_by_alias_or_name_reads_back_as_an_id(api: httpx.Client) -> None:
    """Also where the link was renamed."""
    secret = api.post("/v1/secret/create", json={"alias": "key", "name": "Key"}).json()["id"]
    base = f"/v1/skillset/{api.post('/v1/skillset/create', json={}).json()['id']}/ability"

    for address in ("@key", "(Key)", secret):
        ability = api.post(f"{base}/create", json={"linkedSecretId": address}).json()["id"]
        assert api.get(f"{base}/{ability}/fetch").json()["linkedSecretId"] == secret


def test_trap_20_a_deleted_sub_account_is_refused_at_once(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str
) -> None:
    """By default the emulator lacks the service's caches, which still find it for minutes."""
    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    context = api.post(f"/v1/partner/user/{tenant}/context/create", json={})
    assert context.json()["code"] == "NOT_FOUND"
    assert as_tenant.get("/v1/bot/list").json()["code"] == "NOT_AUTHENTICATED"


def test_trap_21_a_repeated_create_makes_a_second_record(api: httpx.Client, local: Emulator) -> None:
    """There is no idempotency key; only an alias makes the second one a conflict."""
    for body in ({"name": "Ada"}, {"name": "Ada"}, {"alias": "ada"}, {"alias": "ada"}):
        api.post("/v1/bot/create", json=body)

    assert len(local.records("bot")) == 3


@pytest.mark.parametrize(
    "message", ["Limits reached", "You have exceeded your allocated database limits: database/bot"]
)
def test_trap_22_quotas_and_rates_have_the_same_code(api: httpx.Client, local: Emulator, message: str) -> None:
    """A rate passes after a minute, a quota does not; only the message differs."""
    local.faults.add(Fault(route="bot/create", do=Status(status=429, code="LIMITS_REACHED", message=message)))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.json()) == (429, {"message": message, "code": "LIMITS_REACHED"})
    assert local.records("bot") == []


def test_trap_26_deleting_the_partner_user_is_enough(api: httpx.Client, as_tenant: httpx.Client, tenant: str) -> None:
    """Its records then answer NOT_AUTHENTICATED instead of NOT_FOUND."""
    bot = as_tenant.post("/v1/bot/create", json={}).json()["id"]

    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    assert as_tenant.post(f"/v1/bot/{bot}/delete", json={}).json()["code"] == "NOT_AUTHENTICATED"
