"""How an answer leaves: whole. What a fault does to it is in ``damage``."""

from collections.abc import AsyncIterator, Iterator

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from .answers import Answer


async def deliver(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer``."""
    await _response(answer)(scope, receive, send)


def _response(answer: Answer) -> Response:
    if answer.lines is None:
        return Response(answer.body, answer.status, answer.headers, answer.content_type)
    return StreamingResponse(_in_this_thread(answer.lines), answer.status, answer.headers, answer.content_type)


async def _in_this_thread(lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    # Starlette would take a plain iterator to a pool of threads, line by line.
    for line in lines:
        yield line
