"""The state as it was: every change leaves the statement that undoes it in a table of the connection's own.

A view of the past is a transaction that undoes the changes since, newest first, and is rolled back at its end. Changes
that other processes make to the same file leave nothing, and are seen at once.
"""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

from .settings import Clock

_TABLES: Final = {
    "records": ("id", "kind", "account", "parent", "created_at", "updated_at", "document"),
    "unique_values": ("kind", "field", "account", "value", "record"),
    "links": ("source", "field", "target"),
}
"""What lists and fetches look at: tables and columns."""

_NOW: Final = "emulator_now_ms"
_REMEMBER: Final = f"INSERT INTO undo (at_ms, sql) VALUES ({_NOW}(), {{}})"  # noqa: S608 - constants only


class History:
    """The changes of the last ``lag_ms`` milliseconds, by ``clock``, and the state before them."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, lag_ms: int) -> None:
        """Begin to remember; what was there before has always been there."""
        self._connection = connection
        self._clock = clock
        self._lag_ms = lag_ms
        connection.create_function(_NOW, 0, clock)
        connection.execute(
            "CREATE TEMP TABLE undo (step INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, sql TEXT NOT NULL)"
        )
        for table, columns in _TABLES.items():
            for trigger in _triggers(table, columns):
                connection.execute(trigger)

    def forget(self) -> None:
        """Take the state as it is for what it always was."""
        self._connection.execute("DELETE FROM undo")

    @contextmanager
    def past(self) -> Generator[None]:
        """A transaction in which the last changes have not been made."""
        since_ms = self._clock() - self._lag_ms
        self._connection.execute("DELETE FROM undo WHERE at_ms <= ?", (since_ms,))
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for (sql,) in self._connection.execute("SELECT sql FROM undo ORDER BY step DESC").fetchall():
                self._connection.execute(sql)
            yield
        finally:
            self._connection.execute("ROLLBACK")


def _triggers(table: str, columns: Sequence[str]) -> list[str]:
    """One for each way to change a row. Each writes down the opposite."""
    names = ", ".join(columns)
    values = " || ', ' || ".join(f"quote(old.{column})" for column in columns)
    assignments = " || ', ' || ".join(f"'{column} = ' || quote(old.{column})" for column in columns)
    undone_by = {
        "INSERT": f"'DELETE FROM main.{table} WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "UPDATE": f"'UPDATE main.{table} SET ' || {assignments} || ' WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "DELETE": f"'INSERT INTO main.{table} (rowid, {names}) VALUES (' || old.rowid || ', ' || {values} || ')'",  # noqa: S608 - constants only
    }
    return [
        f"CREATE TEMP TRIGGER undo_{event}_{table} AFTER {event} ON main.{table} BEGIN {_REMEMBER.format(undo)}; END"
        for event, undo in undone_by.items()
    ]
