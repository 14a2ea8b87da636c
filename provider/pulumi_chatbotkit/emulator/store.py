"""The records, generic over kinds, and the transactions around them. Knows tables and ids; knows no field and no rule.

One connection, one lock: a transaction belongs to one thread at a time, and SQLite's write lock keeps other processes
out.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.json_values import JsonObject

from .database import open_database
from .history import History
from .settings import Clock


@dataclass(frozen=True, kw_only=True)
class Record:
    """A stored object. ``account`` owns it; ``parent`` is the record in front of its path. Times in epoch ms."""

    id: str
    kind: str
    account: str
    parent: str | None
    created_at: int
    updated_at: int
    document: JsonObject


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What a listed record must fulfil, as SQL over the table of records."""

    sql: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeyHolder:
    """What a key opens. ``record``: the token or session that it was made with, None for an account's own key."""

    account: str
    record: str | None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was uploaded to a file. ``ticket`` opens it without a key.

    ``url`` is where the content lies if it was named and not sent; ``body`` is None until it is here. Size in bytes.
    """

    file: str
    ticket: str
    content_type: str
    size: int
    url: str | None = None
    body: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key as it is kept: its SHA-256 in hex, and what ``KeyHolder`` says."""

    digest: str
    account: str
    record: str | None


class UniqueViolation(Exception):
    """Another record holds the value."""


_COLUMNS: Final = "id, kind, account, parent, created_at, updated_at, document"
_TABLES: Final = ("records", "unique_values", "links", "contents")
_EVERYWHERE: Final = ""
"""Stands for all accounts where a value is unique among them all."""


class Records:
    """The tables inside one transaction."""

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
        """Id and name of every account without a parent, in the order of their making."""
        rows = self._connection.execute("SELECT id, name FROM accounts ORDER BY rowid").fetchall()
        return cast("list[tuple[str, str]]", rows)

    def add_key(self, key: str, account: str, record: str | None = None) -> None:
        """Let ``key`` act as ``account``; a key in use stays whose it is. ``record``: the token that it belongs to."""
        self._connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", (_digest(key), account, record))

    def holder_of(self, key: str) -> KeyHolder | None:
        """Whom ``key`` acts as, and the record that it belongs to."""
        sql = "SELECT account, record FROM keys WHERE digest = ?"
        row = cast("tuple[str, str | None] | None", self._connection.execute(sql, (_digest(key),)).fetchone())
        return None if row is None else KeyHolder(account=row[0], record=row[1])

    def all_keys(self) -> list[Key]:
        """Every key, in the order of their making."""
        rows = self._connection.execute("SELECT digest, account, record FROM keys ORDER BY rowid").fetchall()
        found = cast("list[tuple[str, str, str | None]]", rows)
        return [Key(digest=digest, account=account, record=record) for digest, account, record in found]

    def put_key(self, key: Key) -> None:
        """Keep a key of which only the digest is known; a key in use stays whose it is."""
        self._connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", (key.digest, key.account, key.record))

    # Reading

    def get(self, kind: str, record_id: str) -> Record | None:
        """The record, whoever owns it."""
        return self._first("WHERE id = ? AND kind = ?", (record_id, kind))

    def exists(self, record_id: str) -> bool:
        """Whether any record or account has this id."""
        return self._one_text(
            "SELECT id FROM records WHERE id = ?1 UNION SELECT id FROM accounts WHERE id = ?1", record_id
        ) is not None  # fmt: skip

    def with_value(self, kind: str, field: str, account: str, value: str) -> Record | None:
        """The account's record that holds ``value`` in a unique field."""
        found = self._one_text(
            "SELECT record FROM unique_values WHERE kind = ? AND field = ? AND account = ? AND value = ?",
            kind,
            field,
            account,
            value,
        )
        return None if found is None else self.get(kind, found)

    def first_named(self, kind: str, account: str, name: str) -> Record | None:
        """The account's oldest record of that name."""
        where = (
            "WHERE account = ? AND kind = ? AND json_extract(document, '$.name') = ? ORDER BY created_at, id LIMIT 1"
        )
        return self._first(where, (account, kind, name))

    def all_of(self, kind: str) -> list[Record]:
        """Every account's records, oldest first."""
        return self._many("WHERE kind = ? ORDER BY created_at, id", (kind,))

    def everything(self) -> list[Record]:
        """Every record of every kind and account, in the order of their making."""
        return self._many("ORDER BY rowid", ())

    def page(self, conditions: Sequence[Condition], *, ascending: bool, take: int) -> list[Record]:
        """At most ``take`` records that fulfil all conditions, by createdAt and then id."""
        order = "ASC" if ascending else "DESC"
        where = " AND ".join(condition.sql for condition in conditions)
        values = tuple(value for condition in conditions for value in condition.values)
        clause = f"WHERE {where} ORDER BY created_at {order}, id {order} LIMIT {take}"
        return self._many(clause, values)

    def referring_to(self, target: str) -> list[tuple[Record, str]]:
        """Records that name ``target``, each with the field that does."""
        sql = "SELECT source, field FROM links WHERE target = ?"
        pairs = cast("list[tuple[str, str]]", self._connection.execute(sql, (target,)).fetchall())
        found = [(self._first("WHERE id = ?", (source,)), field) for source, field in pairs]
        return [(record, field) for record, field in found if record is not None]

    def below(self, parent: str) -> list[Record]:
        """The records of which this one is the parent."""
        return self._many("WHERE parent = ?", (parent,))

    def owned_by(self, account: str) -> list[Record]:
        """Everything the account owns."""
        return self._many("WHERE account = ?", (account,))

    def counts(self, account: str | None = None) -> dict[str, int]:
        """How many records of each kind there are, of one account or of all."""
        where, values = ("", ()) if account is None else ("WHERE account = ?", (account,))
        sql = f"SELECT kind, count(*) FROM records {where} GROUP BY kind"  # noqa: S608 - constants only
        return dict(cast("list[tuple[str, int]]", self._connection.execute(sql, values).fetchall()))

    def family_total(self, account: str, user_kind: str, kinds: Sequence[str]) -> int:
        """How many records of these kinds an account has, together with its records of ``user_kind`` as accounts."""
        marks = ", ".join("?" for _ in kinds)
        # The plus keeps SQLite from looking into the index once for each account and kind.
        sql = f"""
            SELECT count(*) FROM records WHERE +kind IN ({marks})
            AND account IN (SELECT ? UNION ALL SELECT id FROM records WHERE account = ? AND kind = ?)
        """  # noqa: S608 - marks only
        row: tuple[int] = self._connection.execute(sql, (*kinds, account, account, user_kind)).fetchone()
        return row[0]

    def content_of(self, file: str) -> Content | None:
        """What was uploaded to a file last."""
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
        """Add a record; its unique values and links follow by ``index``."""
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
        """Store a record's new document, parent and time of update."""
        self._connection.execute(
            "UPDATE records SET parent = ?, updated_at = ?, document = ? WHERE id = ?",
            (record.parent, record.updated_at, json.dumps(record.document), record.id),
        )

    def index(
        self, record: Record, *, unique: Sequence[str], unique_everywhere: Sequence[str], links: Sequence[str]
    ) -> None:
        """Bring the unique values and links of a record into line with its document.

        Raises:
            UniqueViolation: another record of this kind, in the account or anywhere, holds one of the values.
        """
        self._unindex(record.id)
        scopes = [(field, record.account) for field in unique] + [(field, _EVERYWHERE) for field in unique_everywhere]
        held = {field: value for field, value in record.document.items() if isinstance(value, str)}
        taken = [(field, scope, held[field]) for field, scope in scopes if field in held]
        targets = [(field, held[field]) for field in links if field in held]
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
        """Remove a record with its indexes and, if it has them, its key and its content."""
        self._unindex(record.id)
        self._connection.execute("DELETE FROM keys WHERE record = ?", (record.id,))
        self._connection.execute("DELETE FROM contents WHERE file = ?", (record.id,))
        self._connection.execute("DELETE FROM records WHERE id = ?", (record.id,))

    def put_content(self, content: Content) -> None:
        """Keep what was uploaded to a file, in place of what was there."""
        self._connection.execute(
            "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?)",
            (content.file, content.ticket, content.content_type, content.size, content.url, content.body),
        )

    def clear(self) -> None:
        """Remove every record. Accounts without a parent stay, and so do their keys."""
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
        sql = f"SELECT {_COLUMNS} FROM records {clause}"  # noqa: S608 - clauses are ours, values are bound
        rows = self._connection.execute(sql, values).fetchall()
        return [_record(row) for row in cast("list[tuple[str, str, str, str | None, int, int, str]]", rows)]


