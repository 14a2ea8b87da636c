"""Creates, updates and deletes records with all consequences. Callers have checked ownership.

Source: docs/api/api.md a.12 (field classes), and the delete notes of b.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import resolve_reference
from pulumi_chatbotkit.emulator.actions.documents import check_columns, merged, unmasked, with_defaults
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.fields import Field, InitialValue, OnTargetDeleted, Reference
from pulumi_chatbotkit.emulator.contract.kinds import Kind, Proposal
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, CONFLICT, DUPLICATE, Refusal
from pulumi_chatbotkit.emulator.messages.validation import validated
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.storage.ids import IdSource
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record, UniqueViolation
from pulumi_chatbotkit.json_values import JsonObject, JsonValue


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The account that owns a record, and its parent record if it has one."""

    account: str
    parent: str | None


class Changes:
    """Changes records inside one transaction."""

    def __init__(self, records: Records, ids: IdSource, clock: Clock) -> None:
        self._records = records
        self._ids = ids
        self._clock = clock
        self._initial_values: Final[dict[InitialValue, Callable[[int], JsonValue]]] = {
            InitialValue.NULL: lambda _now_ms: None,
            InitialValue.NOW: lambda now_ms: now_ms,
            InitialValue.KEY: lambda _now_ms: ids.new_secret(),
            InitialValue.PENDING: lambda _now_ms: "pending",
            InitialValue.IDLE: lambda _now_ms: "idle",
        }

    def validated_body(
        self, fields: tuple[Field, ...], body: JsonObject, account: str, required: Collection[str] = ()
    ) -> JsonObject:
        """The values of ``body`` to store: converted, with references resolved for ``account``.

        Raises:
            Refusal: BAD_REQUEST for the first error.
        """
        values = validated(fields, body, required)
        for field in fields:
            address = values.get(field.key)
            if field.reference is not None and isinstance(address, str):
                values[field.key] = self._resolved(field.name, field.reference, address, account)
        return values

    def check_usable(self, reference: Reference, record_id: str, account: str) -> None:
        """Check that a reference may name a record. Raises as ``resolve_reference``."""
        resolve_reference(self._records, reference, record_id, account)

    def create(self, kind: Kind, values: JsonObject, owner: Owner, record_id: str | None = None) -> Record:
        """Store a new record. ``record_id``: None makes a new id.

        Raises:
            Refusal: by the kind's rules; GENERIC_ERROR if a column cannot hold a value; CONFLICT if a unique value is
                taken.
        """
        now_ms = self._clock()
        values = unmasked(kind.fields, {}, values)
        ruled = _apply_rules(kind, Proposal(sent=values, stored=None, now_ms=now_ms))
        check_columns(kind.fields, values)
        return self.insert(kind, ruled, owner, record_id)

    def insert(self, kind: Kind, values: JsonObject, owner: Owner, record_id: str | None = None) -> Record:
        """Store a new record past the rules of its create, as an import and a clone of a blueprint do.

        Raises:
            Refusal: CONFLICT if a unique value is taken.
        """
        now_ms = self._clock()
        computed: JsonObject = {one.name: self._initial_values[one.initial](now_ms) for one in kind.computed}
        made: JsonObject = {
            field.key: self._initial_values[field.generated](now_ms)
            for field in kind.fields
            if field.generated is not None and values.get(field.key) is None
        }
        record = Record(
            id=record_id or self.new_id(kind),
            kind=kind.name,
            account=owner.account,
            parent=owner.parent,
            created_at=now_ms,
            updated_at=now_ms,
            document=computed | with_defaults(kind.fields, values) | values | made,
        )
        self._records.insert(record)
        self._index(kind, record)
        return record

    def overwrite(self, kind: Kind, record: Record, values: JsonObject) -> Record:
        """Store changed columns past the rules of an update. Raises as ``insert``."""
        now_ms = max(self._clock(), record.updated_at + 1)
        changed = replace(record, updated_at=now_ms, document=record.document | values)
        self._records.replace(changed)
        self._index(kind, changed)
        return changed

    def restore(self, record: Record) -> None:
        """Store a record unchanged, with its own id and times.

        Raises:
            Refusal: CONFLICT if a unique value is taken.
        """
        self._records.insert(record)
        self._index(KINDS[record.kind], record)

    def update(self, kind: Kind, record: Record, values: JsonObject) -> Record:
        """Store changed fields. ``updatedAt`` changes even if nothing else does. Raises as ``create``."""
        # Two updates within a millisecond must differ, too.
        now_ms = max(self._clock(), record.updated_at + 1)
        values = unmasked(kind.fields, record.document, values)
        ruled = _apply_rules(kind, Proposal(sent=values, stored=record.document, now_ms=now_ms))
        check_columns(kind.fields, values)
        changed = replace(record, updated_at=now_ms, document=merged(kind.fields, record.document, ruled))
        self._records.replace(changed)
        self._index(kind, changed)
        return changed

    def set_computed(self, record: Record, computed: JsonObject) -> None:
        """Store fields that only the service sets. ``updatedAt`` does not change (assumed)."""
        self._records.replace(replace(record, document=record.document | computed))

    def remove(self, record: Record, *, with_members: bool = False) -> None:
        """Delete a record with its children. Records that refer to it are unlinked or deleted, as the contract says.

        ``with_members``: also delete the records whose reference to this one has ``member``.
        """
        # The record goes first: records that refer to each other would otherwise recurse for ever.
        self._records.delete(record)
        for referring, field_name in self._records.referring_to(record.id):
            self._unlink_or_remove(referring, field_name, with_members=with_members)
        for child in self._records.children_of(record.id):
            self._unlink_or_remove_child(child)
        if KINDS[record.kind].is_account:
            self._remove_owned(record.id)

    def new_id(self, kind: Kind) -> str:
        """An unused id. Repeatable randomness would otherwise repeat the ids that a kept file already has."""
        while self._records.exists(new := self._ids.new(kind.id_shape)):
            pass
        return new

    def _resolved(self, field_name: str, reference: Reference, address: str, account: str) -> str:
        try:
            return resolve_reference(self._records, reference, address, account)
        except Refusal as refusal:
            # A failed look-up is an error of the body, with the field's name (docs/api/api.md a.7, errors).
            raise Refusal(BAD_REQUEST, f"{refusal.message} ({field_name})") from refusal

    def _index(self, kind: Kind, record: Record) -> None:
        unique = [field.key for field in kind.fields if field.unique == "in the account"]
        everywhere = [field.key for field in kind.fields if field.unique == "everywhere"]
        try:
            self._records.index(record, unique=unique, unique_everywhere=everywhere, links=[*kind.references])
        except UniqueViolation as violation:
            raise Refusal(CONFLICT, DUPLICATE) from violation

    def _unlink_or_remove(self, referring: Record, field_name: str, *, with_members: bool) -> None:
        # Read it again: an earlier removal may have deleted it, or unlinked another of its fields.
        found = self._records.get(referring.kind, referring.id)
        if found is None:
            return
        kind = KINDS[found.kind]
        reference = kind.references[field_name]
        if reference.on_target_deleted is OnTargetDeleted.DELETED or (with_members and reference.member):
            self.remove(found)
            return
        # The database unlinks, not an update of the record: updatedAt does not change.
        unlinked = replace(found, document={**found.document, field_name: None})
        self._records.replace(unlinked)
        self._index(kind, unlinked)

    def _unlink_or_remove_child(self, child: Record) -> None:
        found = self._records.get(child.kind, child.id)
        parent = KINDS[child.kind].parent
        if found is None or parent is None:
            return
        if parent.on_deleted is OnTargetDeleted.UNLINKED:
            self._records.replace(replace(found, parent=None))
        else:
            self.remove(found)

    def _remove_owned(self, account: str) -> None:
        # One removal may delete others of the list; removing those again changes nothing.
        for record in self._records.owned_by(account):
            self.remove(record)


def _apply_rules(kind: Kind, proposal: Proposal) -> JsonObject:
    """The values to store after all of the kind's late checks and rules."""
    for field in kind.fields:
        if field.late_check is not None and field.key in proposal.sent:
            field.late_check(field.name, proposal.sent[field.key])
    for rule in kind.rules:
        proposal = replace(proposal, sent=rule(proposal))
    return proposal.sent
