"""Creates that take effect long after their connection was lost, and bad resources among good ones."""

import re
import shlex

import pytest

from pulumi_chatbotkit.emulator import Fault, LateWrite, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import at_service, forgotten, in_state, missing
from support.project import Project

BOTS = """
chatbotkit.Bot("one", name="B")
chatbotkit.Bot("two", name="B")
"""


@pytest.mark.parametrize(
    "how",
    [
        ("refresh", "--yes", "--skip-preview", "--run-program"),
        ("up", "--yes", "--skip-preview", "--refresh", "--run-program"),
        ("preview", "--refresh", "--run-program"),
    ],
    ids=["refresh", "up --refresh", "drift"],
)
def test_the_duplicates_of_late_creates_are_reported(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """Each with the command that removes it; none is deleted on a guess."""
    emulator.faults.add(Fault(route="bot/create", do=LateWrite(), times=2))
    project.program(BOTS)
    project.attempt_up()
    project.up()
    assert emulator.faults.perform_late_writes() == 2

    run = project.pulumi(*how)

    assert len(in_state(project)) == 2
    assert set(in_state(project)) <= set(at_service(emulator))
    for duplicate in forgotten(emulator, project):
        assert f"pulumi-chatbotkit orphans delete bot {duplicate} --endpoint {emulator.url}" in run.output


def test_the_printed_command_works_as_it_is(project: Project, emulator: EmulatorServer) -> None:
    """Only Pulumi's configuration has the endpoint, which the command does not read."""
    emulator.faults.add(Fault(route="bot/create", do=LateWrite(), times=1))
    project.program(BOTS)
    project.attempt_up()
    project.up()
    assert emulator.faults.perform_late_writes() == 1
    run = project.refresh()
    (command,) = set(re.findall(r"`(pulumi-chatbotkit orphans delete [^`]*)`", run.output))

    deleted = project.command(*shlex.split(command), "--yes")

    assert deleted.exit_code == 0, deleted.output
    assert forgotten(emulator, project) == {}
    assert set(in_state(project)) == set(at_service(emulator))


def test_a_bad_tenant_does_not_stop_the_good_ones(project: Project, emulator: EmulatorServer) -> None:
    """``--continue-on-error``: what depends on a failed create is not reported as a mistake of the program."""
    emulator.faults.add(Fault(route="partner_user/create", do=Status(status=402, code="NO_SUBSCRIPTION")))
    project.program(
        "for number in range(7):\n"
        '    user = chatbotkit.PartnerUser(f"user-{number}", name="U")\n'
        '    chatbotkit.Bot(f"bot-{number}", name="B", run_as=user)\n'
        '    chatbotkit.PartnerUserToken(f"key-{number}", user=user)\n'
    )

    run = project.attempt_up("--continue-on-error")

    assert run.exit_code != 0
    assert [len(emulator.records(kind)) for kind in ("partner_user", "bot", "partner_user_token")] == [6, 6, 6]
    assert "missing" not in run.output.lower()
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    project.up()
    assert [len(emulator.records(kind)) for kind in ("partner_user", "bot", "partner_user_token")] == [7, 7, 7]
