"""What the API answers, as plain values free of ASGI."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``lines`` are sent one by one instead of the body, when they are given."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    lines: Iterator[bytes] | None = None


def json_answer(body: JsonObject, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """An answer that is one JSON object."""
    return Answer(status=status, body=json.dumps(body).encode(), headers=headers or {})
