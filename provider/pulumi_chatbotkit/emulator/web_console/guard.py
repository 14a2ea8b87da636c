"""``Guard``: lets only browsers on this machine use the web console, and only its own forms change something.

The pages need no key, so three things are checked. The client's address is loopback, because a server may listen to
other machines. The Host header is a loopback name, so another host name that resolves to this machine (DNS rebinding)
is refused. A POST comes from the console's own origin: another site's page can send one, but not with these headers.
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
    # Not no-referrer: with it a browser sends "Origin: null" with the console's own forms.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware: 403 for other clients, and security headers for every page."""

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
    """Whether a POST comes from the console. Every browser sends one of the two headers; without both it is refused."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    own_origin = f"{request.url.scheme}://{request.headers['host']}"
    return (origin, site) != (None, None) and origin in {None, own_origin} and site in {None, "same-origin"}
