"""The base URL of the API, from an endpoint as people write it.

The hosted service has its routes under ``/v1``, every other host under ``/api/v1``. Source: docs/api/api.md a.1 (base
URLs).
"""

import re
from ipaddress import ip_address

from pydantic_core import Url, ValidationError

from pulumi_chatbotkit.api.errors import ConfigurationError

HOSTED = "https://api.chatbotkit.com"
_HOSTED_HOST = "api.chatbotkit.com"
_SCHEMES = ("https://", "http://")
_SILENTLY_FIXED = re.compile(r"[\s\\\x00-\x1f]|:///")
"""What the URL parser, like a browser, would silently turn into something else."""


def base_url_for(endpoint: str, *, allow_plain_http: bool = False) -> str:
    """The base URL, without a slash at its end, for ``https://host[:port][/path]``.

    A URL that already ends in ``/v1`` is kept, so the function may be applied twice. Plain http is for loopback hosts,
    unless ``allow_plain_http``: the token would be readable on the way.

    Raises ``ConfigurationError``, which says what is wrong and what to write instead.
    """
    url = _parsed(endpoint)
    host = url.host or ""
    if url.scheme == "http" and not (allow_plain_http or is_loopback(host.strip("[]"))):
        raise _problem(endpoint, "plain http would send the token readable; use https")
    root = str(url).rstrip("/")
    if root.endswith("/v1"):
        return root
    if root.endswith("/api"):
        return root + "/v1"
    return root + ("/v1" if host == _HOSTED_HOST else "/api/v1")


def is_loopback(host: str) -> bool:
    """True if a host name or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parsed(endpoint: str) -> Url:
    if "@" in endpoint:
        # The value itself is not shown: the part before the @ may be a password.
        message = "the endpoint must not contain a user name or password; give the token as the token"
        raise ConfigurationError(message)
    if not endpoint.lower().startswith(_SCHEMES):
        raise _problem(endpoint, "it must begin with https://")
    if "?" in endpoint or "#" in endpoint:
        raise _problem(endpoint, "it must not have a query or a fragment")
    if _SILENTLY_FIXED.search(endpoint):
        raise _problem(endpoint, "it is not a URL")
    try:
        url = Url(endpoint)
    except ValidationError as error:
        raise _problem(endpoint, f"it is not a URL: {error.errors()[0].get('ctx', {}).get('error')}") from error
    if url.port == 0:
        raise _problem(endpoint, "it has a port that no host can have")
    return url


def _problem(endpoint: str, reason: str) -> ConfigurationError:
    return ConfigurationError(f"endpoint {endpoint!r}: {reason}; give a URL such as {HOSTED}")
