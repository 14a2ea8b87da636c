"""Refusals with codes that nobody documents: the status alone says what may have happened."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.api.errors import UnknownCode

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]


def failed_create(scripted: Scripted, status: int) -> UnknownCode:
    """The error of a create that is answered with the status; it is sent once."""
    client, sent = scripted(httpx.Response(status, json={"message": "", "code": "SOMETHING_NEW"}))
    with pytest.raises(UnknownCode) as caught:
        asyncio.run(client.post(("bot", "create"), {}, repeatable=False))
    assert len(sent) == 1
    return caught.value


@pytest.mark.parametrize("status", [408, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 524, 530, 599])
def test_after_a_server_error_or_a_timeout_the_object_may_exist(scripted: Scripted, status: int) -> None:
    """Proxies have statuses of their own, and the service may have acted behind each of them."""
    error = failed_create(scripted, status)

    assert error.may_have_created
    assert "look for it before creating it again" in str(error)


@pytest.mark.parametrize("status", [400, 402, 403, 409, 410, 418, 422, 451])
def test_after_a_refusal_nothing_was_created(scripted: Scripted, status: int) -> None:
    """A search would only cost time."""
    assert not failed_create(scripted, status).may_have_created
