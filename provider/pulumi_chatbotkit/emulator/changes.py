"""Making, changing and removing records, with all that follows. No request, no ownership: callers have asked.

Source: docs/api/api.md a.12 for writing, the delete notes of b for removing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

from . import values
from .addresses import resolved
from .contract import KINDS
from .contract.fields import Field, OnTargetDeleted, Reference, Start
from .contract.kinds import Kind, Proposal
from .ids import IdSource
from .refusals import BAD_REQUEST, CONFLICT, Refusal
from .settings import Clock
from .store import Record, Records, UniqueViolation


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose record it will be, and below which record's path."""

    account: str
    parent: str | None


class Changes:
    """Writes inside one transaction."""

    def __init__(self, records: Records, ids: IdSource, clock: Clock) -> None:
        self._records = records
        self._ids = ids
        self._clock = clock
        self._starts: Final[dict[Start, Callable[[int], JsonValue]]] = {
            Start.NULL: lambda _now_ms: None,
            Start.NOW: lambda now_ms: now_ms,
            Start.KEY: lambda _now_ms: ids.new_secret(),
            Start.PENDING: lambda _now_ms: "pending",
        }

    def accepted(
        self, fields: tuple[Field, ...], body: JsonObject, account: str, required: Collection[str] = ()
    ) -> JsonObject:
        """``body`` as far as the validator goes: converted, with references resolved for ``account``.

        Raises:
            Refusal: BAD_REQUEST for the first fault.
        """
        accepted = values.validated(fields, body, required)
        for field in fields:
            address = accepted.get(field.key)
            if field.reference is not None and isinstance(address, str):
                accepted[field.key] = self._resolved(field.name, field.reference, address, account)
        return accepted

    def create(self, kind: Kind, accepted: JsonObject, owner: Owner, record_id: str | None = None) -> Record:
        """Store a new record, under a new id unless it has one.

        Raises:
            Refusal: what the kind's rules refuse; GENERIC_ERROR if a column cannot hold a value; CONFLICT if a unique
                value is taken.
        """
        now_ms = self._clock()
        accepted = values.unmasked(kind.fields, {}, accepted)
        ruled = _ruled(kind, Proposal(sent=accepted, stored=None, now_ms=now_ms))
        values.checked_for_columns(kind.fields, accepted)
        computed: JsonObject = {one.name: self._starts[one.start](now_ms) for one in kind.computed}
        record = Record(
            id=record_id or self.new_id(kind),
            kind=kind.name,
            account=owner.account,
            parent=owner.parent,
            created_at=now_ms,
            updated_at=now_ms,
            document=computed | values.with_defaults(kind.fields, ruled) | ruled,
        )
        self._records.insert(record)
        self._index(kind, record)
        return record

    def restore(self, record: Record) -> None:
        """Put a record back as it was.

        Raises:
            Refusal: CONFLICT if a unique value is taken.
        """
        self._records.insert(record)
        self._index(KINDS[record.kind], record)

    def update(self, kind: Kind, record: Record, accepted: JsonObject) -> Record:
        """Store changed fields. ``updatedAt`` moves even if nothing else does. Raises as ``create``."""
        # Two updates within a millisecond still have to move it.
        now_ms = max(self._clock(), record.updated_at + 1)
        accepted = values.unmasked(kind.fields, record.document, accepted)
        ruled = _ruled(kind, Proposal(sent=accepted, stored=record.document, now_ms=now_ms))
        values.checked_for_columns(kind.fields, accepted)
        changed = replace(record, updated_at=now_ms, document=values.merged(kind.fields, record.document, ruled))
        self._records.replace(changed)
        self._index(kind, changed)
        return changed

    def set_computed(self, record: Record, computed: JsonObject) -> None:
        """Store what a job of the service found out; ``updatedAt`` stays (assumed)."""
        self._records.replace(replace(record, document=record.document | computed))

    def remove(self, record: Record, *, with_members: bool = False) -> None:
        """Delete a record; what refers to it is unlinked or deleted as the contract says.

        ``with_members``: records that count as this one's resources are deleted too.
        """
        # First, so that records which refer to each other cannot lead back here.
        self._records.delete(record)
        for referring, field_name in self._records.referring_to(record.id):
            self._release(referring, field_name, with_members=with_members)
        for child in self._records.below(record.id):
            self._release_child(child)
        if KINDS[record.kind].is_account:
            self._remove_owned(record.id)

    def new_id(self, kind: Kind) -> str:
        """An id that no record has; repeatable randomness over a kept file would repeat ids otherwise."""
        while self._records.exists(new := self._ids.new(kind.id_shape)):
            pass
        return new

    def _resolved(self, field_name: str, reference: Reference, address: str, account: str) -> str:
        try:
            return resolved(self._records, reference, address, account)
        except Refusal as refusal:
            # A failed look-up becomes a fault of the body, with the field's name (docs/api/api.md a.7).
            raise Refusal(BAD_REQUEST, f"{refusal.message} ({field_name})") from refusal

    def _index(self, kind: Kind, record: Record) -> None:
        unique = [field.key for field in kind.fields if field.unique == "in the account"]
        everywhere = [field.key for field in kind.fields if field.unique == "everywhere"]
        try:
            self._records.index(record, unique=unique, unique_everywhere=everywhere, links=[*kind.references])
        except UniqueViolation as violation:
            raise Refusal(CONFLICT) from violation

    def _release(self, referring: Record, field_name: str, *, with_members: bool) -> None:
        # What was removed before may have taken this one along, or unlinked another field of it.
        found = self._records.get(referring.kind, referring.id)
        if found is None:
            return
        kind = KINDS[found.kind]
        reference = kind.references[field_name]
        if reference.on_target_deleted is OnTargetDeleted.DELETED or (with_members and reference.member):
            self.remove(found)
            return
        # The database unlinks, not an update of the record: updatedAt stays.
        unlinked = replace(found, document={**found.document, field_name: None})
        self._records.replace(unlinked)
        self._index(kind, unlinked)

    def _release_child(self, child: Record) -> None:
        found = self._records.get(child.kind, child.id)
        parent = KINDS[child.kind].parent
        if found is None or parent is None:
            return
        if parent.on_deleted is OnTargetDeleted.UNLINKED:
            self._records.replace(replace(found, parent=None))
        else:
            self.remove(found)

    def _remove_owned(self, account: str) -> None:
        # One removal may take others of the list along; removing those again changes nothing.
        for record in self._records.owned_by(account):
            self.remove(record)


def _ruled(kind: Kind, proposal: Proposal) -> JsonObject:
    """What the kind's rules make of what was sent."""
    for rule in kind.rules:
        proposal = replace(proposal, sent=rule(proposal))
    return proposal.sent
