"""Runs that do not end as planned: no object is forgotten, none is made twice."""

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


def test_a_proxys_page_instead_of_an_answer_forgets_nothing(provisioned: Project, emulator: EmulatorServer) -> None:
    """Only the service's own NOT_FOUND means gone; a 404 with a page comes from something in between."""
    emulator.faults.add(Fault(route="bot/*", method="GET", do=Status(status=404, body="<html>no such host</html>")))

    run = provisioned.pulumi("refresh", "--yes", "--skip-preview", "--run-program")

    assert run.exit_code != 0
    assert "read of Bot 'bot' failed" in run.output
    assert "the answer is not one of the service's" in run.output
    assert "Traceback" not in run.output
    assert sorted(provisioned.resources()) == ["acme", "bot", "key"]


def test_a_refresh_with_a_wrong_token_forgets_nothing(provisioned: Project) -> None:
    """The service gives the same answer for a wrong token and for objects of a deleted tenant."""
    provisioned.environment["CHATBOTKIT_API_TOKEN"] = "sk-wrong"

    run = provisioned.pulumi("refresh", "--yes", "--skip-preview", "--run-program")

    assert run.exit_code != 0
    assert "Not authenticated" in run.output
    assert sorted(provisioned.resources()) == ["acme", "bot", "key"]


def test_removing_what_is_gone_already_succeeds(provisioned: Project, emulator: EmulatorServer) -> None:
    """Somebody was faster in the console; the outcome is the one that was asked for."""
    (bot,) = emulator.records("bot")
    emulator.remove("bot", str(bot["id"]))
    provisioned.program(TENANT)

    provisioned.up()

    assert sorted(provisioned.resources()) == ["acme", "key"]


def test_the_next_run_finishes_what_a_failed_one_began(project: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """What was made before the failure is in the state, so it is not made again."""
    emulator.faults.add(Fault(route="bot/create", do=Status(status=402, code="NO_SUBSCRIPTION")))
    project.program(f'acme = chatbotkit.PartnerUser("acme")\n{BOT}')
    failed = project.attempt_up()
    wire.take()

    project.up()

    assert failed.exit_code != 0
    assert "create of Bot 'bot' failed" in failed.output
    assert wire.writes() == [("create bot as acme", {"name": "B", "alias": "b", "meta": marker("bot", "bot")})]


def test_a_service_that_throttles_slows_a_run_down_and_fails_none(project: Project, emulator: EmulatorServer) -> None:
    """A 429 was turned away before the write, so even a create may be sent again."""
    emulator.faults.add(Fault(route="*/create", do=TooManyRequests(retry_after="0"), times=3))
    project.program(TENANT + BOT)

    project.up()

    assert [len(emulator.records(kind)) for kind in ("partner_user", "partner_user_token", "bot")] == [1, 1, 1]


def test_an_update_that_was_refused_stays_to_be_done(provisioned: Project, emulator: EmulatorServer) -> None:
    """The state must not say what the service does not."""
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
