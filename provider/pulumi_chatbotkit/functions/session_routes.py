"""``session_routes``: patterns for the ``allowedRoutes`` of a session. docs/api/api.md b.4."""

from typing import Literal, TypeAlias, get_args

import pulumi

SessionCollection: TypeAlias = Literal[
    "blueprint",
    "bot",
    "contact",
    "conversation",
    "dataset",
    "file",
    "integration",
    "memory",
    "policy",
    "portal",
    "secret",
    "skillset",
    "space",
    "task",
]
"""The first part of the paths of a partner user's objects."""

_COLLECTIONS = get_args(SessionCollection)


def session_routes(*collections: SessionCollection, read_only: bool = False) -> list[str]:
    """Patterns that allow every action of these collections, and of what is below their objects.

    Written by hand, ``conversation/*`` is easily taken for this; but ``*`` stops at a slash, so it does not allow
    ``conversation/{id}/complete``.

    Args:
        collections: Such as ``"conversation"``.
        read_only: Allow only their ``list`` and ``fetch`` actions.

    Raises:
        pulumi.RunError: a name is none of the collections, or none is given.
    """
    unknown = [name for name in collections if name not in _COLLECTIONS]
    if unknown or not collections:
        given = f"{unknown[0]!r:.60} is no collection" if unknown else "no collection is given"
        message = f"session_routes: {given}, pass some of {', '.join(_COLLECTIONS)}"
        raise pulumi.RunError(message)
    if read_only:
        return [f"{name}/**/{action}" for name in collections for action in ("list", "fetch")]
    return [f"{name}/**" for name in collections]
