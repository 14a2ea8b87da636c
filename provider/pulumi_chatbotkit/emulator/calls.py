"""One request to the API as plain values, free of ASGI; and the routes it can mean.

Both prefixes and both partner paths are the same route (docs/api/api.md a.1), spelt ``/v1/partner/user/...`` here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from .contract import KINDS
from .contract.kinds import ACTIONS_WITHOUT_ID, METHOD_BY_ACTION, Action, Kind, Verb
from .settings import AbilityLinks

_RUN_AS_HEADERS: Final = ("x-runas-userid", "x-runas-user-id")
_RUN_AS_EMAIL_HEADER: Final = "x-runas-child-user-email"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request. ``path`` is normalised and still percent-encoded; header names are lower case.

    ``origin`` is the scheme and authority that the client used, such as ``http://127.0.0.1:8080``.
    """

    method: str
    origin: str
    path: str
    headers: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type of the body, without parameters, lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def accept(self) -> str:
        """The first media type that the client accepts, lower case; only this one counts."""
        return self.headers.get("accept", "").split(",")[0].split(";")[0].strip().lower()

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
    verb: Verb
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


class Router:
    """Every route that is implemented, by what its paths have in common."""

    def __init__(self, ability_links: AbilityLinks = "linked") -> None:
        """``ability_links``: in which words clients name the links of abilities."""
        self._routes: dict[tuple[int, str, str], list[Route]] = defaultdict(list)
        for kind in KINDS.values():
            for route in _routes(kind if ability_links == "linked" else kind.in_older_words()):
                self._routes[_signature(route.segments)].append(route)

    def match(self, path: str) -> Match | None:
        """The route that a normalised path means, or None."""
        segments = path.split("/")
        for route in self._routes.get(_signature(segments), ()):
            ids = _ids(route.segments, segments)
            if ids is not None:
                return Match(route=route, ids=ids)
        return None


def _signature(segments: Sequence[str]) -> tuple[int, str, str]:
    """Length, first word after the version, action: never a parameter."""
    return len(segments), segments[2] if len(segments) > 2 else "", segments[-1]


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
    return [
        Route(
            kind=kind,
            action=action,
            verb=verb,
            segments=tuple(f"{kind.path if action in ACTIONS_WITHOUT_ID else item}/{action}".split("/")),
        )
        for action, verb in kind.actions.items()
    ]
