"""``pulumi-chatbotkit emulator``: arguments, output and exit codes."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer, serve

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

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--db", str(database)])

    return invoke


def test_an_edit_takes_json_and_text(run: Run, bot: str) -> None:
    """Valid JSON is JSON, everything else is text, nothing is the empty text."""
    changes = ["name=Ada Lovelace", "description=", "alias=null", 'meta={"a": 1}', "privacy=true", 'backstory="5"']

    run("edit", "bot", bot, *changes)

    record = json.loads(run("list", "bot", "--json").stdout)[0]
    assert (record["name"], record["description"], record["alias"]) == ("Ada Lovelace", "", None)
    assert (record["meta"], record["privacy"], record["backstory"]) == ({"a": 1}, True, "5")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (["robot", "ID", "name=x"], 2, 'unknown kind "robot"; known kinds: blueprint, bot, contact,'),
        (["bot", "ID", "nme=x"], 2, 'bot has no field "nme"; its fields: alias, name,'),
        (["bot", "ID", "name=ok", "visibility=secret"], 2, '"visibility" must be one of'),
        (["bot", "ID", "name"], 2, '"name" is no change; write FIELD=VALUE'),
        (["bot", "unknown", "name=x"], 1, 'no bot with id "unknown"'),
    ],
)
def test_a_refused_edit_says_why_and_changes_nothing(
    run: Run, bot: str, arguments: list[str], exit_code: int, message: str
) -> None:
    """Exit code 2: wrong arguments. 1: no such record."""
    before = run("list", "bot", "--json").stdout

    outcome = run("edit", *[bot if argument == "ID" else argument for argument in arguments])

    assert (outcome.exit_code, message in outcome.stderr) == (exit_code, True)
    assert run("list", "bot", "--json").stdout == before


def test_an_edit_can_print_the_record_as_json(run: Run, bot: str) -> None:
    assert json.loads(run("edit", "bot", bot, "name=Grace", "--json").stdout)["name"] == "Grace"


def test_the_table_shows_names_as_they_are(run: Run, bot: str) -> None:
    """Square brackets are not markup, and a pipe gets no colour."""
    shown = run("list", "bot").stdout

    assert bot in shown
    assert "[red]Ada" in shown
    assert "\x1b" not in shown


def test_a_deleted_record_is_gone(run: Run, bot: str) -> None:
    """A second delete fails."""
    assert run("delete", "bot", bot).exit_code == 0
    assert json.loads(run("list", "bot", "--json").stdout) == []
    assert run("delete", "bot", bot).exit_code == 1


def test_reading_does_not_create_the_file(run: Run, database: Path) -> None:
    """A misspelt path must not leave an empty state behind."""
    outcome = run("list", "bot")

    assert (outcome.exit_code, "there is no emulator state in" in outcome.stderr) == (1, True)
    assert not database.exists()


def test_another_programs_file_is_refused(run: Run, database: Path) -> None:
    """By every command."""
    database.write_text("precious")

    outcomes = [run("list", "bot"), run("serve")]

    assert [outcome.exit_code for outcome in outcomes] == [2, 2]
    assert all("Choose another file" in outcome.stderr for outcome in outcomes)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])  # noqa: S104 - refused addresses
def test_an_address_that_other_machines_can_reach_is_refused(run: Run, host: str) -> None:
    """The key is publicly known."""
    outcome = run("serve", "--host", host)

    assert (outcome.exit_code, "--allow-remote" in outcome.stderr) == (2, True)


@contextmanager
def served(database: Path, *options: str) -> Generator[httpx.Client]:
    """A client of `emulator serve`, which runs in its own process."""
    command = [sys.executable, "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve", "--db", str(database)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        with httpx.Client(base_url=url, headers={"Authorization": f"Token {EMBEDDED_TOKEN}"}) as client:
            yield client
        server.send_signal(signal.SIGTERM)
        server.communicate()


def test_a_deterministic_server_gives_the_same_ids_and_times_in_every_run(tmp_path: Path) -> None:
    """Another --random-seed gives other ids."""
    answers: list[JsonObject] = []
    for number, options in enumerate([[], [], ["--random-seed", "8"]]):
        with served(tmp_path / f"{number}.db", "--deterministic", *options) as api:
            api.post("/v1/bot/create", json={"name": "Ada"})
            answers.append(api.get("/v1/bot/list").json())

    assert answers[0] == answers[1] != answers[2]


def test_a_server_has_the_data_set_and_link_names_of_its_options(database: Path) -> None:
    """Both options reach the served emulator."""
    with served(database, "--seed", "demo", "--generation", "partner") as api:
        user = api.get("/v1/partner/user/list").json()["items"][0]["id"]
        api.headers["X-RunAs-UserId"] = user
        skillset = api.get("/v1/skillset/list").json()["items"][0]["id"]
        ability = api.get(f"/v1/skillset/{skillset}/ability/list").json()["items"][0]

    assert "secretId" in ability
    assert "linkedSecretId" not in ability


def test_a_server_is_not_seeded_over_existing_records(run: Run, bot: str) -> None:
    """The message names the command that replaces a state."""
    outcome = run("serve", "--seed", "demo")

    assert (outcome.exit_code, "emulator seed ... --replace" in outcome.stderr) == (2, True)
    assert [one["id"] for one in json.loads(run("list", "bot", "--json").stdout)] == [bot]


def test_seeding_creates_the_file_and_prints_the_counts(run: Run, database: Path) -> None:
    """A server of the file later adds the parent account's key."""
    outcome = run("seed", "fleet", "2")

    assert (outcome.exit_code, "2 bot, 2 partner_user" in outcome.stdout) == (0, True)
    with served(database) as api:
        assert len(api.get("/v1/partner/user/list").json()["items"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["demo"], "the state holds 1 records already"),
        (["fleet"], 'there is no data set "fleet"; there are empty, demo and fleet:N'),
        (["empty", "3"], 'there is no data set "empty:3"'),
    ],
)
def test_refused_seeding_changes_nothing(run: Run, bot: str, arguments: list[str], message: str) -> None:
    """Exit code 2 and the reason."""
    outcome = run("seed", *arguments)

    assert (outcome.exit_code, message in outcome.stderr) == (2, True)
    assert [one["id"] for one in json.loads(run("list", "bot", "--json").stdout)] == [bot]


