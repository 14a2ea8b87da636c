"""The patterns of a session's ``allowedRoutes`` (docs/api/api.md b.4 session)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator

Clients = Callable[..., httpx.Client]


def status(api: httpx.Client, key_client: Callable[[str], httpx.Client], tenant: str, routes: object, path: str) -> int:
    body = {"config": {"allowedRoutes": routes}}
    token = api.post(f"/v1/partner/user/{tenant}/session/create", json=body).json()["token"]
    return key_client(token).get(path).status_code


@pytest.fixture
def with_key(local: Emulator, client_of: Clients) -> Callable[[str], httpx.Client]:
    return lambda token: client_of(local, token=token)


@pytest.mark.parametrize(
    ("routes", "path", "allowed"),
    [
        (None, "/v1/bot/list", True),
        ([], "/v1/bot/list", False),
        (["bot/list"], "/v1/bot/list", True),
        (["bot/list"], "/api/v1/bot/list", True),
        (["/bot/**"], "/v1/bot/list", True),
        (["bot/**"], "/v1/bot/list?take=1", True),
        (["bot/*"], "/v1/bot/list", True),
        (["bot/*"], "/v1/bot/x/fetch", False),
        (["bot/**"], "/v1/bot/x/fetch", True),
        (["**"], "/v1/bot/x/fetch", True),
        (["bot/**/fetch"], "/v1/bot/x/fetch", True),
        (["b?t/list"], "/v1/bot/list", True),
        (["bot/{list,x/fetch}"], "/v1/bot/x/fetch", True),
        (["{bot,dataset}/list"], "/v1/skillset/list", False),
        (["[a-c]ot/list"], "/v1/bot/list", True),
        (["[!b]ot/list"], "/v1/bot/list", False),
        (["@(bot|file)/list"], "/v1/bot/list", True),
        (["bot/!(list)"], "/v1/bot/list", False),
        (["bot/*/fetch"], "/v1/bot/.x/fetch", False),
        (["bot/.*/fetch"], "/v1/bot/.x/fetch", True),
        (["/v1/bot/**"], "/v1/bot/list", True),
        (["/v1/bot/**"], "/api/v1/bot/list", False),
        (["/api/v1/bot/**"], "/api/v1/bot/list", True),
        (["/api/v1/bot/**"], "/v1/bot/list", False),
        (["bot/**", "!bot/list"], "/v1/bot/list", False),
        (["bot/**", "!bot/*/fetch"], "/v1/bot/list", True),
        (["!dataset/**"], "/v1/bot/list", False),
        (["  bot/list  ", ""], "/v1/bot/list", True),
        (["bot.list"], "/v1/bot/list", False),
        (["conversation/*"], "/v1/conversation/x/fetch", False),
    ],
)
def test_a_session_may_call_what_its_patterns_match(
    api: httpx.Client,
    with_key: Callable[[str], httpx.Client],
    tenant: str,
    routes: list[str] | None,
    path: str,
    allowed: bool,
) -> None:
    """A miss is 401; a call that is allowed gets its usual answer."""
    found = status(api, with_key, tenant, routes, path)

    assert found == ((404 if "/fetch" in path else 200) if allowed else 401)


def test_a_miss_looks_like_an_unknown_key(
    api: httpx.Client, with_key: Callable[[str], httpx.Client], tenant: str
) -> None:
    """The verifier's NOT_AUTHORIZED is swallowed."""
    body = {"config": {"allowedRoutes": ["bot/list"]}}
    token = api.post(f"/v1/partner/user/{tenant}/session/create", json=body).json()["token"]

    answer = with_key(token).post("/v1/bot/create", json={})

    assert (answer.status_code, answer.json()) == (401, {"message": "Not authenticated", "code": "NOT_AUTHENTICATED"})


def test_trap_32_the_patterns_of_a_stored_key_are_not_enforced(
    api: httpx.Client, with_key: Callable[[str], httpx.Client], tenant: str
) -> None:
    """``config.allowedRoutes`` of a token is stored and restricts nothing (a.2, b.3)."""
    body = {"config": {"allowedRoutes": ["nothing"]}}
    token = api.post(f"/v1/partner/user/{tenant}/token/create", json=body).json()["token"]

    assert with_key(token).post("/v1/bot/create", json={}).status_code == 200
