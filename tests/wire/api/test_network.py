"""A broken network, on real sockets: which error it causes, and whether the request may have arrived."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any

import httpx
import pytest

from pulumi_chatbotkit.api import (
    Client,
    ClientSettings,
    ForeignAnswer,
    NoAnswer,
    RetryPolicy,
    Timeouts,
)

Message = MutableMapping[str, Any]
Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[[Conversation], AbstractAsyncContextManager[str]]
JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = JSON_HEAD + b'Content-Length: 11\r\n\r\n{"id": "a"}'
QUICK = RetryPolicy(attempts=2, base_s=1e-6)


async def read_request(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)


def answering(answer: bytes) -> Conversation:
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer)
        await writer.drain()

    return conversation


async def resetting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.transport.abort()


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()  # until the client gives up


@asynccontextmanager
async def client_at(url: str, timeouts: Timeouts | None = None) -> AsyncGenerator[Client]:
    settings = ClientSettings(url, "a-token", retry=QUICK, timeouts=timeouts or Timeouts())
    async with Client(settings) as client:
        yield client


async def creating(serve: Serve, conversation: Conversation, timeouts: Timeouts | None = None) -> object:
    async with serve(conversation) as url, client_at(url, timeouts) as client:
        return await client.post(("bot", "create"), {"name": "Ada"}, repeatable=False)


def test_a_whole_answer_is_read(serve: Serve) -> None:
    """The same client, transport and pool as in production, once through."""
    assert asyncio.run(creating(serve, answering(WHOLE))) == {"id": "a"}


@pytest.mark.parametrize("conversation", [resetting, answering(b""), answering(b"SSH-2.0-x\r\n")])
def test_a_create_without_an_answer_is_in_doubt(serve: Serve, conversation: Conversation) -> None:
    """The service had the whole request; it is unknown whether it acted."""
    with pytest.raises(NoAnswer) as caught:
        asyncio.run(creating(serve, conversation))

    assert (caught.value.was_sent, caught.value.may_have_created, caught.value.attempts) == (True, True, 1)


@pytest.mark.parametrize(
    "answer",
    [
        JSON_HEAD + b'Content-Length: 100\r\n\r\n{"id": "a"}',
        JSON_HEAD + b'Transfer-Encoding: chunked\r\n\r\nb\r\n{"id": "a"}\r\n',
        JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\nnot a chunk\r\n",
        JSON_HEAD + b'Connection: close\r\n\r\n{"id": "a',
        JSON_HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\njunk",
    ],
    ids=["short body", "no last chunk", "chunked garbage", "cut JSON", "no gzip"],
)
def test_half_an_answer_is_no_answer_of_the_service(serve: Serve, answer: bytes) -> None:
    """Even where what came so far happens to be good JSON."""
    with pytest.raises(ForeignAnswer) as caught:
        asyncio.run(creating(serve, answering(answer)))

    assert caught.value.may_have_created


@pytest.mark.parametrize("timeouts", [Timeouts(read_s=0.05), Timeouts(total_s=0.05)], ids=["read", "total"])
def test_a_create_that_takes_too_long_is_in_doubt(serve: Serve, timeouts: Timeouts) -> None:
    """The service may finish it after we stopped listening."""
    with pytest.raises(NoAnswer) as caught:
        asyncio.run(creating(serve, silent, timeouts))

    assert caught.value.may_have_created


def test_a_body_that_trickles_ends_at_the_total_timeout(serve: Serve) -> None:
    """Each read is in time, the answer is not: a slow proxy could hold a slot for ever."""

    async def trickling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(JSON_HEAD + b"Content-Length: 1000000000\r\n\r\n")
        with suppress(ConnectionError):
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0)

    with pytest.raises(NoAnswer, match="no whole answer"):
        asyncio.run(creating(serve, trickling, Timeouts(total_s=0.1)))


def test_a_closed_port_is_tried_again_without_doubt() -> None:
    """Nothing listens: nothing was sent."""

    async def scenario() -> object:
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        async with client_at(f"http://127.0.0.1:{port}") as client:
            return await client.post(("bot", "create"), {}, repeatable=False)

    with pytest.raises(NoAnswer, match="2 attempts") as caught:
        asyncio.run(scenario())
    assert not caught.value.may_have_created


def test_a_stream_that_breaks_off_is_an_error(serve: Serve) -> None:
    """A list that only looks complete would mean that the rest is gone."""
    answer = JSON_HEAD + b'Transfer-Encoding: chunked\r\n\r\n1f\r\n{"type":"item","data":{"id":1}}\n'
    items: list[object] = []

    async def scenario() -> None:
        async with serve(answering(answer)) as url, client_at(url) as client:
            async for item in client.stream(("bot", "list")):
                items.append(item)  # noqa: PERF401 -- what came before the failure must be seen

    with pytest.raises(ForeignAnswer, match="broke off"):
        asyncio.run(scenario())


def test_a_call_can_be_repeated_after_a_reset(serve: Serve) -> None:
    """The broken connection must not go back to the pool."""
    conversations = [resetting, answering(WHOLE)]

    async def changing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await conversations.pop(0)(reader, writer)

    async def scenario() -> object:
        async with serve(changing) as url, client_at(url) as client:
            return await client.get(("bot", "a", "fetch"))

    assert asyncio.run(scenario()) == {"id": "a"}


def test_an_interrupted_call_gives_its_slot_back(serve: Serve) -> None:
    """A cancelled deployment step must not make the next one wait for ever."""

    async def scenario() -> object:
        arrived = asyncio.Event()

        async def first_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if arrived.is_set():
                return await answering(WHOLE)(reader, writer)
            arrived.set()
            return await silent(reader, writer)

        async with serve(first_silent) as url, Client(ClientSettings(url, "a-token", concurrency=1)) as client:
            first = asyncio.ensure_future(client.get(("bot", "a", "fetch")))
            await arrived.wait()
            first.cancel()
            return await client.get(("bot", "b", "fetch"))

    assert asyncio.run(scenario()) == {"id": "a"}


def test_as_many_connections_are_open_as_calls_are_allowed(serve: Serve) -> None:
    """The calls are spread over small pools; a pool that got more than it can hold would make the others wait."""
    expected = 20

    async def scenario() -> list[object]:
        together = asyncio.Barrier(expected)

        async def waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await together.wait()
            await answering(WHOLE)(reader, writer)

        async with serve(waiting) as url, Client(ClientSettings(url, "a-token", concurrency=expected)) as client:
            return list(await asyncio.gather(*[client.get(("bot", "a", "fetch")) for _ in range(expected)]))

    assert asyncio.run(scenario()) == [{"id": "a"}] * expected


def test_an_application_in_this_process_is_a_transport() -> None:
    """So the emulator is reached without a port."""

    async def application(
        scope: Message, _: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f'{{"id": "{scope["path"]}"}}'.encode()})

    async def scenario() -> object:
        settings = ClientSettings("http://embedded.localhost", "a-token")
        async with Client(settings, transport=httpx.ASGITransport(application)) as client:
            return await client.get(("bot", "a", "fetch"))

    assert asyncio.run(scenario()) == {"id": "/api/v1/bot/a/fetch"}


class Searched(MetaPathFinder):
    """Finds nothing, and remembers what was looked for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None, /) -> None:
        del path, target
        self.names.append(fullname)


def test_a_call_searches_the_disk_for_no_module(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTTP library looks for an optional one with each request, which takes as long as half of the call."""
    searched = Searched()

    async def calls() -> None:
        async with serve(answering(WHOLE)) as url, client_at(url) as client:
            await client.get(("bot", "a", "fetch"))
            monkeypatch.setattr(sys, "meta_path", [searched, *sys.meta_path])
            await client.get(("bot", "a", "fetch"))

    asyncio.run(calls())

    assert searched.names == []
