"""Traps of docs/api/api.md c that no other file's subject covers.

The others carry their number in their name where they belong. 11 and 12 are held for every field by the generated tests
of field effects, too.
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
    """On every kind that has one."""
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
    """By no route, so nobody sees them drift."""
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
def test_trap_10_null_is_safe_for_some_fields_only(api: httpx.Client, path: str, body: JsonObject, status: int) -> None:
    """The rest is cleared with "" and {}."""
    record = api.post(f"/v1/{path}/create", json={}).json()["id"]

    assert api.post(f"/v1/{path}/{record}/update", json=body).status_code == status


def test_trap_11_clearing_leaves_an_empty_object_and_not_null(api: httpx.Client) -> None:
    """Null and {} are the same to a person, and different on the wire."""
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
    """Not all of them are null, and not all switches are off."""
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


def test_trap_20_a_deleted_sub_account_is_out_of_reach_at_once(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str
) -> None:
    """Unless told otherwise, the emulator has none of the caches that keep the service's own answering for minutes."""
    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    context = api.post(f"/v1/partner/user/{tenant}/context/create", json={})
    assert context.json()["code"] == "NOT_FOUND"
    assert as_tenant.get("/v1/bot/list").json()["code"] == "NOT_AUTHENTICATED"


def test_trap_21_a_repeated_create_makes_a_second_record(api: httpx.Client, local: Emulator) -> None:
    """There is no idempotency key; only an alias makes the second a conflict."""
    for body in ({"name": "Ada"}, {"name": "Ada"}, {"alias": "ada"}, {"alias": "ada"}):
        api.post("/v1/bot/create", json=body)

    assert len(local.records("bot")) == 3


@pytest.mark.parametrize(
    "message", ["Limits reached", "You have exceeded your allocated database limits: database/bot"]
)
def test_trap_22_limits_of_both_sorts_have_one_code(api: httpx.Client, local: Emulator, message: str) -> None:
    """The one passes after a minute, the other stays; nothing but the text tells them apart."""
    local.faults.add(Fault(route="bot/create", do=Status(status=429, code="LIMITS_REACHED", message=message)))

    answer = api.post("/v1/bot/create", json={})

    assert (answer.status_code, answer.json()) == (429, {"message": message, "code": "LIMITS_REACHED"})
    assert local.records("bot") == []


def test_trap_26_a_partner_user_alone_may_be_deleted(api: httpx.Client, as_tenant: httpx.Client, tenant: str) -> None:
    """What was its own is then an authentication failure, not a NOT_FOUND."""
    bot = as_tenant.post("/v1/bot/create", json={}).json()["id"]

    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    assert as_tenant.post(f"/v1/bot/{bot}/delete", json={}).json()["code"] == "NOT_AUTHENTICATED"
