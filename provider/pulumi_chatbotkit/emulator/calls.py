"""One request to the API as plain values, free of ASGI; and the routes it can mean.

Both prefixes and both partner paths are the same route (docs/api/api.md a.1), spelt ``/v1/partner/user/...`` here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from .contract import KINDS
from .contract.kinds import Action, Kind

METHOD_BY_ACTION: Final[Mapping[Action, str]] = {
    "create": "POST",
    "update": "POST",
    "delete": "POST",
    "fetch": "GET",
    "list": "GET",
}
_ITEM_ACTIONS: Final = frozenset[Action]({"fetch", "update", "delete"})
_RUN_AS_HEADERS: Final = ("x-runas-userid", "x-runas-user-id")
_RUN_AS_EMAIL_HEADER: Final = "x-runas-child-user-email"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request. ``path`` is normalised and still percent-encoded; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    body: bytes

    @property
    def run_as_id(self) -> str | None:
        """The sub-account's id from either spelling of the header; an empty header counts as none."""
        return next((value for name in _RUN_AS_HEADERS if (value := self.headers.get(name))), None)

    @property
    def run_as_email(self) -> str | None:
        """The sub-account's e-mail, which yields to an id."""
        return self.headers.get(_RUN_AS_EMAIL_HEADER) or None


@dataclass(frozen=True, kw_only=True)
class Route:
    """One action of one kind. ``segments``: the path's, with ``{parameter}`` for an id."""

    kind: Kind
    action: Action
    segments: tuple[str, ...]

    @property
    def name(self) -> str:
        """As faults name it: ``bot/create``."""
        return f"{self.kind.name}/{self.action}"

    @property
    def method(self) -> str:
        """The only method the route knows, next to HEAD and OPTIONS."""
        return METHOD_BY_ACTION[self.action]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A route with the ids from the path, decoded, by parameter."""

    route: Route
    ids: Mapping[str, str]


def normalised_path(raw_path: str) -> str:
    """``/api/v1/user/list`` to ``/v1/partner/user/list``."""
    path = raw_path.removeprefix("/api") if raw_path.startswith("/api/") else raw_path
    if path == "/v1/user" or path.startswith("/v1/user/"):
        return "/v1/partner/user" + path.removeprefix("/v1/user")
    return path


def match(path: str) -> Match | None:
    """The route that a normalised path means, or None."""
    segments = path.split("/")
    for route in ROUTES:
        ids = _ids(route.segments, segments)
        if ids is not None:
            return Match(route=route, ids=ids)
    return None


def _ids(template: Sequence[str], segments: Sequence[str]) -> dict[str, str] | None:
    if len(template) != len(segments):
        return None
    ids: dict[str, str] = {}
    for expected, given in zip(template, segments, strict=True):
        if expected.startswith("{") and given:
            ids[expected[1:-1]] = unquote(given)
        elif expected != given:
            return None
    return ids


def _routes(kind: Kind) -> list[Route]:
    item = f"{kind.path}/{{{kind.id_parameter}}}"
    bases: dict[Action, str] = {action: item if action in _ITEM_ACTIONS else kind.path for action in kind.actions}
    return [
        Route(kind=kind, action=action, segments=tuple(f"{base}/{action}".split("/"))) for action, base in bases.items()
    ]


ROUTES: Final[tuple[Route, ...]] = tuple(route for kind in KINDS.values() for route in _routes(kind))
"""Every route that is implemented."""
