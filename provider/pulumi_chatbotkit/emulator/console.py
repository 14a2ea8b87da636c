"""The hands of a person, or a test, on the state: look at records, edit and delete them past the API and its log.

What the API would refuse is refused here too, as the service's console does.
"""

from typing import TYPE_CHECKING, Final

from pulumi_chatbotkit.json_values import JsonObject

from .changes import Changes
from .contract import KINDS, Kind
from .errors import EditRefusedError, NoSuchRecordError, StateNotEmptyError, UnknownKindError
from .ids import IdSource
from .refusals import Refusal
from .seeds import data_set_of, plant
from .settings import EmulatorSettings
from .store import Record, Records, Store
from .views import raw

if TYPE_CHECKING:
    from .snapshots import Snapshot

PARENT_ACCOUNT: Final = "parent"
"""Name of the account that the settings' token acts as."""


class Console:
    """Access to an emulator's state without the API. Several may share one file, next to emulators that serve it."""

    def __init__(self, settings: EmulatorSettings) -> None:
        """Open the state; adds no account and no key.

        Raises:
            EmulatorFileError: the file is not an emulator's, or cannot be used. It is left as it was.
        """
        self._clock = settings.clock
        self._ids = IdSource(settings.randomness, settings.clock)
        self._store = Store(settings.database)

    def record(self, kind: str, record_id: str) -> JsonObject | None:
        """Everything stored of one record, fields that no route returns included; None if there is no such record.

        Raises:
            UnknownKindError
        """
        with self._store.reading() as records:
            found = records.get(_kind(kind).name, record_id)
        return None if found is None else raw(found)

    def records(self, kind: str, *, account: str | None = None) -> list[JsonObject]:
        """The records of a kind, oldest first, of one account or of all. A context belongs to its partner user.

        Raises:
            UnknownKindError
        """
        with self._store.reading() as records:
            found = records.all_of(_kind(kind).name)
        return [raw(record) for record in found if account in {None, record.account}]

    def content(self, file_id: str) -> bytes | None:
        """What was uploaded to a file; None if nothing was, or if only its address is known."""
        with self._store.reading() as records:
            found = records.content_of(file_id)
        return None if found is None else found.body

    def edit(self, kind: str, record_id: str, changes: JsonObject) -> None:
        """Change fields: no request is logged, other fields stay, updatedAt moves.

        Raises:
            UnknownKindError, NoSuchRecordError
            EditRefusedError: a field or value that the API would refuse; nothing was changed.
        """
        declared = _kind(kind)
        _check_fields(declared, changes)
        with self._store.writing() as records:
            record = _existing(records, declared, record_id)
            writes = Changes(records, self._ids, self._clock)
            try:
                writes.update(declared, record, writes.accepted(declared.fields, changes, record.account))
            except Refusal as refusal:
                raise EditRefusedError(f"{kind} {record_id}: {refusal.message} ({refusal.code})") from refusal

    def remove(self, kind: str, record_id: str) -> None:
        """Delete a record, with what goes with it.

        Raises:
            UnknownKindError, NoSuchRecordError
        """
        with self._store.writing() as records:
            record = _existing(records, _kind(kind), record_id)
            Changes(records, self._ids, self._clock).remove(record)

    def snapshot(self, *, include_secrets: bool = False) -> "Snapshot":
        """The whole state as it is now. Without secrets, a load leaves secrets unset or makes new ones."""
        from . import snapshots  # noqa: PLC0415 - needs pydantic, which a server need not wait for

        with self._store.reading() as records:
            return snapshots.taken(records, include_secrets=include_secrets)

    def load(self, snapshot: "Snapshot") -> None:
        """Replace the whole state. Requests and faults stay; keys of accounts that both know go on working.

        Raises:
            SnapshotError: the snapshot contradicts itself; nothing was changed.
        """
        from . import snapshots  # noqa: PLC0415 - needs pydantic, which a server need not wait for

        with self._store.writing() as records:
            snapshots.put_back(snapshot, records, Changes(records, self._ids, self._clock), self._ids)

    def seed(self, data_set: str, *, replace: bool = False) -> dict[str, int]:
        """Fill the state with ``empty``, ``demo`` or ``fleet:N``; returns how many records of each kind there are then.

        Args:
            replace: Remove every record first.

        Raises:
            SeedError: there is no such data set.
            StateNotEmptyError: there are records, and ``replace`` is not set; nothing was changed.
        """
        tenants = data_set_of(data_set)
        with self._store.writing() as records:
            if replace:
                records.clear()
            if there := sum(records.counts().values()):
                raise StateNotEmptyError(there)
            account = self._account(records, PARENT_ACCOUNT)
            plant(tenants, records, Changes(records, self._ids, self._clock), account)
            return records.counts()

    def _account(self, records: Records, name: str) -> str:
        """The id of the account without a parent of this name; made if there is none."""
        account = records.account_named(name)
        if account is None:
            account = self._ids.new("cuid2")
            records.add_account(account, name)
        return account

    def close(self) -> None:
        """Let go of the state; what was in memory is gone."""
        self._store.close()


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise UnknownKindError(name, KINDS)
    return KINDS[name]


def _existing(records: Records, kind: Kind, record_id: str) -> Record:
    found = records.get(kind.name, record_id)
    if found is None:
        raise NoSuchRecordError(kind.name, record_id)
    return found


def _check_fields(kind: Kind, changes: JsonObject) -> None:
    unknown = next((name for name in changes if kind.field(name) is None), None)
    if unknown is not None:
        known = ", ".join(field.name for field in kind.fields)
        raise EditRefusedError(f'{kind.name} has no field "{unknown}"; its fields: {known}')
