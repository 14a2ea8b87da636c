"""Lists as streams of lines."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from itertools import pairwise

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import Client, ClientSettings, ForeignAnswer, GenericError, NotFound, RetryPolicy
from pulumi_chatbotkit.json_values import JsonObject

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]
LIST = ("bot", "list")


def line(kind: str, **data: object) -> bytes:
    return json.dumps({"type": kind, "data": data}, ensure_ascii=False).encode() + b"\n"


class Pieces(httpx.AsyncByteStream):
    """A body that arrives in those pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


def streamed(*pieces: bytes) -> httpx.Response:
    return httpx.Response(200, stream=Pieces(*pieces), headers={"content-type": "application/jsonl"})


async def read(client: Client, into: list[JsonObject] | None = None) -> list[JsonObject]:
    items: list[JsonObject] = [] if into is None else into
    async for item in client.stream(LIST):
        items.append(item)  # noqa: PERF401 -- what came before a failure must be seen
    return items


def test_items_are_given_and_everything_else_is_left_out(scripted: Scripted) -> None:
    """Keep-alive lines are documented, a result line is disputed, other types may come."""
    client, sent = scripted(
        streamed(
            line("nop"), line("item", id="a"), line("ping"), b"\n", line("new"), line("item", id="b"), line("result")
        )
    )

    assert asyncio.run(read(client)) == [{"id": "a"}, {"id": "b"}]
    assert sent[0].headers["accept"] == "application/jsonl"


def test_an_empty_body_is_an_empty_list(scripted: Scripted) -> None:
    """So the service answers for an account without objects."""
    client, _ = scripted(streamed())

    assert asyncio.run(read(client)) == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=5), max_size=5), st.lists(st.integers(0, 400), max_size=6), st.booleans())
def test_items_do_not_depend_on_how_the_bytes_arrive(texts: list[str], cuts: list[int], ended: bool) -> None:
    """Networks cut anywhere, also within a character; text may hold U+2028, which is no line feed."""
    sendable = [text.encode("utf-8", "replace").decode() for text in texts]
    body = b"".join(line("item", text=text) for text in sendable)
    body = body if ended else body.removesuffix(b"\n")
    bounds = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    pieces = [body[start:end] for start, end in pairwise(bounds)]
    transport = httpx.MockTransport(lambda _: streamed(*pieces))
    client = Client(ClientSettings("https://api.chatbotkit.com", "t"), transport=transport)

    assert asyncio.run(read(client)) == [{"text": text} for text in sendable]


def test_an_error_line_raises_what_its_code_says(scripted: Scripted) -> None:
    """The status was 200 long before."""
    client, _ = scripted(streamed(line("item", id="a"), line("error", message="gone", code="NOT_FOUND")))
    items: list[JsonObject] = []

    with pytest.raises(NotFound, match="gone"):
        asyncio.run(read(client, items))
    assert items == [{"id": "a"}]


def test_a_late_error_body_raises_too(scripted: Scripted) -> None:
    """A failure of the route itself knows nothing of lines."""
    client, _ = scripted(streamed(b'{"message": "System error occurred", "code": "GENERIC_ERROR"}'))

    with pytest.raises(GenericError):
        asyncio.run(read(client))


@pytest.mark.parametrize(
    "rest",
    [
        b'{"type": "item", "da',
        b"<html>",
        b'{"items": []}',
        b"[]",
        b'{"type": "item"}',
        b'{"type": "error"}',
        b"\xff\xfe",
    ],
)
def test_a_line_that_cannot_be_read_is_foreign(scripted: Scripted, rest: bytes) -> None:
    """Left out silently, its object would look deleted."""
    client, _ = scripted(streamed(line("item", id="a"), rest))

    with pytest.raises(ForeignAnswer):
        asyncio.run(read(client))


def test_a_line_without_end_is_refused(scripted: Scripted) -> None:
    """It would fill the memory."""
    client, _ = scripted(streamed(*[b"x" * 10] * 20), max_body_bytes=50)

    with pytest.raises(ForeignAnswer, match="longer than 50 bytes"):
        asyncio.run(read(client))


def test_opening_a_stream_is_tried_again(scripted: Scripted) -> None:
    """Lists are rate limited, and a stream is a list."""
    throttled = httpx.Response(429, json={"message": "", "code": "LIMITS_REACHED"})
    client, sent = scripted(throttled, httpx.ReadError("reset"), streamed(line("item", id="a")))

    assert asyncio.run(read(client)) == [{"id": "a"}]
    assert len(sent) == 3


def test_a_refused_stream_is_the_refusal(scripted: Scripted) -> None:
    """Before the first line, errors are bodies as everywhere."""
    client, _ = scripted(httpx.Response(404, json={"message": "", "code": "NOT_FOUND"}), retry=RetryPolicy(attempts=1))

    with pytest.raises(NotFound):
        asyncio.run(read(client))


def test_a_stream_gives_its_slot_back(scripted: Scripted) -> None:
    """A slot that leaked with each stream would stop the client for good."""
    client, _ = scripted(*[streamed(line("item", id="a")) for _ in range(3)], concurrency=1)

    async def scenario() -> int:
        return sum([len(await read(client)) for _ in range(3)])

    assert asyncio.run(scenario()) == 3


def test_a_stream_left_early_gives_its_slot_back(scripted: Scripted) -> None:
    """The reader that has found its object goes on with the next call."""
    lines = [line("item", id="a"), line("item", id="b")]
    client, _ = scripted(streamed(*lines), streamed(*lines), concurrency=1)

    async def scenario() -> list[JsonObject]:
        async with aclosing(client.stream(LIST)) as items:
            first = await anext(items)
        return [first, *await read(client)]

    assert asyncio.run(scenario()) == [{"id": "a"}, {"id": "a"}, {"id": "b"}]
