"""Secrets: verify, mint and proxy (docs/api/api.md b.12 secret)."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

GET = {"url": "https://api.example.com/me"}


def secret(api: httpx.Client, **fields: object) -> str:
    return api.post("/v1/secret/create", json={"kind": "shared", **fields}).json()["id"]


def ask(api: httpx.Client, secret_id: str, action: str, body: object = None) -> httpx.Response:
    return api.post(f"/v1/secret/{secret_id}/{action}", json=body or {})


def test_an_oauth_secret_is_unauthenticated_until_somebody_authenticates(api: httpx.Client) -> None:
    """With the address to do so."""
    made = secret(api, type="oauth")

    answer = ask(api, made, "verify").json()

    assert answer.keys() == {"id", "status", "action"}
    assert (answer["id"], answer["status"], answer["action"]["type"]) == (made, "unauthenticated", "authenticate")


def test_a_secret_that_cannot_be_checked_is_a_conflict(api: httpx.Client) -> None:
    """With the default text."""
    answer = ask(api, secret(api, type="plain", value="hush"), "verify")

    assert (answer.status_code, answer.json()) == (409, {"message": "Conflict", "code": "CONFLICT"})


def test_a_jwt_is_minted(api: httpx.Client) -> None:
    """With its time of expiry."""
    answer = ask(api, secret(api, type="jwt", value="hush"), "mint").json()

    assert answer.keys() == {"token", "expiresAt"}
    assert len(answer["token"].split(".")) == 3


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"type": "plain", "value": "x"}, "not_mintable"),
        ({"type": "basic", "value": "x"}, "not_mintable"),
        ({"type": "bearer", "value": "x"}, "not_mintable"),
        ({"type": "oauth"}, "authorization_required"),
        ({"type": "jwt"}, "authorization_required"),
    ],
)
def test_trap_37_mint_refuses_without_a_code(api: httpx.Client, fields: JsonObject, word: str) -> None:
    """The shape is ``{error, message, url?}``."""
    answer = ask(api, secret(api, **fields), "mint")

    assert (answer.status_code, answer.json()["error"]) == (409, word)
    assert answer.json().keys() - {"url"} == {"error", "message"}


def test_only_the_owner_mints(api: httpx.Client, as_tenant: httpx.Client) -> None:
    made = secret(api, type="jwt", value="hush", visibility="public")

    assert ask(as_tenant, made, "mint").json()["code"] == "NOT_AUTHORIZED"
    assert ask(api, "nobody", "mint").json()["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost",
        "https://10.0.0.1:8443/",
        "http://[::1]/",
        "http://printer.local",
        "http://[x",
    ],
)
def test_a_private_address_is_no_destination(api: httpx.Client, url: str) -> None:
    """400, in the shape without a code."""
    answer = ask(api, secret(api, value="hush"), "proxy", {"url": url})

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_destination")


def test_a_proxied_call_needs_a_value_and_a_right_body(api: httpx.Client) -> None:
    """The emulator calls no other host, so what would be sent is 501 by name."""
    with_value, without = secret(api, value="hush"), secret(api, type="oauth")

    assert ask(api, without, "proxy", GET).json()["error"] == "authorization_required"
    assert ask(api, with_value, "proxy", {}).json() == {"message": '"url" is required', "code": "BAD_REQUEST"}
    assert ask(api, with_value, "proxy", {**GET, "method": "BREW"}).status_code == 400
    assert ask(api, with_value, "proxy", {"url": "ftp://example.com"}).status_code == 400
    assert ask(api, with_value, "proxy", {**GET, "headers": {"a": "b"}, "body": None}).status_code == 501


def test_a_proxied_secret_may_be_used_by_those_who_may_refer_to_it(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """Another account's private one may not."""
    assert ask(as_tenant, secret(api, value="hush"), "proxy", GET).json()["code"] == "NOT_AUTHORIZED"


def test_the_log_masks_what_is_proxied(api: httpx.Client, local: Emulator) -> None:
    """Headers and bodies may hold secrets."""
    ask(api, secret(api, value="hush"), "proxy", {**GET, "headers": {"X-Key": "hidden"}, "body": "hidden too"})

    assert "hidden" not in str(local.requests)
