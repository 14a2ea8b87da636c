"""What a fault makes of an answer. Loaded when the first fault strikes: a service without faults never waits for it.

A server of ours passes a handle on the connection in the ASGI scope. Without one the caller is in the same process and
its transport has no connection, so it gets the exception that httpx would raise for one: a timeout at once, not after
waiting.
"""

from collections.abc import Mapping
from typing import Final, cast

import httpx
from starlette.types import Receive, Scope, Send

from .answers import Answer, json_answer
from .connections import EXTENSION, Connection, disconnected
from .delivery import deliver
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
from .refusals import TOO_MANY_REQUESTS

_UNANSWERED: Final = (Reset, ResetAfterWrite, TimeoutBeforeWrite, TimeoutAfterWrite)
_GARBAGE: Final = Answer(
    status=200, body=b"<html><body>Something went wrong upstream.</body></html>", content_type="text/html"
)


def instead(fault: FaultAction) -> Answer | None:
    """The answer of a fault that keeps the call from the service; None if the service gets it."""
    match fault:
        case Status(body=str(body)):
            return Answer(status=fault.status, body=body.encode(), content_type="text/html", headers=fault.headers)
        case Status():
            return json_answer({"message": fault.message, "code": fault.code}, fault.status, fault.headers)
        case TooManyRequests():
            headers = {} if fault.retry_after is None else {"retry-after": fault.retry_after}
            return json_answer({"message": "Too many requests", "code": TOO_MANY_REQUESTS}, 429, headers)
        case Reset() | TimeoutBeforeWrite():
            return Answer(status=500)
        case _:
            return None


def goes_unanswered(fault: FaultAction) -> bool:
    """Whether the client gets no status at all."""
    return isinstance(fault, _UNANSWERED)


def added_s(fault: FaultAction) -> float:
    """How much longer the answer takes."""
    return fault.seconds if isinstance(fault, Delay) else 0.0


async def deliver_damaged(answer: Answer, fault: FaultAction, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer``, damaged by ``fault``.

    Raises:
        httpx.TransportError: in process, for a fault of the connection.
    """
    match fault:
        case Status() | TooManyRequests() | Delay():
            await deliver(answer, scope, receive, send)
        case GarbageBody():
            await deliver(_GARBAGE, scope, receive, send)
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


async def _send_half(answer: Answer, send: Send) -> None:
    body = answer.body if answer.lines is None else b"".join(answer.lines)
    headers = [(b"content-type", answer.content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
