"""``pulumi-chatbotkit emulator``: what people type, what they see, and the exit codes."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings

Run = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "emulator.db"


@pytest.fixture
def bot(database: Path, client_of: Callable[..., httpx.Client]) -> str:
    """Id of a bot in the file."""
    emulator = Emulator(EmulatorSettings(database=database))
    made = client_of(emulator).post("/v1/bot/create", json={"name": "[red]Ada", "alias": "ada"}).json()["id"]
    emulator.close()
    return made


@pytest.fixture
def run(database: Path) -> Run:
    """Runs the command with the file."""

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--db", str(database)])

    return invoke


def test_an_edit_takes_json_and_text(run: Run, bot: str) -> None:
    """What parses as JSON is JSON, the rest is text, nothing is the empty text."""
    changes = ["name=Ada Lovelace", "description=", "alias=null", 'meta={"a": 1}', "privacy=true", 'backstory="5"']

    run("edit", "bot", bot, *changes)

    record = json.loads(run("list", "bot", "--json").stdout)[0]
    assert (record["name"], record["description"], record["alias"]) == ("Ada Lovelace", "", None)
    assert (record["meta"], record["privacy"], record["backstory"]) == ({"a": 1}, True, "5")


@pytest.mark.parametrize(
    ("words", "exit_code", "message"),
    [
        (["robot", "ID", "name=x"], 2, 'unknown kind "robot"; known kinds: blueprint, bot, contact,'),
        (["bot", "ID", "nme=x"], 2, 'bot has no field "nme"; its fields: alias, name,'),
        (["bot", "ID", "name=ok", "visibility=secret"], 2, '"visibility" must be one of'),
        (["bot", "ID", "name"], 2, '"name" is no change; write FIELD=VALUE'),
        (["bot", "unknown", "name=x"], 1, 'no bot with id "unknown"'),
    ],
)
def test_an_edit_that_cannot_be_made_says_why_and_changes_nothing(
    run: Run, bot: str, words: list[str], exit_code: int, message: str
) -> None:
    """2: wrong words. 1: no such record."""
    before = run("list", "bot", "--json").stdout

    outcome = run("edit", *[bot if word == "ID" else word for word in words])

    assert (outcome.exit_code, message in outcome.stderr) == (exit_code, True)
    assert run("list", "bot", "--json").stdout == before


def test_an_edit_can_answer_the_record_as_json(run: Run, bot: str) -> None:
    """For scripts."""
    assert json.loads(run("edit", "bot", bot, "name=Grace", "--json").stdout)["name"] == "Grace"


def test_the_table_shows_names_as_they_are(run: Run, bot: str) -> None:
    """Square brackets are no markup here, and there is no colour in a pipe."""
    shown = run("list", "bot").stdout

    assert bot in shown
    assert "[red]Ada" in shown
    assert "\x1b" not in shown


def test_a_deleted_record_is_gone(run: Run, bot: str) -> None:
    """And cannot be deleted twice."""
    assert run("delete", "bot", bot).exit_code == 0
    assert json.loads(run("list", "bot", "--json").stdout) == []
    assert run("delete", "bot", bot).exit_code == 1


def test_looking_at_a_file_does_not_make_one(run: Run, database: Path) -> None:
    """A misspelt path must not leave an empty state behind."""
    outcome = run("list", "bot")

    assert (outcome.exit_code, "there is no emulator state in" in outcome.stderr) == (1, True)
    assert not database.exists()


def test_a_foreign_file_is_refused(run: Run, database: Path) -> None:
    """By every command."""
    database.write_text("precious")

    outcomes = [run("list", "bot"), run("serve")]

    assert [outcome.exit_code for outcome in outcomes] == [2, 2]
    assert all("Choose another file" in outcome.stderr for outcome in outcomes)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])  # noqa: S104 - refused addresses
def test_an_address_that_others_can_reach_is_refused(run: Run, host: str) -> None:
    """The key is known to everyone."""
    outcome = run("serve", "--host", host)

    assert (outcome.exit_code, "--allow-remote" in outcome.stderr) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_prints_its_url_first_and_stops_cleanly(database: Path, number: signal.Signals) -> None:
    """Scripts read the line, and Ctrl+C is no failure."""
    command = [sys.executable, "-W", "error", "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve"]
    with subprocess.Popen(
        [*command, "--db", str(database), "--admin"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        answer = httpx.get(f"{url}/v1/bot/list", headers={"Authorization": f"Token {EMBEDDED_TOKEN}"})
        server.send_signal(number)
        _, said = server.communicate()

    assert (answer.status_code, server.returncode) == (200, 0)
    assert f"pulumi config set chatbotkit:endpoint {url}" in said
