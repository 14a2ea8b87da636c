"""SIGKILL during a destroy: ``recover`` and ``up --refresh`` bring back what was there."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.crash import KillableRun, KillingService
from support.inventory import forgotten, in_state, missing
from support.project import LIMIT_S, Project

PROGRAM = """
for number in range(3):
    user = chatbotkit.PartnerUser(f"user-{number}", name="U", force_destroy=True)
    bot = chatbotkit.Bot(f"bot-{number}", name="B", run_as=user)
    chatbotkit.PartnerUserContext(f"context-{number}", user=user, bot_id=bot.id)
    chatbotkit.PartnerUserToken(f"key-{number}", user=user)
    chatbotkit.Bot(f"own-{number}", name="O")
"""


@pytest.fixture(params=[(1, False), (2, True), (4, False)], ids=["first", "second", "fourth"])
def service(request: pytest.FixtureRequest, emulator: EmulatorServer) -> KillingService:
    """Kills at a delete, before it happens or before its answer."""
    at, before_the_write = request.param
    return KillingService(emulator.app, at=at, action="delete", before_the_write=before_the_write)


@pytest.fixture
def crashing(project: Project, service: KillingService) -> Iterator[Project]:
    """A deployed project that uses the killing service."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    project.program(PROGRAM)
    project.up()
    yield project
    thread.stop()


@pytest.mark.parametrize("checkpoints", [True, False], ids=["checkpoints", "no checkpoints"])
def test_a_killed_destroy_can_be_undone(
    crashing: Project, emulator: EmulatorServer, service: KillingService, checkpoints: bool
) -> None:
    """``recover`` says what to run; it ends with each object once, and no error about the token.

    Pulumi forgets the keys of a partner user before it asks for the deletion of the partner user. Such a key may be in
    use, so it is left alone, and reported with the command that deletes it.
    """
    if not checkpoints:
        crashing.environment["PULUMI_SKIP_CHECKPOINTS"] = "true"
    run = KillableRun(crashing, "pulumi", "destroy", "--yes", "--skip-preview", "--non-interactive")
    service.kill = lambda: run.kill("both")
    assert run.wait(LIMIT_S) != 0

    recovered = crashing.command("pulumi-chatbotkit", "recover", "dev")
    again = crashing.attempt_up("--refresh", "--run-program")

    assert recovered.exit_code == 0, recovered.output
    assert "--refresh" in recovered.output
    assert again.exit_code == 0, again.output
    unknown = forgotten(emulator, crashing)
    reported = [each for each in unknown if f"orphans delete partner_user_token {each}" in again.output]
    assert (unknown.keys() - {*reported}, missing(emulator, crashing)) == (set(), {})
    assert len(in_state(crashing)) == 15
    crashing.preview("--expect-no-changes")