def test_a_saved_snapshot_is_private_and_can_be_loaded(run: Run, bot: str, tmp_path: Path) -> None:
    """It may contain confidential data."""
    file = tmp_path / "snapshot.json"
    run("snapshot", "save", str(file))
    run("delete", "bot", bot)

    outcome = run("snapshot", "load", str(file))

    assert (outcome.exit_code, file.stat().st_mode & 0o777) == (0, 0o600)
    assert [one["id"] for one in json.loads(run("list", "bot", "--json").stdout)] == [bot]
    assert [found.name for found in tmp_path.glob("*snapshot*")] == ["snapshot.json"]


def test_a_load_reaches_an_emulator_that_has_the_file_open(
    run: Run, database: Path, tmp_path: Path, client_of: Callable[..., httpx.Client]
) -> None:
    """A server need not be stopped for it, and its key still works."""
    emulator = Emulator(EmulatorSettings(database=database, token="sk-mine"))
    run("snapshot", "save", str(tmp_path / "empty.json"))
    api = client_of(emulator, token="sk-mine")
    api.post("/v1/bot/create", json={})

    run("snapshot", "load", str(tmp_path / "empty.json"))

    assert api.get("/v1/bot/list").json()["items"] == []
    emulator.close()


def test_secrets_are_saved_only_with_the_option(run: Run, database: Path, tmp_path: Path) -> None:
    """The command prints whether they were."""
    console = Emulator(EmulatorSettings(database=database, seed="demo"))
    console.edit("integration_slack", str(console.records("integration_slack")[0]["id"]), {"botToken": "planted"})
    console.close()
    file = tmp_path / "snapshot.json"

    without = run("snapshot", "save", str(file)), "planted" in file.read_text()
    complete = run("snapshot", "save", str(file), "--include-secrets"), "planted" in file.read_text()

    assert ("left out" in without[0].stdout, without[1]) == (True, False)
    assert ("in clear text" in complete[0].stdout, complete[1]) == (True, True)


def test_the_differences_of_two_snapshots_are_shown(run: Run, bot: str, tmp_path: Path) -> None:
    """Exit code 1 as for diff; 0 and no output if there are none."""
    before, after = str(tmp_path / "before.json"), str(tmp_path / "after.json")
    run("snapshot", "save", before)
    run("edit", "bot", bot, "backstory=" + "x" * 100)
    run("snapshot", "save", after)

    table, document, same = (
        CliRunner().invoke(app, ["snapshot", "diff", before, *arguments])
        for arguments in ([after], [after, "--json"], [before])
    )

    assert (table.exit_code, document.exit_code, same.exit_code, same.stdout) == (1, 1, 0, "")
    assert all(text in table.stdout for text in ("changed", bot, "backstory", "x…"))
    assert [(one["field"], one["after"]) for one in json.loads(document.stdout)] == [("backstory", "x" * 100)]


def test_a_file_that_is_not_a_snapshot_is_refused(run: Run, bot: str, tmp_path: Path) -> None:
    """The state is not changed."""
    (tmp_path / "other.json").write_text("{}")

    outcomes = [run("snapshot", "load", str(tmp_path / name)) for name in ("other.json", "missing.json")]

    assert [outcome.exit_code for outcome in outcomes] == [2, 2]
    assert "this is no snapshot" in outcomes[0].stderr
    assert "cannot read" in outcomes[1].stderr
    assert [one["id"] for one in json.loads(run("list", "bot", "--json").stdout)] == [bot]


