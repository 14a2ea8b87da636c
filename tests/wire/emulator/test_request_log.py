"""The request log shows what was asked, and no secret."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, LoggedRequest
from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.fields import Field, OnNull
from pulumi_chatbotkit.emulator.request_log import masked
from pulumi_chatbotkit.json_values import JsonObject


def test_a_request_is_logged_as_it_was_answered(as_tenant: httpx.Client, local: Emulator, tenant: str) -> None:
    """Enough to assert exactly which actions reached the API, with which bodies."""
    body: JsonObject = {"name": "Ada", "visibility": "no"}

    as_tenant.post("/api/v1/bot/create?x=1", json=body)

    assert local.requests[-1] == LoggedRequest(
        method="POST", path="/v1/bot/create", run_as=tenant, query={"x": "1"}, body=body, status=400
    )


def test_keys_are_nowhere_in_the_log(api: httpx.Client, local: Emulator, tenant: str) -> None:
    """Neither the caller's, nor one that was made, nor one pasted where it does not belong."""
    key = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["token"]
    api.get("/v1/bot/list", headers={"Authorization": f"Token {key}"})
    api.post("/v1/bot/create", json={"token": "sk-planted", "name": "Ada"})

    assert not any(secret in str(local.requests) for secret in (EMBEDDED_TOKEN, key, "sk-planted"))
    assert local.requests[-1].body == {"token": "********", "name": "Ada"}


def test_a_secret_field_is_masked_and_an_unset_one_is_seen_to_be() -> None:
    """Whether a secret is set may be seen, and what it is may not."""
    secret = Field(name="value", type="string", source="seen", on_null=OnNull.STORED, secret=True)

    assert masked({"value": "planted", "name": "Ada"}, [secret, rows.name()]) == {"value": "********", "name": "Ada"}
    assert masked({"value": None}, [secret]) == {"value": None}


@pytest.mark.parametrize("content", [b"{", b"[]", b'"sk-planted"'])
def test_a_body_that_is_no_object_is_not_logged(api: httpx.Client, local: Emulator, content: bytes) -> None:
    """Nobody knows what is in it."""
    api.post("/v1/bot/create", content=content, headers={"Content-Type": "application/json"})

    assert local.requests[-1].body is None


def test_a_request_to_a_route_that_is_not_implemented_is_logged_without_its_body(
    api: httpx.Client, local: Emulator
) -> None:
    """The contract does not say which of its fields are secret."""
    api.post("/v1/secret/x/authenticate", json={"value": "sk-planted"})

    assert (local.requests[-1].path, local.requests[-1].body) == ("/v1/secret/x/authenticate", None)
