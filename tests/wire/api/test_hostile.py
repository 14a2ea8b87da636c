"""Malicious or badly broken servers: bounded time and memory, a clear error, no token elsewhere."""

import asyncio
import gzip
import ssl
import subprocess
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.api import (
    ChatBotKitError,
    Client,
    ClientSettings,
    ForeignAnswer,
    NoAnswer,
    RetryPolicy,
    Timeouts,
)

Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[[Conversation], AbstractAsyncContextManager[str]]
TOKEN = "planted-token-0123456789"
MOST = 200_000
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def saying(head: bytes, again: bytes = b"") -> Conversation:
    """Answers ``head``, then ``again`` for ever, as long as somebody listens."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head)
        with suppress(ConnectionError):
            await writer.drain()
            while again:
                writer.write(again)
                await writer.drain()
                await asyncio.sleep(0)

    return conversation


def client_at(url: str) -> Client:
    times = Timeouts(total_s=2)
    settings = ClientSettings(url, TOKEN, retry=RetryPolicy(deadline_s=0), timeouts=times, max_body_bytes=MOST)
    return Client(settings)


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)


def body(content: bytes, *headers: bytes) -> bytes:
    return (
        OK + b"".join(header + b"\r\n" for header in headers) + b"Content-Length: %d\r\n\r\n" % len(content) + content
    )


async def fetched(serve: Serve, conversation: Conversation) -> object:
    async with serve(conversation) as url, client_at(url) as client:
        return await client.get(("bot", "a", "fetch"))


async def streamed(serve: Serve, conversation: Conversation) -> list[object]:
    async with serve(conversation) as url, client_at(url) as client:
        return [item async for item in client.stream(("bot", "list"))]


def deflated(size: int) -> bytes:
    return zlib.compress(b"0" * size)


# What is answered, and what the error must say.
HOSTILE: dict[str, tuple[Conversation, str]] = {
    "huge": (saying(body(b"0" * (MOST + 1))), "larger than"),
    "endless chunks": (saying(CHUNKED, chunk(b"0" * 10_000)), "larger than"),
    "endless without length": (saying(OK + b"\r\n", b"0" * 10_000), "larger than"),
    "gzip bomb": (saying(body(gzip.compress(b"0" * 50_000_000), b"Content-Encoding: gzip")), "larger than"),
    "deflate bomb": (saying(body(deflated(50_000_000), b"Content-Encoding: deflate")), "larger than"),
    "endless heads of information": (saying(b"", b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"), "no whole answer"),
    "endless header": (saying(OK + b"X-A: ", b"a" * 10_000), "RemoteProtocolError"),
    "endless headers": (saying(OK, b"X-A: b\r\n" * 1_000), "RemoteProtocolError"),
    "cut chunk": (saying(CHUNKED + b"ff\r\n{"), "broke off"),
    "no UTF-8": (saying(body(b'{"id": "\xff\xfe"}')), "not JSON"),
    "deep": (saying(body(b"[" * 100_000 + b"]" * 100_000)), "not JSON"),
    "not a number": (saying(body(b'{"id": NaN}')), "not JSON"),
    "infinite": (saying(body(b'{"id": 1e400}')), "not JSON"),
    "endless digits": (saying(body(b'{"id": ' + b"9" * 10_000 + b"}")), "not JSON"),
    "page": (saying(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), "not one of"),
    "closed": (saying(b""), "disconnected"),
    "echo": (saying(body(f"<p>{TOKEN}</p>".encode())), "token"),
    "echo in a header": (saying(body(b"", f"X-Request-Id: {TOKEN}".encode())), "token"),
    "another protocol": (saying(b"SSH-2.0-OpenSSH_9\r\n"), "RemoteProtocolError"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malicious_response_is_a_clear_error(serve: Serve, name: str) -> None:
    """Within the total timeout, and without the token."""
    conversation, words = HOSTILE[name]

    with pytest.raises((ForeignAnswer, NoAnswer), match=words) as caught:
        asyncio.run(fetched(serve, conversation))

    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(("name", "most"), [("endless chunks", 4_000_000), ("endless header", 4_000_000)])
def test_memory_is_bounded_by_the_largest_body(serve: Serve, name: str, most: int) -> None:
    """However much is sent."""
    conversation, _ = HOSTILE[name]
    tracemalloc.start()

    with pytest.raises(ChatBotKitError):
        asyncio.run(fetched(serve, conversation))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < most


def test_a_bomb_costs_no_more_than_what_one_read_expands_to(serve: Serve) -> None:
    """A read has 64 KiB, of which deflate makes at most 1,032 times as much; the rest is never expanded."""
    maker = zlib.compressobj(wbits=31)
    zeros = b"0" * 1_000_000
    bomb = b"".join(maker.compress(zeros) for _ in range(400)) + maker.flush()
    tracemalloc.start()

    with pytest.raises(ForeignAnswer, match="larger than"):
        asyncio.run(fetched(serve, saying(body(bomb, b"Content-Encoding: gzip"))))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


ENDLESS_STREAMS = {
    "a line": saying(CHUNKED, chunk(b"0" * 10_000)),
    "a bomb of a line": saying(body(gzip.compress(b"0" * 50_000_000), b"Content-Encoding: gzip")),
}


@pytest.mark.parametrize("conversation", ENDLESS_STREAMS.values(), ids=ENDLESS_STREAMS)
def test_a_line_without_end_is_bounded(serve: Serve, conversation: Conversation) -> None:
    """A stream may be long, one object in it may not."""
    with pytest.raises(ForeignAnswer, match="longer than"):
        asyncio.run(streamed(serve, conversation))


def test_a_stream_of_nothing_but_keep_alives_ends(serve: Serve) -> None:
    """Bytes keep coming, items never do: the total timeout bounds the wait for each item."""
    conversation = saying(CHUNKED, chunk(b'{"type":"nop","data":{}}\n'))

    with pytest.raises(ForeignAnswer, match="no item within"):
        asyncio.run(streamed(serve, conversation))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_takes_the_token_nowhere(serve: Serve, status: int) -> None:
    """The other host gets nothing, not even a connection."""
    visits: list[int] = []

    async def other(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        visits.append(1)

    async def scenario() -> None:
        async with serve(other) as elsewhere:
            head = f"HTTP/1.1 {status} x\r\nLocation: {elsewhere}/{TOKEN}\r\nContent-Length: 0\r\n\r\n"
            await fetched(serve, saying(head.encode()))

    with pytest.raises(ForeignAnswer, match="not followed") as caught:
        asyncio.run(scenario())
    assert TOKEN not in str(caught.value)
    assert visits == []


@pytest.mark.parametrize(
    ("content", "read"),
    [(b'{"id": 1}', {"id": 1}), (b'{"id": "a", "id": "b"}', {"id": "b"})],
    ids=["number", "twice"],
)
def test_odd_json_is_read_as_it_is(serve: Serve, content: bytes, read: object) -> None:
    """The client does not check the types of values; its callers do."""
    assert asyncio.run(fetched(serve, saying(body(content)))) == read


def test_the_older_protocol_is_understood(serve: Serve) -> None:
    """Some proxies still speak HTTP/1.0, whose bodies end with the connection."""
    answer = b'HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"id": "a"}'

    assert asyncio.run(fetched(serve, saying(answer))) == {"id": "a"}


def test_an_untrusted_certificate_is_refused_before_the_token_is_sent(tmp_path: Path) -> None:
    """Nobody on the way may get it."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    subprocess.run([*command, *subject, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    received: list[bytes] = []

    async def listening(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.read())
        writer.close()

    async def scenario() -> object:
        server = await asyncio.start_server(listening, "127.0.0.1", 0, ssl=context)
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, client_at(url) as client:
            return await client.get(("bot", "a", "fetch"))

    with pytest.raises(NoAnswer, match=r"(?i)certificate.*verif"):
        asyncio.run(scenario())
    assert b"".join(received) == b""


def test_a_list_that_goes_round_in_new_cursors_ends(fake: Callable[..., Client]) -> None:
    """A cursor that is always new, with items that are not."""
    count = iter(range(10_000))

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"items": [{"id": "a"}, {"id": "b"}], "cursor": f"c{next(count)}"})

    async def scenario() -> int:
        return len([item async for item in fake(handler).items(("bot", "list"))])

    with pytest.raises(ForeignAnswer, match="nothing new"):
        asyncio.run(scenario())
