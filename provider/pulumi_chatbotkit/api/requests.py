"""A request before it is sent: path, query, body, and the account it runs as.

A path is given as segments, so an id can never change the route. The account is given per request, never per client.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from pulumi_chatbotkit.api.errors import ConfigurationError, RequestInfo

ApiPath: TypeAlias = tuple[str, ...]
"""The parts of a path below the base URL, unquoted: ``("bot", bot_id, "update")``."""

NO_QUERY: Mapping[str, str] = MappingProxyType({})

# What a header can carry without being split, folded or re-encoded on the way.
HEADER_SAFE = re.compile(r"[\x21-\x7e]+")

# Aliases and names are legal path segments (docs/api/api.md a.11, references); quoting these characters would make
# them hard to find in request logs.
_SAFE_IN_SEGMENT = "@()"


def path_text(path: ApiPath) -> str:
    """``("bot", "a b", "fetch")`` as ``/bot/a%20b/fetch``.

    Raises ``ValueError`` for no segments and for a segment that is empty, ``.`` or ``..``: it would be another route.
    """
    if not path or any(segment in {"", ".", ".."} for segment in path):
        message = f"not a path of the API: {path!r}; every segment must be a route word or an id"
        raise ValueError(message)
    return "".join("/" + quote(segment, safe=_SAFE_IN_SEGMENT) for segment in path)


@dataclass(frozen=True)
class RunAs:
    """The partner user to act as: by id or by contact e-mail, exactly one of the two.

    Raises ``ConfigurationError`` for anything else. Source: docs/api/api.md a.3 (run-as: raw ids only).
    """

    user_id: str | None = None
    email: str | None = None

    def __post_init__(self) -> None:
        if (self.user_id is None) == (self.email is None):
            message = "run-as: name the partner user by user_id or by email, not by both and not by neither"
            raise ConfigurationError(message)
        if HEADER_SAFE.fullmatch(self.label) is None:
            message = f"run-as: {self.label!r} cannot be sent in a header; give the partner user's id"
            raise ConfigurationError(message)
        if self.user_id is not None and self.user_id.startswith(("@", "(")):
            message = (
                f"run-as: {self.user_id!r} is an alias or a name, and the service accepts only ids here; "
                "give the partner user's id, or its e-mail"
            )
            raise ConfigurationError(message)

    @property
    def label(self) -> str:
        """The id or e-mail, as errors and events show it."""
        return self.user_id if self.user_id is not None else self.email or ""

    @property
    def header(self) -> tuple[str, str]:
        """Name and value of the request header."""
        if self.user_id is not None:
            return "X-RunAs-UserId", self.user_id
        return "X-RunAs-Child-User-Email", self.label


@dataclass(frozen=True)
class Request:
    """One request, ready to be sent any number of times.

    ``path`` is quoted and below the base URL, ``action_path`` the same as the API reference has it; empty: the same.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes | None
    run_as: RunAs | None
    repeatable: bool
    """False for a create: a second attempt could make a second object."""
    accept: str = "application/json"
    action_path: str = ""

    def headers(self) -> dict[str, str]:
        """The headers that differ from request to request."""
        headers = {"Accept": self.accept}
        if self.body is not None:
            headers["Content-Type"] = "application/json"
        if self.run_as is not None:
            name, value = self.run_as.header
            headers[name] = value
        return headers

    def info(self, attempt: int) -> RequestInfo:
        """What errors and events show of attempt number ``attempt``, counted from 1."""
        scope = None if self.run_as is None else self.run_as.label
        return RequestInfo(
            self.method,
            self.path,
            scope=scope,
            attempt=attempt,
            repeatable=self.repeatable,
            action_path=self.action_path or self.path,
        )


@dataclass(frozen=True)
class ContentDownload:
    """Content to be read from an address outside of the API, which the service has named.

    Raises ``ConfigurationError`` for an address that is not an http or https URL.
    """

    url: str = field(repr=False)  # a signed address: whoever has it may read there

    def __post_init__(self) -> None:
        _require_host(self.url)

    def request(self) -> Request:
        """As for an upload."""
        return Request("GET", f"//{_host(self.url)}", NO_QUERY, None, None, repeatable=True)


@dataclass(frozen=True)
class ContentUpload:
    """Content to be sent to an upload address outside of the API, which the service has named.

    Raises ``ConfigurationError`` for an address that is not an http or https URL.
    """

    method: str
    url: str = field(repr=False)  # a signed address: whoever has it may write there
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _require_host(self.url)

    def request(self) -> Request:
        """A stand-in for the retry loop, errors and events. It names the host alone: the rest is a signature."""
        return Request(self.method, f"//{_host(self.url)}", NO_QUERY, None, None, repeatable=True)


def _require_host(url: str) -> None:
    if not _host(url):
        message = "the service named an address for content that is no http or https URL: is this endpoint the API?"
        raise ConfigurationError(message)


def _host(url: str) -> str:
    """The host of an address; empty if the address cannot be used."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""
