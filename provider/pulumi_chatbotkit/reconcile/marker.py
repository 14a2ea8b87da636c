"""The marker: which keys in ``meta`` say that an object is ours, and how they are told from the user's own.

Keys are flat and begin with a letter, because the API refuses ``_``, drops other leading characters on update (trap 9),
filters lists by equality of a dotted path (a.9) and merges one level deep (a.12).
"""

import uuid
from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

MARKER = "marker"
"""State key of the marker, an input that typed classes fill in."""

STACK_KEY = "pulumiStack"
KIND_KEY = "pulumiKind"
NAME_KEY = "pulumiName"
CREATION_KEY = "pulumiCreation"
RESERVED_KEYS = frozenset({STACK_KEY, KIND_KEY, NAME_KEY, CREATION_KEY})
"""Keys that a program may not use in ``meta``."""


@dataclass(frozen=True)
class Marker:
    """Who owns an object: the stack (``project/stack``), and the resource's name in it."""

    stack: str
    name: str

    def keys(self, kind: str) -> JsonObject:
        """The marker as ``meta`` holds it."""
        return {STACK_KEY: self.stack, KIND_KEY: kind, NAME_KEY: self.name}

    def as_input(self) -> JsonObject:
        """The marker as the state holds it."""
        return {"stack": self.stack, "name": self.name}


def marker_from_input(value: JsonValue) -> Marker | None:
    """The marker from its state form, or None where a program set none."""
    found = as_object(value) or {}
    stack, name = found.get("stack"), found.get("name")
    return Marker(stack, name) if isinstance(stack, str) and isinstance(name, str) else None


def marker_from_meta(meta: JsonValue) -> Marker | None:
    """The marker that an object carries, or None."""
    found = as_object(meta) or {}
    return marker_from_input({"stack": found.get(STACK_KEY), "name": found.get(NAME_KEY)})


def without_marker(meta: JsonValue) -> JsonObject:
    """The user's own part of an object's ``meta``. Keys with a leading ``_`` are the service's (trap 4)."""
    kept = (as_object(meta) or {}).items()
    return {key: value for key, value in kept if key not in RESERVED_KEYS and not key.startswith("_")}


def new_creation() -> str:
    """A word that names one create, so that its object can be found again when the answer is lost.

    Stack and name alone would also find the predecessor of an object that is being replaced.
    """
    return uuid.uuid4().hex
