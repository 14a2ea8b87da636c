"""The state in a file: private, shared between processes, and never another program's file (docs/emulator.md)."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorFileError, EmulatorSettings

Clients = Callable[..., httpx.Client]

# Opens the file, then creates bots through the API, as each of a program's several provider processes does.
WRITER = """
import asyncio, sys
from pathlib import Path
import httpx
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings

async def main():
    emulator = Emulator(EmulatorSettings(database=Path(sys.argv[1])))
    transport = httpx.ASGITransport(app=emulator.app)
    headers = {"Authorization": "Token " + EMBEDDED_TOKEN}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
        for number in range(20):
            answer = await client.post("/v1/bot/create", json={"alias": f"a{number}"})
            print(answer.status_code)
    emulator.close()

asyncio.run(main())
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "state" / "emulator.db"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_user_can_read_the_file_and_its_folder(database: Path) -> None:
    """SQLite's side files, too: they hold the same records."""
    emulator = Emulator(EmulatorSettings(database=database))
    modes = {mode(path) for path in database.parent.iterdir()}
    emulator.close()

    assert (mode(database.parent), modes) == (0o700, {0o600})


def test_state_outlives_the_process(database: Path, client_of: Clients) -> None:
    """Records, their owners and the keys."""
    first = Emulator(EmulatorSettings(database=database, token="sk-mine"))
    bot = client_of(first, token="sk-mine").post("/v1/bot/create", json={}).json()["id"]
    first.close()

    second = Emulator(EmulatorSettings(database=database, token="sk-mine"))
    answer = client_of(second, token="sk-mine").get(f"/v1/bot/{bot}/fetch")
    second.close()

    assert (answer.status_code, second.parent_account) == (200, first.parent_account)


def test_keys_are_stored_only_as_digests(database: Path, client_of: Clients) -> None:
    """The parent's key and a tenant's."""
    emulator = Emulator(EmulatorSettings(database=database, token="sk-planted"))
    api = client_of(emulator, token="sk-planted")
    tenant = api.post("/v1/partner/user/create", json={}).json()["id"]
    key = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["token"]
    emulator.close()

    stored = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert b"sk-planted" not in stored
    assert key.encode() not in stored


def test_processes_share_one_file_from_the_start(database: Path) -> None:
    """They create it at the same time, and for each alias exactly one of them succeeds."""
    command = [sys.executable, "-W", "error", "-c", WRITER, str(database)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    statuses = [line for process in processes for line in process.communicate()[0].split()]

    emulator = Emulator(EmulatorSettings(database=database))
    aliases = [record["alias"] for record in emulator.records("bot")]
    emulator.close()
    assert sorted(map(str, aliases)) == sorted(f"a{number}" for number in range(20))
    assert (statuses.count("200"), statuses.count("409")) == (20, 40)


def test_an_emulator_sees_what_another_one_writes(database: Path, client_of: Clients) -> None:
    """Such as a served file and an edit from a shell."""
    one, other = (Emulator(EmulatorSettings(database=database)) for _ in range(2))
    bot = client_of(one).post("/v1/bot/create", json={"name": "Ada"}).json()["id"]

    other.edit("bot", bot, {"name": "Grace"})

    assert client_of(one).get(f"/v1/bot/{bot}/fetch").json()["name"] == "Grace"
    one.close()
    other.close()


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE precious (value TEXT)")
    connection.commit()
    connection.close()


def newer_database(path: Path) -> None:
    Emulator(EmulatorSettings(database=path)).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 3")
    connection.close()


UNUSABLE: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.write_text("not a database, but precious"), "file is not a database"),
    (foreign_database, "is the database of another program"),
    (newer_database, "holds emulator state of version 3, and this program reads version 2"),
]


@pytest.mark.parametrize(("prepare", "why"), UNUSABLE)
def test_an_unusable_file_is_refused_and_not_changed(
    tmp_path: Path, prepare: Callable[[Path], object], why: str
) -> None:
    """The message has the file, the reason and what to do."""
    path = tmp_path / "emulator.db"
    prepare(path)
    before = path.read_bytes()

    with pytest.raises(EmulatorFileError, match=why) as refusal:
        Emulator(EmulatorSettings(database=path))

    assert path.read_bytes() == before
    assert str(path) in str(refusal.value)
    assert "Choose another file" in refusal.value.next_step


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """The message has the system's reason."""
    with pytest.raises(EmulatorFileError):
        Emulator(EmulatorSettings(database=tmp_path))
