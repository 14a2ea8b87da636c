"""Who may use the console: a person at this machine's browser, on a page of the console itself.

The pages need no key, so three things are checked. The peer is loopback: a server may listen to other machines. The
Host header is a loopback name: a foreign name that was made to point here (DNS rebinding) gets nothing. A POST says
that it comes from the console's own origin: a page elsewhere can send one, and cannot forge these headers.
"""

import ipaddress
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK_HOST: Final = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?", re.IGNORECASE)

_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # Not no-referrer, under which a browser sends "Origin: null" with the console's own forms.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware: 403 for anyone else, and headers that keep the pages to themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = _refusal(Request(scope))
        app = self._app if refusal is None else PlainTextResponse(f"{refusal}\n", 403)
        await app(scope, receive, send_guarded)


def _refusal(request: Request) -> str | None:
    if request.client is None or not ipaddress.ip_address(request.client.host).is_loopback:
        return "The console answers browsers on its own machine only."
    if _LOOPBACK_HOST.fullmatch(request.headers.get("host", "")) is None:
        return "The console answers to localhost and loopback addresses only."
    if request.method == "POST" and not _from_own_page(request):
        return "The console takes changes from its own pages only."
    return None


def _from_own_page(request: Request) -> bool:
    """Whether the browser says so. Every browser sends one of the two headers with a POST; silence is refused."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    own_origin = f"{request.url.scheme}://{request.headers['host']}"
    return (origin, site) != (None, None) and origin in {None, own_origin} and site in {None, "same-origin"}
