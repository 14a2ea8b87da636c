"""Commands and pages show what others wrote without obeying it: escape sequences, line ends, reading directions."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer

HOSTILE = "\x1b]0;owned\x07\x1b[31mA\x9b2J\r\nB\u202eC\u2066D\u061cE\u200eF\u2028G\x7fH\U000e0041I\ufeffJ\bK"
OBEYED = set(HOSTILE) - set("]0;owned[31mA2JBCDEFGHIJK")


def obeyed_in(text: str) -> set[str]:
    """The characters in ``text`` that a terminal or a page would obey, apart from line feeds."""
    return (OBEYED & set(text)) - {"\n"}


@pytest.fixture
def database(tmp_path: Path, client_of: Callable[..., httpx.Client]) -> Path:
    """A state with a bot whose texts are hostile."""
    path = tmp_path / "emulator.db"
    emulator = Emulator(EmulatorSettings(database=path))
    client_of(emulator).post("/v1/bot/create", json={"name": HOSTILE})
    emulator.close()
    return path


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", str(database)])


def test_a_list_writes_out_what_a_terminal_would_obey(database: Path) -> None:
    """The rest of the text is readable."""
    shown = run(database, "list", "bot").stdout

    assert obeyed_in(shown) == set()
    assert "\\x1b[31mA\\x9b2J\\x0d\\x0aB\\u202eC\\u2066D" in shown
    assert len(shown.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "bot", "--json"),
        ("list", HOSTILE),
        ("edit", "bot", HOSTILE, "name=x"),
        ("edit", "bot", "x", HOSTILE),
        ("edit", HOSTILE, "x", "name=x"),
        ("delete", "bot", HOSTILE),
        ("seed", HOSTILE),
        ("snapshot", "load", HOSTILE.replace("\n", "")),
    ],
    ids=repr,
)
def test_no_command_prints_what_a_terminal_would_obey(database: Path, arguments: tuple[str, ...]) -> None:
    """Neither in its output nor in its errors."""
    outcome = run(database, *arguments)

    assert obeyed_in(outcome.stdout + outcome.stderr) == set()


def test_the_differences_of_snapshots_are_harmless(database: Path, tmp_path: Path) -> None:
    """Names and values of records, and whatever is in the files."""
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    run(database, "snapshot", "save", str(before))
    bot = Emulator(EmulatorSettings(database=database))
    record = str(bot.records("bot")[0]["id"])
    bot.edit("bot", record, {"backstory": HOSTILE})
    bot.close()
    run(database, "snapshot", "save", str(after))

    outcome = CliRunner().invoke(app, ["snapshot", "diff", str(before), str(after)])

    assert outcome.exit_code == 1
    assert "\\x1b" in outcome.stdout or "\\u001b" in outcome.stdout
    assert obeyed_in(outcome.stdout) == set()


@pytest.mark.parametrize("name", ["\x1b[31mred.json", "caf\udce9.json", "\u202etxt.json"], ids=ascii)
def test_the_name_of_a_file_is_harmless(database: Path, tmp_path: Path, name: str) -> None:
    """Also one that is no UTF-8."""
    saved, other = str(tmp_path / name), tmp_path / f"{name}.db"

    outcomes = [
        run(database, "snapshot", "save", saved),
        run(other, "snapshot", "load", saved),
        run(other, "seed", "demo", "--replace"),
    ]

    assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0]
    assert all(obeyed_in(outcome.output) == set() for outcome in outcomes)
    assert all("\udce9" not in outcome.output for outcome in outcomes)


def test_the_request_log_is_harmless(emulator: EmulatorServer) -> None:
    """A path, a run-as header and a query may hold anything."""
    headers = [(b"X-RunAs-UserId", b"\x9b31m\xff"), (b"Authorization", f"Token {emulator.token}".encode())]
    httpx.get(f"{emulator.url}/v1/bot/list?meta.a=%1b%5b31m%0aGET", headers=headers)

    outcomes = [CliRunner().invoke(app, ["requests", "--url", emulator.url, *more]) for more in ((), ("--json",))]

    assert all(outcome.exit_code == 0 for outcome in outcomes)
    assert all(obeyed_in(outcome.stdout) == set() for outcome in outcomes)
    assert "\\x9b31m" in outcomes[0].stdout


def test_an_address_that_is_hostile_itself_is_harmless() -> None:
    """It is quoted in the error."""
    outcome = CliRunner().invoke(app, ["requests", "--url", f"http://127.0.0.1:1/{HOSTILE}"])

    assert outcome.exit_code == 1
    assert obeyed_in(outcome.stderr) == set()
