"""A success whose body is not the object's proves nothing: the run fails, and the state stays as it was."""

import pytest

from pulumi_chatbotkit.emulator import AnotherRecord, EmptyList, Fault, FaultAction, WrongBody
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import at_service, forgotten, in_state, missing
from support.project import Project

BOTS = """
chatbotkit.Bot("bot", name="{name}")
chatbotkit.Bot("other", name="O")
"""
REFRESH = ("refresh", "--yes", "--skip-preview", "--run-program")
WRONG = pytest.mark.parametrize(
    "do",
    [
        WrongBody(body={"status": "ok"}, written=False),
        WrongBody(body={}, written=False),
        WrongBody(body={"items": [], "cursor": ""}, written=False),
        AnotherRecord(written=False),
    ],
    ids=["status", "nothing", "page", "another"],
)


@pytest.fixture
def bots(project: Project) -> Project:
    """Two bots."""
    project.program(BOTS.format(name="B"))
    project.up()
    return project


@WRONG
def test_a_delete_that_is_answered_wrongly_is_not_done(
    bots: Project, emulator: EmulatorServer, do: FaultAction
) -> None:
    """The object stays in the state, so that the next run deletes it."""
    bots.program('chatbotkit.Bot("other", name="O")')
    emulator.faults.add(Fault(route="bot/delete", do=do, times=None))

    run = bots.attempt_up()

    assert run.exit_code != 0
    assert "bot" in in_state(bots).values()
    assert (forgotten(emulator, bots), missing(emulator, bots)) == ({}, {})
    emulator.faults.clear()
    bots.up()
    assert list(in_state(bots).values()) == ["other"]
    assert len(emulator.records("bot")) == 1


@WRONG
def test_an_update_that_is_answered_wrongly_is_not_done(
    bots: Project, emulator: EmulatorServer, do: FaultAction
) -> None:
    """The next run sends it again."""
    bots.program(BOTS.format(name="Changed"))
    emulator.faults.add(Fault(route="bot/update", do=do, times=None))

    run = bots.attempt_up()

    assert run.exit_code != 0
    emulator.faults.clear()
    bots.up()
    assert sorted(str(record["name"]) for record in emulator.records("bot")) == ["Changed", "O"]


@WRONG
def test_a_fetch_that_is_answered_wrongly_is_neither_drift_nor_health(
    bots: Project, emulator: EmulatorServer, do: FaultAction
) -> None:
    """A refresh reads list pages first; here they are empty, so that it has to fetch."""
    before = bots.resources()
    emulator.faults.add(Fault(route="bot/list", do=EmptyList(), times=None))
    emulator.faults.add(Fault(route="bot/fetch", do=do, times=None))

    run = bots.pulumi(*REFRESH)

    assert run.exit_code != 0
    assert bots.resources() == before


@WRONG
def test_a_create_that_is_answered_wrongly_leaves_nothing_unknown(
    bots: Project, emulator: EmulatorServer, do: FaultAction
) -> None:
    """Nothing was created: whatever the run says, state and service agree once the answers are right."""
    bots.program(BOTS.format(name="B") + 'chatbotkit.Bot("new", name="N")')
    emulator.faults.add(Fault(route="bot/create", do=do))

    bots.attempt_up()
    emulator.faults.clear()
    bots.up()

    assert sorted(in_state(bots).values()) == ["bot", "new", "other"]
    assert sorted(in_state(bots)) == sorted(at_service(emulator))
