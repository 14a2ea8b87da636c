"""The request log contains each request, and no secret."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, LoggedRequest
from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.fields import Field, OnNull
from pulumi_chatbotkit.emulator.request_log.log import masked
from pulumi_chatbotkit.json_values import JsonObject


def test_a_request_is_logged_with_its_answers_status(as_tenant: httpx.Client, local: Emulator, tenant: str) -> None:
    """Enough to assert which actions with which bodies reached the API."""
    body: JsonObject = {"name": "Ada", "visibility": "no"}

    as_tenant.post("/api/v1/bot/create?x=1", json=body)

    assert local.requests[-1] == LoggedRequest(
        method="POST", path="/v1/bot/create", run_as=tenant, query={"x": "1"}, body=body, status=400
    )


def test_keys_are_nowhere_in_the_log(api: httpx.Client, local: Emulator, tenant: str) -> None:
    """Neither the caller's key, nor a new one, nor one pasted into a wrong field."""
    key = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["token"]
    api.get("/v1/bot/list", headers={"Authorization": f"Token {key}"})
    api.post("/v1/bot/create", json={"token": "sk-planted", "name": "Ada"})

    assert not any(secret in str(local.requests) for secret in (EMBEDDED_TOKEN, key, "sk-planted"))
    assert local.requests[-1].body == {"token": "********", "name": "Ada"}


def test_a_secret_field_is_masked_and_an_unset_one_is_null() -> None:
    secret = Field(name="value", type="string", source="seen", on_null=OnNull.STORED, secret=True)

    assert masked({"value": "planted", "name": "Ada"}, [secret, rows.name()]) == {"value": "********", "name": "Ada"}
    assert masked({"value": None}, [secret]) == {"value": None}


@pytest.mark.parametrize("content", [b"{", b"[]", b'"sk-planted"'])
def test_a_body_that_is_not_an_object_is_not_logged(api: httpx.Client, local: Emulator, content: bytes) -> None:
    """It may contain anything."""
    api.post("/v1/bot/create", content=content, headers={"Content-Type": "application/json"})

    assert local.requests[-1].body is None


def test_a_request_to_a_route_that_is_not_implemented_is_logged_without_its_body(
    api: httpx.Client, local: Emulator
) -> None:
    """Its secret fields are not known."""
    api.post("/v1/decision/create", json={"value": "sk-planted"})

    assert (local.requests[-1].path, local.requests[-1].body) == ("/v1/decision/create", None)
