"""What a run must not delete, although Pulumi asks for it. Thread-safe.

With ``--continue-on-error`` Pulumi deletes what has left the program, also if its successor could not be made.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.reconcile.location import Collection, Location
from pulumi_chatbotkit.reconcile.values import Inputs, InputValue


@dataclass(frozen=True)
class _Refused:
    """A value that the service refused to a new object, because another one has it."""

    kind: Kind
    field: Field
    value: str
    collection: Collection | None
    """Where the other one is; None: anywhere."""
    resource: str
    name: str

    def is_held_by(self, kind: Kind, collection: Collection, values: Mapping[str, JsonValue]) -> bool:
        held = values.get(self.field.name)
        return (
            kind.name == self.kind.name
            and self.collection in (None, collection)
            and isinstance(held, str)
            and is_same(self.field, held, self.value)
        )

    @property
    def reason(self) -> str:
        return (
            f"{self.resource} could not be made in this run, because this one has the {self.field.name} "
            f"{self.value!r}. If {self.name!r} is this one under a new name, say so there: "
            f"aliases=[pulumi.Alias(name=...)] with the old name. If this one is to go, leave {self.resource} out of "
            "the program for one `pulumi up`"
        )


class MustStay:
    """The objects that stay, and why."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._needed: dict[str, str] = {}
        self._refused: list[_Refused] = []
        self._holders: dict[tuple[str, str], _Refused] = {}

    def referred_to(self, resource: str, before: Inputs) -> None:
        """Record that a resource stays as it is, because a value for it did not arrive: what its inputs ``before``
        refer to must stay, too."""
        with self._lock:
            self._needed.update(dict.fromkeys(_texts_in(before), resource))

    def refused(self, location: Location, field: Field, value: str, holder: str | None) -> None:
        """Record that an object could not be made at the location, because another one has the value of the field.

        Args:
            location: Where it was to be.
            field: A field whose values are unique.
            value: The value.
            holder: The id of the object that has it; None if it was not found.
        """
        kind = location.kind
        name = "" if location.marker is None else location.marker.name
        is_everywhere = field.unique is not None and field.unique.everywhere
        collection = None if is_everywhere else location.collection
        refused = _Refused(kind, field, value, collection, f"{kind.class_name} {name!r}", name)
        with self._lock:
            if holder is None:
                self._refused.append(refused)
            else:
                self._holders[kind.name, holder] = refused

    def why(self, location: Location, identifier: str, values: Mapping[str, JsonValue]) -> str | None:
        """Why the object must stay: a sentence without its end. None if it may be deleted.

        Args:
            location: Where it is.
            identifier: Its id.
            values: What is known of it.
        """
        with self._lock:
            resource = self._needed.get(identifier)
            held = self._holders.get((location.kind.name, identifier))
            refused = [held] if held is not None else [*self._refused]
        if resource is not None:
            return (
                f"{resource} still needs it, because what was to come in its place could not be made. Solve that, then "
                "run `pulumi up` again"
            )
        for each in refused:
            if each is held or each.is_held_by(location.kind, location.collection, values):
                return each.reason
        return None


def is_same(field: Field, one: str, other: str) -> bool:
    """True if the service takes both for the same value: it stores slugs in lower case, with hyphens."""
    if field.reads_back_as_sent is not None:
        one, other = (re.sub(r"[^a-z0-9]+", "-", each.lower()).strip("-") for each in (one, other))
    return one.casefold() == other.casefold()


def _texts_in(value: Inputs | InputValue) -> Iterator[str]:
    """All texts in the value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)
