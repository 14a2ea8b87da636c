"""Shows the state as it was a while ago. Triggers write an undo statement for every change to a temporary table.

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
_RECORD_UNDO: Final = f"INSERT INTO undo (at_ms, sql) VALUES ({_NOW}(), {{}})"  # noqa: S608 - constants only


class History:
    """The undo statements of the last ``lag_ms`` milliseconds, by ``clock``."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, lag_ms: int) -> None:
        """Start recording. The state before that counts as old enough to be seen."""
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
        """Drop all undo statements: the present state counts as old enough to be seen."""
        self._connection.execute("DELETE FROM undo")

    @contextmanager
    def past(self) -> Generator[None]:
        """A transaction in which the changes of the last ``lag_ms`` are undone."""
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
    """A trigger for each way to change a row; each records the statement that undoes the change."""
    names = ", ".join(columns)
    values = " || ', ' || ".join(f"quote(old.{column})" for column in columns)
    assignments = " || ', ' || ".join(f"'{column} = ' || quote(old.{column})" for column in columns)
    undone_by = {
        "INSERT": f"'DELETE FROM main.{table} WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "UPDATE": f"'UPDATE main.{table} SET ' || {assignments} || ' WHERE rowid = ' || new.rowid",  # noqa: S608 - constants only
        "DELETE": f"'INSERT INTO main.{table} (rowid, {names}) VALUES (' || old.rowid || ', ' || {values} || ')'",  # noqa: S608 - constants only
    }
    return [
        f"CREATE TEMP TRIGGER undo_{event}_{table} AFTER {event} ON main.{table} BEGIN {_RECORD_UNDO.format(undo)}; END"
        for event, undo in undone_by.items()
    ]
