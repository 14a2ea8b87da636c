"""`pulumi-chatbotkit recover` after each way in which a run can be killed: what it says, and that its advice works."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.crash import KillableRun
from support.project import LIMIT_S, Project, Run

PROGRAM = """
for number in range(3):
    user = chatbotkit.PartnerUser(f"user-{number}", name="U")
    bot = chatbotkit.Bot(f"bot-{number}", name="B", run_as=user)
    chatbotkit.PartnerUserContext(f"context-{number}", user=user, bot_id=bot.id)
for number in range(3):
    chatbotkit.Bot(f"own-{number}", name="B")
"""
KINDS = ("partner_user", "partner_user_context", "bot")
NO_CHECKPOINTS = {"PULUMI_SKIP_CHECKPOINTS": "true"}
each_state = pytest.mark.parametrize("checkpoints", [{}, NO_CHECKPOINTS], ids=["checkpoints", "no checkpoints"])


class KillsAt:
    """An emulator that calls ``kill`` once, after the n-th call of an action took effect, before its answer leaves."""

    def __init__(self, emulator: ASGIApp) -> None:
        self._emulator = emulator
        self.action, self.number = "", 0
        self.kill: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and self.action and scope["path"].endswith(f"/{self.action}"):
            self.number -= 1
            if self.number == 0:
                await self._emulator(scope, receive, _swallow)
                self.kill()
                return
        await self._emulator(scope, receive, send)


async def _swallow(_message: object) -> None:
    return


@pytest.fixture
def service(emulator: EmulatorServer) -> KillsAt:
    """The killing service in front of the test's emulator."""
    return KillsAt(emulator.app)


@pytest.fixture
def crashing(project: Project, service: KillsAt) -> Iterator[Project]:
    """A project that uses the killing service."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    project.program(PROGRAM)
    yield project
    thread.stop()


def killed(project: Project, service: KillsAt, action: str, number: int, *words: str) -> None:
    """Run a command that is killed at an action; nothing is left of it but what it wrote."""
    run = KillableRun(project, "pulumi", *words, "--yes", "--skip-preview", "--non-interactive")
    service.action, service.number = action, number
    service.kill = lambda: run.kill("both")
    assert run.wait(LIMIT_S) != 0
    service.action = ""


def recovered(project: Project) -> str:
    run = project.command("pulumi-chatbotkit", "recover", "dev")
    assert run.exit_code == 0, run.output
    return run.stdout


def advised(project: Project, line: str) -> Run:
    """Run the command that a line of ``recover`` names after its colon."""
    words = line.partition(": ")[2].partition("(")[0].partition(".")[0].split()
    return project.pulumi(*words[1:], "--yes", "--skip-preview")


def line_with(said: str, part: str) -> str:
    (line,) = [line for line in said.splitlines() if part in line]
    return line


def counts(emulator: EmulatorServer) -> dict[str, int]:
    return {kind: len(emulator.records(kind)) for kind in KINDS}


WHOLE = {"partner_user": 3, "partner_user_context": 3, "bot": 6}


@each_state
@pytest.mark.parametrize("number", [1, 5])
def test_a_killed_destroy_can_be_finished(
    crashing: Project, service: KillsAt, emulator: EmulatorServer, checkpoints: dict[str, str], number: int
) -> None:
    """The advice names destroy, and destroy ends well although the state believes in deleted objects."""
    crashing.up()
    crashing.environment |= checkpoints
    killed(crashing, service, "delete", number, "destroy")

    said = recovered(crashing)
    run = crashing.pulumi("destroy", "--yes", "--skip-preview", "--run-program")

    assert "removed the lock of a run by " in said
    assert "pulumi destroy --run-program" in said
    assert (run.exit_code, counts(emulator)) == (0, dict.fromkeys(KINDS, 0)), run.output


@each_state
@pytest.mark.parametrize("number", [1, 5])
def test_a_killed_destroy_can_be_taken_back(
    crashing: Project, service: KillsAt, emulator: EmulatorServer, checkpoints: dict[str, str], number: int
) -> None:
    """With a refresh: without one, bots would be created as partner users that are gone (401)."""
    crashing.up()
    crashing.environment |= checkpoints
    killed(crashing, service, "delete", number, "destroy")

    run = advised(crashing, line_with(recovered(crashing), "pulumi up --refresh --run-program"))

    assert (run.exit_code, counts(emulator)) == (0, WHOLE), run.output
    crashing.preview("--expect-no-changes")


@each_state
def test_a_killed_up_is_finished_by_the_up_that_is_advised(
    crashing: Project, service: KillsAt, emulator: EmulatorServer, checkpoints: dict[str, str]
) -> None:
    """It adopts what the killed one has made."""
    crashing.environment |= checkpoints
    killed(crashing, service, "create", 4, "up")

    said = recovered(crashing)
    run = advised(crashing, line_with(said, "next: pulumi up"))

    assert ("the killed run was creating " in said) == (not checkpoints)
    assert (run.exit_code, counts(emulator)) == (0, WHOLE), run.output
    crashing.preview("--expect-no-changes")


def test_a_healthy_stack_has_no_lock_and_keeps_its_state(crashing: Project) -> None:
    """``recover`` can be run at any time; it allows the next ``up`` to adopt."""
    crashing.up()
    before = crashing.state_file.read_bytes()

    said = recovered(crashing)

    assert "there was no lock on dev" in said
    assert "removed the lock" not in said
    assert crashing.state_file.read_bytes() == before
    allowed = crashing.folder / ".pulumi-chatbotkit" / "recovered.json"
    written = json.loads(allowed.read_text())
    assert written["stack"] == "e2e/dev"
    assert {str(each["id"]) for each in crashing.resources().values()} <= set(written["objects"])
    assert allowed.stat().st_mode & 0o077 == 0


def test_the_lock_of_a_living_run_is_left_alone(crashing: Project, service: KillsAt) -> None:
    """Two runs at once would write one state."""
    said: list[Run] = []
    run = KillableRun(crashing, "pulumi", "up", "--yes", "--skip-preview", "--non-interactive")
    service.action, service.number = "create", 1

    def look() -> None:
        said.append(crashing.command("pulumi-chatbotkit", "recover", "dev"))
        run.kill("both")

    service.kill = look
    run.wait(LIMIT_S)

    assert said[0].exit_code == 1
    assert "the stack is in use by a run by " in said[0].stderr
    assert "which is alive: wait for it, or stop it first" in said[0].stderr


def test_it_works_below_the_folder_of_the_program(crashing: Project, tmp_path: Path) -> None:
    """As Pulumi does, it looks for Pulumi.yaml upwards; elsewhere it says what is missing."""
    crashing.up()
    below = crashing.folder / "notes"
    below.mkdir()

    run = crashing.command("sh", "-c", f"cd {below} && pulumi-chatbotkit recover dev")
    elsewhere = crashing.command("sh", "-c", f"cd {tmp_path} && pulumi-chatbotkit recover dev")

    assert run.exit_code == 0, run.output
    assert not [*below.iterdir()]
    assert elsewhere.exit_code == 1
    assert f"there is no Pulumi.yaml in {tmp_path}: run this in the folder of the program" in elsewhere.stderr
    assert not (tmp_path / ".pulumi-chatbotkit").exists()
