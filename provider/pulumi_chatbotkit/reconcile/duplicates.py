"""Duplicates: two objects of one create. A create may take effect long after its connection was lost, when the object
has been created again; refreshes and lists that are read anyway show both (trap 21: creates are not idempotent)."""

import threading
from collections import defaultdict
from collections.abc import Mapping

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.delete_command import delete_command
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY


class Duplicates:
    """The objects that a run has seen, by creation ID. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: defaultdict[tuple[str, str], dict[str, Location]] = defaultdict(dict)

    def saw(self, location: Location, record: JsonObject) -> None:
        """Record an object of the location's collection."""
        meta = location.kind.meta
        creation_id = (as_object(record.get(meta.name)) or {}).get(CREATION_KEY) if meta is not None else None
        if isinstance(creation_id, str) and creation_id:
            with self._lock:
                self._seen[location.kind.name, creation_id][str(record.get("id"))] = location

    def lines(self, in_state: Mapping[tuple[str, str], object]) -> list[str]:
        """A line for each object that is in no state although another one of the same create is, or was.

        ``in_state`` has kind and id of each object that the state has, or had in this run.
        """
        with self._lock:
            seen = {key: dict(found) for key, found in self._seen.items()}
        lines: list[str] = []
        for (kind, _), found in seen.items():
            kept = [identifier for identifier in found if (kind, identifier) in in_state]
            extra = [(identifier, location) for identifier, location in found.items() if identifier not in kept]
            lines += [_line(location, identifier, kept[0]) for identifier, location in extra if kept]
        return lines


def _line(location: Location, identifier: str, kept: str) -> str:
    return (
        f"{location.kind.class_name} {identifier} is a duplicate of {kept}: the same create made both, the second one "
        f"late. It is in no state. To remove it: {delete_command(location, identifier)}"
    )
