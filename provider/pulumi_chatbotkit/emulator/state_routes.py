"""Control routes for the state as a whole.

| route | does |
|---|---|
| GET /_emulator/snapshot | the snapshot; ``?include_secrets=true`` with its secrets |
| PUT /_emulator/snapshot | replaces the state by the snapshot in the body |
| POST /_emulator/seed | fills the state: ``{"data_set": "fleet:100", "replace": false}`` gets ``{"counts": {...}}`` |
"""

from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .bodies import all_faults
from .errors import EmulatorError
from .refusals import BAD_REQUEST
from .snapshots import Snapshot


class Kept(Protocol):
    """Whose state it is."""

    def snapshot(self, *, include_secrets: bool = False) -> Snapshot: ...

    def load(self, snapshot: Snapshot) -> None: ...

    def seed(self, data_set: str, *, replace: bool = False) -> dict[str, int]: ...


@dataclass(frozen=True, kw_only=True, config={"extra": "forbid", "strict": True})
class _Seeding:
    data_set: str
    replace: bool = False


_SEEDING = TypeAdapter(_Seeding)


def state_routes(emulator: Kept) -> list[BaseRoute]:
    """The routes to the state of ``emulator``."""

    async def save(request: Request) -> Response:
        include_secrets = request.query_params.get("include_secrets") == "true"
        return Response(emulator.snapshot(include_secrets=include_secrets).to_json(), media_type="application/json")

    async def load(request: Request) -> Response:
        try:
            emulator.load(Snapshot.from_json(await request.body()))
        except EmulatorError as error:
            return _refused(str(error))
        return JSONResponse({})

    async def seed(request: Request) -> Response:
        try:
            wanted = _SEEDING.validate_json(await request.body())
            counts = emulator.seed(wanted.data_set, replace=wanted.replace)
        except ValidationError as error:
            return _refused(all_faults(error))
        except EmulatorError as error:
            return _refused(str(error))
        return JSONResponse({"counts": counts})

    return [
        Route("/_emulator/snapshot", save, methods=["GET"]),
        Route("/_emulator/snapshot", load, methods=["PUT"]),
        Route("/_emulator/seed", seed, methods=["POST"]),
    ]


def _refused(message: str) -> Response:
    return JSONResponse({"message": message, "code": BAD_REQUEST}, 400)
