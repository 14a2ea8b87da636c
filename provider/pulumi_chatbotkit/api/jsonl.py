"""Reading a list as a stream: one JSON object per line. Source: docs/api/api.md a.10.

Lines end at a line feed and nowhere else: JSON text may hold U+2028, at which general line readers split.
"""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import TypeAlias

from pulumi_chatbotkit.api.answers import parse_json
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
    """A line of another type, such as ``token`` and ``result``; ``kind`` is "" for an object that is no typed line."""

    kind: str
    data: JsonObject


@dataclass(frozen=True)
class Other:
    """A line without meaning for any reader: ``nop``, ``ping``, an empty line, one without data."""


@dataclass(frozen=True)
class Unreadable:
    """Not a line of such a stream: no JSON, or JSON of another shape."""


Line: TypeAlias = Item | Failed | Event | Other | Unreadable

_KEEP_ALIVE = ("nop", "ping")


def read_line(line: bytes) -> Line:
    """What one line says. An error outside of an error line, as a late failure sends it, counts as one."""
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


async def split_lines(chunks: AsyncIterable[bytes], *, longest: int) -> AsyncIterator[bytes]:
    """The lines in ``chunks``, the last one with or without a line feed; ``ValueError`` if one is over ``longest``."""
    waiting: list[bytes] = []
    size = 0
    async for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield b"".join([*waiting, piece])
            waiting, size = [], 0
        waiting.append(rest)
        size += len(rest)
        if size > longest:
            message = f"a line is longer than {longest} bytes"
            raise ValueError(message)
    if size:
        yield b"".join(waiting)
