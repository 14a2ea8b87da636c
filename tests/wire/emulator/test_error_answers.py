"""Errors: unknown routes, malformed bodies, texts (docs/api/api.md a.1, a.4, a.7, a.11)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def server_api(local_server: Emulator, client_of: Callable[..., httpx.Client]) -> httpx.Client:
    return client_of(local_server)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/nothing/list"), ("POST", "/api/v1/bot/explode"), ("PUT", "/v1/x"), ("HEAD", "/v1/nothing/list")],
)
def test_an_unknown_route_is_a_page_of_the_web_application(api: httpx.Client, method: str, path: str) -> None:
    """404, and no JSON (a.1)."""
    answer = api.request(method, path, json={})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/conversation/x/send"),
        ("GET", "/v1/blueprint/x/bulletin/list"),
        ("POST", "/v1/decision/create"),
        ("GET", "/api/v1/platform/model/list"),
        ("POST", "/v1/integration/recall/create"),
    ],
)
def test_what_is_not_emulated_is_501_by_name(api: httpx.Client, method: str, path: str) -> None:
    """A program must not think that something happened."""
    answer = api.request(method, path, json={})

    assert answer.status_code == 501
    assert answer.json()["code"] == "NOT_IMPLEMENTED"
    assert path.removeprefix("/api") in answer.json()["message"]


@pytest.mark.parametrize("body", [b"{", b"nonsense", b'{"name": NaN}', b"{'name': 1}"])
def test_malformed_json_is_400(api: httpx.Client, server_api: httpx.Client, body: bytes) -> None:
    """The handler answers JSON, the public server's framework plain text (a.4)."""
    seed = api.post("/v1/bot/create", content=body, headers=JSON)
    server = server_api.post("/v1/bot/create", content=body, headers=JSON)

    assert (seed.status_code, seed.json()) == (400, {"message": "Bad request", "code": "BAD_REQUEST"})
    assert (server.status_code, server.text) == (400, "Invalid JSON")
    assert server.headers["content-type"].startswith("text/plain")


def test_the_public_servers_framework_parses_before_the_key_is_checked(
    local_server: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """And refuses more than 1 MB, except for uploads (a.4)."""
    stranger = client_of(local_server, token="unknown")
    large = b'{"name": "' + b"x" * 1_048_576 + b'"}'

    assert stranger.post("/v1/bot/create", content=b"{", headers=JSON).text == "Invalid JSON"
    assert client_of(local_server).post("/v1/bot/create", content=large, headers=JSON).status_code == 413


def test_an_empty_body_is_an_empty_object(api: httpx.Client, server_api: httpx.Client) -> None:
    """Inferred (a.4)."""
    for client in (api, server_api):
        assert client.post("/v1/bot/create", content=b"", headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/v1/bot/nobody/fetch",
        "/v1/bot/@nobody/fetch",
        "/v1/bot/(nobody)/fetch",
        "/v1/partner/user/nobody/fetch",
        "/v1/partner/user/nobody/context/list",
        "/v1/dataset/nobody/record/list",
        "/v1/dataset/nobody/record/x/fetch",
    ],
)
def test_a_missing_object_in_a_path_is_always_the_default_text(api: httpx.Client, path: str) -> None:
    """Whichever part of the path is missing (a.7)."""
    answer = api.get(path)

    assert (answer.status_code, answer.json()) == (404, {"message": "Not found", "code": "NOT_FOUND"})


def test_a_missing_object_in_a_body_is_named(api: httpx.Client) -> None:
    """400, with the field's name (a.7)."""
    answer = api.post("/v1/bot/create", json={"datasetId": "nobody"})

    assert answer.json() == {"message": "Dataset not found (datasetId)", "code": "BAD_REQUEST"}


def test_a_duplicate_has_the_text_of_duplicates(api: httpx.Client) -> None:
    """ "Conflict" alone is the text of other conflicts (a.7)."""
    api.post("/v1/bot/create", json={"alias": "ada"})

    answer = api.post("/v1/bot/create", json={"alias": "ada"})

    assert answer.json() == {"message": "Unique constraint violation", "code": "CONFLICT"}


