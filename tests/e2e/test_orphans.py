"""`pulumi-chatbotkit orphans` after a killed run that nothing else remembers."""

import json
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.crash import KillableRun, KillingService
from support.project import LIMIT_S, Project

TENANTS = ("acme", "globex", "hooli", "initech")
PROGRAM = f"""
for name in {TENANTS!r}:
    chatbotkit.Tenant(name, name=name.title(), bots={{"support": {{"name": "Support"}}}})
"""
PER_TENANT = 4
"""Partner user, bot, context, key."""
ORPHANS_FOUND = 7


@pytest.fixture
def killing(project: Project, emulator: EmulatorServer) -> Iterator[KillingService]:
    """A service that kills the run when the answer to its last create is about to leave."""
    service = KillingService(emulator.app, at=len(TENANTS) * PER_TENANT, before_the_write=False)
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    yield service
    thread.stop()


def test_tenants_that_a_killed_run_made_and_no_program_declares_are_found_and_deleted(
    project: Project, emulator: EmulatorServer, killing: KillingService
) -> None:
    """Without checkpoints the state knows nothing of the run, and the changed program looks for none of them."""
    project.environment["PULUMI_SKIP_CHECKPOINTS"] = "true"
    project.program(PROGRAM)
    run = KillableRun(project, "pulumi", "up", "--yes", "--skip-preview", "--non-interactive")
    killing.kill = lambda: run.kill("both")
    assert run.wait(LIMIT_S) != 0
    assert project.command("pulumi-chatbotkit", "recover", "dev").exit_code == 0
    project.program('chatbotkit.Bot("it", name="It")')
    project.up()

    found = project.command("pulumi-chatbotkit", "orphans", "--json")

    assert found.exit_code == ORPHANS_FOUND, found.output
    orphans = json.loads(found.stdout)["orphans"]
    assert sorted(each["resource"] for each in orphans) == [*TENANTS]
    assert {each["kind"] for each in orphans} == {"partner_user"}
    everything = [f"--delete={each['id']}" for each in orphans]
    refused = project.command("pulumi-chatbotkit", "orphans", *everything, "--yes", "--yes-other-state")
    assert (refused.exit_code, len(emulator.records("partner_user"))) == (1, len(TENANTS))
    consent = ("--yes", "--yes-other-state", "--yes-delete-keys")
    deleted = project.command("pulumi-chatbotkit", "orphans", *everything, *consent)
    assert deleted.exit_code == 0, deleted.output
    assert emulator.records("partner_user") == []
    assert [each["name"] for each in emulator.records("bot")] == ["It"]
    assert project.command("pulumi-chatbotkit", "orphans").exit_code == 0
    project.preview("--expect-no-changes")
