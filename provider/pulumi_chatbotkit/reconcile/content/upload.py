"""Uploading an object's content, in the ways of docs/api/api.md b.13 (files).

An upload replaces the content, so it can be repeated. The hash in the state decides whether one is needed, because the
service does not return a hash of what it has.
"""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, Client, ContentUpload
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, CONTENT_TYPE, SOURCE_URL
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.desired import differs
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.values import State

LARGEST_IN_BODY_BYTES = 3_000_000
"""Content up to this size is sent inline: 4,000,000 bytes in base64; the API accepts about 4,500,000 (b.13: files)."""

_ANY_TYPE = "application/octet-stream"
_UPLOAD = "upload"
_NOTHING_ELSE: Final[JsonObject] = {}
_DECIDING = (CONTENT_HASH, CONTENT_TYPE, SOURCE_URL)


class UploadRefused(ChatBotKitError):
    """The answer to an upload request has no address to send the content to."""


def content_differs(kind: Kind, state: State, desired: State) -> bool:
    """Whether the object has content that must be uploaded."""
    deciding = (field for field in kind.content_fields if field.name in _DECIDING)
    return CONTENT_HASH in desired and any(differs(field, state, desired) for field in deciding)


async def upload(there: LocatedClient, identifier: str, desired: State, store: ContentStore) -> None:
    """Give the object the content that ``desired`` describes.

    Raises:
        ContentMissing: the content is not in the content store.
        ChatBotKitError: the upload was refused or not answered.
    """

    async def send(body: JsonObject) -> JsonObject:
        return await there.act(identifier, _UPLOAD, body)

    named: JsonObject = {"name": str(desired.get("name") or identifier)}
    await deliver(there.client, send, desired, store, announced=named)


async def deliver(
    client: Client,
    send: Callable[[JsonObject], Awaitable[JsonObject]],
    desired: State,
    store: ContentStore,
    *,
    announced: JsonObject = _NOTHING_ELSE,
) -> None:
    """Hand over the content that ``desired`` describes. Raises as ``upload``.

    Args:
        client: Delivers large content to where the service says.
        send: Calls the upload action with a body; returns its answer.
        desired: The inputs.
        store: Where the content is.
        announced: What an announcement of large content says besides its type and size.
    """
    url = desired.get(SOURCE_URL)
    if isinstance(url, str):
        await send({"file": url})
        return
    content = await asyncio.to_thread(store.get, str(desired[CONTENT_HASH]))
    content_type = str(desired.get(CONTENT_TYPE) or _ANY_TYPE)
    if len(content) <= LARGEST_IN_BODY_BYTES:
        data = base64.b64encode(content).decode()
        await send({"file": f"data:{content_type};base64,{data}"})
        return
    answer = await send({"file": {"type": content_type, "size": len(content), **announced}})
    await client.upload(_delivery(answer, content))


def _delivery(answer: JsonObject, content: bytes) -> ContentUpload:
    wanted = as_object(answer.get("uploadRequest")) or {}
    method, url = wanted.get("method"), wanted.get("url")
    if not isinstance(method, str) or not isinstance(url, str):
        message = "the service did not say where the content belongs: is this endpoint the API?"
        raise UploadRefused(message)
    headers = {name: str(value) for name, value in (as_object(wanted.get("headers")) or {}).items()}
    return ContentUpload(method, url, headers, content)
