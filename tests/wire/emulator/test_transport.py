"""Paths, methods and the checks before the body is read (docs/api/api.md a.1 paths, a.5 order of checks)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("prefix", ["", "/api"])
@pytest.mark.parametrize("partner", ["/v1/partner/user", "/v1/user"])
def test_both_prefixes_and_both_partner_paths_are_one_route(
    api: httpx.Client, local: Emulator, prefix: str, partner: str
) -> None:
    """Clients use all of them and must find the same records."""
    created = api.post(f"{prefix}{partner}/create", json={}).json()["id"]

    assert api.get(f"/v1/partner/user/{created}/fetch").status_code == 200
    assert local.requests[0].path == "/v1/partner/user/create"


@pytest.mark.parametrize(
    ("generation", "served", "missing"),
    [("partner", "/v1/partner/user", "/v1/user"), ("user", "/v1/user", "/v1/partner/user")],
)
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_one_generation_has_one_path_of_partner_users(
    client_of: Callable[..., httpx.Client], generation: Generation, served: str, missing: str, prefix: str
) -> None:
    """Whatever else is asked for at the other path is answered with the page for unknown routes (a.1)."""
    emulator = Emulator(EmulatorSettings(generation=generation))
    api = client_of(emulator)
    user = api.post(f"{prefix}{served}/create", json={}).json()["id"]
    asked = (("GET", "list"), ("GET", f"{user}/fetch"), ("POST", "create"), ("GET", f"{user}/context/list"))
    answers = [api.request(method, f"{prefix}{missing}/{rest}", headers=JSON) for method, rest in asked]
    found, logged = api.get(f"{prefix}{served}/list").json()["items"], emulator.requests
    emulator.close()

    assert {(each.status_code, each.headers["content-type"]) for each in answers} == {(404, "text/html; charset=utf-8")}
    assert [record["id"] for record in found] == [user]
    assert (logged[1].path, logged[1].status) == (f"{missing}/list", 404)


def test_a_trailing_slash_is_redirected(api: httpx.Client) -> None:
    """308 keeps method and body, and the client's spelling of the path."""
    answer = api.get("/api/v1/user/list/?take=1")

    assert (answer.status_code, answer.headers["location"]) == (308, "/api/v1/user/list?take=1")


@pytest.mark.parametrize(("method", "body"), [("HEAD", b""), ("OPTIONS", b"{}")])
def test_head_and_options_answer_before_the_key_is_checked(api: httpx.Client, method: str, body: bytes) -> None:
    """Browsers and probes send them without a key."""
    answer = api.request(method, "/v1/bot/create", headers={"Authorization": ""})

    assert (answer.status_code, answer.content) == (200, body)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/bot/create"), ("POST", "/v1/bot/list"), ("DELETE", "/v1/bot/list")]
)
def test_a_wrong_method_is_refused(api: httpx.Client, method: str, path: str) -> None:
    """Before the content type, the key and everything else is checked."""
    answer = api.request(method, path, headers={"Authorization": ""})

    assert (answer.status_code, answer.json()["code"]) == (405, "METHOD_NOT_ALLOWED")


def test_a_post_that_is_not_json_is_refused_before_the_key_is_checked(api: httpx.Client) -> None:
    answer = api.post("/v1/bot/create", content=b"{}", headers={"Content-Type": "text/plain", "Authorization": "x y"})

    assert (answer.status_code, answer.json()) == (400, {"message": "Bad request", "code": "BAD_REQUEST"})


def test_parameters_of_the_content_type_are_ignored(api: httpx.Client) -> None:
    """Some clients send a charset."""
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}

    assert api.post("/v1/bot/create", content=b"{}", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/v1/memory/search", "/v1/bot/x/upvote", "/v1/platform/model/list"])
def test_a_route_that_is_not_implemented_is_501(api: httpx.Client, method: str, path: str) -> None:
    """With its name."""
    answer = api.request(method, path, headers=JSON)

    assert (answer.status_code, answer.json()) == (
        501,
        {"message": f"{method} {path} is not implemented by this emulator", "code": "NOT_IMPLEMENTED"},
    )


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["/v1/site/list", "/v1/bot/x/upsert", "/v1/partner/user/x/token/y/fetch"])
def test_a_route_that_there_is_not_is_a_404_page(api: httpx.Client, method: str, path: str) -> None:
    """A token has no fetch in the service either."""
    answer = api.request(method, path, headers=JSON)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["/", "/v2/bot/list", "/bot/list", "/_emulator/health"])
def test_a_path_outside_the_api_is_a_404_page(api: httpx.Client, path: str) -> None:
    """Without a code it is not the API's NOT_FOUND, so it must not be read as "gone"."""
    answer = api.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("action", ["update", "delete"])
def test_existence_is_checked_after_the_body(api: httpx.Client, action: str) -> None:
    """For update: body (400), then existence (404). delete ignores the body."""
    answer = api.post(f"/v1/bot/unknown/{action}", json={"foo": 1})

    assert answer.status_code == (400 if action == "update" else 404)


def test_the_partner_user_is_checked_before_the_body_of_a_context(api: httpx.Client) -> None:
    """Contexts and tokens: first the sub-account, then the body, then the record itself."""
    unknown_user = api.post("/v1/partner/user/unknown/context/create", json={"foo": 1})
    user = api.post("/v1/partner/user/create", json={}).json()["id"]
    faulty = api.post(f"/v1/partner/user/{user}/context/unknown/update", json={"foo": 1})
    unknown = api.post(f"/v1/partner/user/{user}/context/unknown/update", json={})

    assert [answer.status_code for answer in (unknown_user, faulty, unknown)] == [404, 400, 404]


def test_ids_have_the_services_format(api: httpx.Client, tenant: str) -> None:
    """CUID2 with 24 characters for partner users, CUID with 25 for the others."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    assert (len(tenant), len(bot), bot[0]) == (24, 25, "c")
    assert tenant[0].isalpha()
    assert (tenant + bot).isalnum()
    assert (tenant + bot).islower()


def test_times_are_epoch_milliseconds(api: httpx.Client) -> None:
    """Numbers, not text (docs/api/api.md a.6, success bodies)."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    record = api.get(f"/v1/bot/{bot}/fetch").json()

    assert record["createdAt"] == record["updatedAt"] > 1_600_000_000_000


def test_an_id_with_a_line_feed_is_answered_by_the_api(api: httpx.Client) -> None:
    """A router's own 404 page would look like a proxy's and prove nothing about the id."""
    answer = api.get("/v1/bot/a%0Ab/fetch")

    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