class Store:
    """The state, and the only way into it: a transaction."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the state.

        Raises:
            EmulatorFileError: the file cannot be used.
        """
        self._connection = open_database(path)
        self._lock = threading.RLock()
        self._history: History | None = None

    def keep_history(self, clock: Clock, lag_ms: int) -> None:
        """From now on remember what is changed through this object, for ``reading_past``."""
        self._history = History(self._connection, clock, lag_ms)

    def forget_history(self) -> None:
        """Let ``reading_past`` show the state as it is now, whenever it came about."""
        with self._lock:
            if self._history is not None:
                self._history.forget()

    @property
    def has_history(self) -> bool:
        """Whether ``reading_past`` differs from ``reading``."""
        return self._history is not None

    @contextmanager
    def reading(self) -> Generator[Records]:
        """One consistent view."""
        with self._transaction("BEGIN DEFERRED") as records:
            yield records

    @contextmanager
    def writing(self) -> Generator[Records]:
        """All or nothing: an exception undoes everything done inside."""
        with self._transaction("BEGIN IMMEDIATE") as records:
            yield records

    @contextmanager
    def reading_past(self) -> Generator[Records]:
        """One consistent view of the state as it was, if a history is kept, else as it is."""
        if self._history is None:
            with self.reading() as records:
                yield records
            return
        with self._lock, self._history.past():
            yield Records(self._connection)

    @contextmanager
    def _transaction(self, begin: str) -> Generator[Records]:
        with self._lock:
            self._connection.execute(begin)
            try:
                yield Records(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file. The state in memory is gone."""
        with self._lock:
            self._connection.close()


def _record(row: tuple[str, str, str, str | None, int, int, str]) -> Record:
    record_id, kind, account, parent, created_at, updated_at, document = row
    return Record(
        id=record_id,
        kind=kind,
        account=account,
        parent=parent,
        created_at=created_at,
        updated_at=updated_at,
        document=cast("JsonObject", json.loads(document)),
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
