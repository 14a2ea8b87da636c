"""Control routes for the request log.

| route | does |
|---|---|
| GET /_emulator/requests | ``{"requests": [...]}``, as ``LoggedRequest`` with number and route, filtered by the query |
| GET /_emulator/requests/counts | ``{"counts": {"bot/create": 3}}``, the busiest route first, filtered likewise |
| DELETE /_emulator/requests | forgets them |
"""

from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .errors import FilterError
from .refusals import BAD_REQUEST
from .request_filters import NumberedRequest, RequestFilter, counts_by_route, parsed_filter


class Logging(Protocol):
    """What the routes show."""

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]: ...

    def clear_requests(self) -> None: ...


def request_routes(emulator: Logging) -> list[BaseRoute]:
    """The routes to the log of ``emulator``."""

    def answer(request: Request, *, counted: bool) -> Response:
        try:
            found = emulator.requests_like(parsed_filter(request.query_params))
        except FilterError as error:
            return JSONResponse({"message": str(error), "code": BAD_REQUEST}, 400)
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
        Route("/_emulator/requests", requests, methods=["GET"]),
        Route("/_emulator/requests", clear, methods=["DELETE"]),
        Route("/_emulator/requests/counts", counts, methods=["GET"]),
    ]
