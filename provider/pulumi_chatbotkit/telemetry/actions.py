"""The kind and action that a path names, from the structure of the path alone, so for every kind of the API.

A path has collections and ids in turn, then the action: ``/partner/user/{userId}/context/create`` (docs/api/api.md,
section b).
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
"""The known last segments of paths. Any other is reported as OTHER, so an id is never reported as an action."""
OTHER = "other"

_Collection: TypeAlias = tuple[str, ...]
_OF_TWO_WORDS = frozenset({"integration", "partner"})


@dataclass(frozen=True)
class Action:
    """An action of the API: the kind's name as in the reference, the action, and the path with ids as parameters."""

    kind: str
    name: str
    route: str


CONTENT_UPLOAD = Action("content", "deliver", "//{host}")
"""An upload of content to an address that the service has named."""


def action_of(path: str) -> Action:
    """The action at a path below the base URL, the ``action_path`` of ``AttemptEvent``."""
    if path.startswith("//"):
        return CONTENT_UPLOAD
    *collections, last = path.strip("/").split("/")
    segments = iter(collections)
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
    return (first, next(rest, "")) if first in _OF_TWO_WORDS else (first,)


def _parameter(collection: _Collection) -> str:
    suffix = "IntegrationId" if collection[0] == "integration" else "Id"
    return f"{{{collection[-1]}{suffix}}}"
