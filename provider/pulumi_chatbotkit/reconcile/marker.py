"""The marker: keys in ``meta``, next to the user's own, that say which stack and resource an object belongs to.

Keys are flat and begin with a letter, because the API refuses ``_``, drops other leading characters on update (trap 9:
key names in ``meta``), filters lists by equality of a dotted path (a.9: lists) and merges one level deep (a.12).
It holds only what every host knows about a resource (docs/decisions/0004-marker.md).
"""

import uuid
from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

MARKER = "marker"
"""State key of the marker. Check adds it to the inputs."""

STACK_KEY = "pulumiStack"
KIND_KEY = "pulumiKind"
NAME_KEY = "pulumiName"
OWNER_KEY = "pulumiOwner"
CREATION_KEY = "pulumiCreation"
STATE_ID_KEY = "pulumiState"
"""Identity of the state that the object was made with, or adopted into."""
KEPT_KEY = "pulumiKept"
"""Names of the fields that an adoption left as they were (``kept.py``), separated by spaces."""
RESERVED_KEYS = frozenset({STACK_KEY, KIND_KEY, NAME_KEY, OWNER_KEY, CREATION_KEY, STATE_ID_KEY, KEPT_KEY})
"""Keys that a program may not use in ``meta``."""


@dataclass(frozen=True)
class Marker:
    """Identifies the resource that an object belongs to."""

    stack: str
    """``project/stack``, on every back end."""
    name: str
    """The resource's name in the stack."""
    owner: str | None = None
    """``chatbotkit:owner``, where organizations share one ChatBotKit account."""

    def keys(self, kind: str) -> JsonObject:
        """The marker as ``meta`` holds it."""
        owner: JsonObject = {} if self.owner is None else {OWNER_KEY: self.owner}
        return {STACK_KEY: self.stack, KIND_KEY: kind, NAME_KEY: self.name, **owner}

    def as_input(self) -> JsonObject:
        """The marker as the state holds it."""
        owner: JsonObject = {} if self.owner is None else {"owner": self.owner}
        return {"stack": self.stack, "name": self.name, **owner}

    @property
    def stack_and_owner(self) -> tuple[str, str | None]:
        return self.stack, self.owner

    def is_of_stack(self, other: "Marker") -> bool:
        """True if both are of the same stack and owner."""
        return self.stack_and_owner == other.stack_and_owner


def marker_from_input(value: JsonValue) -> Marker | None:
    """The marker in its state form; None if there is none."""
    found = as_object(value) or {}
    stack, name, owner = found.get("stack"), found.get("name"), found.get("owner")
    if not isinstance(stack, str) or not isinstance(name, str):
        return None
    return Marker(stack, name, owner if isinstance(owner, str) else None)


def marker_from_meta(meta: JsonValue) -> Marker | None:
    """The marker in an object's ``meta``; None if there is none."""
    found = as_object(meta) or {}
    keys = {"stack": STACK_KEY, "name": NAME_KEY, "owner": OWNER_KEY}
    return marker_from_input({name: found.get(key) for name, key in keys.items()})


def is_marked_for_stack(meta: JsonValue, own: Marker | None) -> bool:
    """True if ``meta`` carries a marker of the stack that ``own`` is of."""
    marker = marker_from_meta(meta)
    return own is not None and marker is not None and marker.is_of_stack(own)


def without_marker(meta: JsonValue) -> JsonObject:
    """The user's own part of ``meta``. Keys with a leading ``_`` are the service's (trap 4: keys that it adds)."""
    kept = (as_object(meta) or {}).items()
    return {key: value for key, value in kept if key not in RESERVED_KEYS and not key.startswith("_")}


def new_creation_id() -> str:
    """A random text for one create request, used to find its object if the answer is lost.

    The marker alone would also find the old object during a replacement.
    """
    return uuid.uuid4().hex
