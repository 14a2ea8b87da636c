"""Control routes for a test or a person in another process, off unless the settings ask for them. They need no key.

| route | does |
|---|---|
| GET /_emulator/health | ``{"status": "ok", "profile": ...}`` |
| GET /_emulator/requests | ``{"requests": [...]}``, as ``LoggedRequest`` |
| DELETE /_emulator/requests | forgets them |
| POST /_emulator/fault | adds a fault: ``{"route": "bot/create", "nth": 1, "times": 1, "do": {"kind": "reset"}}`` |
| DELETE /_emulator/fault | removes every fault |
| POST /_emulator/reset | removes records, faults and requests |
"""

from dataclasses import asdict
from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .faults import Fault, Faults
from .refusals import BAD_REQUEST
from .request_log import LoggedRequest
from .settings import EmulatorSettings


class Controlled(Protocol):
    """What the routes control."""

    faults: Faults

    @property
    def requests(self) -> list[LoggedRequest]: ...

    def clear_requests(self) -> None: ...

    def reset(self) -> None: ...


_FAULT = TypeAdapter(Fault)


def admin_routes(emulator: Controlled, settings: EmulatorSettings) -> list[BaseRoute]:
    """The routes that control ``emulator``."""

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "profile": settings.profile})

    async def requests(_request: Request) -> Response:
        return JSONResponse({"requests": [asdict(request) for request in emulator.requests]})

    async def clear_requests(_request: Request) -> Response:
        emulator.clear_requests()
        return JSONResponse({})

    async def add_fault(request: Request) -> Response:
        try:
            emulator.faults.add(_FAULT.validate_json(await request.body()))
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            return JSONResponse({"message": faults, "code": BAD_REQUEST}, 400)
        return JSONResponse({})

    async def clear_faults(_request: Request) -> Response:
        emulator.faults.clear()
        return JSONResponse({})

    async def reset(_request: Request) -> Response:
        emulator.reset()
        return JSONResponse({})

    return [
        Route("/_emulator/health", health, methods=["GET"]),
        Route("/_emulator/requests", requests, methods=["GET"]),
        Route("/_emulator/requests", clear_requests, methods=["DELETE"]),
        Route("/_emulator/fault", add_fault, methods=["POST"]),
        Route("/_emulator/fault", clear_faults, methods=["DELETE"]),
        Route("/_emulator/reset", reset, methods=["POST"]),
    ]
