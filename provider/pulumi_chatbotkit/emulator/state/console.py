"""``Console``: reads, edits and deletes records without the API, as a person does in the service's web console.

What the API would refuse is refused here too. Nothing is written to the request log.
"""

import json
import sqlite3
from typing import TYPE_CHECKING, Final

from pulumi_chatbotkit.emulator.actions.changes import Changes
from pulumi_chatbotkit.emulator.actions.views import raw
from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, Kind
from pulumi_chatbotkit.emulator.contract.refusals import Refusal
from pulumi_chatbotkit.emulator.errors import EditRefusedError, StateNotEmptyError
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings
from pulumi_chatbotkit.emulator.state.record_lookup import existing_record, kind_named
from pulumi_chatbotkit.emulator.state.seeds import create_tenants, tenants_of_data_set
from pulumi_chatbotkit.emulator.storage.ids import IdSource
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.store import Store
from pulumi_chatbotkit.json_values import JsonObject

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.state.snapshots import Snapshot

PARENT_ACCOUNT: Final = "parent"
"""Name of the account that the settings' token acts as."""


class Console:
    """Access to an emulator's state without the API. Several consoles and emulators may share one file."""

    def __init__(self, settings: EmulatorSettings) -> None:
        """Open the state. Adds no account and no key.

        Raises:
            EmulatorFileError: the file is not an emulator's, or cannot be used. It was not changed.
        """
        self._clock = settings.clock
        self._ids = IdSource(settings.randomness, settings.clock)
        self._store = Store(settings.database)

    def record(self, kind: str, record_id: str) -> JsonObject | None:
        """Everything stored of one record, also fields that no route returns; None if there is no such record.

        Raises:
            UnknownKindError
        """
        with self._store.reading() as records:
            found = records.get(kind_named(kind).name, record_id)
        return None if found is None else raw(found)

    def records(self, kind: str, *, account: str | None = None) -> list[JsonObject]:
        """The records of a kind, oldest first, of one account or of all. The account of a context is its partner user.

        Raises:
            UnknownKindError
        """
        with self._store.reading() as records:
            found = records.all_of_kind(kind_named(kind).name)
        return [raw(record) for record in found if account in {None, record.account}]

    def content(self, file_id: str) -> bytes | None:
        """The content uploaded to a file; None if there is none, or if only an address was sent."""
        with self._store.reading() as records:
            found = records.content_of(file_id)
        return None if found is None else found.body

    def create(self, kind: str, fields: JsonObject, *, run_as: str | None = None) -> tuple[JsonObject, str | None]:
        """Create a record of the parent account, or of a partner user. No request is logged, no quota is checked.

        Args:
            fields: As in the API's body; the id of a parent, which the API has in the path, is one of them.
            run_as: Id, @alias or (name) of a partner user.

        Returns:
            Everything stored, and the new key of a token, which is never shown again.

        Raises:
            UnknownKindError
            EditRefusedError: the API would refuse it. Nothing was changed.
        """
        from pulumi_chatbotkit.emulator.state.creating import create_record  # noqa: PLC0415 - servers need it never

        declared = kind_named(kind)
        with self._store.writing() as records:
            account = self._account(records, PARENT_ACCOUNT)
            changes = Changes(records, self._ids, self._clock)
            try:
                record = create_record(declared, fields, account, run_as, records, changes)
            except Refusal as refusal:
                raise EditRefusedError(f"{kind}: {refusal.message} ({refusal.code})") from refusal
            if declared.create_answer != "key":
                return raw(record), None
            key = self._ids.new_key()
            records.add_key(key, record.account, record.id)
        return raw(record), key

    def account_names(self, kind: str) -> dict[str, str]:
        """The name of the account of each record of a kind, by the record's id.

        A partner user without a name has its e-mail address, or else its id.

        Raises:
            UnknownKindError
        """
        with self._store.reading() as records:
            names = dict(records.accounts())
            for user in records.all_of_kind(ACCOUNT_KIND):
                names[user.id] = str(user.document.get("name") or user.document.get("email") or user.id)
            found = records.all_of_kind(kind_named(kind).name)
        return {record.id: names.get(record.account, record.account) for record in found}

    def edit(self, kind: str, record_id: str, changes: JsonObject) -> None:
        """Change fields of a record. No request is logged; other fields stay; updatedAt changes.

        Raises:
            UnknownKindError, NoSuchRecordError
            EditRefusedError: the API would refuse the field or value. Nothing was changed.
        """
        declared = kind_named(kind)
        _check_fields(declared, changes)
        with self._store.writing() as records:
            record = existing_record(records, kind, record_id)
            writes = Changes(records, self._ids, self._clock)
            try:
                sent = read_object(json.dumps(changes).encode())
                writes.update(declared, record, writes.validated_body(declared.fields, sent, record.account))
            except Refusal as refusal:
                raise EditRefusedError(f"{kind} {record_id}: {refusal.message} ({refusal.code})") from refusal
            except (RecursionError, sqlite3.Error) as error:
                raise EditRefusedError(f"{kind} {record_id}: the value cannot be stored ({error})") from error

    def remove(self, kind: str, record_id: str) -> None:
        """Delete a record and everything that the API would delete with it.

        Raises:
            UnknownKindError, NoSuchRecordError
        """
        with self._store.writing() as records:
            record = existing_record(records, kind, record_id)
            Changes(records, self._ids, self._clock).remove(record)

    def snapshot(self, *, include_secrets: bool = False) -> "Snapshot":
        """The whole state. ``include_secrets``: otherwise ``load`` leaves secrets unset or makes new ones."""
        from pulumi_chatbotkit.emulator.state import snapshots  # noqa: PLC0415 - imports pydantic, which a server does not need at start-up

        with self._store.reading() as records:
            return snapshots.take_snapshot(records, include_secrets=include_secrets)

    def load(self, snapshot: "Snapshot") -> None:
        """Replace the whole state. The request log and faults stay; keys of accounts in both states still work.

        Raises:
            SnapshotError: the snapshot is inconsistent. Nothing was changed.
        """
        from pulumi_chatbotkit.emulator.state import snapshots  # noqa: PLC0415 - imports pydantic, which a server does not need at start-up

        with self._store.writing() as records:
            snapshots.restore_snapshot(snapshot, records, Changes(records, self._ids, self._clock), self._ids)

    def seed(self, data_set: str, *, replace: bool = False) -> dict[str, int]:
        """Create the records of ``empty``, ``demo`` or ``fleet:N``. Returns the number of records of each kind.

        Args:
            replace: Remove every record first.

        Raises:
            SeedError: there is no such data set.
            StateNotEmptyError: there are records, and ``replace`` is not set. Nothing was changed.
        """
        tenants = tenants_of_data_set(data_set)
        with self._store.writing() as records:
            if replace:
                records.clear()
            if there := sum(records.counts().values()):
                raise StateNotEmptyError(there)
            account = self._account(records, PARENT_ACCOUNT)
            create_tenants(tenants, records, Changes(records, self._ids, self._clock), account)
            return records.counts()

    def _account(self, records: Records, name: str) -> str:
        """The id of the account without a parent of this name; created if there is none."""
        account = records.account_named(name)
        if account is None:
            account = self._ids.new("cuid2")
            records.add_account(account, name)
        return account

    def close(self) -> None:
        """Close the state. A state in memory is lost."""
        self._store.close()


def _check_fields(kind: Kind, changes: JsonObject) -> None:
    unknown = next((name for name in changes if kind.field(name) is None), None)
    if unknown is not None:
        known = ", ".join(field.name for field in kind.fields)
        raise EditRefusedError(f'{kind.name} has no field "{unknown}"; its fields: {known}')
