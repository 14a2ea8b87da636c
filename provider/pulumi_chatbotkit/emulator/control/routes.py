"""All control routes, and those for health, faults and reset. Off by default. All but health want the admin token.

| route | does |
|---|---|
| GET /_emulator/health | ``{"status": "ok", "profile": ...}`` |
| POST /_emulator/fault | adds a fault: ``{"route": "bot/create", "nth": 1, "times": 1, "do": {"kind": "reset"}}`` |
| DELETE /_emulator/fault | removes every fault |
| POST /_emulator/late-writes | performs the late writes that are still to come: ``{"performed": 1}`` |
| POST /_emulator/reset | removes records, faults, late writes and logged requests |

``request_routes`` has the routes of the request log, ``state_routes`` those of snapshots and seeds.
"""

from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pulumi_chatbotkit.emulator.control.bad_request import all_errors, bad_request, small_body
from pulumi_chatbotkit.emulator.control.guard import ControlGuard
from pulumi_chatbotkit.emulator.control.request_routes import RequestLogAccess, request_routes
from pulumi_chatbotkit.emulator.control.state_routes import StateAccess, state_routes
from pulumi_chatbotkit.emulator.faults.rules import Fault, Faults
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings


class Controllable(RequestLogAccess, StateAccess, Protocol):
    """What the routes need of an emulator."""

    @property
    def faults(self) -> Faults: ...

    def reset(self) -> None: ...


_FAULT = TypeAdapter(Fault)


def control_routes(emulator: Controllable, settings: EmulatorSettings) -> list[BaseRoute]:
    """The routes that control ``emulator``."""
    guarded = [Middleware(ControlGuard, token=settings.admin_token)]

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "profile": settings.profile})

    async def add_fault(request: Request) -> Response:
        try:
            emulator.faults.add(_FAULT.validate_json(await small_body(request)))
        except ValidationError as error:
            return bad_request(all_errors(error))
        return JSONResponse({})

    async def clear_faults(_request: Request) -> Response:
        emulator.faults.clear()
        return JSONResponse({})

    async def perform_late_writes(_request: Request) -> Response:
        return JSONResponse({"performed": emulator.faults.perform_late_writes()})

    async def reset(_request: Request) -> Response:
        emulator.reset()
        return JSONResponse({})

    return [
        Route("/_emulator/health", health, methods=["GET"]),
        Route("/_emulator/fault", add_fault, methods=["POST"], middleware=guarded),
        Route("/_emulator/fault", clear_faults, methods=["DELETE"], middleware=guarded),
        Route("/_emulator/late-writes", perform_late_writes, methods=["POST"], middleware=guarded),
        Route("/_emulator/reset", reset, methods=["POST"], middleware=guarded),
        *request_routes(emulator, guarded),
        *state_routes(emulator, guarded),
    ]
