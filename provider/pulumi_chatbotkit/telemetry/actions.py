"""Which action a path names: read off the API's grammar, so that every kind has a name here, resource or not.

A path is collections and ids in turn, then the action: ``/partner/user/{userId}/context/create`` (docs/api/api.md b).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

ACTIONS = frozenset(
    {
        "attach",
        "complete",
        "create",
        "delete",
        "detach",
        "download",
        "fetch",
        "list",
        "setup",
        "sync",
        "update",
        "upload",
    }
)
"""The words that end a path; any other one is called OTHER, so that an id is never taken for an action."""
OTHER = "other"

_Collection: TypeAlias = tuple[str, ...]
_OF_TWO_WORDS = frozenset({"integration", "partner"})
_PARTNER_USER: _Collection = ("partner", "user")


@dataclass(frozen=True)
class Action:
    """An action of the API: the kind's name as in the reference, the action, and the path with ids as parameters."""

    kind: str
    name: str
    route: str


DELIVERY = Action("content", "deliver", "//{host}")
"""Content on its way to an address that the service has named."""


def action_of(path: str) -> Action:
    """The action at a path below the base URL, as calls and events give it."""
    if path.startswith("//"):
        return DELIVERY
    *place, last = path.strip("/").split("/")
    segments = iter(place)
    words: list[str] = []
    route: list[str] = []
    for first in segments:
        collection = _collection(first, segments)
        words += collection
        route += collection
        if next(segments, None) is not None:
            route.append(_parameter(collection))
    name = last if last in ACTIONS else OTHER
    return Action("_".join(words), name, "/".join(["", *route, name]))


def _collection(first: str, rest: Iterator[str]) -> _Collection:
    if first == "user":  # some deployments serve partner users here (docs/api/api.md a.1)
        return _PARTNER_USER
    return (first, next(rest, "")) if first in _OF_TWO_WORDS else (first,)


def _parameter(collection: _Collection) -> str:
    suffix = "IntegrationId" if collection[0] == "integration" else "Id"
    return f"{{{collection[-1]}{suffix}}}"
