"""Making, changing and removing records, with all that follows. No request, no ownership: callers have asked.

Source: docs/api/api.md a.12 for writing, the delete notes of b for removing.
"""

from dataclasses import dataclass, replace

from pulumi_chatbotkit.json_values import JsonObject

from . import values
from .addresses import resolved
from .contract import KINDS
from .contract.fields import Field, OnTargetDeleted, Reference
from .contract.kinds import Kind
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

    def accepted(self, fields: tuple[Field, ...], body: JsonObject, account: str) -> JsonObject:
        """``body`` as far as the validator goes: converted, with references resolved for ``account``.

        Raises:
            Refusal: BAD_REQUEST for the first fault.
        """
        accepted = values.validated(fields, body)
        for field in fields:
            address = accepted.get(field.name)
            if field.reference is not None and isinstance(address, str):
                accepted[field.name] = self._resolved(field.name, field.reference, address, account)
        return accepted

    def create(self, kind: Kind, accepted: JsonObject, owner: Owner) -> Record:
        """Store a new record.

        Raises:
            Refusal: GENERIC_ERROR if a column cannot hold a value; CONFLICT if a unique value is taken.
        """
        values.checked_for_columns(kind.fields, accepted)
        now_ms = self._clock()
        record = Record(
            id=self.new_id(kind),
            kind=kind.name,
            account=owner.account,
            parent=owner.parent,
            created_at=now_ms,
            updated_at=now_ms,
            document=values.with_defaults(kind.fields, accepted),
        )
        self._records.insert(record)
        self._index(kind, record)
        return record

    def update(self, kind: Kind, record: Record, accepted: JsonObject) -> Record:
        """Store changed fields. ``updatedAt`` moves even if nothing else does. Raises as ``create``."""
        values.checked_for_columns(kind.fields, accepted)
        changed = replace(
            record,
            # Two updates within a millisecond still have to move it.
            updated_at=max(self._clock(), record.updated_at + 1),
            document=values.merged(kind.fields, record.document, accepted),
        )
        self._records.replace(changed)
        self._index(kind, changed)
        return changed

    def remove(self, record: Record, *, with_members: bool = False) -> None:
        """Delete a record; what refers to it is unlinked or deleted as the contract says.

        ``with_members``: records that count as this one's resources are deleted too.
        """
        # First, so that records which refer to each other cannot lead back here.
        self._records.delete(record)
        for referring, field_name in self._records.referring_to(record.id):
            self._release(referring, field_name, with_members=with_members)
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
        unique = [field.name for field in kind.fields if field.unique]
        try:
            self._records.index(record, unique=unique, links=[*kind.references])
        except UniqueViolation as violation:
            raise Refusal(CONFLICT) from violation

    def _release(self, referring: Record, field_name: str, *, with_members: bool) -> None:
        kind = KINDS[referring.kind]
        reference = kind.references[field_name]
        if reference.on_target_deleted is OnTargetDeleted.DELETED or (with_members and reference.member):
            self.remove(referring)
            return
        # The database unlinks, not an update of the record: updatedAt stays.
        unlinked = replace(referring, document={**referring.document, field_name: None})
        self._records.replace(unlinked)
        self._index(kind, unlinked)

    def _remove_owned(self, account: str) -> None:
        # One removal may take others of the list along; removing those again changes nothing.
        for record in self._records.owned_by(account):
            self.remove(record)
