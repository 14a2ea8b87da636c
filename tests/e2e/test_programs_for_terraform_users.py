"""The two programs of docs/coming-from-terraform.md, run as they are."""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project
from support.wire import Wire

PROGRAMS = {
    "shared_agent": ["Acme Corporation assistant", "Globex Inc assistant"],
    "agent_per_customer": ["Acme support", "Globex research"],
}
"""Folders below examples/, and the names of Acme's bot and Globex's."""


def copied(project: Project, name: str) -> None:
    """Make ``project`` run the program of this folder."""
    for source in (REPOSITORY / "examples" / name).glob("*.py"):
        project.write(source.name, source.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_customer_gets_an_agent_in_an_account_that_the_program_makes(
    project: Project, emulator: EmulatorServer, wire: Wire, name: str
) -> None:
    """A second preview is empty, and destroy removes the accounts with the agents."""
    copied(project, name)

    project.up()

    created = {what for what, body in wire.take() if what.startswith("create bot") and body is not None}
    assert created == {"create bot as acme", "create bot as globex"}
    assert sorted(str(bot["name"]) for bot in emulator.records("bot")) == PROGRAMS[name]
    project.preview("--expect-no-changes")
    project.destroy()
    assert [emulator.records(kind) for kind in ("partner_user", "bot", "skillset", "space")] == [[], [], [], []]
