"""What the refresh of a run has shown of the state, before the program declares anything. Not safe for threads."""

from collections import defaultdict
from itertools import count

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile.marker import Marker


class Refreshes:
    """Which objects the state had when they were read, for which resources, and what was checked since."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._moments = count()
        self._read_at: dict[tuple[str, str], int] = {}
        self._checked_at: dict[tuple[str, Marker], int] = {}
        self._marker: dict[tuple[str, str], Marker | None] = {}
        self._ids: defaultdict[tuple[str, Marker | None], set[str]] = defaultdict(set)

    def saw_read(self, kind: Kind, identifier: str, marker: Marker | None) -> None:
        """The state has this id for the resource of the marker, as its object or as one to be deleted."""
        self._read_at[kind.name, identifier] = next(self._moments)
        self._marker[kind.name, identifier] = marker
        self._ids[kind.name, marker].add(identifier)

    def saw_checked(self, kind: Kind, marker: Marker) -> None:
        """The program declares the resource of the marker."""
        self._checked_at[kind.name, marker] = next(self._moments)

    def is_not_declared_yet(self, kind: Kind, identifier: str, marker: Marker) -> bool:
        """Whether the object was read, and the resource of the marker has not been checked since."""
        read_at = self._read_at.get((kind.name, identifier), -1)
        return self._checked_at.get((kind.name, marker), -1) < read_at

    def has(self, kind: Kind, identifier: str) -> bool:
        """Whether the object was read."""
        return (kind.name, identifier) in self._marker

    def is_one_of_several(self, kind: Kind, identifier: str, marker: Marker | None) -> bool:
        """Whether the object was read as one of several of the resource of this marker."""
        read_for = self._marker.get((kind.name, identifier))
        return marker is not None and read_for == marker and len(self._ids[kind.name, marker]) > 1
