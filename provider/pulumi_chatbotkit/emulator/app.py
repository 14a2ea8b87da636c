"""The ASGI application: reads a request, lets faults strike, logs, delivers the service's answer. Decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from .calls import Call, Match, Router, normalised_path
from .contents import STORAGE_PATH, Storage
from .delivery import deliver
from .pauses import Pauses
from .request_log import RequestLog, logged
from .service import Service

if TYPE_CHECKING:
    from .faults import FaultAction

Strike: TypeAlias = "Callable[[Call, Match | None], FaultAction | None]"
"""Counts a call, and says what happens to it."""

_NO_SUCH_PAGE: Final = b"<html><head><title>404: This page could not be found</title></head><body></body></html>"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the application connects."""

    service: Service
    storage: Storage
    router: Router
    log: RequestLog
    strike: Strike
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
            await deliver(self._parts.storage.answer(call), scope, receive, send)
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
        fault = self._parts.strike(call, found)
        if fault is not None:
            await self._damaged(fault, call, found, (scope, receive, send))
            return
        answer = self._parts.service.answer(call, found)
        # Logged before it is delivered: whoever feels the effect finds the request in the log.
        self._parts.log.add(logged(call, found, status=answer.status, fault=None))
        if await self._parts.pauses.wait(self._parts.pauses.draw_s(), scope, receive):
            await deliver(answer, scope, receive, send)

    async def _damaged(
        self, fault: "FaultAction", call: Call, found: Match | None, wire: tuple[Scope, Receive, Send]
    ) -> None:
        from . import damage  # noqa: PLC0415 - needs pydantic and httpx, which a service without faults never loads

        answer = damage.instead(fault) or self._parts.service.answer(call, found)
        status = None if damage.goes_unanswered(fault) else answer.status
        self._parts.log.add(logged(call, found, status=status, fault=fault.kind))
        pause_s = self._parts.pauses.draw_s() + damage.added_s(fault)
        if await self._parts.pauses.wait(pause_s, wire[0], wire[1]):
            await damage.deliver_damaged(answer, fault, *wire)


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
