"""`pulumi-chatbotkit orphans delete`: deletes what a run has named, and nothing without a marker."""

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.orphans import app
from pulumi_chatbotkit.emulator import Fault, WrongBody
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer

MARKED: JsonObject = {"pulumiStack": "fleet/prod", "pulumiKind": "bot", "pulumiName": "ada", "team": "a"}


def call(service: EmulatorServer, *words: str, stdin: str | None = None) -> Result:
    environment = {"CHATBOTKIT_ENDPOINT": service.url, "CHATBOTKIT_API_TOKEN": service.token}
    return CliRunner().invoke(app, ["delete", *words], env=environment, input=stdin)


def made(service: EmulatorServer, path: str, body: JsonObject, run_as: str | None = None) -> str:
    """Create an object as somebody else would; returns its id."""
    headers = {"Authorization": f"Token {service.token}"} | ({"X-RunAs-UserId": run_as} if run_as else {})
    answer = httpx.post(f"{service.url}/v1/{path}/create", json=body, headers=headers)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def test_a_token_that_a_run_has_named_is_deleted(emulator: EmulatorServer) -> None:
    """The command is as the run prints it; kind, name, id, age and marker are shown."""
    user = made(emulator, "partner/user", {"name": "Acme"})
    token = made(emulator, f"partner/user/{user}/token", {"name": "key", "meta": MARKED})

    done = call(emulator, "partner_user_token", token, "--user", user, "--yes")

    assert done.exit_code == 0, done.output
    assert f"PartnerUserToken 'key', id {token}, made " in done.stdout
    assert " ago (" in done.stdout
    assert "marked by resource 'ada' of stack 'fleet/prod'" in done.stdout
    assert emulator.record("partner_user_token", token) is None


@pytest.mark.parametrize(
    ("created_at", "said"),
    [
        (10**30, "made at an unknown time"),
        (-1, "made at an unknown time"),
        (1e308, "made at an unknown time"),
        (None, "made at an unknown time"),
        ("\x1b[2J", "made at an unknown time"),
        (253_402_300_799_999, "made 0 s ago (9999-12-31 23:59 UTC)"),
        ("2020-01-31T12:00:00.000Z", " d ago (2020-01-31 12:00 UTC)"),
    ],
    ids=repr,
)
def test_any_age_can_be_shown(emulator: EmulatorServer, created_at: JsonValue, said: str) -> None:
    """Whatever a deployment answers: a number, a date, or nonsense."""
    bot = made(emulator, "bot", {"name": "\x1b[31mB\u202e", "meta": MARKED})
    body: JsonObject = {"id": bot, "name": "\x1b[31mB\u202e", "meta": MARKED, "createdAt": created_at}
    emulator.faults.add(Fault(route="bot/fetch", do=WrongBody(body=body)))

    done = call(emulator, "bot", bot, "--yes")

    assert done.exit_code == 0, done.output
    assert said in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.output)
    assert emulator.record("bot", bot) is None


@pytest.mark.parametrize("kind", ["bot", "Bot"])
def test_an_object_in_an_account_is_deleted(emulator: EmulatorServer, kind: str) -> None:
    """The kind may be given as the catalog or as the class names it."""
    user = made(emulator, "partner/user", {"name": "Acme"})
    bot = made(emulator, "bot", {"name": "B", "meta": MARKED}, run_as=user)

    assert call(emulator, kind, bot, "--run-as", user, "--yes").exit_code == 0
    assert emulator.record("bot", bot) is None


@pytest.mark.parametrize("meta", [{}, {"team": "a"}, {"pulumiName": "ada"}], ids=["none", "own keys", "half"])
def test_an_object_without_a_marker_is_refused(emulator: EmulatorServer, meta: JsonObject) -> None:
    """Somebody else has made it, and it may be in use."""
    bot = made(emulator, "bot", {"name": "B", "meta": meta})

    refused = call(emulator, "bot", bot, "--yes")

    assert refused.exit_code == 1
    assert "carries no marker of this package" in refused.stderr
    assert emulator.record("bot", bot) is not None


def test_without_a_terminal_it_wants_yes(emulator: EmulatorServer) -> None:
    """A pipeline must not delete by a stray line of input."""
    bot = made(emulator, "bot", {"name": "B", "meta": MARKED})

    refused = call(emulator, "bot", bot, stdin=f"{bot}\n")

    assert (refused.exit_code, emulator.record("bot", bot) is None) == (1, False)
    assert refused.stderr == "error: nothing was deleted: nobody can be asked here; add --yes\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bott", "x"], "there is no kind 'bott'; did you mean bot?"),
        (["partner_user_token", "x"], "PartnerUserToken: --user is missing"),
        (["bot", "x", "--user", "u"], "Bot: --user says nothing of an object of this kind; it takes --run-as"),
        (["bot", "x"], "there is no Bot x there: it is gone, or in another account"),
    ],
)
def test_a_wrong_call_is_one_line(emulator: EmulatorServer, words: list[str], said: str) -> None:
    """With the next step, and exit code 1."""
    refused = call(emulator, *words, "--yes")

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"error: {said}")
    assert len(refused.stderr.splitlines()) == 1


def test_the_endpoint_can_be_given(emulator: EmulatorServer) -> None:
    """It wins over the environment."""
    bot = made(emulator, "bot", {"name": "B", "meta": MARKED})
    environment = {"CHATBOTKIT_ENDPOINT": "http://127.0.0.1:9", "CHATBOTKIT_API_TOKEN": emulator.token}

    done = CliRunner().invoke(app, ["delete", "bot", bot, "--yes", "--endpoint", emulator.url], env=environment)

    assert done.exit_code == 0, done.output


def test_a_missing_key_is_said(emulator: EmulatorServer) -> None:
    """As every run says it, and how to take it from where programs find it."""
    empty: dict[str, str] = dict.fromkeys(("CHATBOTKIT_API_TOKEN", "CHATBOTKIT_API_KEY", "CHATBOTKIT_API_SECRET"), "")

    refused = CliRunner().invoke(app, ["delete", "bot", "x", "--endpoint", emulator.url], env=empty)

    assert refused.exit_code == 1
    assert "chatbotkit:token is missing" in refused.stderr
    assert 'CHATBOTKIT_API_TOKEN="$(pulumi config get chatbotkit:token)"' in refused.stderr
