"""The summary line at the end of a run (docs/decisions/0011-summary-line.md)."""

import pytest

from pulumi_chatbotkit.catalog import ACCOUNT_CONTENTS
from pulumi_chatbotkit.emulator import Fault, TooManyRequests
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

LISTS = len(ACCOUNT_CONTENTS)

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
chatbotkit.Bot("bot", run_as=acme, name="B")
"""


@pytest.fixture
def asked(pytestconfig: pytest.Config) -> int:
    """How many lists a run reads only to find out of which generation the service is, if its first call does not tell.

    The newer generation is tried first, with a list that is needed anyway: an older one costs one more.
    """
    return int(pytestconfig.getoption("--chatbotkit-generation") == "partner")


def summary(run: Run) -> list[str]:
    """The summary lines of a run, without progress lines."""
    diagnostics = run.stdout.partition("Diagnostics:")[2]
    return [line.strip() for line in diagnostics.splitlines() if "ChatBotKit:" in line]


@pytest.fixture
def provisioned(project: Project) -> Project:
    """A tenant with a bot."""
    project.program(TENANT)
    project.up()
    return project


def test_a_run_ends_with_a_summary_line(project: Project, emulator: EmulatorServer, asked: int) -> None:
    """It counts retries and waits separately from calls."""
    emulator.faults.add(Fault(route="bot/create", do=TooManyRequests(retry_after="0"), times=2))
    project.program(TENANT)

    (line,) = summary(project.up())

    assert line.startswith(f"ChatBotKit: {3 + asked} API calls (2 create, {1 + asked} list), 2 retries, ")
    assert line.endswith(" s waited, 0 adopted")


def test_a_preview_without_calls_prints_no_summary(provisioned: Project) -> None:
    """An ``up`` without changes prints none either."""
    assert [summary(provisioned.preview()), summary(provisioned.up())] == [[], []]


def test_the_summary_of_a_refresh_counts_reads(provisioned: Project) -> None:
    """It creates nothing."""
    (line,) = summary(provisioned.pulumi("refresh", "--yes", "--skip-preview"))

    assert line.startswith("ChatBotKit: ")
    assert "create" not in line


def test_the_summary_of_a_destroy_counts_deletes(provisioned: Project, asked: int) -> None:
    """The bot is deleted with its tenant, whose guard lists every kind; its marker is looked at, too."""
    (line,) = summary(provisioned.destroy())

    assert line.startswith(f"ChatBotKit: {LISTS + 2 + asked} API calls ({LISTS + 1 + asked} list, 1 delete), 0 retries")


def test_a_failed_run_prints_a_summary_too(project: Project, emulator: EmulatorServer) -> None:
    """It helps to find out why the run failed."""
    emulator.faults.add(Fault(route="bot/create", do=TooManyRequests(retry_after="0"), times=1))
    project.program(TENANT + 'chatbotkit.Bot("orphan", run_as="nobody", name="B")\n')

    run = project.attempt_up()

    assert run.exit_code != 0
    assert len(summary(run)) == 1


def test_the_line_can_be_turned_off(project: Project) -> None:
    """So logs of runs can be compared."""
    project.environment["PULUMI_CHATBOTKIT_SUMMARY"] = "0"
    project.program(TENANT)

    assert summary(project.up()) == []
