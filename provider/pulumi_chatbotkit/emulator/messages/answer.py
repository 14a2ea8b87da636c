"""``Answer``: a response of the API as plain values, without ASGI."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A response. ``lines``: sent one by one instead of ``body``, for a stream."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    lines: Iterator[bytes] | None = None


NO_SUCH_PAGE: Final = Answer(
    status=404,
    body=b"<html><head><title>404: This page could not be found</title></head><body></body></html>",
    content_type="text/html; charset=utf-8",
)
"""The answer to a path that the service does not have: the web application's (docs/api/api.md a.1, inferred)."""


def json_answer(body: JsonObject, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """An answer with one JSON object as its body."""
    return Answer(status=status, body=json.dumps(body).encode(), headers=headers or {})
