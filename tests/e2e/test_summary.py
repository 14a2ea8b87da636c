"""The line that a run ends with. docs/decisions/0011-summary-line.md."""

import pytest

from pulumi_chatbotkit.emulator import Fault, TooManyRequests
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
chatbotkit.Bot("bot", run_as=acme, name="B")
"""


def summary(run: Run) -> list[str]:
    """What the run says of its calls, progress lines left out."""
    diagnostics = run.stdout.partition("Diagnostics:")[2]
    return [line.strip() for line in diagnostics.splitlines() if "ChatBotKit:" in line]


@pytest.fixture
def provisioned(project: Project) -> Project:
    """A tenant with a bot."""
    project.program(TENANT)
    project.up()
    return project


def test_a_run_ends_with_what_it_took(project: Project, emulator: EmulatorServer) -> None:
    """One line, retries and waits apart from calls."""
    emulator.faults.add(Fault(route="bot/create", do=TooManyRequests(retry_after="0"), times=2))
    project.program(TENANT)

    (line,) = summary(project.up())

    assert line.startswith("ChatBotKit: 3 API calls (2 create, 1 list), 2 retries, ")
    assert line.endswith(" s waited, 0 adopted")


def test_a_preview_without_calls_says_nothing(provisioned: Project) -> None:
    """Nor does an update that finds nothing to do."""
    assert [summary(provisioned.preview()), summary(provisioned.up())] == [[], []]


def test_a_refresh_says_what_it_read(provisioned: Project) -> None:
    """It does not run the program."""
    (line,) = summary(provisioned.pulumi("refresh", "--yes", "--skip-preview"))

    assert line.startswith("ChatBotKit: ")
    assert "create" not in line


def test_a_destroy_says_what_it_deleted(provisioned: Project) -> None:
    """The bot goes with its tenant."""
    (line,) = summary(provisioned.destroy())

    assert line.startswith("ChatBotKit: 4 API calls (3 list, 1 delete), 0 retries")


def test_a_run_that_fails_says_it_too(project: Project, emulator: EmulatorServer) -> None:
    """That is when one wants to know."""
    emulator.faults.add(Fault(route="bot/create", do=TooManyRequests(retry_after="0"), times=1))
    project.program(TENANT + 'chatbotkit.Bot("orphan", run_as="nobody", name="B")\n')

    run = project.attempt_up()

    assert run.exit_code != 0
    assert len(summary(run)) == 1


def test_the_line_can_be_turned_off(project: Project) -> None:
    """For logs that are compared."""
    project.environment["PULUMI_CHATBOTKIT_SUMMARY"] = "0"
    project.program(TENANT)

    assert summary(project.up()) == []
