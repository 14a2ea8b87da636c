"""The ASGI application: reads a request, lets faults strike, logs, delivers the service's answer. Decides nothing."""

from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from .answers import Answer, json_answer
from .calls import Call, Router, normalised_path
from .contents import STORAGE_PATH, Storage
from .delivery import deliver
from .faults import (
    FaultAction,
    Faults,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
)
from .pauses import Pauses
from .refusals import TOO_MANY_REQUESTS
from .request_log import RequestLog, logged
from .service import Service

_NO_SUCH_PAGE: Final = b"<html><head><title>404: This page could not be found</title></head><body></body></html>"
_UNANSWERED: Final = (Reset, ResetAfterWrite, TimeoutBeforeWrite, TimeoutAfterWrite)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the application connects."""

    service: Service
    storage: Storage
    router: Router
    log: RequestLog
    faults: Faults
    pauses: Pauses


def build_app(parts: Parts, admin_routes: list[BaseRoute]) -> Starlette:
    """The application. Needs no lifespan."""
    app = Starlette(routes=admin_routes)
    # A Mount matches no path with a line feed in an id.
    app.router.default = _Api(parts)
    return app


class _Api:
    """Everything under /v1 and /api/v1, and the content of files; any other path is a page that does not exist."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        raw_path = _raw_path(scope)
        call = _call(request, raw_path, await request.body())
        if call.path.startswith(STORAGE_PATH):
            await deliver(self._parts.storage.answer(call), None, scope, receive, send)
        elif not call.path.startswith("/v1/"):
            # The service's answer to unknown routes was not established; hosts of its sort send a page.
            await Response(_NO_SUCH_PAGE, 404, media_type="text/html")(scope, receive, send)
        elif call.path.endswith("/"):
            query = f"?{request.url.query}" if request.url.query else ""
            await RedirectResponse(raw_path.rstrip("/") + query, 308)(scope, receive, send)
        else:
            await self._answer(call, scope, receive, send)

    async def _answer(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._parts.router.match(call.path)
        fault = self._parts.faults.strike(call, found)
        answer = _instead(fault) or self._parts.service.answer(call, found)
        status = None if isinstance(fault, _UNANSWERED) else answer.status
        # Logged before it is delivered: whoever feels the effect finds the request in the log.
        self._parts.log.add(logged(call, found, status=status, fault=None if fault is None else fault.kind))
        pause_s = self._parts.pauses.before_answer_s(fault)
        if pause_s == 0 or await self._parts.pauses.wait(pause_s, scope, receive):
            await deliver(answer, fault, scope, receive, send)


def _instead(fault: FaultAction | None) -> Answer | None:
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


def _call(request: Request, raw_path: str, body: bytes) -> Call:
    return Call(
        method=request.method,
        origin=f"{request.url.scheme}://{request.url.netloc}",
        path=normalised_path(raw_path),
        headers=dict(request.headers),
        query=request.query_params.multi_items(),
        body=body,
    )


def _raw_path(scope: Scope) -> str:
    """As sent: an id may hold an escaped slash."""
    raw = cast("bytes | None", scope.get("raw_path"))
    return quote(cast("str", scope["path"])) if raw is None else raw.decode("latin-1")
