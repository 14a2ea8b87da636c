"""How an answer leaves: whole, or as a fault will have it.

A server of ours passes a handle on the connection in the ASGI scope. Without one the caller is in the same process and
its transport has no connection, so it gets the exception that httpx would raise for one: a timeout at once, not after
waiting.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final, Protocol, cast

import httpx
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from .answers import Answer
from .faults import (
    Delay,
    FaultAction,
    GarbageBody,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
)

EXTENSION: Final = "pulumi_chatbotkit.connection"
"""Key of the handle in the extensions of an ASGI scope."""

_GARBAGE: Final = Answer(
    status=200, body=b"<html><body>Something went wrong upstream.</body></html>", content_type="text/html"
)


class Connection(Protocol):
    """A client's connection to a server of ours."""

    def reset(self) -> None:
        """Drop it without sending anything more."""
        ...

    def finish(self) -> None:
        """Send what is pending, then close."""
        ...

    def hold(self) -> None:
        """Remember that no answer will come soon, so that the server's stop does not wait for one."""
        ...

    def release(self) -> None:
        """Undo ``hold``: the answer is on its way."""
        ...


async def deliver(answer: Answer, fault: FaultAction | None, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer``, damaged by ``fault``.

    Raises:
        httpx.TransportError: in process, for a fault of the connection.
    """
    match fault:
        case None | Status() | TooManyRequests() | Delay():
            await _response(answer)(scope, receive, send)
        case GarbageBody():
            await _response(_GARBAGE)(scope, receive, send)
        case Reset() | ResetAfterWrite():
            _connection(scope, httpx.ReadError("connection reset by a fault of the emulator")).reset()
            await disconnected(receive)
        case TimeoutBeforeWrite() | TimeoutAfterWrite():
            _connection(scope, httpx.ReadTimeout("no answer, by a fault of the emulator")).hold()
            await disconnected(receive)
        case TruncatedBody():
            connection = _connection(scope, httpx.RemoteProtocolError("body cut off by a fault of the emulator"))
            await _send_half(answer, send)
            connection.finish()
            await disconnected(receive)


def _connection(scope: Scope, in_process: httpx.TransportError) -> Connection:
    """The handle, if a server of ours is in front; otherwise raises ``in_process``."""
    extensions = cast("Mapping[str, Connection]", scope.get("extensions") or {})
    if EXTENSION not in extensions:
        raise in_process
    return extensions[EXTENSION]


def _response(answer: Answer) -> Response:
    if answer.lines is None:
        return Response(answer.body, answer.status, answer.headers, answer.content_type)
    return StreamingResponse(_in_this_thread(answer.lines), answer.status, answer.headers, answer.content_type)


async def _in_this_thread(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    # Starlette would take a plain iterator to a pool of threads, line by line.
    for line in lines:
        yield line


async def _send_half(answer: Answer, send: Send) -> None:
    body = answer.body if answer.lines is None else b"".join(answer.lines)
    headers = [(b"content-type", answer.content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


async def disconnected(receive: Receive) -> None:
    """Until the client is gone, or the server has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
