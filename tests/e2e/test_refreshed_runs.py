"""Runs that refresh first: the engine then calls read and diff for objects to be deleted as well."""

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

PROGRAM = """
acme = chatbotkit.PartnerUser("acme")
chatbotkit.Bot("bot"{more})
"""
WAYS = pytest.mark.parametrize("how", [("--refresh",), ("--refresh", "--run-program")], ids="".join)
NO_DELETION = Fault(route="bot/delete", do=Status(status=403, code="NOT_AUTHORIZED"), times=None)


def moved_without_deletion(project: Project, emulator: EmulatorServer) -> object:
    """Id of a bot that is to be deleted, because its successor was made in a tenant."""
    project.program(PROGRAM.format(more=', alias="one"'))
    project.up()
    left = project.resources()["bot"]["id"]
    emulator.faults.add(NO_DELETION)
    project.program(PROGRAM.format(more=', alias="two", run_as=acme'))
    assert project.attempt_up().exit_code != 0
    return left


@WAYS
def test_what_is_no_longer_declared_is_deleted(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """Both ``up`` and ``destroy`` delete it."""
    project.program(PROGRAM.format(more=""))
    project.up()
    project.program('chatbotkit.PartnerUser("acme")')

    project.up(*how)
    bots = emulator.records("bot")
    destroyed = project.pulumi("destroy", "--yes", "--skip-preview", *how)

    assert bots == []
    assert destroyed.exit_code == 0
    assert emulator.records("partner_user") == []


@WAYS
def test_the_old_object_of_a_failed_replacement_is_deleted(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """The new object stays."""
    left = moved_without_deletion(project, emulator)
    emulator.faults.clear()

    project.up(*how)

    assert [record["id"] for record in emulator.records("bot")] == [project.resources()["bot"]["id"]]
    assert project.resources()["bot"]["id"] != left


@WAYS
def test_the_old_object_of_a_failed_replacement_is_adopted(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """A killed run moved the bot back, and gave the old object the alias that is declared now."""
    left = moved_without_deletion(project, emulator)
    project.stack("export", "--file", "before.json")
    project.program(PROGRAM.format(more=', alias="three"'))
    assert project.attempt_up().exit_code != 0
    project.stack("import", "--file", "before.json")
    emulator.faults.clear()

    project.up(*how)

    assert [record["id"] for record in emulator.records("bot")] == [left]
    project.preview("--expect-no-changes")
