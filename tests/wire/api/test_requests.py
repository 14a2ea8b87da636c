"""What a request looks like on the network."""

import asyncio
import json
import sys
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ForeignAnswer, RunAs
from pulumi_chatbotkit.api.connection_pools import user_agent
from pulumi_chatbotkit.json_values import JsonObject

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]


def ok(**body: object) -> httpx.Response:
    return httpx.Response(200, json=body)


def test_a_get_carries_the_token_by_scheme_without_a_content_type(scripted: Scripted) -> None:
    """Scheme and headers are the API overview's."""
    client, sent = scripted(ok(id="a"))

    asyncio.run(client.get(("bot", "a", "fetch")))

    assert sent[0].headers["authorization"] == "Token planted-token-0123456789"
    assert sent[0].headers["accept"] == "application/json"
    assert sent[0].headers["user-agent"].startswith("pulumi-chatbotkit/")
    assert "content-type" not in sent[0].headers


def test_a_client_that_was_never_installed_says_so(monkeypatch: pytest.MonkeyPatch, scripted: Scripted) -> None:
    """The package is on the path as a source tree, so nothing tells its version."""
    user_agent.cache_clear()
    with monkeypatch.context() as nothing_installed:
        nothing_installed.setattr(sys, "path", [])
        client, sent = scripted(ok(id="a"))
    user_agent.cache_clear()

    asyncio.run(client.get(("bot", "a", "fetch")))

    assert sent[0].headers["user-agent"].startswith("pulumi-chatbotkit/unknown (python/3.")


@pytest.mark.parametrize(
    ("status", "location", "target"),
    [
        (300, "https://elsewhere.example/planted-token-0123456789", "elsewhere.example"),
        (308, "https://elsewhere.example/planted-token-0123456789", "elsewhere.example"),
        (302, "/login", "the same host"),
        (399, "", "the same host"),
        (300, "https://elsewhere.example:port/", "an unreadable address"),
    ],
)
def test_a_redirect_is_told_with_its_host(scripted: Scripted, status: int, location: str, target: str) -> None:
    """It is not followed, wherever it leads; an address that cannot be read is no failure of its own."""
    client, sent = scripted(*[httpx.Response(status, headers={"location": location})] * 5)

    with pytest.raises(ForeignAnswer, match=rf"redirected to {target}, not followed"):
        asyncio.run(client.get(("bot", "a", "fetch")))
    assert len(sent) == 1


def test_a_post_is_json_as_the_caller_gave_it(scripted: Scripted) -> None:
    """Null, "", {} and 0 mean different things to the API; none may get lost."""
    client, sent = scripted(ok(id="a"))
    body: JsonObject = {"name": "", "botId": None, "meta": {}, "n": 0, "text": "ä\u2028"}

    asyncio.run(client.post(("bot", "create"), body))

    assert json.loads(sent[0].content) == body
    assert sent[0].headers["content-type"] == "application/json"
    assert str(sent[0].url) == "https://api.chatbotkit.com/v1/bot/create"


def test_nan_is_never_sent(scripted: Scripted) -> None:
    """It is not JSON, and the service would answer in its own way."""
    client, sent = scripted()

    with pytest.raises(ValueError, match="JSON compliant"):
        asyncio.run(client.post(("bot", "create"), {"n": float("nan")}))
    assert sent == []


@pytest.mark.parametrize(
    ("run_as", "header", "value"),
    [
        (RunAs(user_id="k1234"), "X-RunAs-UserId", "k1234"),
        (RunAs(email="ada@example.com"), "X-RunAs-Child-User-Email", "ada@example.com"),
    ],
)
def test_run_as_is_a_header_of_one_request(scripted: Scripted, run_as: RunAs, header: str, value: str) -> None:
    """One client serves every tenant, so the account must not stick to it."""
    client, sent = scripted(ok(id="a"), ok(id="a"))

    asyncio.run(client.get(("bot", "a", "fetch"), run_as=run_as))
    asyncio.run(client.get(("bot", "a", "fetch")))

    assert sent[0].headers[header] == value
    assert header not in sent[1].headers


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        (("bot", "a/../b", "fetch"), b"/v1/bot/a%2F..%2Fb/fetch"),
        (("bot", "@ada", "fetch"), b"/v1/bot/@ada/fetch"),
        (("bot", "(Ada L)", "fetch"), b"/v1/bot/(Ada%20L)/fetch"),
        (("bot", "a?b=c#d", "fetch"), b"/v1/bot/a%3Fb%3Dc%23d/fetch"),
        (("bot", "%2e%2e", "fetch"), b"/v1/bot/%252e%252e/fetch"),
        (("bot", "ä", "fetch"), b"/v1/bot/%C3%A4/fetch"),
    ],
)
def test_an_id_cannot_change_the_route(scripted: Scripted, path: tuple[str, ...], raw: bytes) -> None:
    """Ids come from programs and imports; whatever they hold, the action stays the action."""
    client, sent = scripted(ok(id="a"))

    asyncio.run(client.get(path))

    assert sent[0].url.raw_path == raw


@pytest.mark.parametrize("path", [(), ("bot", "", "fetch"), ("bot", "..", "fetch"), ("bot", ".", "fetch")])
def test_a_segment_that_would_change_the_route_is_a_programming_error(
    scripted: Scripted, path: tuple[str, ...]
) -> None:
    """An empty id would turn a fetch of one object into another route."""
    client, sent = scripted()

    with pytest.raises(ValueError, match="not a path"):
        asyncio.run(client.get(path))
    assert sent == []


@pytest.mark.parametrize(
    ("settings", "path", "raw"),
    [
        ({"generation": "partner"}, ("partner", "user", "list"), b"/v1/partner/user/list"),
        ({"generation": "user"}, ("partner", "user", "list"), b"/v1/user/list"),
        ({"generation": "user"}, ("partner", "user", "u1", "context", "list"), b"/v1/user/u1/context/list"),
        ({"generation": "user"}, ("partner", "profile"), b"/v1/partner/profile"),
        (
            {"generation": "partner", "partner_path": "/team/accounts"},
            ("partner", "user", "list"),
            b"/v1/team/accounts/list",
        ),
    ],
)
def test_partner_users_are_where_the_deployment_serves_them(
    scripted: Scripted, settings: dict[str, str], path: tuple[str, ...], raw: bytes
) -> None:
    """Published and public versions of the service disagree on the prefix."""
    client, sent = scripted(ok(id="a"), **settings)

    asyncio.run(client.get(path))

    assert sent[0].url.raw_path == raw


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(scripted: Scripted, status: int) -> None:
    """The token must not be sent to a host that a response names."""
    client, sent = scripted(httpx.Response(status, headers={"location": "https://evil.example/v1/x"}))

    with pytest.raises(ForeignAnswer, match=r"evil\.example"):
        asyncio.run(client.get(("bot", "a", "fetch")))
    assert len(sent) == 1


def test_cookies_are_not_kept(scripted: Scripted) -> None:
    """The service falls back to browser sessions, which would carry one account into the calls of another."""
    client, sent = scripted(httpx.Response(200, json={"id": "a"}, headers={"set-cookie": "session=1"}), ok(id="a"))

    asyncio.run(client.get(("bot", "a", "fetch")))
    asyncio.run(client.get(("bot", "a", "fetch")))

    assert "cookie" not in sent[1].headers
