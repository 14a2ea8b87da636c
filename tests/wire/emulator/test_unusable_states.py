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


def truncated(path: Path) -> None:
    make_state(path)
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    """Every page but the first is noise."""
    make_state(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff\x00garbage" * ((len(content) - 4096) // 9))


def broken_document(path: Path) -> None:
    make_state(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE records SET document = x'00ff'")


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE records (id)")


def another_version(path: Path) -> None:
    make_state(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")


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

SERVED_ANYWAY = {"truncated", "overwritten", "broken document"}
"""States whose damage shows only when a damaged part is read."""


@pytest.mark.parametrize("state", UNUSABLE)
def test_a_command_says_what_is_wrong(tmp_path: Path, state: str) -> None:
    """With the file's name and the next step."""
    database = tmp_path / "emulator.db"
    make, reason = UNUSABLE[state]
    make(database)

    outcome = CliRunner().invoke(app, ["list", "partner_user", "--db", str(database)])

    assert outcome.exit_code == 2
    assert f"error: {database}" in outcome.stderr
    assert reason in outcome.stderr or "is damaged" in outcome.stderr
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
