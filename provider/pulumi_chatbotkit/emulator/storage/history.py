"""Shows the state as it was a while or some writes ago. For every change, triggers write an undo statement to a table.

A view of the past is a transaction that runs the undo statements, newest first, and is rolled back at its end. Changes
by other processes to the same file are not recorded, so they show at once.
"""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

from pulumi_chatbotkit.emulator.settings.clock import Clock

_TABLES: Final = {
    "records": ("id", "kind", "account", "parent", "created_at", "updated_at", "document"),
    "unique_values": ("kind", "field", "account", "value", "record"),
    "links": ("source", "field", "target"),
}
"""The tables that lists and fetches read, with their columns."""

_NOW: Final = "emulator_now_ms"
_WRITE: Final = "emulator_write"
_RECORD_UNDO: Final = f"INSERT INTO undo (write, at_ms, sql) VALUES ({_WRITE}(), {_NOW}(), {{}})"  # noqa: S608 - constants only


class History:
    """The undo statements of the last ``lag_ms`` milliseconds, by ``clock``, or of every write since ``keep_all``.

    Writes are numbered from 1. A write that changes nothing has a number and no undo statement.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, lag_ms: int) -> None:
        """Start recording. The state before that counts as old enough to be seen."""
        self._connection = connection
        self._clock = clock
        self.lag_ms: Final = lag_ms
        self.last_write: int = 0
        """Number of the last write that began."""
        self._keeps_all = False
        connection.create_function(_NOW, 0, clock)
        connection.create_function(_WRITE, 0, lambda: self.last_write)
        connection.execute(
            "CREATE TEMP TABLE undo (step INTEGER PRIMARY KEY, write INTEGER NOT NULL, at_ms INTEGER NOT NULL, "
            "sql TEXT NOT NULL)"
        )
        for table, columns in _TABLES.items():
            for trigger in _triggers(table, columns):
                connection.execute(trigger)

    def begin_write(self) -> None:
        """Give the next write its number."""
        self.last_write += 1

    def keep_all(self) -> None:
        """Drop no undo statement any more, until ``forget``."""
        self._keeps_all = True

    def forget(self) -> None:
        """Drop all undo statements: the present state counts as old enough to be seen."""
        self._keeps_all = False
        self._connection.execute("DELETE FROM undo")

    def changes_since(self, write: int) -> list[tuple[int, int]]:
        """Number and time in epoch ms of the writes after ``write`` that changed something, oldest first."""
        sql = "SELECT write, MAX(at_ms) FROM undo WHERE write > ? GROUP BY write ORDER BY write"
        return self._connection.execute(sql, (write,)).fetchall()

    @contextmanager
    def past(self, after_write: int | None) -> Generator[None]:
        """A transaction that shows the state as write ``after_write`` left it; None: as it was ``lag_ms`` ago."""
        since_ms = self._clock() - self.lag_ms
        if not self._keeps_all:
            self._connection.execute("DELETE FROM undo WHERE at_ms <= ?", (since_ms,))
        column, seen = ("at_ms", since_ms) if after_write is None else ("write", after_write)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            unseen = f"SELECT sql FROM undo WHERE {column} > ? ORDER BY step DESC"  # noqa: S608 - constants only
            for (sql,) in self._connection.execute(unseen, (seen,)).fetchall():
                self._connection.execute(sql)
            yield
        finally:
            self._connection.execute("ROLLBACK")


def _triggers(table: str, columns: Sequence[str]) -> list[str]:
    """A trigger for each way to change a row; each records the statement that undoes the change."""
    names = ", ".join(columns)
    values = " || ', ' || ".join(map(_quoted, columns))
    assignments = " || ', ' || ".join(f"'{column} = ' || {_quoted(column)}" for column in columns)
    undone_by = {
        "INSERT": f"'DELETE FROM main.{table} WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "UPDATE": f"'UPDATE main.{table} SET ' || {assignments} || ' WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "DELETE": f"'INSERT INTO main.{table} (rowid, {names}) VALUES (' || old.rowid || ', ' || {values} || ')'",  # noqa: S608 - constants only
    }
    return [
        f"CREATE TEMP TRIGGER undo_{event}_{table} AFTER {event} ON main.{table} BEGIN {_RECORD_UNDO.format(undo)}; END"
        for event, undo in undone_by.items()
    ]


def _quoted(column: str) -> str:
    """An expression for the old value as SQL text. Not only quote(): it ends a text at the first NUL character."""
    in_hex = f"'CAST(x''' || hex(old.{column}) || ''' AS TEXT)'"
    return f"CASE typeof(old.{column}) WHEN 'text' THEN {in_hex} ELSE quote(old.{column}) END"
