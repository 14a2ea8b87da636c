"""Reading a control route's body, and the answer to a wrong one."""

from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST
from pulumi_chatbotkit.emulator.messages.incoming_body import IncomingBody

_LARGEST_BYTES: Final = 1_000_000


async def small_body(request: Request) -> bytes:
    """The body; raises BodyTooLargeError beyond 1,000,000 bytes."""
    return await IncomingBody(request).read(_LARGEST_BYTES)


def bad_request(message: str) -> JSONResponse:
    """400 with ``{message, code}``, as the API's errors."""
    return JSONResponse({"message": message, "code": BAD_REQUEST}, 400)


def all_errors(error: ValidationError) -> str:
    """Every error of a body, each with its path."""
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
