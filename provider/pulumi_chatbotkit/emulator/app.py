"""The ASGI application: reads a request, lets faults strike, logs, delivers the service's answer. Decides nothing."""

from typing import Final, cast
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.types import Receive, Scope, Send

from .answers import Answer, json_answer
from .calls import Call, match, normalised_path
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
from .refusals import TOO_MANY_REQUESTS
from .request_log import RequestLog, logged
from .service import Service

_NO_SUCH_PAGE: Final = b"<html><head><title>404: This page could not be found</title></head><body></body></html>"
_UNANSWERED: Final = (Reset, ResetAfterWrite, TimeoutBeforeWrite, TimeoutAfterWrite)


def build_app(service: Service, log: RequestLog, faults: Faults, admin_routes: list[BaseRoute]) -> Starlette:
    """The application. Needs no lifespan."""
    return Starlette(routes=[*admin_routes, Mount("/", app=_Api(service, log, faults))])


class _Api:
    """Everything under /v1 and /api/v1; any other path is a page that does not exist."""

    def __init__(self, service: Service, log: RequestLog, faults: Faults) -> None:
        self._service = service
        self._log = log
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        raw_path = _raw_path(scope)
        call = _call(request, raw_path, await request.body())
        if not call.path.startswith("/v1/"):
            # The service's answer to unknown routes was not established; hosts of its sort send a page.
            await Response(_NO_SUCH_PAGE, 404, media_type="text/html")(scope, receive, send)
        elif call.path.endswith("/"):
            query = f"?{request.url.query}" if request.url.query else ""
            await RedirectResponse(raw_path.rstrip("/") + query, 308)(scope, receive, send)
        else:
            await self._answer(call, scope, receive, send)

    async def _answer(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        found = match(call.path)
        fault = self._faults.strike(call, found)
        answer = _instead(fault) or self._service.answer(call)
        status = None if isinstance(fault, _UNANSWERED) else answer.status
        # Logged before it is delivered: whoever feels the effect finds the request in the log.
        self._log.add(logged(call, found, status=status, fault=None if fault is None else fault.kind))
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
        path=normalised_path(raw_path),
        headers=dict(request.headers),
        query=request.query_params.multi_items(),
        body=body,
    )


def _raw_path(scope: Scope) -> str:
    """As sent: an id may hold an escaped slash."""
    raw = cast("bytes | None", scope.get("raw_path"))
    return quote(cast("str", scope["path"])) if raw is None else raw.decode("latin-1")
