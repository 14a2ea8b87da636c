"""Invariants after a successful run: service, state and program agree, and foreign objects are unchanged."""

from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import Field, ReadBack
from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.marker import marker_from_meta
from pulumi_chatbotkit.reconcile.provider_keys import ADOPTION
from support.edited_program import GUARD, ORDER
from support.engine_state import Entry, Program, Ref, Resource, resolved
from support.mini_engine import MiniEngine

Place = tuple[str, str]
"""Kind and id of an object."""


@dataclass
class ForeignObjects:
    """Objects of other programs, and their fields at the time they were remembered."""

    service: Emulator
    records: dict[Place, JsonObject] = field(default_factory=dict[Place, JsonObject])
    tenants: dict[Place, str] = field(default_factory=dict[Place, str])
    """Tenant id of each object that is in a tenant."""

    def remember(self, kind: str, identifier: str, tenant: str | None) -> None:
        """Record the object as it is now."""
        record = self.service.record(kind, identifier)
        assert record is not None
        self.records[kind, identifier] = record
        if tenant is not None:
            self.tenants[kind, identifier] = tenant

    def forget(self, tenants: set[str]) -> None:
        """Forget the objects in these tenants, which were deleted legitimately."""
        gone = {place for place, tenant in self.tenants.items() if tenant in tenants}
        self.records = {place: record for place, record in self.records.items() if place not in gone}

    def assert_untouched(self) -> None:
        """Assert that no field of them has changed."""
        assert {place: self.service.record(*place) for place in self.records} == self.records


@dataclass
class Invariants:
    """Compares a service with a stack."""

    service: Emulator
    engine: MiniEngine
    foreign: ForeignObjects

    def unknown_to_the_state(self, stacks: set[str]) -> set[Place]:
        """Objects that carry the marker of one of the stacks and are not in the state."""
        known = {(entry.key.kind, entry.id) for entry in self.engine.state}
        return {place for place, _name in self._marked(stacks) if place not in known}

    def successors(self, stacks: set[str]) -> set[Place]:
        """Objects that replace entries of the state whose object is gone, created by a run whose state was lost.

        The next refresh finds the objects gone again, and the following create adopts these.
        """
        gone = {
            (entry.key.kind, entry.key.name)
            for entry in self.engine.state
            if entry.key.kind != GUARD and self.service.record(entry.key.kind, entry.id) is None
        }
        return {place for place, name in self._marked(stacks) if (place[0], name) in gone}

    def assert_settled(self, program: Program, stacks: set[str]) -> None:
        """Assert that exactly the declared objects exist, as declared, and that a preview is empty."""
        assert sorted(_named(self.engine.state)) == sorted((each.key.kind, each.key.name) for each in program)
        self.assert_state_is_service(stacks)
        ids = {Ref(entry.key.kind, entry.key.name): entry.id for entry in self.engine.state}
        for resource in program:
            if resource.key.kind != GUARD:
                self._assert_as_declared(resource, ids)
        assert self.engine.preview(program) == []

    def assert_state_is_service(self, stacks: set[str]) -> None:
        """Assert that each object is in the state once, and that the object of each entry exists."""
        ids = [(entry.key.kind, entry.id) for entry in self.engine.state if entry.key.kind != GUARD]
        assert len(set(ids)) == len(ids)
        existing = {(kind, str(record["id"])) for kind in ORDER for record in self.service.records(kind)}
        own = existing - set(self.foreign.records)
        assert own == set(ids), f"only at the service: {own - set(ids)}, only in the state: {set(ids) - own}"
        assert {place for place, _name in self._marked(stacks)} == set(ids)

    def _marked(self, stacks: set[str]) -> list[tuple[Place, str]]:
        """Objects with a marker of these stacks, and the resource name in each marker."""
        return [
            ((kind, str(record["id"])), marker.name)
            for kind in ORDER
            for record in self.service.records(kind)
            if (marker := marker_from_meta(record.get("meta"))) is not None and marker.stack in stacks
        ]

    def _assert_as_declared(self, resource: Resource, ids: dict[Ref, str]) -> None:
        record = self.service.record(resource.key.kind, ids[resource.ref])
        assert record is not None
        marker = marker_from_meta(record["meta"])
        assert marker is not None
        assert (marker.stack, marker.name) == (self.engine.stack, resource.key.name)
        wanted = resolved(resource, ids)
        hidden = self._left_by_adoption(resource)
        for each in KINDS[resource.key.kind].fields:
            if each.name in hidden and wanted.get(each.name) is None:
                continue
            if not each.is_local and each.references != "blueprint":
                assert _same(each, record, wanted), f"{resource.key}: {each.name} of {record}, wanted {wanted}"

    def _left_by_adoption(self, resource: Resource) -> set[str]:
        """Fields of an adopted object that cannot be read back: an adoption leaves them unless they are declared."""
        is_adopted = any(entry.key.ref == resource.ref and entry.outputs.get(ADOPTION) for entry in self.engine.live)
        fields = KINDS[resource.key.kind].fields if is_adopted else ()
        return {each.name for each in fields if each.read_back is ReadBack.NEVER}


def _same(each: Field, record: JsonObject, wanted: JsonObject) -> bool:
    if each.carries_marker:
        own = as_object(wanted.get(each.name)) or {}
        return own.items() <= (as_object(record[each.name]) or {}).items()
    return each.canonical(record[each.name]) == each.canonical(wanted.get(each.name))


def _named(state: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [(entry.key.kind, entry.key.name) for entry in state]
