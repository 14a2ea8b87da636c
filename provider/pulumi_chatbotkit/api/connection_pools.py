"""The connections of a client: several small pools, because one large pool is slow.

A pool's bookkeeping costs time per request and connection: with 64 requests in flight, one pool took six times as long
as eight. Redirects are not followed, so the token goes to one host only; cookies are not kept, so no server state
reaches another account.
"""

import platform
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version

import httpx

from pulumi_chatbotkit.api.endpoint import is_loopback
from pulumi_chatbotkit.api.settings import ClientSettings

_CONNECTIONS_PER_POOL = 8
# Below the 5 seconds after which common servers drop an idle connection: if a create is sent while
# the connection is being dropped, it is not known whether it arrived.
_KEEP_IDLE_S = 4.0


@dataclass
class _Pool:
    http: httpx.AsyncClient
    in_flight: int = 0


class ConnectionPools:
    """Lends the least busy pool. If ``transport`` is given, it is the only pool, and is closed with the client."""

    def __init__(self, settings: ClientSettings, transport: httpx.AsyncBaseTransport | None) -> None:
        count = 1 if transport is not None else -(-settings.concurrency // _CONNECTIONS_PER_POOL)
        # Loading the certificates takes longer than a request, so the pools share them.
        verify = True if transport is not None else httpx.create_ssl_context()
        times = settings.timeouts
        self._pools = [
            _Pool(
                httpx.AsyncClient(
                    headers=_headers(settings.token),
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                    verify=verify,
                    # Proxies from the environment are not for loopback addresses.
                    trust_env=not is_loopback(httpx.URL(settings.base_url).host),
                    follow_redirects=False,
                    limits=httpx.Limits(
                        max_connections=_CONNECTIONS_PER_POOL,
                        max_keepalive_connections=_CONNECTIONS_PER_POOL,
                        keepalive_expiry=_KEEP_IDLE_S,
                    ),
                    timeout=httpx.Timeout(
                        connect=times.connect_s, read=times.read_s, write=times.write_s, pool=times.pool_s
                    ),
                    transport=transport,
                )
            )
            for _ in range(count)
        ]

    @asynccontextmanager
    async def lend(self) -> AsyncGenerator[httpx.AsyncClient]:
        """The HTTP client with the fewest requests in flight, for one request."""
        pool = min(self._pools, key=lambda candidate: candidate.in_flight)
        pool.in_flight += 1
        try:
            yield pool.http
        finally:
            pool.in_flight -= 1

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.http.aclose()


@cache
def user_agent() -> str:
    """Product and version, for the servers' logs."""
    try:
        own = version("pulumi-chatbotkit")
    except PackageNotFoundError:  # run from a source tree that was never installed
        own = "unknown"
    return f"pulumi-chatbotkit/{own} (python/{'.'.join(platform.python_version_tuple()[:2])})"


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Token {token}", "User-Agent": user_agent()}
