"""Sends an answer over ASGI. ``faults.fault_delivery`` sends one that a fault changes."""

from collections.abc import AsyncIterator, Iterator

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from pulumi_chatbotkit.emulator.messages.answer import Answer


async def send_answer(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer`` completely."""
    await _response(answer)(scope, receive, send)


def _response(answer: Answer) -> Response:
    if answer.lines is None:
        return Response(answer.body, answer.status, answer.headers, answer.content_type)
    return StreamingResponse(_in_this_thread(answer.lines), answer.status, answer.headers, answer.content_type)


async def _in_this_thread(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    # Starlette would run a plain iterator in a thread pool, one hand-over per line.
    for line in lines:
        yield line
