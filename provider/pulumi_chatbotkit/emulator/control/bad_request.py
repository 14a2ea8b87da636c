"""The control routes' answer to a wrong request."""

from pydantic import ValidationError
from starlette.responses import JSONResponse

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST


def bad_request(message: str) -> JSONResponse:
    """400 with ``{message, code}``, as the API's errors."""
    return JSONResponse({"message": message, "code": BAD_REQUEST}, 400)


def all_errors(error: ValidationError) -> str:
    """Every error of a body, each with its path."""
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
