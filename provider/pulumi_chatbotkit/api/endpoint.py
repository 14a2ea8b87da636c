"""Where the API is: an endpoint as people write it becomes the base URL of every call.

The hosted service has its routes under ``/v1``, every other host under ``/api/v1``. Source: docs/api/api.md a.1.
"""

from ipaddress import ip_address

import httpx

from pulumi_chatbotkit.api.errors import ConfigurationError

HOSTED = "https://api.chatbotkit.com"
_HOSTED_HOST = "api.chatbotkit.com"
_LARGEST_PORT = 65_535


def base_url_for(endpoint: str, *, allow_plain_http: bool = False) -> str:
    """The base URL, without a slash at its end, for ``https://host[:port][/path]``.

    A URL that already ends in ``/v1`` is kept, so the function may be applied twice. Plain http is for loopback hosts,
    unless ``allow_plain_http``: the token would travel readable. Raises ``ConfigurationError``: the fault, the way out.
    """
    url = _parsed(endpoint)
    if url.scheme == "http" and not (allow_plain_http or is_loopback(url.host)):
        raise _fault(endpoint, "plain http would send the token readable; use https")
    root = f"{url.scheme}://{url.netloc.decode('ascii')}{url.raw_path.decode('ascii').rstrip('/')}"
    if root.endswith("/v1"):
        return root
    if root.endswith("/api"):
        return root + "/v1"
    return root + ("/v1" if url.host == _HOSTED_HOST else "/api/v1")


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parsed(endpoint: str) -> httpx.URL:
    if "@" in endpoint:
        # The value itself is not shown: what stands before the @ may be a password.
        message = "the endpoint must not contain a user name or password; give the token as the token"
        raise ConfigurationError(message)
    try:
        url = httpx.URL(endpoint)
    except httpx.InvalidURL as error:
        raise _fault(endpoint, "it is not a URL") from error
    if url.scheme not in {"http", "https"}:
        raise _fault(endpoint, "it must begin with https://")
    if not url.host or "%" in url.host:
        raise _fault(endpoint, "it has no host, or one that no host can have")
    if url.port is not None and not 0 < url.port <= _LARGEST_PORT:
        raise _fault(endpoint, "it has a port that no host can have")
    if "?" in endpoint or "#" in endpoint:
        raise _fault(endpoint, "it must not have a query or a fragment")
    return url


def _fault(endpoint: str, fault: str) -> ConfigurationError:
    return ConfigurationError(f"endpoint {endpoint!r}: {fault}; give a URL such as {HOSTED}")
