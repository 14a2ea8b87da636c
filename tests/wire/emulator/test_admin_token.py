"""The admin token of a served state: made once, the owner's alone, and found by the commands that know the state."""

import stat
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.testing import EmulatorServer

VARIABLE = "CHATBOTKIT_EMULATOR_ADMIN_TOKEN"
SERVE = [sys.executable, "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve", "--admin"]


@contextmanager
def served(database: Path, *arguments: str) -> Generator[str]:
    """The URL of a server of this state in another process."""
    command = [*SERVE, "--db", str(database), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def requests(url: str, database: Path, token: str | None = None) -> Result:
    return CliRunner(env={VARIABLE: token}).invoke(app, ["requests", "--url", url, "--db", str(database), "--json"])


def test_the_command_finds_the_token_of_the_state(tmp_path: Path) -> None:
    """Of any server of it, also of the next one."""
    database = tmp_path / "state" / "emulator.db"
    outcomes: list[Result] = []
    for _ in range(2):
        with served(database) as url:
            outcomes.append(requests(url, database))
            outcomes.append(requests(url, tmp_path / "other.db"))
    token = database.with_name("emulator.db.admin-token")

    assert [outcome.exit_code for outcome in outcomes] == [0, 2, 0, 2]
    assert "name the state that it serves with --db" in outcomes[1].stderr
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert [path.name for path in token.parent.glob("*token*")] == [token.name]


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a container, whose state nobody else sees."""
    database = tmp_path / "emulator.db"
    monkeypatch.setenv(VARIABLE, "of-the-environment")
    with served(database) as url:
        answer = httpx.get(f"{url}/_emulator/requests", headers={"Authorization": "Bearer of-the-environment"})
        outcome = requests(url, tmp_path / "nowhere.db", "of-the-environment")

    assert (answer.status_code, outcome.exit_code) == (200, 0)
    assert not database.with_name("emulator.db.admin-token").exists()


@pytest.mark.parametrize("content", [None, b"", b"a b", b"\xff", b"x" * 2_000])
def test_a_token_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A link is not followed."""
    token = tmp_path / "emulator.db.admin-token"
    if content is None:
        token.symlink_to(tmp_path / "elsewhere")
    else:
        token.write_bytes(content)

    outcome = requests("http://127.0.0.1:1", tmp_path / "emulator.db")

    assert outcome.exit_code == 1
    assert str(token) in outcome.stderr


@pytest.mark.parametrize("token", ["a b", "\u00e4", "\udcff", "a\x1b"])
@pytest.mark.parametrize("command", [["requests", "--url", "http://127.0.0.1:1"], ["serve", "--admin"]], ids=" ".join)
def test_a_token_that_no_header_can_carry_is_refused(tmp_path: Path, command: list[str], token: str) -> None:
    """Without showing it."""
    outcome = CliRunner(env={VARIABLE: token}).invoke(app, [*command, "--db", str(tmp_path / "emulator.db")])

    assert outcome.exit_code == 2
    assert outcome.stderr.startswith(f"error: {VARIABLE} must be visible ASCII characters")
    assert token not in outcome.stderr
    assert not (tmp_path / "emulator.db").exists()


def test_the_fixture_passes_the_token_on(emulator: EmulatorServer, tmp_path: Path) -> None:
    """Commands that a test starts need not be told."""
    outcome = CliRunner().invoke(app, ["requests", "--url", emulator.url, "--db", str(tmp_path / "none.db"), "--json"])

    assert (outcome.exit_code, outcome.stdout.strip()) == (0, "[]")


@pytest.mark.parametrize("name", ["http://emulator", "emulator:8080", "a b", "", "*"])
def test_an_allowed_host_is_a_name(tmp_path: Path, name: str) -> None:
    """A URL would never match a Host header."""
    outcome = CliRunner().invoke(app, ["serve", "--allowed-host", name, "--db", str(tmp_path / "x.db")])

    assert outcome.exit_code == 2
    assert "must be a host name" in outcome.stderr
    assert not (tmp_path / "x.db").exists()


def test_a_server_answers_to_the_names_that_it_is_told(tmp_path: Path) -> None:
    """Several, and its own address."""
    with served(tmp_path / "x.db", "--allowed-host", "emulator", "--allowed-host", "CI.example") as url:
        statuses = [
            httpx.get(f"{url}/openapi.json", headers={"Host": host}).status_code
            for host in ("emulator", "ci.example:1", "127.0.0.1", "evil.example")
        ]

    assert statuses == [200, 200, 200, 421]
