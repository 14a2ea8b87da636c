"""Parses a streamed response: one JSON object per line. Source: docs/api/api.md a.10 (streaming).

Only a line feed ends a line: JSON text may hold U+2028, at which general line readers split.
"""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import TypeAlias

from pulumi_chatbotkit.api.responses import parse_json
from pulumi_chatbotkit.json_values import JsonObject, as_object


@dataclass(frozen=True)
class Item:
    """A line with an item of the list."""

    data: JsonObject


@dataclass(frozen=True)
class Failed:
    """A line that ends the stream with an error; ``data`` has ``message`` and ``code``."""

    data: JsonObject


@dataclass(frozen=True)
class Event:
    """A line of another type, such as ``token`` and ``result``; ``kind`` is "" for an object without a type."""

    kind: str
    data: JsonObject


@dataclass(frozen=True)
class Other:
    """A line to ignore: ``nop``, ``ping``, an empty line, one without data."""


@dataclass(frozen=True)
class Unreadable:
    """Not a valid line: not JSON, or JSON of another shape."""


Line: TypeAlias = Item | Failed | Event | Other | Unreadable

_KEEP_ALIVE = ("nop", "ping")


def read_line(line: bytes) -> Line:
    """Parse one line. An untyped object with a ``code``, which a late failure sends, counts as an error line."""
    if not line.strip():
        return Other()
    value = as_object(parse_json(line))
    if value is None:
        return Unreadable()
    kind, data = value.get("type"), as_object(value.get("data"))
    if kind == "item":
        return Unreadable() if data is None else Item(data)
    if kind == "error":
        return Unreadable() if data is None else Failed(data)
    if isinstance(kind, str):
        return Other() if data is None or kind in _KEEP_ALIVE else Event(kind, data)
    return Failed(value) if "code" in value else Event("", value)


async def split_lines(chunks: AsyncIterable[bytes], *, max_bytes: int) -> AsyncIterator[bytes]:
    """The lines in ``chunks``, the last one with or without a line feed.

    Raises ``ValueError`` for a line of more than ``max_bytes``.
    """
    waiting: list[bytes] = []
    size = 0
    async for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield b"".join([*waiting, piece])
            waiting, size = [], 0
        waiting.append(rest)
        size += len(rest)
        if size > max_bytes:
            message = f"a line is longer than {max_bytes} bytes"
            raise ValueError(message)
    if size:
        yield b"".join(waiting)
