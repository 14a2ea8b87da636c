"""What the headers of a request tell of the browser that sent it: the host name that it used, and whose page asked.

Every present browser sends Origin with requests that may change something, and Sec-Fetch-Site with all; no page can
change either, nor the Host header.
"""

import ipaddress
import re
from collections.abc import Collection, Mapping
from typing import Final

_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")
_OWN_SITES: Final = frozenset({None, "same-origin", "none"})
"""Values of Sec-Fetch-Site: not a browser, an own page, an address that a person typed."""


def host_name(host: str) -> str | None:
    """The name in a Host header, in lower case, without port and brackets; None if it is no host name."""
    found = _HOST.fullmatch(host)
    return None if found is None else found["name"].strip("[]").rstrip(".").lower()


def is_own_name(host: str, others: Collection[str]) -> bool:
    """Whether a Host header names this machine: localhost, an address, or one of ``others`` (in lower case).

    Only a name can be made to resolve to this machine by somebody else (DNS rebinding), so any address will do.
    """
    name = host_name(host)
    if name is None:
        return False
    return name == "localhost" or name.endswith(".localhost") or name in others or _is_address(name)


def is_loopback(host: str) -> bool:
    """Whether a Host header, or an address, is localhost or a loopback address."""
    name = host_name(f"[{host}]" if ":" in host and host.count(":") > 1 and "[" not in host else host)
    return name == "localhost" or (name is not None and _is_address(name) and ipaddress.ip_address(name).is_loopback)


def is_from_another_site(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether a page of another origin sent the request. False without a browser, which sends neither header."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    return origin not in {None, f"{scheme}://{headers.get('host', '')}"} or site not in _OWN_SITES


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
