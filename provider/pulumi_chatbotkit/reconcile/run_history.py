"""What one run of the engine has learnt so far, so that no object is adopted or deleted that another resource has.

The engine shows a provider no state, only one resource at a time; this remembers what it has shown. Safe for threads:
hosts examine on theirs while the core works on its own.
"""

import threading
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.refreshes import Refreshes
from pulumi_chatbotkit.reconcile.values import Inputs, State, as_known, has_unknown


@dataclass(frozen=True)
class Successor:
    """An object made in this run, which may take the place of another one."""

    made_s: float
    """When it was made, by the clock of whoever asks."""
    desired: State


class Run:
    """One run: an ``up``, a ``refresh``, a ``destroy``."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._lock = threading.Lock()
        self._taken: set[tuple[str, str]] = set()
        self._refreshes = Refreshes()
        self._created: set[tuple[str, str]] = set()
        self._adopted: set[tuple[str, str]] = set()
        self._successors: dict[tuple[str, Marker], Successor] = {}
        self._replaced: dict[tuple[str, str], Marker] = {}
        self._kept: dict[tuple[str, str], Marker] = {}
        self._kept_ids: dict[tuple[str, Marker], str] = {}
        self._spared: dict[tuple[str, Marker], dict[str, State]] = {}

    def saw_checked(self, kind: Kind, inputs: Inputs) -> None:
        """The program declares a resource with these inputs."""
        marker = _declared(inputs)
        if marker is not None:
            with self._lock:
                self._refreshes.saw_checked(kind, marker)

    def saw_compared(self, kind: Kind, identifier: str, desired: Inputs, *, kept: bool) -> None:
        """Diff was asked about a resource with these inputs and an object, which it can keep or not.

        A refresh asks as well, after it has read an object, to show what was changed elsewhere: with the inputs of the
        state, of what is to be deleted, too. Only a comparison that follows a check is one with the program.
        """
        if self._is_of_a_refresh(kind, identifier, desired):
            return
        self.saw_stored(kind, identifier)
        saw = self.saw_kept if kept else self.saw_replaced
        saw(kind, identifier, desired)

    def _is_of_a_refresh(self, kind: Kind, identifier: str, desired: Inputs) -> bool:
        marker = _declared(desired)
        with self._lock:
            return marker is not None and self._refreshes.is_not_declared_yet(kind, identifier, marker)

    def saw_stored(self, kind: Kind, identifier: str) -> None:
        """The state has a resource with this id."""
        with self._lock:
            self._taken.add((kind.name, identifier))

    def saw_refreshed(self, kind: Kind, identifier: str, state: State) -> None:
        """The state has this id, for a resource or to be deleted: a refresh shows both alike."""
        with self._lock:
            self._refreshes.saw_read(kind, identifier, marker_from_input(state.get(MARKER)))

    def saw_replaced(self, kind: Kind, identifier: str, desired: Inputs) -> None:
        """A resource with these inputs, perhaps under a new name, was compared with the object and needs another."""
        marker = _declared(desired)
        if marker is not None:
            with self._lock:
                self._replaced[kind.name, identifier] = marker

    def saw_kept(self, kind: Kind, identifier: str, desired: Inputs) -> None:
        """A resource with these inputs was compared with the object, and can keep it."""
        marker = _declared(desired)
        if marker is not None:
            with self._lock:
                self._kept[kind.name, identifier] = marker
                self._kept_ids[kind.name, marker] = identifier

    def spares(self, kind: Kind, identifier: str, state: State) -> bool:
        """Whether a deletion has to leave the object alone, because a resource that stays has it.

        The state may hold it a second time, to be deleted: the last run adopted it while that entry was pending, and
        was interrupted before it could drop the entry.
        """
        with self._lock:
            marker = self._kept.get((kind.name, identifier))
            if marker is not None:
                self._spared.setdefault((kind.name, marker), {})[identifier] = state
            return marker is not None

    def replaces_nevertheless(self, kind: Kind, desired: State) -> dict[str, State]:
        """Let go of what was kept for the resource, which is made anew; ids and states of what was spared so far.

        The engine replaces on its own account, too (a trigger), and may delete first.
        """
        marker = marker_from_input(desired.get(MARKER))
        if marker is None:
            return {}
        with self._lock:
            kept = self._kept_ids.pop((kind.name, marker), "")
            self._kept.pop((kind.name, kept), None)
            return self._spared.pop((kind.name, marker), {})

    def created(self, kind: Kind, identifier: str, desired: JsonObject, *, now_s: float) -> None:
        """An object was made; ``now_s`` by the caller's clock."""
        with self._lock:
            self._taken.add((kind.name, identifier))
            self._created.add((kind.name, identifier))
            marker = marker_from_input(desired.get(MARKER))
            if marker is not None and kind.overlap_field is not None:
                self._successors[kind.name, marker] = Successor(now_s, desired)

    def adopt(self, kind: Kind, identifier: str, marker: Marker | None) -> bool:
        """Take an object for the resource of this marker; False if another one has it."""
        with self._lock:
            if self._is_taken(kind, identifier, marker):
                return False
            self._taken.add((kind.name, identifier))
            self._adopted.add((kind.name, identifier))
            return True

    def is_taken(self, kind: Kind, identifier: str, marker: Marker | None = None) -> bool:
        """Whether a resource has the object; what is left of replacements of the one with this marker nobody has."""
        with self._lock:
            return self._is_taken(kind, identifier, marker)

    def _is_taken(self, kind: Kind, identifier: str, marker: Marker | None) -> bool:
        if (kind.name, identifier) in self._taken:
            return True
        # Of several objects of the resource that asks, diff shows the one that it has before anything is made in its
        # place; the others are to be deleted.
        left_over = self._refreshes.is_one_of_several(kind, identifier, marker)
        return self._refreshes.has(kind, identifier) and not left_over

    def was_created(self, kind: Kind, identifier: str) -> bool:
        """Whether the object was made in this run."""
        with self._lock:
            return (kind.name, identifier) in self._created

    def was_adopted(self, kind: Kind, identifier: str) -> bool:
        """Whether the object was adopted in this run."""
        with self._lock:
            return (kind.name, identifier) in self._adopted

    def successor(self, kind: Kind, identifier: str, state: State) -> Successor | None:
        """What was made in this run for the resource that the object and its state were of."""
        with self._lock:
            marker = self._replaced.get((kind.name, identifier)) or marker_from_input(state.get(MARKER))
            return self._successors.get((kind.name, marker)) if marker else None


def _declared(inputs: Inputs) -> Marker | None:
    """The marker in inputs that need not be known yet."""
    given = inputs.get(MARKER)
    return None if has_unknown(given) else marker_from_input(as_known(given))
