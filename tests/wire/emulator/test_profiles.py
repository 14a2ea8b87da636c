"""The differences between the two profiles (docs/api/api.md d, last paragraph)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator


@pytest.fixture
def server_api(local_server: Emulator, client_of: Callable[..., httpx.Client]) -> httpx.Client:
    return client_of(local_server)


def test_the_server_answers_not_authorized_with_403_and_repeats_the_code(server_api: httpx.Client) -> None:
    """The documents say 401, so a client has to use the code."""
    tenant = server_api.post("/v1/partner/user/create", json={}).json()["id"]
    bot = server_api.post("/v1/bot/create", json={}, headers={"X-RunAs-UserId": tenant}).json()["id"]

    answer = server_api.get(f"/v1/bot/{bot}/fetch")

    assert (answer.status_code, answer.headers["x-failure-code"]) == (403, "NOT_AUTHORIZED")


def test_the_documented_profile_sends_no_failure_header(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """The header is not documented."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    answer = as_tenant.get(f"/v1/bot/{bot}/fetch")

    assert (answer.status_code, "x-failure-code" in answer.headers) == (401, False)


def test_trap_23_the_servers_last_page_still_has_a_cursor(server_api: httpx.Client) -> None:
    """The empty page after it has none."""
    bot = server_api.post("/v1/bot/create", json={}).json()["id"]

    assert server_api.get("/v1/bot/list").json()["cursor"] == bot
    assert server_api.get(f"/v1/bot/list?cursor={bot}").json() == {"items": []}


def test_trap_02_the_server_shows_a_partner_users_description_in_lists_only(server_api: httpx.Client) -> None:
    """Its fetch does not select the field."""
    user = server_api.post("/v1/partner/user/create", json={"description": "Ada's"}).json()["id"]

    assert "description" not in server_api.get(f"/v1/partner/user/{user}/fetch").json()
    assert server_api.get("/v1/partner/user/list").json()["items"][0]["description"] == "Ada's"


def test_the_documented_profile_shows_a_partner_users_description(api: httpx.Client) -> None:
    """As in the published types."""
    user = api.post("/v1/partner/user/create", json={"description": "Ada's"}).json()["id"]

    assert api.get(f"/v1/partner/user/{user}/fetch").json()["description"] == "Ada's"


@pytest.mark.parametrize("profile", ["local", "local_server"])
def test_trap_02_a_partner_users_alias_is_never_returned(
    request: pytest.FixtureRequest, client_of: Callable[..., httpx.Client], profile: str
) -> None:
    """By no route of either profile."""
    api = client_of(request.getfixturevalue(profile))
    user = api.post("/v1/partner/user/create", json={"alias": "ada"}).json()["id"]

    assert "alias" not in api.get(f"/v1/partner/user/{user}/fetch").json()
    assert "alias" not in api.get("/v1/partner/user/list").json()["items"][0]


def test_creating_a_context_answers_the_whole_record(api: httpx.Client, tenant: str) -> None:
    """The only create that does; unset fields are null."""
    base = f"/v1/partner/user/{tenant}/context"
    created = api.post(f"{base}/create", json={}).json()

    assert created == api.get(f"{base}/{created['id']}/fetch").json()
    assert (created["name"], created["botId"], created["payload"]) == ("", None, None)
