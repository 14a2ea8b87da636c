"""What a failed operation says: the resource, the reason, and the setting that decided."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.api.errors import BadRequest, ChatBotKitError, NoAnswer, Refusal, RequestInfo
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.configuration import read_configuration
from pulumi_chatbotkit.hosts.errors import OperationFailed, explained
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.json_values import JsonObject

REQUEST = RequestInfo("POST", "/bot/create")
ADA: JsonObject = {"marker": {"stack": "shop/dev", "name": "ada"}}


def no_answer(*, gave_up_after_s: float | None, retry_after_s: float | None = None) -> ChatBotKitError:
    error = NoAnswer("ConnectError", request=REQUEST, was_sent=False)
    error.gave_up_after_s, error.retry_after_s = gave_up_after_s, retry_after_s
    return error


def bad_request(message: str) -> ChatBotKitError:
    return BadRequest(Refusal("BAD_REQUEST", message, 400, REQUEST))


def message_of(error: Exception, tmp_path: Path, kind: str = "bot") -> str:
    """What is shown of an error, at an embedded service."""
    settings = {"chatbotkit:endpoint": "embedded", "chatbotkit:embeddedDatabase": str(tmp_path / "chatbotkit.db")}
    runtime = Runtime(read_configuration(settings))
    with pytest.raises(OperationFailed) as failed, explained(runtime, KINDS[kind], "create", ADA):
        raise error
    return str(failed.value)


def test_the_deadline_that_ended_the_waiting_is_named(tmp_path: Path) -> None:
    """And how long the service asks to wait, if it does: the setting can then be raised above it."""
    given_up = message_of(no_answer(gave_up_after_s=900), tmp_path)
    asked_to_wait = message_of(no_answer(gave_up_after_s=0.5, retry_after_s=86_400), tmp_path)

    assert given_up.startswith("create of Bot 'ada' failed: POST /bot/create: ConnectError")
    assert "(chatbotkit:endpoint is embedded)" in given_up
    assert given_up.endswith(" (given up after 900 s, the value of chatbotkit:retryDeadline)")
    assert asked_to_wait.endswith(
        " (given up after 0.5 s, the value of chatbotkit:retryDeadline; the service asks to wait 86,400 s)"
    )


@pytest.mark.parametrize(
    "error",
    [
        no_answer(gave_up_after_s=None),
        no_answer(gave_up_after_s=None, retry_after_s=60),
        bad_request("name is too long"),
        Interrupted(),
        EmulatorFileError(Path("chatbotkit.db"), "is in use", "stop the other run"),
    ],
)
def test_no_deadline_is_named_where_none_ended_the_waiting(error: Exception, tmp_path: Path) -> None:
    """Nobody should change a setting that has nothing to do with the failure."""
    said = message_of(error, tmp_path)

    assert said.startswith("create of Bot 'ada' failed: ")
    assert "retryDeadline" not in said


@pytest.mark.parametrize(("unknown", "generation"), [("linkedBotId", "partner"), ("botId", "user"), ("name", None)])
def test_a_field_that_the_service_names_otherwise_says_which_generation_to_set(
    unknown: str, generation: str | None, tmp_path: Path
) -> None:
    """Our name is refused by the older generation, the older name by the newer one; other fields have one name."""
    said = message_of(bad_request(f'"{unknown}" is not allowed'), tmp_path, "skillset_ability")

    hint = f"set chatbotkit:generation to {generation})"
    assert said.endswith(hint) if generation else "chatbotkit:generation" not in said
