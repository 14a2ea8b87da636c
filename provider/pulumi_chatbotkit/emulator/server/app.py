"""The ASGI application: reads a request, applies faults, logs it, and sends the answer of the service.

A body is read up to a bound, and a large one only after the key was checked.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from pulumi_chatbotkit.emulator.actions.contents import STORAGE_PATH, ContentUnavailableError, Storage
from pulumi_chatbotkit.emulator.actions.service import Service
from pulumi_chatbotkit.emulator.faults.pauses import Pauses
from pulumi_chatbotkit.emulator.messages.answer import NO_SUCH_PAGE, Answer
from pulumi_chatbotkit.emulator.messages.call import Call, normalised_path
from pulumi_chatbotkit.emulator.messages.incoming_body import LARGEST_BODY_BYTES, BodyTooLargeError, IncomingBody
from pulumi_chatbotkit.emulator.messages.routes import Match, Router
from pulumi_chatbotkit.emulator.messages.sending import send_answer
from pulumi_chatbotkit.emulator.request_log.log import RequestLog, log_entry
from pulumi_chatbotkit.emulator.server.host_guard import HostGuard
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation
from pulumi_chatbotkit.printable import printable

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.faults.rules import AppliedFault

ApplyFaults: TypeAlias = "Callable[[Call, Match | None], AppliedFault | None]"
"""Counts a call; returns what happens to it, None if no fault applies."""

AnswerWithFault: TypeAlias = "Callable[[AppliedFault, Call, Match | None], Answer]"
"""The answer to a call to which a fault applies."""

_READ_UNCHECKED_BYTES: Final = 65_536
"""How much of a body is read before the key is checked. Nearly all bodies are smaller."""

_CLOSING: Final = {"connection": "close"}


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the application is made of."""

    service: Service
    storage: Storage
    router: Router
    log: RequestLog
    apply_faults: ApplyFaults
    answer_with_fault: AnswerWithFault
    pauses: Pauses
    generation: Generation

    def match(self, call: Call) -> Match | None:
        """The route of a call; None if there is none."""
        return self.router.match(call.path) if call.has_route else None


def build_app(parts: Parts, other_routes: list[BaseRoute], host_names: Collection[str]) -> Starlette:
    """The application: the API, the content of files, and ``other_routes``. Needs no lifespan.

    ``host_names``: names that it answers to besides localhost and addresses.
    """
    names = frozenset(name.lower() for name in host_names)
    app = Starlette(routes=other_routes, middleware=[Middleware(HostGuard, names=names)])
    # Not a Mount: it does not match paths with a line feed in an id.
    app.router.default = _Api(parts)
    return app


class _Api:
    """Answers everything under /v1 and /api/v1, and the content of files; any other path is a 404 page."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        raw_path = _raw_path(scope)
        call, body = _call(request, raw_path, self._parts.generation), IncomingBody(request)
        if call.path.startswith(STORAGE_PATH):
            await send_answer(await self._content_answer(call, body), scope, receive, send)
        elif not call.path.startswith("/v1/"):
            # The service's answer to unknown routes is not known; similar hosts send a page.
            await send_answer(NO_SUCH_PAGE, scope, receive, send)
        elif call.path.endswith("/"):
            query = f"?{request.url.query}" if request.url.query else ""
            await RedirectResponse(raw_path.rstrip("/") + query, 308)(scope, receive, send)
        else:
            await self._read_and_answer(call, body, (scope, receive, send))

    async def _content_answer(self, call: Call, body: IncomingBody) -> Answer:
        """The answer of the object store; a body is read only as far as the address in the call announces it."""
        storage = self._parts.storage
        try:
            content = await body.read(storage.awaited_bytes(call))
            return storage.answer(replace(call, body=content))
        except BodyTooLargeError:
            return Answer(status=403, content_type="text/plain", headers=_CLOSING)
        except ContentUnavailableError as error:
            message = printable(f"{error}\n", keep="\n").encode()
            return Answer(status=500, body=message, content_type="text/plain", headers=_CLOSING)

    async def _read_and_answer(self, call: Call, body: IncomingBody, asgi: tuple[Scope, Receive, Send]) -> None:
        refused = None
        if await body.exceeds(_READ_UNCHECKED_BYTES):
            refused = self._parts.service.refusal_before_body(call, self._parts.match(call))
        if refused is None:
            try:
                await self._answer(replace(call, body=await body.read(LARGEST_BODY_BYTES)), *asgi)
                return
            except BodyTooLargeError:
                refused = Answer(status=413, body=b"Request Entity Too Large", content_type="text/plain")
        # What is left of the body is not read: the next request could only follow it.
        refused = replace(refused, headers={**refused.headers, **_CLOSING})
        self._parts.log.add(log_entry(call, self._parts.match(call), status=refused.status, fault=None))
        await send_answer(refused, *asgi)

    async def _answer(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._parts.match(call)
        fault = self._parts.apply_faults(call, found)
        if fault is not None:
            await self._answer_with_fault(fault, call, found, (scope, receive, send))
            return
        answer = self._parts.service.answer(call, found)
        # Logged before it is sent, so that a client that has the answer finds the request in the log.
        self._parts.log.add(log_entry(call, found, status=answer.status, fault=None))
        if await self._parts.pauses.wait(self._parts.pauses.draw_s(), scope, receive):
            await send_answer(answer, scope, receive, send)

    async def _answer_with_fault(
        self, applied: "AppliedFault", call: Call, found: Match | None, asgi: tuple[Scope, Receive, Send]
    ) -> None:
        from pulumi_chatbotkit.emulator.faults import fault_delivery  # noqa: PLC0415 - imports pydantic and httpx, which most emulators never need

        fault = applied.do
        answer = self._parts.answer_with_fault(applied, call, found)
        status = None if fault_delivery.is_unanswered(fault) else answer.status
        self._parts.log.add(log_entry(call, found, status=status, fault=fault.kind))
        pause_s = self._parts.pauses.draw_s() + fault_delivery.extra_delay_s(fault)
        if await self._parts.pauses.wait(pause_s, asgi[0], asgi[1]):
            await fault_delivery.send_with_fault(answer, fault, *asgi)


def _call(request: Request, raw_path: str, generation: Generation) -> Call:
    """The request without its body."""
    path, has_route = normalised_path(raw_path, generation)
    return Call(
        method=request.method,
        origin=f"{request.url.scheme}://{request.url.netloc}",
        path=path,
        sent_path=raw_path,
        headers=dict(request.headers),
        query=request.query_params.multi_items(),
        body=b"",
        has_route=has_route,
    )


def _raw_path(scope: Scope) -> str:
    """The path as sent, still percent-encoded: an id may contain an escaped slash."""
    raw = cast("bytes | None", scope.get("raw_path"))
    return quote(cast("str", scope["path"])) if raw is None else raw.decode("latin-1")
