"""``HostGuard``: the emulator answers only to its own host names, on every route.

A web page could otherwise give its own name this machine's address (DNS rebinding), and then read a developer's
emulator, whose key is publicly known, with the browser's blessing.
"""

from collections.abc import Collection
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST
from pulumi_chatbotkit.emulator.messages.browsers import host_name, is_own_name

_MISDIRECTED: Final = 421
_LONGEST_SHOWN: Final = 100


class HostGuard:
    """ASGI middleware: 421 for a foreign name. Also ends quietly what a client has broken off."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        """``names``: other names than localhost and addresses, in lower case."""
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # a server's lifespan has no host
            await self._app(scope, receive, send)
            return
        host = Request(scope).headers.get("host", "")
        app = self._app if is_own_name(host, self._names) else _refusal(host)
        try:
            await app(scope, receive, send)
        except ClientDisconnect:
            return


def _refusal(host: str) -> JSONResponse:
    shown = host[:_LONGEST_SHOWN]
    name = host_name(shown)
    next_step = "use localhost or an address" if name is None else f"serve it with --allowed-host {name}"
    message = f"This emulator does not answer to the host name {shown!r}: {next_step}"
    return JSONResponse({"message": message, "code": BAD_REQUEST}, _MISDIRECTED)
