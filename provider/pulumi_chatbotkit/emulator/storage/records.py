"""``Records``: reads and writes the tables inside one transaction. It knows no kind, field or rule."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Final, cast

from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.storage.rows import (
    LAST_MS,
    Condition,
    Content,
    DamagedRecordError,
    Key,
    KeyOwner,
    Record,
    UniqueViolation,
)
from pulumi_chatbotkit.json_values import as_object

_COLUMNS: Final = "id, kind, account, parent, created_at, updated_at, document"
_TABLES: Final = ("records", "unique_values", "links", "contents")
_EVERYWHERE: Final = ""
"""Stored instead of the account where a value is unique among all accounts."""


class Records:
    """Access to the tables. ``Store`` makes one per transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # Accounts and keys

    def add_account(self, account: str, name: str) -> None:
        """Add an account without a parent."""
        self._connection.execute("INSERT INTO accounts (id, name) VALUES (?, ?)", (account, name))

    def account_named(self, name: str) -> str | None:
        """The id of the account without a parent that was added under ``name``."""
        return self._one_text("SELECT id FROM accounts WHERE name = ?", name)

    def accounts(self) -> list[tuple[str, str]]:
        """Id and name of every account without a parent, in the order of creation."""
        rows = self._connection.execute("SELECT id, name FROM accounts ORDER BY rowid").fetchall()
        return cast("list[tuple[str, str]]", rows)

    def add_key(self, key: str, account: str, record: str | None = None) -> None:
        """Make ``key`` a key of ``account``, unless it is stored already. ``record``: the token that it belongs to."""
        self._connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", (_digest(key), account, record))

    def key_owner(self, key: str) -> KeyOwner | None:
        """The owner of a key; None if the key is unknown."""
        sql = "SELECT account, record FROM keys WHERE digest = ?"
        row = cast("tuple[str, str | None] | None", self._connection.execute(sql, (_digest(key),)).fetchone())
        return None if row is None else KeyOwner(account=row[0], record=row[1])

    def all_keys(self) -> list[Key]:
        """Every key, in the order of creation."""
        rows = self._connection.execute("SELECT digest, account, record FROM keys ORDER BY rowid").fetchall()
        found = cast("list[tuple[str, str, str | None]]", rows)
        return [Key(digest=digest, account=account, record=record) for digest, account, record in found]

    def put_key(self, key: Key) -> None:
        """Store a key by its digest, unless it is stored already."""
        self._connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", (key.digest, key.account, key.record))

    # Reading

    def get(self, kind: str, record_id: str) -> Record | None:
        """The record with this id, of any account; None if there is none."""
        return self._first("WHERE id = ? AND kind = ?", (record_id, kind))

    def exists(self, record_id: str) -> bool:
        """Whether any record or account has this id."""
        sql = "SELECT id FROM records WHERE id = ? UNION SELECT id FROM accounts WHERE id = ?"
        return self._one_text(sql, record_id, record_id) is not None

    def with_unique_value(self, kind: str, field: str, account: str, value: str) -> Record | None:
        """The account's record that has ``value`` in a unique field."""
        found = self._one_text(
            "SELECT record FROM unique_values WHERE kind = ? AND field = ? AND account = ? AND value = ?",
            kind,
            field,
            account,
            value,
        )
        return None if found is None else self.get(kind, found)

    def first_named(self, kind: str, account: str, name: str) -> Record | None:
        """The account's oldest record with this name."""
        where = (
            "WHERE account = ? AND kind = ? AND json_extract(document, '$.name') = ? ORDER BY created_at, id LIMIT 1"
        )
        return self._first(where, (account, kind, name))

    def all_of_kind(self, kind: str) -> list[Record]:
        """The records of a kind in every account, oldest first."""
        return self._many("WHERE kind = ? ORDER BY created_at, id", (kind,))

    def all_records(self) -> list[Record]:
        """Every record of every kind and account, in the order of creation."""
        return self._many("ORDER BY rowid", ())

    def page(self, conditions: Sequence[Condition], *, ascending: bool, take: int) -> list[Record]:
        """At most ``take`` records that meet all conditions, ordered by createdAt, then id."""
        order = "ASC" if ascending else "DESC"
        where = " AND ".join(condition.sql for condition in conditions)
        values = tuple(value for condition in conditions for value in condition.values)
        clause = f"WHERE {where} ORDER BY created_at {order}, id {order} LIMIT {take}"
        return self._many(clause, values)

    def referring_to(self, target: str) -> list[tuple[Record, str]]:
        """Records that refer to ``target``, each with the field that does."""
        sql = "SELECT source, field FROM links WHERE target = ?"
        pairs = cast("list[tuple[str, str]]", self._connection.execute(sql, (target,)).fetchall())
        found = [(self._first("WHERE id = ?", (source,)), field) for source, field in pairs]
        return [(record, field) for record, field in found if record is not None]

    def children_of(self, parent: str) -> list[Record]:
        """The child records of ``parent``."""
        return self._many("WHERE parent = ?", (parent,))

    def owned_by(self, account: str) -> list[Record]:
        """Everything the account owns."""
        return self._many("WHERE account = ?", (account,))

    def counts(self, account: str | None = None) -> dict[str, int]:
        """The number of records of each kind, of one account or of all."""
        where, values = ("", ()) if account is None else ("WHERE account = ?", (account,))
        sql = f"SELECT kind, count(*) FROM records {where} GROUP BY kind"  # noqa: S608 - constants only
        return dict(cast("list[tuple[str, int]]", self._connection.execute(sql, values).fetchall()))

    def count_in_account_tree(self, account: str, user_kind: str, kinds: Sequence[str]) -> int:
        """The number of records of these kinds that an account and its sub-accounts (of kind ``user_kind``) have."""
        marks = ", ".join("?" for _ in kinds)
        # The plus keeps SQLite from using the index once for each account and kind.
        sql = f"""
            SELECT count(*) FROM records WHERE +kind IN ({marks})
            AND account IN (SELECT ? UNION ALL SELECT id FROM records WHERE account = ? AND kind = ?)
        """  # noqa: S608 - marks only
        row: tuple[int] = self._connection.execute(sql, (*kinds, account, account, user_kind)).fetchone()
        return row[0]

    def content_of(self, file: str) -> Content | None:
        """The latest upload to a file; None if there was none."""
        sql = "SELECT file, ticket, content_type, size, url, body FROM contents WHERE file = ?"
        row = cast(
            "tuple[str, str, str, int, str | None, bytes | None] | None",
            self._connection.execute(sql, (file,)).fetchone(),
        )
        if row is None:
            return None
        return Content(file=row[0], ticket=row[1], content_type=row[2], size=row[3], url=row[4], body=row[5])

    # Writing

    def insert(self, record: Record) -> None:
        """Add a record. Call ``index`` next, for its unique values and links."""
        self._connection.execute(
            f"INSERT INTO records ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants only
            (
                record.id,
                record.kind,
                record.account,
                record.parent,
                record.created_at,
                record.updated_at,
                json.dumps(record.document),
            ),
        )

    def replace(self, record: Record) -> None:
        """Store a record's new document, parent and ``updated_at``."""
        self._connection.execute(
            "UPDATE records SET parent = ?, updated_at = ?, document = ? WHERE id = ?",
            (record.parent, record.updated_at, json.dumps(record.document), record.id),
        )

    def index(
        self, record: Record, *, unique: Sequence[str], unique_everywhere: Sequence[str], links: Sequence[str]
    ) -> None:
        """Store the unique values and links of a record's document, replacing the old ones.

        Raises:
            UniqueViolation: another record of this kind, in the account or anywhere, has one of the values.
        """
        self._unindex(record.id)
        scopes = [(field, record.account) for field in unique] + [(field, _EVERYWHERE) for field in unique_everywhere]
        texts = {field: value for field, value in record.document.items() if isinstance(value, str)}
        taken = [(field, scope, texts[field]) for field, scope in scopes if field in texts]
        targets = [(field, texts[field]) for field in links if field in texts]
        try:
            self._connection.executemany(
                "INSERT INTO unique_values VALUES (?, ?, ?, ?, ?)",
                [(record.kind, field, scope, value, record.id) for field, scope, value in taken],
            )
        except sqlite3.IntegrityError as error:
            raise UniqueViolation from error
        self._connection.executemany(
            "INSERT INTO links VALUES (?, ?, ?)", [(record.id, field, value) for field, value in targets]
        )

    def delete(self, record: Record) -> None:
        """Remove a record with its unique values and links and, if it has them, its key and its content."""
        self._unindex(record.id)
        self._connection.execute("DELETE FROM keys WHERE record = ?", (record.id,))
        self._connection.execute("DELETE FROM contents WHERE file = ?", (record.id,))
        self._connection.execute("DELETE FROM records WHERE id = ?", (record.id,))

    def put_content(self, content: Content) -> None:
        """Store an upload to a file, replacing the previous one."""
        self._connection.execute(
            "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?)",
            (content.file, content.ticket, content.content_type, content.size, content.url, content.body),
        )

    def clear(self) -> None:
        """Remove every record. Accounts without a parent stay, with their keys."""
        for table in _TABLES:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants only
        self._connection.execute("DELETE FROM keys WHERE account NOT IN (SELECT id FROM accounts)")

    def clear_everything(self) -> None:
        """Remove every record, account and key."""
        for table in (*_TABLES, "keys", "accounts"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants only

    def _unindex(self, record_id: str) -> None:
        self._connection.execute("DELETE FROM unique_values WHERE record = ?", (record_id,))
        self._connection.execute("DELETE FROM links WHERE source = ?", (record_id,))

    def _one_text(self, sql: str, *values: str) -> str | None:
        row = cast("tuple[str] | None", self._connection.execute(sql, values).fetchone())
        return None if row is None else row[0]

    def _first(self, clause: str, values: tuple[str, ...]) -> Record | None:
        return next(iter(self._many(clause, values)), None)

    def _many(self, clause: str, values: tuple[str, ...]) -> list[Record]:
        sql = f"SELECT {_COLUMNS} FROM records {clause}"  # noqa: S608 - clauses are constants, values are bound
        rows = self._connection.execute(sql, values).fetchall()
        return [_record(row) for row in cast("list[tuple[str, str, str, str | None, int, int, str]]", rows)]


def _record(row: tuple[str, str, str, str | None, int, int, str]) -> Record:
    record_id, kind, account, parent, created_at, updated_at, text = row
    try:
        document = as_object(json.loads(text))
    except (TypeError, ValueError, RecursionError):
        document = None
    if document is None:
        raise DamagedRecordError(f"the record {record_id!r} is no JSON object")
    if kind not in KINDS:
        raise DamagedRecordError(f"the record {record_id!r} is of the kind {kind!r}, which there is not")
    if not (_is_time(created_at) and _is_time(updated_at)):
        raise DamagedRecordError(f"the record {record_id!r} has times that are none")
    return Record(
        id=record_id,
        kind=kind,
        account=account,
        parent=parent,
        created_at=created_at,
        updated_at=updated_at,
        document=document,
    )


def _is_time(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= LAST_MS


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
