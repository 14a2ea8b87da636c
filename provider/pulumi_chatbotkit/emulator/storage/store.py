"""``Store``: the state and its transactions.

There is one connection and one lock, so one thread at a time has a transaction; SQLite's write lock keeps other
processes out.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.storage.database import failures_explained, open_database
from pulumi_chatbotkit.emulator.storage.history import History
from pulumi_chatbotkit.emulator.storage.records import Records


class Store:
    """The state. All access is through a transaction."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the state.

        Raises:
            EmulatorFileError: the file cannot be used.
        """
        self._path = path
        self._connection = open_database(path)
        self._lock = threading.RLock()
        self._history: History | None = None

    def keep_history(self, clock: Clock, lag_ms: int) -> None:
        """Record the changes made through this object from now on, so that ``reading_past`` can undo them."""
        self._history = History(self._connection, clock, lag_ms)

    def record_writes(self, clock: Clock) -> int:
        """Record every write from now on for ``reading_past``. Returns the number of the last write."""
        with self._lock:
            if self._history is None:
                self._history = History(self._connection, clock, lag_ms=0)
            self._history.keep_all()
            return self._history.last_write

    def changes_since(self, write: int) -> list[tuple[int, int]]:
        """Number and time in epoch ms of the recorded writes after ``write`` that changed something, oldest first."""
        with self._lock:
            return [] if self._history is None else self._history.changes_since(write)

    def forget_history(self) -> None:
        """Drop the recorded changes: ``reading_past`` shows the present state until something changes."""
        with self._lock:
            if self._history is not None:
                self._history.forget()

    @property
    def lags(self) -> bool:
        """Whether reads show the state of a while ago."""
        return self._history is not None and self._history.lag_ms > 0

    @contextmanager
    def reading(self) -> Generator[Records]:
        """A read transaction: one consistent view."""
        with self._transaction("BEGIN DEFERRED") as records:
            yield records

    @contextmanager
    def writing(self) -> Generator[Records]:
        """A write transaction: an exception undoes every change made inside."""
        with self._transaction("BEGIN IMMEDIATE") as records:
            if self._history is not None:
                self._history.begin_write()
            yield records

    @contextmanager
    def reading_past(self, after_write: int | None = None) -> Generator[Records]:
        """One consistent view of the state as write ``after_write`` left it.

        None: as it was ``lag_ms`` ago, or the present state if reads do not lag.
        """
        if self._history is None or (after_write is None and not self.lags):
            with self.reading() as records:
                yield records
            return
        with self._lock, failures_explained(self._path), self._history.past(after_write):
            yield Records(self._connection)

    @contextmanager
    def _transaction(self, begin: str) -> Generator[Records]:
        with self._lock, failures_explained(self._path):
            self._connection.execute(begin)
            try:
                yield Records(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back after some errors
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file. A state in memory is lost."""
        with self._lock:
            self._connection.close()