def requests(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["requests", "--url", url, *arguments])


def test_the_requests_of_a_server_are_shown(emulator: EmulatorServer) -> None:
    """As a table, as JSON with bodies, or counted by route."""
    headers = {"Authorization": f"Token {emulator.token}"}
    httpx.post(f"{emulator.url}/v1/bot/create", json={"name": "Ada"}, headers=headers)
    httpx.get(f"{emulator.url}/v1/bot/x/fetch", headers=headers)

    table = requests(emulator.url).stdout
    document = json.loads(requests(f"{emulator.url}/", "--status", "2xx", "--json").stdout)
    counts = requests(emulator.url, "--counts", "--route", "bot/fetch").stdout

    assert all(text in table for text in ("/v1/bot/create", "200", "/v1/bot/x/fetch", "404"))
    assert [(one["number"], one["body"]) for one in document] == [(1, {"name": "Ada"})]
    assert "bot/fetch  1" in counts


def test_errors_of_the_requests_command_say_why(emulator: EmulatorServer) -> None:
    """Wrong filter, server without control routes, no server."""
    with serve(EmulatorSettings()) as closed:
        outcomes = [requests(emulator.url, "--status", "x"), requests(closed.url)]
    outcomes.append(requests(closed.url))

    assert [outcome.exit_code for outcome in outcomes] == [2, 2, 1]
    reasons = ("must be a status such as 404", "serve the emulator with --admin", "there is no emulator at")
    assert all(reason in outcome.stderr for reason, outcome in zip(reasons, outcomes, strict=True))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_prints_its_url_first_and_stops_cleanly(database: Path, number: signal.Signals) -> None:
    """Scripts read the first line, and Ctrl+C is not an error."""
    command = [sys.executable, "-W", "error", "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve"]
    with subprocess.Popen(
        [*command, "--db", str(database), "--admin"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        answer = httpx.get(f"{url}/v1/bot/list", headers={"Authorization": f"Token {EMBEDDED_TOKEN}"})
        server.send_signal(number)
        _, output = server.communicate()

    assert (answer.status_code, server.returncode) == (200, 0)
    assert f"pulumi config set chatbotkit:endpoint {url}\n" in output
    assert f"pulumi config set --secret chatbotkit:token {EMBEDDED_TOKEN}\n" in output


def test_an_own_key_is_not_printed(database: Path) -> None:
    """Whoever chose it knows it."""
    command = [sys.executable, "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve", "--db", str(database)]
    with subprocess.Popen(
        [*command, "--token", "sk-own-key"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        server.send_signal(signal.SIGTERM)
        _, output = server.communicate()

    assert "sk-own-key" not in output
    assert "chatbotkit:token <the key given with --token>" in output


def test_a_record_is_created_for_the_account_or_a_partner_user(run: Run, database: Path) -> None:
    """And the list names the account of each."""
    run("create", "partner_user", "name=Acme", "alias=acme")
    run("create", "bot", "name=Ours")
    run("create", "bot", "name=Theirs", 'meta={"a": 1}', "--run-as", "@acme")
    listed = run("list", "bot").stdout.splitlines()

    assert [("Ours" in line, line.split()[-1]) for line in listed if "Ours" in line] == [(True, "parent")]
    assert [line.split()[-1] for line in listed if "Theirs" in line] == ["Acme"]
    assert [record["meta"] for record in json.loads(run("list", "bot", "--json").stdout)] == [None, {"a": 1}]


def test_a_child_is_created_with_its_parents_id(run: Run) -> None:
    """A token shows its key once; a server of the state accepts it."""
    user = json.loads(run("create", "partner_user", "email=ops@acme.example", "--json").stdout)["id"]
    token = run("create", "partner_user_token", f"userId={user}", "name=ci").stdout
    context = json.loads(run("create", "partner_user_context", f"userId={user}", "--json").stdout)

    assert (context["userId"], "Its key, which is shown only now: sk-" in token) == (user, True)
    assert run("list", "partner_user_context").stdout.split()[-1] == "ops@acme.example"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["robot"], 'unknown kind "robot"'),
        (["bot", "nme=x"], 'bot: "nme" is not allowed (BAD_REQUEST)'),
        (["portal"], 'portal: "slug" is required (BAD_REQUEST)'),
        (["bot", "name=x", "--run-as", "nobody"], "bot: Not found (NOT_FOUND)"),
        (["partner_user_context"], '"userId" is required'),
        (["team", "name=x"], "team cannot be created"),
        (["bot", "name"], '"name" is no change; write FIELD=VALUE'),
    ],
)
def test_a_refused_create_says_why(run: Run, arguments: list[str], message: str) -> None:
    """With exit code 2."""
    outcome = run("create", *arguments)

    assert (outcome.exit_code, message in outcome.stderr) == (2, True)
