"""Applies a fault to an answer and its connection. Imported when the first fault applies, so others need not load it.

The emulator's HTTP server passes the client's connection in the ASGI scope. Without one, the caller is in the same
process: it gets the exception that httpx would raise, at once even for a timeout.
"""

from typing import Final

import httpx
from starlette.types import Receive, Scope, Send

from pulumi_chatbotkit.emulator.faults.fault_actions import (
    Delay,
    FaultAction,
    LateWrite,
    Reset,
    ResetAfterWrite,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TruncatedBody,
)
from pulumi_chatbotkit.emulator.messages.answer import Answer
from pulumi_chatbotkit.emulator.messages.connection import Connection, connection_of, wait_for_disconnect
from pulumi_chatbotkit.emulator.messages.sending import send_answer

_UNANSWERED: Final = (Reset, ResetAfterWrite, TimeoutBeforeWrite, TimeoutAfterWrite, LateWrite)


def is_unanswered(fault: FaultAction) -> bool:
    """Whether the client gets no status."""
    return isinstance(fault, _UNANSWERED)


def extra_delay_s(fault: FaultAction) -> float:
    """Seconds that a fault adds to the latency."""
    return fault.seconds if isinstance(fault, Delay) else 0.0


async def send_with_fault(answer: Answer, fault: FaultAction, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer`` as ``fault`` changes it.

    Raises:
        httpx.TransportError: in process, for a fault that breaks the connection.
    """
    match fault:
        case Reset() | ResetAfterWrite() | LateWrite():
            _connection(scope, httpx.ReadError("connection reset by a fault of the emulator")).reset()
            await wait_for_disconnect(receive)
        case TimeoutBeforeWrite() | TimeoutAfterWrite():
            _connection(scope, httpx.ReadTimeout("no answer, by a fault of the emulator")).hold()
            await wait_for_disconnect(receive)
        case TruncatedBody():
            connection = _connection(scope, httpx.RemoteProtocolError("body cut off by a fault of the emulator"))
            await _send_half(answer, send)
            connection.finish()
            await wait_for_disconnect(receive)
        case _:
            await send_answer(answer, scope, receive, send)


def _connection(scope: Scope, in_process: httpx.TransportError) -> Connection:
    """The client's connection.

    Raises:
        httpx.TransportError: ``in_process``, if there is none.
    """
    connection = connection_of(scope)
    if connection is None:
        raise in_process
    return connection


async def _send_half(answer: Answer, send: Send) -> None:
    body = answer.body if answer.lines is None else b"".join(answer.lines)
    headers = [(b"content-type", answer.content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
