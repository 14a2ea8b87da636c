"""The history of one run of Pulumi, used to avoid adopting or deleting an object that another resource owns.

A provider never sees the whole state, only one resource per call, so this remembers the calls. Thread-safe: check and
diff run on the host's threads while the operations run on the client's loop.
"""

import threading
import uuid
from collections import defaultdict
from collections.abc import Mapping
from itertools import count

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.kept import kept_names
from pulumi_chatbotkit.reconcile.location import Location, location_of
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.must_stay import MustStay
from pulumi_chatbotkit.reconcile.object_history import ObjectHistory, ResourceHistory, Sighting, Successor, Verdict
from pulumi_chatbotkit.reconcile.orphan_report import OrphanReport
from pulumi_chatbotkit.reconcile.provider_keys import ADOPTION, STATE_ID
from pulumi_chatbotkit.reconcile.values import State


class RunHistory:
    """The history of one ``up``, ``refresh`` or ``destroy``."""

    def __init__(self, new_state_id: str | None = None) -> None:
        """``new_state_id``: identity of a state in which nothing has one yet; random unless given."""
        self.must_stay = MustStay()
        self.orphans = OrphanReport()
        self.unchecked_creates: dict[tuple[str, str], str] = {}
        """Objects that were created before anything showed whether the key is of the state's account: their names."""
        self.is_real = False
        """True once it is known that this is no preview."""
        self._lock = threading.Lock()
        self._moments = count()
        self._objects: defaultdict[tuple[str, str], ObjectHistory] = defaultdict(ObjectHistory)
        self._resources: defaultdict[tuple[str, Marker], ResourceHistory] = defaultdict(ResourceHistory)
        self._state_ids: list[str] = []
        self._new_state_id = new_state_id or uuid.uuid4().hex
        self._in_state: dict[tuple[str, str], Location] = {}
        self._ever_in_state: dict[tuple[str, str], Location] = {}
        self._said: set[str] = set()
        self._defaults: dict[tuple[str, Marker], Mapping[str, JsonValue]] = {}
        self._implied: dict[tuple[str, Marker], frozenset[str]] = {}
        self._guards_passed: dict[tuple[str, str], JsonValue] = {}

    def say_once(self, topic: str) -> bool:
        """True the first time that it is asked for this topic: explanations are given once per run."""
        with self._lock:
            is_new = topic not in self._said
            self._said.add(topic)
            return is_new

    def checked(self, kind: Kind, marker: Marker | None, *, had_object: bool) -> None:
        """Record that the program declares the resource of the marker, and whether the state has an object of it."""
        if marker is not None:
            with self._lock:
                resource = self._resources[kind.name, marker]
                resource.checked_at = next(self._moments)
                # Sticky: before a replacement is created, Pulumi checks once more, without the old inputs.
                resource.had_object = resource.had_object or had_object

    def declare(self, kind: Kind, marker: Marker, declaration: str) -> bool:
        """Reserve kind and name for a declaration; False if another declaration of the program has them."""
        with self._lock:
            resource = self._resources[kind.name, marker]
            resource.declared_as = resource.declared_as or declaration
            return resource.declared_as == declaration

    def replace_on_changes(self, kind: Kind, marker: Marker | None, paths: Paths | None = None) -> Paths:
        """The paths whose changes replace the resource's object; ``paths``, if given, are those from now on."""
        if marker is None:
            return ()
        with self._lock:
            resource = self._resources[kind.name, marker]
            resource.replace_on_changes = resource.replace_on_changes if paths is None else tuple(paths)
            return resource.replace_on_changes

    def declared_defaults(
        self, kind: Kind, marker: Marker | None, values: Mapping[str, JsonValue] | None = None
    ) -> Mapping[str, JsonValue]:
        """What the resource's program declares although it is the default, which inputs in canonical form do not show:
        for an adopted object it differs from leaving the argument out. ``values``, if given, are those from now on."""
        if marker is None:
            return {}
        with self._lock:
            if values is not None:
                self._defaults[kind.name, marker] = values
            return self._defaults.get((kind.name, marker), {})

    def implied_inputs(self, kind: Kind, marker: Marker | None, names: frozenset[str] | None = None) -> frozenset[str]:
        """Names of the resource's inputs that a component has added; ``names``, if given, are those from now on."""
        if marker is None:
            return frozenset()
        with self._lock:
            if names is not None:
                self._implied[kind.name, marker] = names
            return self._implied.get((kind.name, marker), frozenset())

    def is_declared(self, kind: Kind, marker: Marker | None) -> bool:
        """True if the program has declared the resource of the marker in this run."""
        with self._lock:
            return marker is not None and self._resources[kind.name, marker].checked_at >= 0

    def in_state(self, kind: Kind, identifier: str, state: State) -> None:
        """Record that the state has this object."""
        if any(state.get(parent.field) is None for parent in kind.parents):
            return  # without the ids of its path it cannot be asked for
        given = state.get(STATE_ID)
        with self._lock:
            location = self._in_state.setdefault((kind.name, identifier), location_of(kind, state))
            self._ever_in_state.setdefault((kind.name, identifier), location)
            if isinstance(given, str) and given not in self._state_ids:
                self._state_ids.append(given)

    @property
    def objects_in_state(self) -> Mapping[tuple[str, str], Location]:
        """The locations of the objects that the state is known to have, by kind name and id, oldest first."""
        with self._lock:
            return dict(self._in_state)

    @property
    def objects_ever_in_state(self) -> Mapping[tuple[str, str], Location]:
        """As ``objects_in_state``, with those that this run has deleted or found gone."""
        with self._lock:
            return dict(self._ever_in_state)

    def lines_at_the_end(self) -> list[str]:
        """What to tell at the end of the run of objects that it has made or met."""
        known = self.objects_ever_in_state
        lines = self.orphans.lines(known)
        if self.unchecked_creates and known:
            made = first_few(sorted(self.unchecked_creates.values()))
            lines.append(
                f"{made} was created before Pulumi had told of anything that this stack has, so it could not be seen "
                "whether chatbotkit:token is of the same account. `pulumi refresh` shows it"
            )
        return lines

    @property
    def stacks(self) -> set[str]:
        """The stacks, as ``project/stack``, whose resources or objects the run has met: one, unless it was renamed."""
        with self._lock:
            markers = {marker for _, marker in self._resources} | {each.marker for each in self._in_state.values()}
        return {marker.stack for marker in markers if marker is not None}

    @property
    def state_id(self) -> str:
        """The identity of this state, which new objects carry: the first that was seen in it, or a new one."""
        with self._lock:
            return self._state_ids[0] if self._state_ids else self._new_state_id

    def is_of_this_state(self, state_id: JsonValue) -> bool:
        """True if objects with this identity were made with this state, as far as this run knows."""
        with self._lock:
            return state_id == self._new_state_id or state_id in self._state_ids

    @property
    def state_is_known(self) -> bool:
        """True if this run has seen something of the state."""
        with self._lock:
            return bool(self._state_ids)

    def compared(self, kind: Kind, identifier: str, marker: Marker | None, verdict: Verdict, state: State) -> None:
        """Record a diff between an object and the inputs of the marker's resource.

        Only a diff after a check compares with the program. A refresh calls diff as well, after reading an object, to
        show what was changed elsewhere: with the inputs from the state, and also for objects that are to be deleted.
        And before Pulumi deletes an object first, it calls diff for all that depends on it, declared or not.
        """
        with self._lock:
            found = self._objects[kind.name, identifier]
            resource = None if marker is None else self._resources[kind.name, marker]
            if resource is not None and resource.checked_at < found.read_at:
                return
            if not found.is_taken:
                found.sighting = Sighting.IN_STATE
            if resource is None or resource.checked_at < 0:
                return
            found.verdict, found.compared_with = verdict, marker
            if found.sighting is not Sighting.ADOPTED:
                found.adoption = state.get(ADOPTION)
            resource.compared_ids.add(identifier)
            if verdict is Verdict.REPLACED:
                resource.replaced[identifier] = kept_names(state)
            elif kind.overlap_field is not None:
                resource.current = (identifier, state)

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

    def adopt(self, location: Location, identifier: str, stamp: str) -> bool:
        """Record the adoption of an object by the location's resource; False if another resource owns the object."""
        with self._lock:
            if self._belongs_to_another(location.kind, identifier, location.marker):
                return False
            found = self._objects[location.kind.name, identifier]
            found.sighting, found.adoption = Sighting.ADOPTED, stamp
            return True

    def is_taken(self, kind: Kind, identifier: str, marker: Marker | None = None) -> bool:
        """True if a resource owns the object. Objects that the marker's resource has replaced are not owned."""
        with self._lock:
            return self._belongs_to_another(kind, identifier, marker)

    def _belongs_to_another(self, kind: Kind, identifier: str, marker: Marker | None) -> bool:
        found = self._objects[kind.name, identifier]
        if found.is_taken or found.sighting is Sighting.NONE:
            return found.is_taken
        if marker is None or found.read_for != marker:
            return True
        # If several objects were read for this resource, and one had a diff, which Pulumi calls for the one it owns
        # before it creates a replacement, then this one, which had no diff, is to be deleted.
        resource = self._resources[kind.name, marker]
        return len(resource.read_ids) == 1 or not resource.compared_ids

    def was_created(self, kind: Kind, identifier: str) -> bool:
        """True if the object was created in this run."""
        with self._lock:
            return self._objects[kind.name, identifier].sighting is Sighting.CREATED

    def was_seen(self, kind: Kind, identifier: str) -> bool:
        """True if this run has read, created or adopted the object, so that its marker was looked at."""
        with self._lock:
            found = self._objects[kind.name, identifier]
            return found.read_at >= 0 or found.sighting in {Sighting.CREATED, Sighting.ADOPTED}

    def is_known(self, kind: Kind, identifier: str) -> bool:
        """True if the state has the object, or the run has created or adopted it: it cannot be a new one."""
        with self._lock:
            return (kind.name, identifier) in self._in_state or self._objects[kind.name, identifier].is_taken

    def has_another(self, kind: Kind, identifier: str, marker: Marker) -> bool:
        """True if no entry of the state has the object, although the resource of its marker has, or had, another one.

        Only a refresh shows all entries of a resource. It is over when the program declares the resource, or when
        nothing that was read for it is in the state any more.
        """
        if self.is_known(kind, identifier):
            return False
        with self._lock:
            resource = self._resources[kind.name, marker]
            is_left = any((kind.name, each) in self._in_state for each in resource.read_ids)
            return bool(resource.read_ids) and (resource.checked_at >= 0 or not is_left)

    def forget(self, kind: Kind, identifier: str) -> None:
        """Record that the object is gone."""
        with self._lock:
            self._in_state.pop((kind.name, identifier), None)

    def replaces_an_unknown_object(self, location: Location) -> bool:
        """True if the state has an object of this resource, and no diff has shown which: another
        ``replacement_trigger`` makes Pulumi create the replacement without calling diff. With ``--replace`` and after
        ``pulumi state taint`` check does not get the old inputs either, so nothing shows that there is an object."""
        if location.marker is None:
            return False
        with self._lock:
            resource = self._resources[location.kind.name, location.marker]
            return resource.had_object and not resource.compared_ids

    def was_refreshed(self, location: Location) -> bool:
        """True if this run has read all objects that the state has of the location's resource."""
        if location.marker is None:
            return False
        with self._lock:
            return bool(self._resources[location.kind.name, location.marker].read_ids)

    def claimed(self, kind: Kind, identifier: str, stamp: str) -> None:
        """Record that a resource has the object from now on, whatever other entries of the state had it before."""
        with self._lock:
            found = self._objects[kind.name, identifier]
            found.sighting, found.adoption = Sighting.ADOPTED, stamp

    def is_an_old_entry(self, kind: Kind, identifier: str, state: State) -> bool:
        """True if a resource of the program has this object with another entry of the state than this one.

        The state has two entries if a run adopted the object while its old entry was waiting to be deleted. The stamp
        of the adoption tells them apart; an entry with the same stamp is the resource's own.
        """
        with self._lock:
            found = self._objects[kind.name, identifier]
            return found.is_live and found.adoption is not None and state.get(ADOPTION) != found.adoption

    def kept_beside(self, location: Location, identifier: str) -> str | None:
        """The object that the location's resource keeps, if this one is an older one of it; None if there is none."""
        if location.marker is None:
            return None
        with self._lock:
            for other in self._resources[location.kind.name, location.marker].compared_ids - {identifier}:
                if self._objects[location.kind.name, other].verdict is Verdict.KEPT:
                    return other
        return None

    def successor(self, location: Location, identifier: str) -> Successor | None:
        """The object that replaces this one and was created in this run; None if there is none."""
        kind = location.kind
        with self._lock:
            found = self._objects[kind.name, identifier]
            replaced_by = found.compared_with if found.verdict is Verdict.REPLACED else None
            marker = replaced_by or location.marker
            return self._resources[kind.name, marker].successor if marker is not None else None

    def current(self, location: Location) -> tuple[str, State] | None:
        """Id and state of the object that the location's resource keeps, of a kind with an overlap."""
        if location.marker is None:
            return None
        with self._lock:
            return self._resources[location.kind.name, location.marker].current

    def replaced(self, location: Location) -> list[tuple[str, Location, tuple[str, ...]]]:
        """The objects of which a diff has shown that the location's resource replaces them: id, location, and the names
        of the fields that an adoption kept."""
        kind, marker = location.kind, location.marker
        if marker is None:
            return []
        with self._lock:
            found = self._resources[kind.name, marker].replaced
            known = (
                (identifier, self._in_state.get((kind.name, identifier)), kept) for identifier, kept in found.items()
            )
            return [(identifier, place, kept) for identifier, place, kept in known if place is not None]

    def guard_passed(self, kind: Kind, identifier: str, meta: JsonValue) -> None:
        """Record that the guard of this object has counted what its deletion would lose, and found nothing.

        ``meta`` is that of the object, as the guard saw it; None if it did not look, or there is none.
        """
        with self._lock:
            self._guards_passed[kind.name, identifier] = meta

    def meta_seen_by_guard(self, kind: Kind, identifier: str) -> JsonValue:
        """The ``meta`` of this object, as its guard saw it in this run; None if it saw none."""
        with self._lock:
            return self._guards_passed.get((kind.name, identifier))

    def has_guard_passed(self, kind: Kind, identifier: str) -> bool:
        """True if the guard of this object has let its deletion begin in this run."""
        with self._lock:
            return (kind.name, identifier) in self._guards_passed
