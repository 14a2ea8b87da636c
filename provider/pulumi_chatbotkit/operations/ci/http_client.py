"""The HTTP client of a code host, with proxy and certificates as the environment has them."""

from collections.abc import Mapping
from typing import Final
from urllib.request import getproxies

import httpx

from pulumi_chatbotkit.api.connection_pools import user_agent
from pulumi_chatbotkit.api.endpoint import is_loopback
from pulumi_chatbotkit.api.errors import ConfigurationError

LAST_PORT: Final = 65_535
_TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
_PROXIES: Final = ("http", "https", "all")


def http_client(base_url: str, headers: Mapping[str, str]) -> httpx.AsyncClient:
    """What sends. A host on this machine needs neither proxy nor certificates.

    Raises:
        ConfigurationError: they cannot be used. The message does not show them: a proxy's URL may hold a password.
    """
    uses_environment = not is_loopback(httpx.URL(base_url).host)
    if uses_environment:
        _check_proxies()
    try:
        certificates = httpx.create_ssl_context(trust_env=uses_environment)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no certificates"
        message = f"SSL_CERT_FILE or SSL_CERT_DIR cannot be used: {reason}: name a file of certificates in PEM form"
        raise ConfigurationError(message) from error
    try:
        return httpx.AsyncClient(
            headers={**headers, "User-Agent": user_agent()},
            timeout=_TIMEOUT,
            follow_redirects=False,  # the token is for one host
            verify=certificates,
            trust_env=uses_environment,
        )
    except (httpx.InvalidURL, ValueError) as error:
        message = "NO_PROXY cannot be used: it is a list of hosts, such as localhost,.example.com,10.0.0.1"
        raise ConfigurationError(message) from error


def _check_proxies() -> None:
    """Before httpx reads them: what it says of them may show a part of a password."""
    given = getproxies()
    for scheme in _PROXIES:
        proxy = given.get(scheme, "")
        if proxy and not _is_proxy(proxy if "://" in proxy else f"http://{proxy}"):
            message = (
                f"{scheme.upper()}_PROXY cannot be used: a proxy is http://HOST:PORT or https://HOST:PORT; user and "
                "password are before the host, percent-encoded: http://USER:PASSWORD@HOST:PORT"
            )
            raise ConfigurationError(message)


def _is_proxy(text: str) -> bool:
    try:
        url = httpx.URL(text)
        return url.scheme in {"http", "https"} and bool(url.host) and (url.port or LAST_PORT) <= LAST_PORT
    except (httpx.InvalidURL, UnicodeError):
        return False
