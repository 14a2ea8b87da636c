"""``ControlGuard``: lets only callers with the admin token use a control route, and no web page of another site.

A token alone would do against other sites, which cannot send one without being asked first; the other checks hold even
for a page that knows it.
"""

import hmac
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, GENERIC_ERROR, NOT_AUTHENTICATED, NOT_AUTHORIZED
from pulumi_chatbotkit.emulator.errors import EmulatorFileError
from pulumi_chatbotkit.emulator.messages.browsers import is_from_another_site
from pulumi_chatbotkit.emulator.messages.incoming_body import BodyTooLargeError

_WITH_BODY: Final = frozenset({"POST", "PUT"})


class ControlGuard:
    """ASGI middleware for one control route: 401 without the token, 403 for another site, 415 for a body not JSON."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._refusal(Request(scope)) or self._app
        try:
            await app(scope, receive, send)
        except BodyTooLargeError as error:
            await _refused(str(error), BAD_REQUEST, 413)(scope, receive, send)
        except EmulatorFileError as error:
            await _refused(str(error), GENERIC_ERROR, 500)(scope, receive, send)

    def _refusal(self, request: Request) -> JSONResponse | None:
        if is_from_another_site(request.headers, request.url.scheme):
            return _refused("Control routes take no requests from other sites' pages", NOT_AUTHORIZED, 403)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self._token.encode()):
            message = "Control routes want `Authorization: Bearer TOKEN` with the emulator's admin token"
            return _refused(message, NOT_AUTHENTICATED, 401)
        if request.method in _WITH_BODY and _has_body(request) and not _is_json(request):
            return _refused("The body must be sent as application/json", BAD_REQUEST, 415)
        return None


def _has_body(request: Request) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _refused(message: str, code: str, status: int) -> JSONResponse:
    # What is left of the body is not read.
    return JSONResponse({"message": message, "code": code}, status, headers={"connection": "close"})
