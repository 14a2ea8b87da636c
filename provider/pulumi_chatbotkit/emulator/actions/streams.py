"""How answers are streamed: as JSON lines, server-sent events or CSV, by the first media type of ``Accept``.

Source: docs/api/api.md a.10 (streaming).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

Event: TypeAlias = tuple[str, JsonObject]
"""The type of a line, such as ``item``, and its data."""

_Format: TypeAlias = Callable[[Iterable[Event]], Iterator[bytes]]

_JSON: Final = frozenset({"", "application/json", "*/*"})


def stream_format(call: Call) -> str | None:
    """The media type to stream, None for one JSON body.

    Raises:
        Refusal: BAD_REQUEST for any other media type.
    """
    if call.accept in _JSON:
        return None
    if call.accept not in _FORMATS:
        raise Refusal(BAD_REQUEST, "Unsupported accept header")
    return call.accept


def streamed(media_type: str, events: Iterable[Event]) -> Answer:
    """An answer that streams ``events``. An empty stream is an empty body."""
    # As a header of its own, so that no charset is added.
    headers = {"content-type": media_type}
    return Answer(status=200, content_type=media_type, headers=headers, lines=_FORMATS[media_type](events))


def _json_lines(events: Iterable[Event]) -> Iterator[bytes]:
    for kind, data in events:
        yield _compact({"type": kind, "data": data}) + b"\n"


def _server_sent(events: Iterable[Event]) -> Iterator[bytes]:
    for kind, data in events:
        yield b"event: " + kind.encode() + b"\ndata: " + _compact(data) + b"\n\n"


def _csv(events: Iterable[Event]) -> Iterator[bytes]:
    """A header with the keys of the first item, then one line of quoted values for each."""
    for number, (_, data) in enumerate(events):
        if number == 0:
            yield _encoded(",".join(data)) + b"\n"
        yield _encoded(",".join(_quoted(value) for value in data.values())) + b"\n"


_FORMATS: Final[Mapping[str, _Format]] = MappingProxyType(
    {"application/jsonl": _json_lines, "text/event-stream": _server_sent, "text/csv": _csv}
)

STREAMED: Final = tuple(_FORMATS)
"""The media types that a list can be streamed as."""


def _quoted(value: JsonValue) -> str:
    return '"' + ("" if value is False else _text(value)).replace('"', '""') + '"'


def _text(value: JsonValue) -> str:
    """``value`` as JavaScript turns it into text, and null as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "[object Object]"
    return ",".join(_text(entry) for entry in value) if isinstance(value, list) else json.dumps(value)


def _compact(value: JsonObject) -> bytes:
    """``value`` without spaces. Only ASCII: some readers take U+2028 for the end of a line."""
    return json.dumps(value, separators=(",", ":")).encode()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
