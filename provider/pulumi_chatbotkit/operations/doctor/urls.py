"""Addresses as they may be shown."""

from urllib.parse import urlsplit, urlunsplit


def without_password(url: str) -> str:
    """The address without the user and password that it may have, and without its query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that is none"
    place = parts.netloc.rpartition("@")
    host = f"…@{place[2]}" if place[1] else place[2]
    if not parts.query and not place[1]:
        return url
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
