"""A stack knows its service: another endpoint, or a key of another account, is refused before anything is lost."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve
from support.inventory import as_stored, at_service
from support.project import Project

PROGRAM = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
chatbotkit.PartnerUserToken("key", user=acme)
chatbotkit.Bot("bot", name="B", run_as=acme)
chatbotkit.Bot("own", name="O")
"""
CHANGED = PROGRAM.replace('"O"', '"Changed"')
NEW_TENANT = PROGRAM + 'chatbotkit.PartnerUser("new", name="New")\n'

RUNS = [
    ("preview",),
    ("preview", "--refresh", "--run-program"),
    ("up", "--yes", "--skip-preview"),
    ("up", "--yes", "--skip-preview", "--refresh", "--run-program"),
    ("refresh", "--yes", "--skip-preview", "--run-program"),
    ("destroy", "--yes", "--skip-preview", "--run-program"),
]


@pytest.fixture
def elsewhere() -> Iterator[EmulatorServer]:
    """Another deployment, where the same key works."""
    with serve(EmulatorSettings(admin=True)) as server:
        yield server


@pytest.fixture
def deployed(project: Project) -> Project:
    """A stack with a tenant and a bot of the own account."""
    project.program(PROGRAM)
    project.up()
    return project


def written(service: EmulatorServer) -> list[str]:
    """The paths of the writing calls."""
    return [request.path for request in service.requests if request.method == "POST"]


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_another_endpoint_is_refused(
    deployed: Project, emulator: EmulatorServer, elsewhere: EmulatorServer, run: tuple[str, ...]
) -> None:
    """The state is unchanged, nothing is written to either service, and the message names both."""
    state, before = deployed.resources(), as_stored(emulator)
    deployed.configure({"chatbotkit:endpoint": elsewhere.url})

    refused = deployed.pulumi(*run)

    assert refused.exit_code != 0
    assert emulator.url in refused.output
    assert elsewhere.url in refused.output
    assert "chatbotkit:movedFrom" in refused.output
    assert deployed.resources() == state
    assert (as_stored(emulator), at_service(elsewhere), written(elsewhere)) == (before, {}, [])


def test_a_stack_moves_on_purpose(deployed: Project, emulator: EmulatorServer, elsewhere: EmulatorServer) -> None:
    """One ``up`` with the old endpoint as ``chatbotkit:movedFrom``; then the setting can go."""
    elsewhere.load(emulator.snapshot(include_secrets=True))
    deployed.configure({"chatbotkit:endpoint": elsewhere.url, "chatbotkit:movedFrom": emulator.url})
    before = at_service(elsewhere)

    deployed.up("--refresh", "--run-program")
    deployed.configure({"chatbotkit:endpoint": elsewhere.url})

    deployed.preview("--expect-no-changes")
    deployed.refresh()
    assert at_service(elsewhere) == before


@pytest.mark.parametrize("run", RUNS[2:], ids=" ".join)
@pytest.mark.parametrize("program", [CHANGED, NEW_TENANT], ids=["changed", "new tenant"])
def test_a_key_of_another_account_is_refused(
    deployed: Project, emulator: EmulatorServer, run: tuple[str, ...], program: str
) -> None:
    """Production's key in staging's stack: nothing is made in production, nothing of staging is forgotten."""
    production = emulator.add_account("production", "sk-production")
    state, before = deployed.resources(), as_stored(emulator)
    deployed.environment["CHATBOTKIT_API_TOKEN"] = "sk-production"
    deployed.program(program)

    refused = deployed.pulumi(*run)

    assert refused.exit_code != 0
    assert as_stored(emulator) == before
    assert emulator.records("partner_user", account=production) == []
    assert deployed.resources() == state
