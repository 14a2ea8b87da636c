"""`pulumi-chatbotkit inventory`: forms of the report, exit codes, and where service and key come from."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import make_by_hand
from support.stack_script import PROJECT, STACK, StackScript

MARKED = {"pulumiStack": f"{PROJECT}/{STACK}", "pulumiKind": "bot", "pulumiName": "ada"}


@pytest.fixture
def user(emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A partner user with a bot of a stack and a key; service and key are in the environment."""
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", emulator.url)
    monkeypatch.setenv("CHATBOTKIT_RETRY_DEADLINE", "0")
    user = make_by_hand(emulator, "partner/user", {"name": "Ac|me", "email": "a@x.example"})
    make_by_hand(emulator, "bot", {"name": "B", "meta": {**MARKED}}, user)
    make_by_hand(emulator, f"partner/user/{user}/token", {"name": "k"})
    return user


def inventory(*words: str) -> Result:
    return CliRunner().invoke(app, ["inventory", *words])


def test_the_document_has_every_key(emulator: EmulatorServer, user: str) -> None:
    """As docs/inventory.md describes it; only reads reach the service."""
    emulator.clear_requests()

    done = inventory("--json")

    assert (done.exit_code, done.stderr) == (0, "")
    assert {each.method for each in emulator.requests} == {"GET"}
    document = json.loads(done.stdout)
    parent, acme = document.pop("accounts")
    assert document == {"version": 1, "endpoint": f"{emulator.url}/api/v1", "stacks": []}
    assert acme.keys() == parent.keys()
    (key,) = acme.pop("keys")
    assert key.keys() == {"id", "name", "createdAt", "stack"}
    assert acme.pop("lastActivity").keys() == {"at", "kind", "id"}
    assert acme == {
        "id": user, "name": "Ac|me", "email": "a@x.example", "limits": {},
        "objects": {"bot": 1, "partner_user_token": 1},
        "stacks": {f"{PROJECT}/{STACK}": 1}, "unmanaged": 2, "inNoState": {}, "failures": [],
    }  # fmt: skip


def test_a_line_for_each_account_and_its_details(user: str) -> None:
    """Kinds and keys only with --details; in Markdown nothing of others is markup."""
    table, details, markdown = inventory(), inventory("--details"), inventory("--markdown")

    line = next(each for each in table.stdout.splitlines() if user in each)
    assert line.split()[:4] == ["Ac|me", user, "a@x.example", "2"]
    assert f"{PROJECT}/{STACK}: 1" in line
    assert "key 'k'" not in table.stdout
    assert "  bot: 1\n" in details.stdout
    assert "key 'k', id " in details.stdout
    assert "Ac\\|me" in markdown.stdout
    assert table.stdout.splitlines()[-1].startswith("2 objects in 2 accounts at http")


def test_with_a_stack_what_its_state_has_lost_is_counted(
    emulator: EmulatorServer, user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Service and key are the stack's."""
    monkeypatch.delenv("CHATBOTKIT_ENDPOINT")
    StackScript(tmp_path, monkeypatch).holds([], {"chatbotkit:endpoint": emulator.url})

    done = inventory("--stack", STACK, "--user", user, "--json")

    assert done.exit_code == 0, done.stderr
    (acme,) = json.loads(done.stdout)["accounts"]
    assert acme["inNoState"] == {f"{PROJECT}/{STACK}": 1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--user", "nobody"], "error: --user nobody: there is no such partner user"),
        (["--without", "bott"], "error: --without bott: there is nothing of that name; did you mean bot?"),
        (["--stack", "dev", "--endpoint", "http://x.example"], "error: --endpoint: with --stack the service is"),
        (["--endpoint", "http://127.0.0.1:9"], "error: "),
    ],
)
def test_a_wrong_call_is_an_error(user: str, words: list[str], said: str) -> None:
    """Exit code 1, and nothing on standard output."""
    done = inventory(*words)

    assert user
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(said)


def test_what_could_not_be_read_is_no_health(emulator: EmulatorServer, user: str) -> None:
    """The rest is shown, and each list that failed is named."""
    emulator.faults.add(Fault(route="bot/list", times=None, do=Status(status=400)))

    done = inventory("--without", "conversation")

    assert done.exit_code == 1
    assert "not read: bot in Ac|me: " in done.stderr
    assert user in done.stdout
