"""Control routes for the request log.

| route | does |
|---|---|
| GET /_emulator/requests | ``{"requests": [...]}``: ``LoggedRequest`` with number and route, filtered by the query |
| GET /_emulator/requests/counts | ``{"counts": {"bot/create": 3}}``, highest first, filtered in the same way |
| DELETE /_emulator/requests | clears the log |
"""

from collections.abc import Sequence
from typing import Protocol

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pulumi_chatbotkit.emulator.control.bad_request import bad_request
from pulumi_chatbotkit.emulator.errors import FilterError
from pulumi_chatbotkit.emulator.request_log.filters import (
    NumberedRequest,
    RequestFilter,
    counts_by_route,
    parsed_filter,
)


class RequestLogAccess(Protocol):
    """What the routes need of an emulator."""

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]: ...

    def clear_requests(self) -> None: ...


def request_routes(emulator: RequestLogAccess, guarded: Sequence[Middleware]) -> list[BaseRoute]:
    """The routes to the log of ``emulator``."""

    def answer(request: Request, *, counted: bool) -> Response:
        try:
            found = emulator.requests_like(parsed_filter(request.query_params))
        except FilterError as error:
            return bad_request(str(error))
        if counted:
            return JSONResponse({"counts": counts_by_route(found)})
        return JSONResponse({"requests": [one.as_json() for one in found]})

    async def requests(request: Request) -> Response:
        return answer(request, counted=False)

    async def counts(request: Request) -> Response:
        return answer(request, counted=True)

    async def clear(_request: Request) -> Response:
        emulator.clear_requests()
        return JSONResponse({})

    return [
        Route("/_emulator/requests", requests, methods=["GET"], middleware=guarded),
        Route("/_emulator/requests", clear, methods=["DELETE"], middleware=guarded),
        Route("/_emulator/requests/counts", counts, methods=["GET"], middleware=guarded),
    ]
