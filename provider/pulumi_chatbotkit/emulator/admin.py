"""Control routes for a test or a person in another process, off unless the settings ask for them. They need no key.

| route | does |
|---|---|
| GET /_emulator/health | ``{"status": "ok", "profile": ...}`` |
| POST /_emulator/fault | adds a fault: ``{"route": "bot/create", "nth": 1, "times": 1, "do": {"kind": "reset"}}`` |
| DELETE /_emulator/fault | removes every fault |
| POST /_emulator/reset | removes records, faults and requests |

The routes of the request log are in ``request_routes``, those of snapshots and seeds in ``state_routes``.
"""

from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .bodies import all_faults
from .faults import Fault, Faults
from .refusals import BAD_REQUEST
from .request_routes import Logging, request_routes
from .settings import EmulatorSettings
from .state_routes import Kept, state_routes


class Controlled(Logging, Kept, Protocol):
    """What the routes control."""

    @property
    def faults(self) -> Faults: ...

    def reset(self) -> None: ...


_FAULT = TypeAdapter(Fault)


def admin_routes(emulator: Controlled, settings: EmulatorSettings) -> list[BaseRoute]:
    """The routes that control ``emulator``."""

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "profile": settings.profile})

    async def add_fault(request: Request) -> Response:
        try:
            emulator.faults.add(_FAULT.validate_json(await request.body()))
        except ValidationError as error:
            return JSONResponse({"message": all_faults(error), "code": BAD_REQUEST}, 400)
        return JSONResponse({})

    async def clear_faults(_request: Request) -> Response:
        emulator.faults.clear()
        return JSONResponse({})

    async def reset(_request: Request) -> Response:
        emulator.reset()
        return JSONResponse({})

    return [
        Route("/_emulator/health", health, methods=["GET"]),
        Route("/_emulator/fault", add_fault, methods=["POST"]),
        Route("/_emulator/fault", clear_faults, methods=["DELETE"]),
        Route("/_emulator/reset", reset, methods=["POST"]),
        *request_routes(emulator),
        *state_routes(emulator),
    ]
