"""Ctrl-C during ``up``: calls in progress end, no new ones start, and the next run finds the created objects."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.interrupt import PATIENCE_S, HangingService, HoldingService, InterruptibleRun
from support.project import Project

BOTS = 5
AT_CREATE = 3
HEARD = "cancelling"
"""In the engine's answer to the first Ctrl-C."""

PROGRAM = f"""
before = []
for number in range({BOTS}):
    bot = chatbotkit.Bot(f"bot-{{number}}", name="B", opts=pulumi.ResourceOptions(depends_on=before))
    before = [bot]
"""


@pytest.fixture
def service(emulator: EmulatorServer) -> HoldingService:
    """The service that holds a create."""
    return HoldingService(emulator.app, at_create=AT_CREATE)


@pytest.fixture
def held(project: Project, service: HoldingService) -> Iterator[Project]:
    """A project that creates one bot after another with this service."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    project.program(PROGRAM)
    yield project
    service.let_go.set()
    thread.stop()


def interrupted(project: Project, service: HoldingService) -> InterruptibleRun:
    """An ``up`` that has received Ctrl-C during a create."""
    words = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive"]
    run = InterruptibleRun(project, *words)
    assert service.held.wait(PATIENCE_S)
    run.press_ctrl_c()
    run.read_until(HEARD)
    return run


def test_ctrl_c_ends_a_run_after_the_calls_in_progress(
    held: Project, service: HoldingService, emulator: EmulatorServer
) -> None:
    """The created objects are in the state, no lock is left, and the next run creates the rest."""
    run = interrupted(held, service)
    service.let_go.set()

    assert run.wait() != 0
    assert "Traceback" not in run.output
    made = [str(record["id"]) for record in emulator.records("bot")]
    assert len(made) == AT_CREATE
    assert sorted(str(resource["id"]) for resource in held.resources().values()) == sorted(made)
    held.up()
    assert len(emulator.records("bot")) == BOTS
    held.preview("--expect-no-changes")


def test_ctrl_c_cancels_a_call_that_is_never_answered(
    held: Project, service: HoldingService, emulator: EmulatorServer
) -> None:
    """The answer is held until the run has ended, so the run cannot have waited for it; the next run finds the bot."""
    run = interrupted(held, service)

    assert run.wait() != 0
    assert "create of Bot 'bot-2' failed: the run was interrupted before the service had answered" in run.output
    assert "Traceback" not in run.output
    assert sorted(held.resources()) == ["bot-0", "bot-1"]
    service.let_go.set()
    held.up()
    assert len(emulator.records("bot")) == BOTS
    held.preview("--expect-no-changes")


def test_ctrl_c_works_while_every_call_hangs(project: Project) -> None:
    """Calls that hang, or wait for their turn, keep Pulumi's host busy; the request to stop must get through."""
    service = HangingService()
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)
    project.configure({"chatbotkit:endpoint": listener.url, "chatbotkit:concurrency": "2"})
    project.program('for number in range(12):\n    chatbotkit.Bot(f"bot-{number}", name="B")\n')
    words = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--parallel", "12"]
    run = InterruptibleRun(project, *words)
    assert service.hangs.wait(PATIENCE_S)

    run.press_ctrl_c()

    assert run.wait() != 0
    assert "the run was interrupted before the service had answered" in run.output
    assert "Traceback" not in run.output
    assert project.resources() == {}
    service.let_go.set()
    thread.stop()


def test_a_second_ctrl_c_ends_the_run_at_once(held: Project, service: HoldingService, emulator: EmulatorServer) -> None:
    """The service has created the object; the next run finds it by its marker after the lock is removed."""
    run = interrupted(held, service)

    run.press_ctrl_c()

    assert run.wait() != 0
    assert "Traceback" not in run.output
    service.let_go.set()
    held.pulumi("cancel", "--yes", "dev")
    held.up()
    assert len(emulator.records("bot")) == BOTS
    held.preview("--expect-no-changes")
