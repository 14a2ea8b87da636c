"""One call without a key: is the service reached, what is in the way, and is this machine's clock right?"""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, cast
from urllib.request import getproxies, proxy_bypass

import httpx

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, RequestInfo
from pulumi_chatbotkit.api.endpoint import is_loopback
from pulumi_chatbotkit.api.errors import Nature
from pulumi_chatbotkit.api.responses import ResponseReader, head_of
from pulumi_chatbotkit.hosts.key_check import PATH, QUERY
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, ok, problem
from pulumi_chatbotkit.operations.doctor.urls import without_password

ENDPOINT: Final = "endpoint"
CLOCK: Final = "clock"
CALL_TIME_LIMIT_S: Final = 10.0
CLOCK_LIMIT_S: Final = 60.0
"""Sessions of partner users last minutes, and buckets refuse requests that are 15 minutes off."""

_CHECK_IT: Final = "check chatbotkit:endpoint"
_FAILURES: Final = (
    (
        httpx.InvalidURL,
        "an address cannot be used, most likely that of the proxy",
        "write HTTPS_PROXY as http://USER:PASSWORD@HOST:PORT, with %23 for # and %2F for / in a password",
    ),
    (socket.gaierror, "DNS: the name of the host is not found", f"{_CHECK_IT}, and the DNS of this machine"),
    (
        ssl.SSLError,
        "TLS: the connection is not trusted",
        "check the clock; if a proxy opens connections, name its certificates with SSL_CERT_FILE",
    ),
    (httpx.ProxyError, "the proxy refuses", "check the proxy, or put the host into NO_PROXY"),
    (ConnectionRefusedError, "the connection is refused: nothing listens there", f"{_CHECK_IT}; is the service up?"),
    (httpx.TimeoutException, "no answer in time", "check the network, a firewall, and the proxy"),
)
"""What stops a call, the most telling first, with what to do."""
_FAILS: Final = (httpx.HTTPError, OSError, httpx.InvalidURL, ValueError, ImportError)
"""Of these, the last three: a proxy that cannot be used."""


@dataclass
class Reached:
    """What one call has shown."""

    lines: list[Line] = field(default_factory=list[Line])
    is_reached: bool = False
    """True if the service itself has answered."""
    limits: dict[str, str] = field(default_factory=dict[str, str])
    """Headers about its rate limits."""


async def reach(base_url: str) -> Reached:
    """Ask the service for something without a key, which it refuses."""
    url = httpx.URL(f"{base_url}/{'/'.join(PATH)}")
    is_local = is_loopback(url.host)
    way = "" if is_local else _proxy(url.scheme, url.host)
    found = Reached()
    try:
        async with httpx.AsyncClient(trust_env=not is_local, timeout=CALL_TIME_LIMIT_S) as http:
            asked_s = time.time()
            response = await http.get(url, params=QUERY)
            answered_s = time.time()
    except _FAILS as error:
        what, next_step = _explained(error)
        # The message about an address that is none quotes the part that is wrong: of a password, if that has a `/`.
        told = type(error).__name__ if isinstance(error, httpx.InvalidURL) else f"{type(error).__name__} {error}"
        found.lines = [problem(ENDPOINT, f"{base_url}{way}: {what} ({told})", next_step)]
        return found
    found.lines = [_endpoint(base_url + way, response)]
    found.is_reached = found.lines[0].next_step == ""
    found.limits = {name: value for name, value in response.headers.items() if "ratelimit" in name}
    if found.is_reached:
        found.lines.append(_clock(response.headers.get("date"), (asked_s + answered_s) / 2))
    return found


def _endpoint(where: str, response: httpx.Response) -> Line:
    """Only an answer in the service's form counts: a page of a proxy shows nothing."""
    head, info = head_of(response, now_epoch_s=time.time()), RequestInfo("GET", f"/{'/'.join(PATH)}")
    reader = ResponseReader("", str)
    try:
        if response.is_redirect:
            raise reader.redirect_error(head, response.headers.get("location", ""), info)
        reader.read(head, response.content, info)
    except ApiError as refusal:
        if refusal.nature is Nature.TRANSIENT:
            return problem(ENDPOINT, f"{where}: HTTP {head.status}, {refusal}", "wait for the service, and try again")
    except ChatBotKitError as error:
        next_step = f"{_CHECK_IT}, and any proxy on the way"
        return problem(ENDPOINT, f"{where}: HTTP {head.status}, but not an answer of the service: {error}", next_step)
    return ok(ENDPOINT, f"{where} answers (HTTP {head.status} without a key)")


def _clock(date: str | None, now_s: float) -> Line:
    try:
        there_s = parsedate_to_datetime(date or "").timestamp()
    except (ValueError, OverflowError):
        return not_checked(CLOCK, "the service's answer has no date that can be read")
    ahead_s = now_s - there_s
    found = f"{abs(ahead_s):,.0f} s {'ahead of' if ahead_s >= 0 else 'behind'} that of the service"
    if abs(ahead_s) <= CLOCK_LIMIT_S:
        return ok(CLOCK, f"{found} (up to {CLOCK_LIMIT_S:.0f} s is fine)")
    return problem(CLOCK, found, "set this machine's clock, such as with `sudo timedatectl set-ntp true`")


def _proxy(scheme: str, host: str) -> str:
    """The proxy on the way to a host, as httpx takes it from the environment."""
    proxies: Mapping[str, str] = getproxies()
    named = next((kind for kind in (scheme, "all") if proxies.get(kind)), None)
    if named is None or proxy_bypass(host):
        return ""
    return f" through the proxy {without_password(proxies[named])} ({named.upper()}_PROXY)"


def _explained(error: BaseException) -> tuple[str, str]:
    causes = [*_causes(error)]
    for sort, what, next_step in _FAILURES:
        if any(isinstance(cause, sort) for cause in causes):
            return what, next_step
    return "no connection", f"{_CHECK_IT} and the network"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in cast("BaseExceptionGroup[BaseException]", error).exceptions:
                yield from _causes(each)
        error = error.__cause__ or error.__context__
