"""``Guard``: lets only browsers on this machine use the web console, and only its own forms change something.

The pages need no key, so three things are checked. The client's address is loopback and no proxy has passed the
request on, because a server may listen to other machines. The Host header is a loopback name, so another host name that
resolves to this machine (DNS rebinding) is refused. A POST comes from the console's own origin: another site's page can
send one, but not with these headers.
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pulumi_chatbotkit.emulator.errors import EmulatorFileError
from pulumi_chatbotkit.emulator.messages.browsers import is_loopback
from pulumi_chatbotkit.emulator.messages.incoming_body import BodyTooLargeError
from pulumi_chatbotkit.printable import printable

_PROXY_HEADERS: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

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
        try:
            await app(scope, receive, send_guarded)
        except BodyTooLargeError as error:
            await PlainTextResponse(f"{error}\n", 413, {"connection": "close"})(scope, receive, send_guarded)
        except EmulatorFileError as error:
            await PlainTextResponse(f"{printable(str(error))}\n", 500)(scope, receive, send_guarded)


def _refusal(request: Request) -> str | None:
    is_passed_on = any(name in request.headers for name in _PROXY_HEADERS)
    if request.client is None or is_passed_on or not is_loopback(request.client.host):
        return "The console answers browsers on its own machine only."
    if not is_loopback(request.headers.get("host", "")):
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
