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
        "authenticate",
        "cancel",
        "clone",
        "complete",
        "copy",
        "create",
        "delete",
        "detach",
        "download",
        "ensure",
        "export",
        "fetch",
        "import",
        "list",
        "mint",
        "move",
        "proxy",
        "revoke",
        "setup",
        "sync",
        "trigger",
        "update",
        "upload",
        "verify",
    }
)
"""The known last segments of paths. Any other is reported as OTHER, so an id is never reported as an action."""
OTHER = "other"

_Collection: TypeAlias = tuple[str, ...]
_OF_TWO_WORDS = frozenset({"integration", "partner"})
_STORAGE = "storage"
"""A space's files: the action comes before the file's path, which is the user's own text (b.20)."""
_OTHER_NAMES = {"integration_widget_file": "widget_file"}
"""The reference's names of kinds that their paths name otherwise."""


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
    parts = path.strip("/").split("/")
    if parts[0] == "space" and parts[2:3] == [_STORAGE]:
        return _storage_action(parts[3:4])
    *collections, last = parts
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
    kind = "_".join(words)
    if kind == "blueprint_resource":  # the blueprint's own actions, in two words (b.6)
        return Action("blueprint", f"resource{name.capitalize()}", f"/blueprint/{{blueprintId}}/resource/{name}")
    return Action(_OTHER_NAMES.get(kind, kind), name, "/".join(["", *route, name]))


def _storage_action(given: list[str]) -> Action:
    name = next((word for word in given if word in ACTIONS), OTHER)
    return Action("space_storage_file", name, f"/space/{{spaceId}}/{_STORAGE}/{name}/{{path...}}")


def _collection(first: str, rest: Iterator[str]) -> _Collection:
    return (first, next(rest, "")) if first in _OF_TWO_WORDS else (first,)


def _parameter(collection: _Collection) -> str:
    suffix = "IntegrationId" if collection[0] == "integration" else "Id"
    return f"{{{collection[-1]}{suffix}}}"
