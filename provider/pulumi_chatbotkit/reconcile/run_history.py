"""The history of one run of Pulumi, used to avoid adopting or deleting an object that another resource owns.

A provider never sees the whole state, only one resource per call, so this remembers the calls. Thread-safe: check and
diff run on the host's threads while the operations run on the client's loop.
"""

import threading
from collections import defaultdict
from itertools import count

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.object_history import ObjectHistory, ResourceHistory, Sighting, Successor, Verdict
from pulumi_chatbotkit.reconcile.values import State


class RunHistory:
    """The history of one ``up``, ``refresh`` or ``destroy``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moments = count()
        self._objects: defaultdict[tuple[str, str], ObjectHistory] = defaultdict(ObjectHistory)
        self._resources: defaultdict[tuple[str, Marker], ResourceHistory] = defaultdict(ResourceHistory)

    def checked(self, kind: Kind, marker: Marker | None) -> None:
        """Record that the program declares the resource of the marker."""
        if marker is not None:
            with self._lock:
                self._resources[kind.name, marker].checked_at = next(self._moments)

    def declare(self, kind: Kind, marker: Marker, declaration: str) -> bool:
        """Reserve kind and name for a declaration; False if another declaration of the program has them."""
        with self._lock:
            resource = self._resources[kind.name, marker]
            resource.declared_as = resource.declared_as or declaration
            return resource.declared_as == declaration

    def compared(self, kind: Kind, identifier: str, marker: Marker | None, verdict: Verdict) -> None:
        """Record a diff between an object and the inputs of the marker's resource.

        A refresh calls diff as well, after reading an object, to show what was changed elsewhere: with the inputs from
        the state, and also for objects that are to be deleted. Only a diff after a check compares with the program.
        """
        with self._lock:
            found = self._objects[kind.name, identifier]
            if marker is not None and self._resources[kind.name, marker].checked_at < found.read_at:
                return
            if not found.is_taken:
                found.sighting = Sighting.IN_STATE
            if marker is None:
                return
            found.verdict, found.compared_with = verdict, marker
            if verdict is Verdict.KEPT:
                self._resources[kind.name, marker].kept_id = identifier

    def read(self, location: Location, identifier: str) -> None:
        """Record that a refresh reads an object, which may be one to be deleted: the calls are the same."""
        kind, marker = location.kind, location.marker
        with self._lock:
            found = self._objects[kind.name, identifier]
            found.read_at, found.read_for = next(self._moments), marker
            if found.sighting is Sighting.NONE:
                found.sighting = Sighting.REFRESHED
            if marker is not None:
                self._resources[kind.name, marker].read_ids.add(identifier)

    def created(self, location: Location, identifier: str, desired: State, *, now_s: float) -> None:
        """Record that an object was created; ``now_s`` is by the run's clock."""
        kind, marker = location.kind, location.marker
        with self._lock:
            self._objects[kind.name, identifier].sighting = Sighting.CREATED
            if marker is not None and kind.overlap_field is not None:
                self._resources[kind.name, marker].successor = Successor(now_s, desired)

    def adopt(self, location: Location, identifier: str) -> bool:
        """Record the adoption of an object by the location's resource; False if another resource owns the object."""
        with self._lock:
            if self._belongs_to_another(location.kind, identifier, location.marker):
                return False
            self._objects[location.kind.name, identifier].sighting = Sighting.ADOPTED
            return True

    def is_taken(self, kind: Kind, identifier: str, marker: Marker | None = None) -> bool:
        """True if a resource owns the object. Objects that the marker's resource has replaced are not owned."""
        with self._lock:
            return self._belongs_to_another(kind, identifier, marker)

    def _belongs_to_another(self, kind: Kind, identifier: str, marker: Marker | None) -> bool:
        found = self._objects[kind.name, identifier]
        if found.is_taken or found.sighting is Sighting.NONE:
            return found.is_taken
        # If several objects were read for this resource, Pulumi calls diff for the one it owns before it creates a
        # replacement, so this one, which had no diff, is to be deleted.
        if marker is None or found.read_for != marker:
            return True
        return len(self._resources[kind.name, marker].read_ids) == 1

    def was_created(self, kind: Kind, identifier: str) -> bool:
        """True if the object was created in this run."""
        return self._sighting(kind, identifier) is Sighting.CREATED

    def was_adopted(self, kind: Kind, identifier: str) -> bool:
        """True if the object was adopted in this run."""
        return self._sighting(kind, identifier) is Sighting.ADOPTED

    def _sighting(self, kind: Kind, identifier: str) -> Sighting:
        with self._lock:
            return self._objects[kind.name, identifier].sighting

    def must_not_delete(self, kind: Kind, identifier: str, state: State) -> bool:
        """True if a live resource owns this object, so delete must skip it. Its state is kept for ``forget_retained``.

        The state may hold it a second time, to be deleted: the last run adopted it while that entry was pending, and
        was interrupted before it could drop the entry.
        """
        with self._lock:
            found = self._objects[kind.name, identifier]
            if found.verdict is not Verdict.KEPT or found.compared_with is None:
                return False
            self._resources[kind.name, found.compared_with].retained[identifier] = state
            return True

    def forget_retained(self, location: Location) -> dict[str, State]:
        """Forget the object that the resource keeps, because a new one is created; returns the retained states by id.

        Pulumi can replace a resource without a diff that asks for it (a trigger), and may delete the old object first.
        """
        kind, marker = location.kind, location.marker
        if marker is None:
            return {}
        with self._lock:
            resource = self._resources[kind.name, marker]
            kept = self._objects[kind.name, resource.kept_id]
            if kept.verdict is Verdict.KEPT:
                kept.verdict = None
            retained, resource.retained, resource.kept_id = resource.retained, {}, ""
            return retained

    def successor(self, location: Location, identifier: str) -> Successor | None:
        """The object that replaces this one and was created in this run; None if there is none."""
        kind = location.kind
        with self._lock:
            found = self._objects[kind.name, identifier]
            replaced_by = found.compared_with if found.verdict is Verdict.REPLACED else None
            marker = replaced_by or location.marker
            return self._resources[kind.name, marker].successor if marker is not None else None
