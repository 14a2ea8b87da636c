"""Opens or creates the SQLite file of a state. Several processes may have one file open.

A file that does not have the emulator's application id in SQLite's header is refused and not changed.
"""

import sqlite3
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.emulator.errors import EmulatorFileError
from pulumi_chatbotkit.emulator.storage.rows import DamagedRecordError
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY, make_private, private_folder, refuse_link, write_private

APPLICATION_ID: Final = 0x43424B45
SCHEMA_VERSION: Final = 2
_BUSY_TIMEOUT_S: Final = 30.0
_SIDE_FILES: Final = ("-wal", "-shm", "-journal")

_SCHEMA: Final = """
CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE keys (digest TEXT PRIMARY KEY, account TEXT NOT NULL, record TEXT);
CREATE INDEX keys_by_record ON keys (record);
CREATE TABLE records (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, parent TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, document TEXT NOT NULL
);
CREATE INDEX records_by_account ON records (account, kind, created_at, id);
CREATE INDEX records_by_parent ON records (parent, kind, created_at, id);
CREATE TABLE unique_values (
    kind TEXT NOT NULL, field TEXT NOT NULL, account TEXT NOT NULL, value TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (kind, field, account, value)
);
CREATE INDEX unique_values_by_record ON unique_values (record);
CREATE TABLE links (source TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (source, field));
CREATE INDEX links_by_target ON links (target);
CREATE TABLE contents (
    file TEXT PRIMARY KEY, ticket TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL,
    url TEXT, body BLOB
)
"""

_DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How the names of SQLite's errors about a damaged file begin."""

_DAMAGED_VALUES: Final = ("malformed JSON", "Could not decode to UTF-8")
"""How messages begin about values that this program cannot have written."""

_OUT_OF_REACH: Final = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
)
"""How the names of SQLite's errors begin that have their cause outside the file."""

_TRY_AGAIN: Final = (
    "Is there space left, and is the file yours? If another program has it, try again when it has ended."
)
_CHOOSE_ANOTHER: Final = "Choose another file, or remove this one yourself if you do not need it."


def open_database(path: Path | None) -> sqlite3.Connection:
    """A connection in autocommit mode to the state in ``path``; to a new state in memory if it is None.

    Raises:
        EmulatorFileError: ``path`` is not an emulator's file, is of another version, or cannot be opened.
    """
    if path is None:
        connection = _connect(":memory:")
        _create_schema(connection)
        return connection
    try:
        return _open_file(path)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        # What cannot be decoded is SQLite's message, which quotes a damaged schema.
        is_damaged = _error_name(error).startswith("SQLITE_CORRUPT") or isinstance(error, UnicodeDecodeError)
        what = "is damaged" if is_damaged else "cannot be used as an emulator's state"
        raise EmulatorFileError(path, f"{what} ({error})", _CHOOSE_ANOTHER) from error


@contextmanager
def failures_explained(path: Path | None) -> Generator[None]:
    """Turns what SQLite says of the file into an error with its name and the next step.

    Raises:
        EmulatorFileError: the file is damaged, locked by another process, or cannot be read or written.
    """
    shown = path or Path(":memory:")
    try:
        yield
    except DamagedRecordError as error:
        raise EmulatorFileError(shown, f"is damaged: {error}", _CHOOSE_ANOTHER) from error
    except sqlite3.DatabaseError as error:
        name = _error_name(error)
        if name.startswith(_DAMAGE) or str(error).startswith(_DAMAGED_VALUES):
            raise EmulatorFileError(shown, f"is damaged ({error})", _CHOOSE_ANOTHER) from error
        if name.startswith(_OUT_OF_REACH):
            raise EmulatorFileError(shown, f"cannot be read or written ({error})", _TRY_AGAIN) from error
        raise


def _error_name(error: Exception) -> str:
    """SQLite's name of an error; "" for another error, also for those of Python's module itself."""
    name: str = getattr(error, "sqlite_errorname", "")
    return name


def _connect(target: str) -> sqlite3.Connection:
    # All threads share one connection; the store's lock lets one in at a time.
    return sqlite3.connect(target, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)


def _open_file(path: Path) -> sqlite3.Connection:
    if not path.parent.exists() or path.parent.name == LOCAL_DIRECTORY.name:
        private_folder(path.parent)
    refuse_link(path)
    _create_private(path)
    if not stat.S_ISREG(path.lstat().st_mode):
        raise EmulatorFileError(path, "is no regular file", _CHOOSE_ANOTHER)
    connection = _connect(str(path))
    try:
        _claim(connection, path)
        # With a write-ahead log, readers never wait for a writer in another process.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _tighten(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _create_private(path: Path) -> None:
    """Create the file with mode 0600 before SQLite does with the umask's. SQLite's side files get the same mode."""
    with suppress(FileExistsError):
        write_private(path, b"")


def _tighten(path: Path) -> None:
    """Make the files of a state private, whoever made them; not before it is known that they are a state."""
    for each in (path, *(path.with_name(f"{path.name}{suffix}") for suffix in _SIDE_FILES)):
        make_private(each)


def _claim(connection: sqlite3.Connection, path: Path) -> None:
    """Check the file, and create the tables in an empty one. The write lock prevents races between processes."""
    _refuse_foreign(connection, path)
    connection.execute("BEGIN IMMEDIATE")
    if _is_blank(connection):
        _create_schema(connection)
    connection.execute("COMMIT")
    _refuse_foreign(connection, path)


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    if _is_blank(connection):
        return
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise EmulatorFileError(path, "is the database of another program", _CHOOSE_ANOTHER)
    version = _pragma(connection, "user_version")
    if version != SCHEMA_VERSION:
        why = f"holds emulator state of version {version}, and this program reads version {SCHEMA_VERSION}"
        raise EmulatorFileError(path, why, _CHOOSE_ANOTHER)
    missing = _own_columns() - _columns_of(connection)
    if missing:
        table, column = min(missing)
        raise EmulatorFileError(path, f"is damaged: it has no column {column} in a table {table}", _CHOOSE_ANOTHER)


@cache
def _own_columns() -> frozenset[tuple[str, str]]:
    connection = _connect(":memory:")
    try:
        _create_schema(connection)
        return _columns_of(connection)
    finally:
        connection.close()


def _columns_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """The columns that there are, each with its table's name before it."""
    query = "SELECT part.name, it.name FROM sqlite_master AS part, pragma_table_info(part.name) AS it"
    rows: list[tuple[str, str]] = connection.execute(query).fetchall()
    return frozenset(rows)


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file is an empty database."""
    tables: tuple[int] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return tables[0] == 0 and _pragma(connection, "application_id") == 0 and _pragma(connection, "user_version") == 0


def _create_schema(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    # Not executescript: it commits, and another process could see the tables before the last one is created.
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    row: tuple[int] = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0]