@pytest.mark.parametrize("address", ["@@ada", "@sibling@ada"])
def test_an_alias_of_a_parent_that_there_is_not_is_a_system_error(api: httpx.Client, address: str) -> None:
    """Inferred (a.11): the account has no parent."""
    assert api.get(f"/v1/bot/{address}/fetch").json()["code"] == "GENERIC_ERROR"
    assert api.post("/v1/policy/create", json={"botId": address}).status_code in {400, 500}


def test_an_unknown_sibling_is_a_system_error(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """An unknown alias of a known one is not (a.11)."""
    api.post("/v1/partner/user/create", json={"alias": "sibling"})

    assert as_tenant.get("/v1/bot/@nobody@ada/fetch").status_code == 500
    assert as_tenant.get("/v1/bot/@sibling@ada/fetch").status_code == 404
    assert as_tenant.get("/v1/bot/@@ada/fetch").status_code == 404


@pytest.mark.parametrize(
    ("parent", "child", "body"), [("dataset", "record", {"text": "x"}), ("skillset", "ability", {})]
)
def test_a_child_under_the_wrong_parent_is_missing(
    api: httpx.Client, tenant: str, as_tenant: httpx.Client, parent: str, child: str, body: dict[str, str]
) -> None:
    """Not refused; a parent of another account is refused before the child is looked at (a.11)."""
    one, other = (api.post(f"/v1/{parent}/create", json={}).json()["id"] for _ in range(2))
    theirs = as_tenant.post(f"/v1/{parent}/create", json={}).json()["id"]
    made = api.post(f"/v1/{parent}/{one}/{child}/create", json=body).json()["id"]
    of_theirs = as_tenant.post(f"/v1/{parent}/{theirs}/{child}/create", json=body).json()["id"]

    assert api.get(f"/v1/{parent}/{other}/{child}/{made}/fetch").json()["code"] == "NOT_FOUND"
    assert api.post(f"/v1/{parent}/{other}/{child}/{made}/delete", json={}).json()["code"] == "NOT_FOUND"
    assert api.get(f"/v1/{parent}/{one}/{child}/{of_theirs}/fetch").json()["code"] == "NOT_FOUND"
    assert api.get(f"/v1/{parent}/{theirs}/{child}/{of_theirs}/fetch").json()["code"] == "NOT_AUTHORIZED"
    assert api.get(f"/v1/{parent}/{one}/{child}/{made}/fetch").status_code == 200


def test_another_partner_users_context_is_refused(api: httpx.Client, tenant: str) -> None:
    """It exists, but under another partner user (b.2)."""
    other = api.post("/v1/partner/user/create", json={}).json()["id"]
    context = api.post(f"/v1/partner/user/{tenant}/context/create", json={}).json()["id"]

    assert api.get(f"/v1/partner/user/{other}/context/{context}/fetch").json()["code"] == "NOT_AUTHORIZED"


def test_the_time_zone_header_changes_nothing_that_is_stored(local: Emulator, api: httpx.Client) -> None:
    """It matters to conversations only (a.3)."""
    headers = {"X-Timezone": "Europe/Berlin"}
    trigger = api.post("/v1/integration/trigger/create", json={"schedule": "daily"}, headers=headers).json()["id"]

    assert (local.record("integration_trigger", trigger) or {})["timezone"] is None


@pytest.mark.parametrize("kind", ["task", "contact", "memory"])
def test_kinds_without_an_alias_are_addressed_by_id_and_name(api: httpx.Client, kind: str) -> None:
    """``@x`` is a system error there (a.11, inferred)."""
    body = {"name": "Ada", **({"text": "Tea"} if kind == "memory" else {})}
    made = api.post(f"/v1/{kind}/create", json=body).json()["id"]

    assert api.get(f"/v1/{kind}/(Ada)/fetch").json()["id"] == made
    assert api.get(f"/v1/{kind}/@ada/fetch").json()["code"] == "GENERIC_ERROR"
