"""A file that is no usable state: one line that says so, no traceback, and the file as it was."""

import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import Emulator, EmulatorFileError, EmulatorSettings


def make_state(path: Path) -> None:
    """A state with a few hundred records, so that it has many pages."""
    emulator = Emulator(EmulatorSettings(database=path, seed="fleet:100"))
    emulator.close()


def changed(path: Path, *statements: str) -> None:
    """A state that another program has changed."""
    make_state(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def truncated(path: Path) -> None:
    make_state(path)
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    """Every page but the first is noise."""
    make_state(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff\x00garbage" * ((len(content) - 4096) // 9))


def broken_document(path: Path) -> None:
    changed(path, "UPDATE records SET document = x'00ff'")


def broken_text(path: Path) -> None:
    """A text that is no UTF-8."""
    changed(path, "UPDATE records SET account = CAST(x'ff' AS TEXT)")


def impossible_time(path: Path) -> None:
    """After the end of the calendar."""
    changed(path, "UPDATE records SET updated_at = 100000000000000000")


def missing_table(path: Path) -> None:
    changed(path, "DROP TABLE contents")


def broken_schema(path: Path) -> None:
    """SQLite quotes it in its message, and Python cannot decode that."""
    changed(path, "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = CAST(x'43ff' AS TEXT)")


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE records (id)")


def another_version(path: Path) -> None:
    changed(path, "PRAGMA user_version = 99")


def text(path: Path) -> None:
    path.write_text("not a database, but long enough to look like one\n" * 100)


def folder(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.symlink_to("elsewhere.db")
    make_state(path.with_name("elsewhere.db"))


UNUSABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (truncated, "is damaged"),
    "overwritten": (overwritten, "is damaged"),
    "broken document": (broken_document, "is damaged: the record"),
    "broken text": (broken_text, "is damaged"),
    "impossible time": (impossible_time, "has times that are none"),
    "missing table": (missing_table, "is damaged: it has no column body in a table contents"),
    "broken schema": (broken_schema, "is damaged"),
    "another program's": (another_program, "is the database of another program"),
    "another version's": (another_version, "holds emulator state of version 99"),
    "text": (text, "cannot be used as an emulator's state (file is not a database)"),
    "folder": (folder, "is no regular file"),
    "FIFO": (fifo, "is no regular file"),
    "link": (link, "is a symbolic link"),
}

COMMANDS = [
    ["list", "bot"],
    ["edit", "bot", "x", "name=y"],
    ["delete", "bot", "x"],
    ["seed", "demo", "--replace"],
    ["snapshot", "save", "FILE"],
]


@pytest.mark.parametrize("state", UNUSABLE)
def test_a_command_says_what_is_wrong(tmp_path: Path, state: str) -> None:
    """With the file's name and the next step."""
    database = tmp_path / "emulator.db"
    make, reason = UNUSABLE[state]
    make(database)

    outcome = CliRunner().invoke(app, ["list", "partner_user", "--db", str(database)])

    assert outcome.exit_code == 2
    assert f"error: {database}" in outcome.stderr
    assert reason in outcome.stderr
    assert "Traceback" not in outcome.output
    assert isinstance(outcome.exception, SystemExit)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("state", ["text", "FIFO", "another program's", "another version's"])
def test_no_command_changes_what_is_no_state(tmp_path: Path, state: str, command: list[str]) -> None:
    """Exit code 2, and the file as it was."""
    database = tmp_path / "emulator.db"
    UNUSABLE[state][0](database)
    before = None if state == "FIFO" else database.read_bytes()
    arguments = [str(tmp_path / "saved.json") if argument == "FILE" else argument for argument in command]

    outcome = CliRunner().invoke(app, [*arguments, "--db", str(database)])

    assert (outcome.exit_code, "Traceback" in outcome.output) == (2, False)
    assert state == "FIFO" or database.read_bytes() == before
    assert not (tmp_path / "saved.json").exists()


@pytest.mark.parametrize("state", ["text", "another program's", "another version's", "folder", "FIFO", "link"])
def test_no_server_starts_with_what_is_no_state(tmp_path: Path, state: str) -> None:
    """The error names the file."""
    database = tmp_path / "emulator.db"
    UNUSABLE[state][0](database)

    with pytest.raises(EmulatorFileError, match=r"emulator\.db"):
        Emulator(EmulatorSettings(database=database))


def test_a_socket_is_no_state(tmp_path: Path) -> None:
    """Nor is anything else that is no file."""
    database = tmp_path / "s.db"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(database))
        with pytest.raises(EmulatorFileError, match="is no regular file"):
            Emulator(EmulatorSettings(database=database))


def test_damage_that_shows_while_it_serves_is_an_error_of_the_api(
    tmp_path: Path, client_of: Callable[..., httpx.Client]
) -> None:
    """With the file's name; what is not damaged is still answered."""
    database = tmp_path / "emulator.db"
    broken_document(database)
    emulator = Emulator(EmulatorSettings(database=database, console=True, admin=True))
    api = client_of(emulator)
    token = {"Authorization": f"Bearer {emulator.admin_token}"}

    answers = [
        api.get("/v1/partner/user/list"),
        api.get("/_emulator/snapshot", headers=token),
        api.get("/console/kind/partner_user"),
    ]
    other = api.get("/v1/portal/list")
    emulator.close()

    assert all(f"{database}: is damaged" in answer.text for answer in answers)
    assert answers[0].json()["code"] == "GENERIC_ERROR"
    assert other.json()["items"] == []


def test_a_record_of_no_kind_is_named(tmp_path: Path) -> None:
    """A snapshot reads all kinds."""
    database = tmp_path / "emulator.db"
    changed(database, "UPDATE records SET kind = 'bott' WHERE kind = 'bot'")

    outcome = CliRunner().invoke(app, ["snapshot", "save", str(tmp_path / "saved.json"), "--db", str(database)])

    assert (outcome.exit_code, isinstance(outcome.exception, SystemExit)) == (2, True)
    assert f"error: {database}: is damaged: the record" in outcome.stderr
    assert "is of the kind 'bott', which there is not" in outcome.stderr


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_content_that_cannot_be_looked_up_is_an_error(
    tmp_path: Path, client_of: Callable[..., httpx.Client], method: str
) -> None:
    """Of the object store, which answers no JSON; the rest of the service goes on."""
    database = tmp_path / "emulator.db"
    emulator = Emulator(EmulatorSettings(database=database))
    api = client_of(emulator)
    file = api.post("/v1/file/create", json={}).json()["id"]
    announced = {"type": "text/plain", "size": 5}
    address = api.post(f"/v1/file/{file}/upload", json={"file": announced}).json()["uploadRequest"]["url"]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE contents SET ticket = CAST(x'ff' AS TEXT)")

    body = b"water" if method == "PUT" else b""
    answer = api.request(method, address, content=body, headers={"Content-Type": "text/plain"})
    other = api.get("/v1/file/list")
    emulator.close()

    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")
    assert answer.text.startswith(f"{database}: is damaged (Could not decode to UTF-8")
    assert other.status_code == 200
