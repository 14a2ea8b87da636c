"""Duplicates: objects beside the one that a resource has. Refreshes and lists that are read anyway show them.

A create may take effect long after its connection was lost, when the object has been created again (trap 21: creates
are not idempotent). And a killed run may leave an object that a later one did not find, or did not look for.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.delete_command import delete_command
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.run_history import RunHistory


@dataclass(frozen=True)
class _Seen:
    id: str
    creation_id: str
    blueprint: object
    marker: Marker | None
    location: Location


class Duplicates:
    """The objects that a run has seen. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], _Seen] = {}

    def saw(self, location: Location, record: JsonObject) -> None:
        """Record an object of the location's collection."""
        if location.kind.meta is None:
            return
        meta = record.get(location.kind.meta.name)
        creation_id = (as_object(meta) or {}).get(CREATION_KEY)
        blueprint = record.get("blueprintId")
        seen = _Seen(str(record.get("id")), str(creation_id or ""), blueprint, marker_from_meta(meta), location)
        with self._lock:
            self._seen[location.kind.name, seen.id] = seen

    def was_deleted(self, location: Location, identifier: str) -> None:
        """Forget an object that the run has deleted."""
        with self._lock:
            self._seen.pop((location.kind.name, identifier), None)

    def lines(self, history: RunHistory) -> list[str]:
        """A line for each object that is in no state although its resource has, or had, another one."""
        with self._lock:
            seen = dict(self._seen)
        in_state = history.objects_ever_in_state
        kept: defaultdict[tuple[str, str], list[_Seen]] = defaultdict(list)
        for (kind, identifier), each in seen.items():
            if (kind, identifier) in in_state and each.creation_id:
                kept[kind, each.creation_id].append(each)
        unknown = [(kind, each) for (kind, identifier), each in seen.items() if (kind, identifier) not in in_state]
        return [line for kind, each in unknown for line in _lines(each, kept[kind, each.creation_id], history)]


def _lines(seen: _Seen, same_create: list[_Seen], history: RunHistory) -> Iterator[str]:
    name = f"{seen.location.kind.class_name} {seen.id}"
    if same_create and seen.blueprint != same_create[0].blueprint:
        # A clone copies meta, creation ID included, as far as is known (docs/api/api.md b.6).
        yield (
            f"{name} carries the marker of {same_create[0].id} and is in another blueprint: a clone of the blueprint "
            "has probably made it. It is in no state and was left alone. To keep it, remove the keys that begin with "
            "`pulumi` from its `meta`: a resource that loses its own object could adopt it otherwise"
        )
    elif same_create:
        original = same_create[0].id
        yield (
            f"{name} is a duplicate of {original}: the same create made both, the second one late. It is in no "
            f"state. To remove it: {delete_command(seen.location, seen.id)}"
        )
    elif seen.marker is not None and history.has_another(seen.location.kind, seen.id, seen.marker):
        yield (
            f"{name} carries the marker of the resource {seen.marker.name!r}, which has, or had, another object, and "
            "is not in this state: an earlier run made it and was interrupted, or another state has it. It was left "
            f"alone. If nothing uses it: {delete_command(seen.location, seen.id)}"
        )
