"""Control routes for the state as a whole.

| route | does |
|---|---|
| GET /_emulator/snapshot | a snapshot; ``?include_secrets=true`` with secrets |
| PUT /_emulator/snapshot | replaces the state by the snapshot in the body |
| POST /_emulator/seed | creates ``{"data_set": "fleet:100", "replace": false}``, answers ``{"counts": {...}}`` |
"""

from collections.abc import Sequence
from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pulumi_chatbotkit.emulator.control.bad_request import all_errors, bad_request, small_body
from pulumi_chatbotkit.emulator.errors import EmulatorError, EmulatorFileError
from pulumi_chatbotkit.emulator.messages.incoming_body import LARGEST_SNAPSHOT_BYTES, IncomingBody
from pulumi_chatbotkit.emulator.state.snapshots import Snapshot


class StateAccess(Protocol):
    """What the routes need of an emulator."""

    def snapshot(self, *, include_secrets: bool = False) -> Snapshot: ...

    def load(self, snapshot: Snapshot) -> None: ...

    def seed(self, data_set: str, *, replace: bool = False) -> dict[str, int]: ...


@dataclass(frozen=True, kw_only=True, config={"extra": "forbid", "strict": True})
class _SeedRequest:
    data_set: str
    replace: bool = False


_SEED_REQUEST = TypeAdapter(_SeedRequest)


def state_routes(emulator: StateAccess, guarded: Sequence[Middleware]) -> list[BaseRoute]:
    """The routes to the state of ``emulator``."""

    async def save(request: Request) -> Response:
        include_secrets = request.query_params.get("include_secrets") == "true"
        return Response(emulator.snapshot(include_secrets=include_secrets).to_json(), media_type="application/json")

    async def load(request: Request) -> Response:
        try:
            emulator.load(Snapshot.from_json(await IncomingBody(request).read(LARGEST_SNAPSHOT_BYTES)))
        except EmulatorFileError:
            raise
        except EmulatorError as error:
            return bad_request(str(error))
        return JSONResponse({})

    async def seed(request: Request) -> Response:
        try:
            request_body = _SEED_REQUEST.validate_json(await small_body(request))
            counts = emulator.seed(request_body.data_set, replace=request_body.replace)
        except ValidationError as error:
            return bad_request(all_errors(error))
        except EmulatorFileError:
            raise
        except EmulatorError as error:
            return bad_request(str(error))
        return JSONResponse({"counts": counts})

    return [
        Route("/_emulator/snapshot", save, methods=["GET"], middleware=guarded),
        Route("/_emulator/snapshot", load, methods=["PUT"], middleware=guarded),
        Route("/_emulator/seed", seed, methods=["POST"], middleware=guarded),
    ]
