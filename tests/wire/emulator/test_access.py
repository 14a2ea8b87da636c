"""Keys, run-as and ownership of records (docs/api/api.md a.2 authentication, a.3 run-as, a.5 order of checks)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator

Clients = Callable[..., httpx.Client]


@pytest.mark.parametrize("scheme", ["Token", "Bearer", "anything"])
def test_the_scheme_of_the_key_is_ignored(api: httpx.Client, scheme: str) -> None:
    """The documents use Token and Bearer; the server only reads the key."""
    assert api.get("/v1/bot/list", headers={"Authorization": f"{scheme} {EMBEDDED_TOKEN}"}).status_code == 200


@pytest.mark.parametrize("header", ["Token", "Token ", "Token sk-unknown", EMBEDDED_TOKEN])
def test_an_unknown_or_missing_key_is_not_authenticated(api: httpx.Client, header: str) -> None:
    """A header without a key counts as no key."""
    answer = api.get("/v1/bot/list", headers={"Authorization": header})

    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "Not authenticated", "code": "NOT_AUTHENTICATED"},
    )


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/v1/bot/list", "NOT_AUTHENTICATED"), ("POST", "/v1/bot/create", "NOT_AUTHORIZED")],
)
def test_a_post_without_a_key_is_treated_as_a_browsers(api: httpx.Client, method: str, path: str, code: str) -> None:
    """It lacks the browser's CSRF marker, so it is NOT_AUTHORIZED."""
    del api.headers["Authorization"]

    answer = api.request(method, path, json=None if method == "GET" else {})

    assert answer.json()["code"] == code


@pytest.mark.parametrize("header", ["X-RunAs-UserId", "X-RunAs-User-Id", "x-runas-userid"])
def test_run_as_acts_inside_the_sub_account(api: httpx.Client, local: Emulator, tenant: str, header: str) -> None:
    """With either header; the record belongs to the sub-account, not to the parent."""
    bot = api.post("/v1/bot/create", json={}, headers={header: tenant}).json()["id"]

    assert [record["id"] for record in local.records("bot", account=tenant)] == [bot]
    assert api.get("/v1/bot/list").json()["items"] == []
    assert api.get(f"/v1/bot/{bot}/fetch").json()["code"] == "NOT_AUTHORIZED"


def test_run_as_by_email_acts_inside_the_sub_account(api: httpx.Client, local: Emulator, tenant: str) -> None:
    """If both are sent, the id is used."""
    local.edit("partner_user", tenant, {"email": "ada@example.com"})
    headers = {"X-RunAs-Child-User-Email": "ada@example.com"}

    api.post("/v1/bot/create", json={}, headers=headers)

    assert len(local.records("bot", account=tenant)) == 1
    assert api.get("/v1/bot/list", headers=headers | {"X-RunAs-UserId": "unknown"}).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        {"X-RunAs-UserId": "unknown"},
        {"X-RunAs-UserId": "@tenant"},
        {"X-RunAs-Child-User-Email": "nobody@example.com"},
    ],
)
@pytest.mark.usefixtures("tenant")
def test_trap_19_run_as_an_unknown_user_is_not_authenticated(api: httpx.Client, header: dict[str, str]) -> None:
    """The same answer as for a wrong key, so a provider cannot read it as "gone". Aliases do not work here."""
    answer = api.get("/v1/bot/list", headers=header)

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_AUTHENTICATED")


def test_run_as_of_a_foreign_sub_account_is_not_authenticated(local: Emulator, tenant: str, client_of: Clients) -> None:
    """The sub-account exists, but has another parent."""
    local.add_account("other", "sk-other")

    answer = client_of(local, token="sk-other", run_as=tenant).get("/v1/bot/list")

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_AUTHENTICATED")


def test_trap_18_partner_routes_refuse_run_as(api: httpx.Client, as_tenant: httpx.Client, tenant: str) -> None:
    """They compare the target's parent with the acting account, which is then the sub-account itself."""
    create = as_tenant.post("/v1/partner/user/create", json={})
    codes = [
        as_tenant.get(f"/v1/partner/user/{tenant}/fetch").json()["code"],
        as_tenant.post(f"/v1/partner/user/{tenant}/update", json={}).json()["code"],
        as_tenant.get(f"/v1/partner/user/{tenant}/context/list").json()["code"],
        as_tenant.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["code"],
    ]

    assert set(codes) == {"NOT_AUTHORIZED"}
    assert create.json() == {"message": "You are not allowed to create a user.", "code": "NOT_AUTHORIZED"}
    assert as_tenant.get("/v1/partner/user/list").json()["items"] == []


def test_a_tenants_own_key_acts_as_the_tenant(
    api: httpx.Client, local: Emulator, tenant: str, client_of: Clients
) -> None:
    """The key is shown once, on create, and needs no run-as header."""
    created = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()

    answer = client_of(local, token=created["token"]).post("/v1/bot/create", json={})

    assert sorted(created) == ["createdAt", "id", "token"]
    assert [record["id"] for record in local.records("bot", account=tenant)] == [answer.json()["id"]]


def test_deleting_a_token_revokes_its_key(api: httpx.Client, local: Emulator, tenant: str, client_of: Clients) -> None:
    """At once. An update does not change the key."""
    created = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()
    item = f"/v1/partner/user/{tenant}/token/{created['id']}"
    client = client_of(local, token=created["token"])

    api.post(f"{item}/update", json={"name": "renamed"})
    renamed = client.get("/v1/bot/list")
    api.post(f"{item}/delete", json={})

    assert (renamed.status_code, client.get("/v1/bot/list").status_code) == (200, 401)


def test_trap_18_an_unknown_id_is_not_found_and_a_foreign_one_is_not_authorized(
    api: httpx.Client, as_tenant: httpx.Client
) -> None:
    """Only NOT_FOUND means that a record is gone."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    foreign = as_tenant.get(f"/v1/bot/{bot}/fetch")
    unknown = as_tenant.get("/v1/bot/unknown/fetch")

    assert (foreign.status_code, foreign.json()["code"]) == (401, "NOT_AUTHORIZED")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("action", ["update", "delete"])
def test_a_foreign_record_cannot_be_changed(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, action: str
) -> None:
    """For example a tenant that uses the id of its parent's record."""
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    before = local.record("bot", bot)

    answer = as_tenant.post(f"/v1/bot/{bot}/{action}", json={})

    assert answer.json()["code"] == "NOT_AUTHORIZED"
    assert local.record("bot", bot) == before


def test_a_context_of_another_user_is_not_authorized(api: httpx.Client, tenant: str) -> None:
    """The context exists, under another path."""
    other = api.post("/v1/partner/user/create", json={}).json()["id"]
    context = api.post(f"/v1/partner/user/{tenant}/context/create", json={}).json()["id"]

    answer = api.get(f"/v1/partner/user/{other}/context/{context}/fetch")

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_AUTHORIZED")
