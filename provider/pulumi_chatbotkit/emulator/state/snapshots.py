"""Snapshots: the whole state as one JSON document, and how it is loaded again, completely or not at all.

Keys are stored as digests. Secrets are left out unless asked for, and their names are listed per record: after a load,
secrets that a person set are unset, and those that the service makes are made again.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Annotated, Final, Literal, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from pulumi_chatbotkit.emulator.actions.changes import Changes
from pulumi_chatbotkit.emulator.actions.contents import LARGEST_CONTENT_BYTES
from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS, Kind
from pulumi_chatbotkit.emulator.contract.fields import InitialValue
from pulumi_chatbotkit.emulator.contract.refusals import Refusal
from pulumi_chatbotkit.emulator.errors import SnapshotError
from pulumi_chatbotkit.emulator.messages.json_body import DEEPEST_LEVELS, UnstorableError, parse_json
from pulumi_chatbotkit.emulator.storage.ids import IdSource
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import LAST_MS, Content, Key, Record
from pulumi_chatbotkit.json_values import JsonObject

FORMAT: Final = "pulumi-chatbotkit emulator snapshot"
VERSION: Final = 1

_LEVELS_AROUND_DOCUMENTS: Final = 3
"""The snapshot, its list of records, the record."""

_FILE_KINDS: Final = ("file", "space_storage_file")
_NOTES: Final = {
    True: "Secrets are in this file in clear text.",
    False: "Secrets were left out. A load unsets those that a person set, and makes those of the service again.",
}


_EpochMs: TypeAlias = Annotated[int, Field(ge=0, le=LAST_MS)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=True,
        hide_input_in_errors=True,
    )


class SavedAccount(_Part):
    """An account without a parent."""

    id: str
    name: str


class SavedKey(_Part):
    """A key. ``digest``: SHA-256 of its text, in hex. ``record``: the token or session that it belongs to."""

    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    account: str
    record: str | None


class SavedRecord(_Part):
    """A record. ``secrets_left_out``: fields that are set but not in the document. Times in epoch ms."""

    id: str
    kind: str
    account: str
    parent: str | None
    created_at: _EpochMs
    updated_at: _EpochMs
    document: dict[str, object]
    secrets_left_out: list[str]


class SavedContent(_Part):
    """An upload to a file. ``body``: in base64. ``ticket``: null if secrets are left out. ``size``: in bytes."""

    file: str
    ticket: str | None
    content_type: str
    size: Annotated[int, Field(ge=0, le=LARGEST_CONTENT_BYTES)]
    url: str | None
    body: str | None


class Snapshot(_Part):
    """The whole state at one moment. Any emulator can load it."""

    format: Literal["pulumi-chatbotkit emulator snapshot"]
    version: Literal[1]
    note: str
    accounts: list[SavedAccount]
    keys: list[SavedKey]
    records: list[SavedRecord]
    contents: list[SavedContent]

    @classmethod
    def from_json(cls, text: str | bytes) -> "Snapshot":
        """The snapshot in ``text``.

        Raises:
            SnapshotError: it is not JSON, not a snapshot, of another version, or inconsistent. The text says where.
        """
        try:
            snapshot = cls.model_validate(parse_json(text, deepest_levels=DEEPEST_LEVELS + _LEVELS_AROUND_DOCUMENTS))
        except ValidationError as error:
            raise SnapshotError(_first_error(error)) from error
        except UnstorableError as error:
            raise SnapshotError(f"this is no snapshot: {error}") from error
        except (ValueError, RecursionError) as error:
            raise SnapshotError(f"this is no snapshot: it is no JSON ({error})") from error
        for inconsistency in _inconsistencies(snapshot):
            raise SnapshotError(inconsistency)
        return snapshot

    def to_json(self) -> str:
        """The JSON document. The same state gives the same text."""
        return json.dumps(self.model_dump(by_alias=True), indent=1) + "\n"


def take_snapshot(records: Records, *, include_secrets: bool) -> Snapshot:
    """A snapshot of the state."""
    return Snapshot(
        format=FORMAT,
        version=VERSION,
        note=_NOTES[include_secrets],
        accounts=[SavedAccount(id=account, name=name) for account, name in records.accounts()],
        keys=[SavedKey(digest=key.digest, account=key.account, record=key.record) for key in records.all_keys()],
        records=[_saved(record, include_secrets=include_secrets) for record in records.all_records()],
        contents=[_saved_content(one, include_secrets=include_secrets) for one in _contents(records)],
    )


def restore_snapshot(snapshot: Snapshot, records: Records, changes: Changes, ids: IdSource) -> None:
    """Replace the state by the snapshot, in the caller's transaction.

    Present keys of an account without a parent stay keys of the account with the same name, so that clients keep their
    access.

    Raises:
        SnapshotError: two records have the same unique value.
    """
    kept = _keys_of_named_accounts(records)
    records.clear_everything()
    for account in snapshot.accounts:
        records.add_account(account.id, account.name)
    for record in snapshot.records:
        try:
            changes.restore(_restored(record, ids))
        except Refusal as refusal:
            raise SnapshotError(f"{record.kind} {record.id}: {refusal.message}") from refusal
    for key in snapshot.keys:
        records.put_key(Key(digest=key.digest, account=key.account, record=key.record))
    for account in snapshot.accounts:
        for digest in kept.get(account.name, ()):
            records.put_key(Key(digest=digest, account=account.id, record=None))
    for content in snapshot.contents:
        records.put_content(_restored_content(content, ids))


def secret_fields(kind: Kind) -> frozenset[str]:
    """The names of secrets in a document of this kind: those that a person sets, and those that the service makes."""
    made = {one.name for one in kind.computed if one.initial is InitialValue.KEY}
    return frozenset({field.key for field in kind.fields if field.secret} | made)


def _saved(record: Record, *, include_secrets: bool) -> SavedRecord:
    secrets = frozenset[str]() if include_secrets else secret_fields(KINDS[record.kind])
    return SavedRecord(
        id=record.id,
        kind=record.kind,
        account=record.account,
        parent=record.parent,
        created_at=record.created_at,
        updated_at=record.updated_at,
        document={name: value for name, value in record.document.items() if name not in secrets},
        secrets_left_out=sorted(name for name in secrets if record.document.get(name) is not None),
    )


def _restored(saved: SavedRecord, ids: IdSource) -> Record:
    kind = KINDS[saved.kind]
    made = {one.name for one in kind.computed if one.initial is InitialValue.KEY} & {*saved.secrets_left_out}
    new_secrets: JsonObject = {name: ids.new_secret() for name in sorted(made)}
    return Record(
        id=saved.id,
        kind=saved.kind,
        account=saved.account,
        parent=saved.parent,
        created_at=saved.created_at,
        updated_at=saved.updated_at,
        document=cast("JsonObject", saved.document) | new_secrets,
    )


def _contents(records: Records) -> Iterator[Content]:
    for file in (each for kind in _FILE_KINDS for each in records.all_of_kind(kind)):
        content = records.content_of(file.id)
        if content is not None:
            yield content


def _saved_content(content: Content, *, include_secrets: bool) -> SavedContent:
    return SavedContent(
        file=content.file,
        ticket=content.ticket if include_secrets else None,
        content_type=content.content_type,
        size=content.size,
        url=content.url,
        body=None if content.body is None else base64.b64encode(content.body).decode(),
    )


def _restored_content(saved: SavedContent, ids: IdSource) -> Content:
    return Content(
        file=saved.file,
        ticket=ids.new_secret() if saved.ticket is None else saved.ticket,
        content_type=saved.content_type,
        size=saved.size,
        url=saved.url,
        body=None if saved.body is None else base64.b64decode(saved.body),
    )


def _keys_of_named_accounts(records: Records) -> dict[str, list[str]]:
    """The digests of the keys of accounts without a parent, by the account's name."""
    keys = records.all_keys()
    return {name: [key.digest for key in keys if key.account == account] for account, name in records.accounts()}


