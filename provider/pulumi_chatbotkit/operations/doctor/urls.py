"""Addresses as they may be shown."""

import re
from typing import Final
from urllib.parse import urlsplit

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_FOLDER: Final = "file://"
"""Such an address is a path: its ``@`` stands after no password."""
_USER: Final = re.compile(r"(?<=://)[^\s/:@\"']{0,200}:[^\s@\"']{1,200}@")
"""User and password of an address in a text."""
_SETTINGS: Final = re.compile(r"""(://[^\s"'?#]*)[?#][^\s"']+""")
"""Query and fragment of one."""


def without_passwords(text: str) -> str:
    """A text without users, passwords and queries of the addresses in it: a project can name its back end itself."""
    return _SETTINGS.sub(r"\1?…", _USER.sub("…@", text))


def without_password(url: str) -> str:
    """The address without the user and password that it may have, and without query and fragment.

    Passwords are often written as they are, with ``/``, ``?`` or ``#``, and addresses of proxies without a scheme. So
    all before the last ``@`` is hidden, and where that could itself be part of a query, all behind the scheme.
    """
    try:
        urlsplit(url)
    except ValueError:
        return "an address that is none"
    found = _SCHEME.match(url)
    scheme = found[0] if found else ""
    place = url[len(scheme) :]
    user, at, host = ("", "", place) if scheme == _FOLDER else place.rpartition("@")
    if "?" in user or "#" in user:
        return f"{scheme}…"
    return f"{scheme}{'…' if at else ''}{at}{re.split('[?#]', host, maxsplit=1)[0]}"
