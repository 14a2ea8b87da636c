"""Bringing an object's content to the service, in the ways that docs/api/api.md b.13 documents.

An upload can be repeated: it replaces the content. Only the hash tells whether one is due, because the service tells
nothing of what it has.
"""

import asyncio
import base64

from pulumi_chatbotkit.api import ChatBotKitError, Client, ContentUpload
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, CONTENT_TYPE, SOURCE_URL
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.content.content_store import Spool
from pulumi_chatbotkit.reconcile.desired import differs
from pulumi_chatbotkit.reconcile.routes import action, run_as
from pulumi_chatbotkit.reconcile.values import State

LARGEST_IN_BODY_BYTES = 3_000_000
"""Content up to this size travels in the call: 4,000,000 bytes in base64, where about 4,500,000 are taken (b.13)."""

_ANY_TYPE = "application/octet-stream"
_DECIDING = (CONTENT_HASH, CONTENT_TYPE, SOURCE_URL)
NOTHING: State = {}


class UploadRefused(ChatBotKitError):
    """An upload was answered with something that says not where the content belongs."""


def content_differs(kind: Kind, state: State, desired: State) -> bool:
    """Whether the object has content that must be uploaded."""
    deciding = (field for field in kind.content_fields if field.name in _DECIDING)
    return CONTENT_HASH in desired and any(differs(field, state, desired) for field in deciding)


async def upload(client: Client, kind: Kind, identifier: str, desired: State, spool: Spool) -> None:
    """Give the object the content that ``desired`` describes.

    Raises:
        NotSpooled: it is not at hand.
        ChatBotKitError: it was refused, or nothing was answered.
    """
    path = action(kind, ("{id}", "upload"), desired, identifier)
    url = desired.get(SOURCE_URL)
    if isinstance(url, str):
        await client.post(path, {"file": url}, run_as=run_as(kind, desired))
        return
    content = await asyncio.to_thread(spool.get, str(desired[CONTENT_HASH]))
    content_type = str(desired.get(CONTENT_TYPE) or _ANY_TYPE)
    if len(content) <= LARGEST_IN_BODY_BYTES:
        data = base64.b64encode(content).decode()
        await client.post(path, {"file": f"data:{content_type};base64,{data}"}, run_as=run_as(kind, desired))
        return
    announced: JsonObject = {"type": content_type, "size": len(content), "name": str(desired.get("name") or identifier)}
    answer = await client.post(path, {"file": announced}, run_as=run_as(kind, desired))
    await client.upload(_delivery(answer, content))


def _delivery(answer: JsonObject, content: bytes) -> ContentUpload:
    wanted = as_object(answer.get("uploadRequest")) or {}
    method, url = wanted.get("method"), wanted.get("url")
    if not isinstance(method, str) or not isinstance(url, str):
        message = "the service did not say where the content belongs: is this endpoint the API?"
        raise UploadRefused(message)
    headers = {name: str(value) for name, value in (as_object(wanted.get("headers")) or {}).items()}
    return ContentUpload(method, url, headers, content)
