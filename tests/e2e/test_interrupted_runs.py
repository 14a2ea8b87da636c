"""Failing runs: no object is dropped from the state, and none is created twice."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Fault, Status, TooManyRequests
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project
from support.wire import Wire, marker

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
chatbotkit.PartnerUserToken("key", user=acme)
"""
BOT = 'chatbotkit.Bot("bot", run_as=acme, name="B", alias="b")\n'


@pytest.fixture
def provisioned(project: Project) -> Project:
    """A tenant with a bot."""
    project.program(TENANT + BOT)
    project.up()
    return project


def test_a_proxys_page_instead_of_an_answer_leaves_the_state_alone(
    provisioned: Project, emulator: EmulatorServer
) -> None:
    """Only the service's own NOT_FOUND means gone; a 404 with a page comes from something in between."""
    emulator.faults.add(Fault(route="bot/*", method="GET", do=Status(status=404, body="<html>no such host</html>")))

    run = provisioned.pulumi("refresh", "--yes", "--skip-preview", "--run-program")

    assert run.exit_code != 0
    assert "read of Bot 'bot' failed" in run.output
    assert "the answer is not one of the service's" in run.output
    assert "Traceback" not in run.output
    assert sorted(provisioned.resources()) == ["acme", "bot", "key"]


def test_a_refresh_with_a_wrong_token_leaves_the_state_alone(provisioned: Project) -> None:
    """The service gives the same answer for a wrong token and for objects of a deleted tenant."""
    provisioned.environment["CHATBOTKIT_API_TOKEN"] = "sk-wrong"

    run = provisioned.pulumi("refresh", "--yes", "--skip-preview", "--run-program")

    assert run.exit_code != 0
    assert "Not authenticated" in run.output
    assert sorted(provisioned.resources()) == ["acme", "bot", "key"]


def test_deleting_an_object_that_is_gone_succeeds(provisioned: Project, emulator: EmulatorServer) -> None:
    """It was deleted in the console before, so the desired result is reached."""
    (bot,) = emulator.records("bot")
    emulator.remove("bot", str(bot["id"]))
    provisioned.program(TENANT)

    provisioned.up()

    assert sorted(provisioned.resources()) == ["acme", "key"]


def test_the_next_run_completes_a_failed_one(project: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """Objects created before the failure are in the state, so they are not created again."""
    emulator.faults.add(Fault(route="bot/create", do=Status(status=402, code="NO_SUBSCRIPTION")))
    project.program(f'acme = chatbotkit.PartnerUser("acme")\n{BOT}')
    failed = project.attempt_up()
    wire.take()

    project.up()

    assert failed.exit_code != 0
    assert "create of Bot 'bot' failed" in failed.output
    assert wire.writes() == [("create bot as acme", {"name": "B", "alias": "b", "meta": marker("bot", "bot")})]


def test_throttling_slows_a_run_down_without_failing_it(project: Project, emulator: EmulatorServer) -> None:
    """With a 429 nothing was written, so even a create can be sent again."""
    emulator.faults.add(Fault(route="*/create", do=TooManyRequests(retry_after="0"), times=3))
    project.program(TENANT + BOT)

    project.up()

    assert [len(emulator.records(kind)) for kind in ("partner_user", "partner_user_token", "bot")] == [1, 1, 1]


def test_a_refused_update_is_sent_again_by_the_next_run(provisioned: Project, emulator: EmulatorServer) -> None:
    """The state must not contain values that the service has refused."""
    httpx.post(
        f"{emulator.url}/v1/bot/create",
        json={"alias": "taken"},
        headers={
            "Authorization": f"Token {emulator.token}",
            "X-RunAs-UserId": str(emulator.records("partner_user")[0]["id"]),
        },
    ).raise_for_status()
    provisioned.program(TENANT + BOT.replace('"b"', '"taken"'))

    refused = provisioned.attempt_up()

    assert refused.exit_code != 0
    assert "update of Bot 'bot' failed" in refused.output
    assert "already taken" in refused.output
    assert "1 to update" in provisioned.preview().stdout
