"""The routes of the API, and which of them a path means.

Both prefixes and both partner paths are the same route, written ``/v1/partner/user/...`` here (docs/api/api.md a.1).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote

from pulumi_chatbotkit.emulator.contract import ROUTE_KINDS
from pulumi_chatbotkit.emulator.contract.kinds import METHOD_BY_ACTION, Action, Kind, Verb
from pulumi_chatbotkit.emulator.contract.left_out_routes import LEFT_OUT
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation


@dataclass(frozen=True, kw_only=True)
class Route:
    """One action of one kind. ``segments``: the parts of its path, with ``{parameter}`` for an id."""

    kind: Kind
    action: Action
    verb: Verb
    segments: tuple[str, ...]

    @property
    def name(self) -> str:
        """``kind/action``, such as ``bot/create``: the name used by faults and the request log."""
        return f"{self.kind.name}/{self.action}"

    @property
    def method(self) -> str:
        """The only method of the route, besides HEAD and OPTIONS."""
        return METHOD_BY_ACTION[self.action]


@dataclass(frozen=True, kw_only=True)
class Match:
    """The route of a request. ``ids``: the ids in its path, decoded, by parameter."""

    route: Route
    ids: Mapping[str, str]


def served_kinds(*, unpublished: bool) -> list[Kind]:
    """The kinds whose routes are served."""
    return [kind for kind in ROUTE_KINDS if unpublished or not kind.is_unpublished]


_LEFT_OUT: Final = tuple(tuple(path.split("/")) for path in LEFT_OUT)


class Router:
    """Finds the route of a path among all implemented routes."""

    def __init__(self, generation: Generation = "both", *, unpublished: bool = False, space_apex: bool = True) -> None:
        """Collect the routes.

        Args:
            generation: Whose names of fields clients use.
            unpublished: With routes that are not public.
            space_apex: The deployment has a domain for sites.
        """
        self._routes: dict[tuple[int, str, str], list[Route]] = defaultdict(list)
        self._open_ended: list[Route] = []
        for served in served_kinds(unpublished=unpublished):
            kind = served if space_apex else served.without_apex()
            for route in _routes(kind.with_older_names() if generation == "partner" else kind):
                if kind.id_last:
                    self._open_ended.append(route)
                else:
                    self._routes[_signature(route.segments)].append(route)

    def match(self, path: str) -> Match | None:
        """The route of a normalised path; None if it is not implemented."""
        segments = path.split("/")
        for route in self._routes.get(_signature(segments), ()):
            ids = _ids(route.segments, segments)
            if ids is not None:
                return Match(route=route, ids=ids)
        return self._open_ended_match(segments)

    def _open_ended_match(self, segments: Sequence[str]) -> Match | None:
        """The route whose last parameter takes all segments that are left, also none."""
        for route in self._open_ended:
            count = len(route.segments) - 1
            ids = _ids(route.segments[:count], segments[:count])
            if ids is not None:
                rest = "/".join(map(unquote, segments[count:]))
                return Match(route=route, ids={**ids, route.kind.id_parameter: rest})
        return None


@cache
def router_of(generation: Generation, *, unpublished: bool, space_apex: bool) -> Router:
    """The router with these arguments; a process with many emulators needs it once."""
    return Router(generation, unpublished=unpublished, space_apex=space_apex)


def is_left_out(path: str) -> bool:
    """Whether a normalised path is one of the API's that the emulator does not have."""
    segments = path.split("/")
    return any(_ids(template, segments) is not None for template in _LEFT_OUT)


def _signature(segments: Sequence[str]) -> tuple[int, str, str]:
    """Number of segments, first segment after the version, and action: parts that are never an id."""
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
    return [
        Route(kind=kind, action=action, verb=verb, segments=tuple(kind.path_of(action).split("/")))
        for action, verb in kind.actions.items()
    ]