def _first_error(error: ValidationError) -> str:
    """The error to report: first a wrong format or version, then the first wrong field."""
    errors = {
        ".".join(map(str, one["loc"])): one["msg"] for one in error.errors(include_url=False, include_input=False)
    }
    if "" in errors or "format" in errors:
        return f'this is no snapshot: "format" is not "{FORMAT}"'
    if "version" in errors:
        return f"this snapshot is not of version {VERSION}, which is what this program reads"
    path, message = next(iter(errors.items()))
    return f"this snapshot is damaged: {path}: {message}"


def _inconsistencies(snapshot: Snapshot) -> Iterator[str]:
    """What would make a state that no emulator can have."""
    kinds = {record.id: record.kind for record in snapshot.records}
    owners = {account.id for account in snapshot.accounts}
    users = {record_id for record_id, kind in kinds.items() if kind == ACCOUNT_KIND}
    if len(kinds) < len(snapshot.records) or len(owners) < len(snapshot.accounts) or owners & kinds.keys():
        yield "two records or accounts have one id"
    accounts = owners | users
    for record in snapshot.records:
        yield from _inconsistencies_of(record, kinds, accounts)
    for key in snapshot.keys:
        if key.account not in accounts or (key.record is not None and key.record not in kinds):
            yield f"the key {key.digest} opens nothing that is in the snapshot"
    for content in snapshot.contents:
        if kinds.get(content.file) not in _FILE_KINDS:
            yield f'there is content for "{content.file}", and no such file'
        if content.body is not None and not _is_base64(content.body):
            yield f"the content of file {content.file} is not base64"


def _inconsistencies_of(record: SavedRecord, kinds: dict[str, str], accounts: set[str]) -> Iterator[str]:
    if record.kind not in KINDS:
        yield f'record {record.id} is of the unknown kind "{record.kind}"'
        return
    parent = KINDS[record.kind].parent
    if record.account not in accounts:
        yield f'{record.kind} {record.id} belongs to the account "{record.account}", which is not in the snapshot'
    if record.parent is not None and (parent is None or kinds.get(record.parent) != parent.kind):
        yield f'{record.kind} {record.id} is below "{record.parent}", which is no parent for it'


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return True
