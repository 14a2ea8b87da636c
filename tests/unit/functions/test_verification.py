"""``verify_bot``: one question to a bot, whose answer decides whether the run succeeds."""

import pytest

from pulumi_chatbotkit.emulator import Fault, FaultAction, Status, TimeoutBeforeWrite
from pulumi_chatbotkit.testing import EmulatorServer

from .conftest import Create, RunProgram


def _ask(bot: str, arguments: str) -> str:
    return f"import re\nchatbotkit.verify_bot('{bot}', prompt='Hello', {arguments}).apply(print)"


@pytest.mark.parametrize("expect", ["'Ada'", "re.compile('^This is .da')", "lambda answer: len(answer) > 3", "None"])
def test_an_answer_as_expected_is_the_output(create: Create, run_program: RunProgram, expect: str) -> None:
    """A part of it, a pattern, a function, or just any answer."""
    bot = create("bot", name="Ada")

    ran = run_program(_ask(bot, f"expect={expect}"))

    assert ran.stdout == 'This is Ada. You said: "Hello"\n', ran.stderr


TOKENS = (
    '{"type":"token","data":{"token":"I am"}}\n{"type":"nop","data":{}}\n{"type":"token","data":{"token":" Ada"}}\n'
)


@pytest.mark.parametrize("body", [TOKENS, '{"type":"result","data":{"text":"I am Ada"}}', '{"text": "I am Ada"}'])
def test_an_answer_may_come_in_any_form(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, body: str
) -> None:
    """Tokens alone, a result event, or one JSON object: the documents do not say which deployments send what."""
    emulator.faults.add(Fault(route="conversation/complete", do=Status(status=200, body=body)))

    ran = run_program(_ask(create("bot", name="Ada"), "expect='I am Ada'"))

    assert ran.stdout == "I am Ada\n", ran.stderr


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("'Bob'", "does not contain 'Bob'"),
        ("re.compile('^Ada')", "does not match the pattern '^Ada'"),
        ("lambda answer: False", "is not accepted by the function given as expect"),
    ],
)
def test_another_answer_fails_the_run(create: Create, run_program: RunProgram, expect: str, says: str) -> None:
    """A pipeline must stop; at most 200 characters of the answer are shown."""
    bot = create("bot", name=f"Ada {'a' * 150} {'b' * 20} END")

    ran = run_program(_ask(bot, f"expect={expect}"))

    assert ran.returncode != 0
    assert f"verify_bot: bot {bot} was asked 'Hello'; its answer {says}: 'This is Ada" in ran.stderr
    assert "Hello\"'" not in ran.stderr


def test_the_conversation_is_the_tenants_and_does_not_stay(
    create: Create, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """It is opened as the partner user, and deleted whether the answer pleases or not."""
    acme = create("partner/user")
    bot = create("bot", run_as=acme, name="Ada")

    for expect in ("Ada", "Bob"):
        run_program(_ask(bot, f"expect='{expect}', run_as='{acme}'"))

    assert [request.run_as for request in emulator.requests if request.path == "/v1/conversation/create"] == [acme] * 2
    assert emulator.records("conversation") == []


def test_a_preview_asks_nothing(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Conversations cost money, and the bot may not be there yet."""
    bot = create("bot", name="Ada")
    emulator.clear_requests()

    ran = run_program(_ask(bot, "expect='Bob'"), "preview")

    assert (ran.stdout, ran.returncode, emulator.requests) == ("", 0, []), ran.stderr


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Status(status=200, body='{"text": "  "}'), "its answer is blank: '  '"),
        (Status(status=200, body='{"usage": {}}'), "without a text"),
        (Status(status=400, code="BAD_REQUEST", message="Bad request"), "Bad request [BAD_REQUEST, HTTP 400]"),
        (TimeoutBeforeWrite(), "did not answer within 0.5 s"),
    ],
)
def test_no_answer_fails_the_run(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, fault: FaultAction, says: str
) -> None:
    """Without an answer nothing is verified; the conversation goes all the same."""
    bot = create("bot", name="Ada")
    emulator.faults.add(Fault(route="conversation/complete", do=fault, times=100))

    ran = run_program(_ask(bot, f"timeout_seconds={0.5 if isinstance(fault, TimeoutBeforeWrite) else 60}"))

    assert says in ran.stderr
    assert ran.returncode != 0
    assert emulator.records("conversation") == []


def test_a_conversation_that_stays_is_a_warning(
    create: Create, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """What the bot said stands."""
    bot = create("bot", name="Ada")
    refused = Status(status=400, code="BAD_REQUEST", message="Not now")
    emulator.faults.add(Fault(route="conversation/delete", do=refused))

    ran = run_program(_ask(bot, "expect='Ada'"))

    assert ran.returncode == 0, ran.stderr
    assert len(emulator.records("conversation")) == 1
