"""A second checkout, or a lost state, of the same stack takes over nothing silently and deletes no key."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import as_stored, at_service, in_state
from support.project import STACK, Project

PROGRAM = """
for name in ("one", "two"):
    user = chatbotkit.PartnerUser(name, name=name)
    bot = chatbotkit.Bot(f"{name}-bot", name="B", run_as=user)
    chatbotkit.PartnerUserContext(f"{name}-context", user=user, bot_id=bot.id)
    chatbotkit.PartnerUserToken(f"{name}-key", user=user)
"""
Empty = Callable[[Project], Project]


@pytest.fixture(params=["second checkout", "lost state"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, pulumi_cli: PulumiCli, emulator: EmulatorServer) -> Empty:
    """Makes a project with the same program, project and stack name whose state is empty."""

    def second(project: Project) -> Project:
        folder = tmp_path / "second"
        folder.mkdir()
        made = Project(folder, pulumi_cli, {"chatbotkit:endpoint": emulator.url})
        made.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
        return made

    def lost(project: Project) -> Project:
        shutil.rmtree(project.state_file.parents[2])
        project.pulumi("stack", "init", STACK)
        return project

    made = second if request.param == "second checkout" else lost

    def with_program(project: Project) -> Project:
        other = made(project)
        other.program(PROGRAM)
        return other

    return with_program


@pytest.fixture
def deployed(project: Project) -> Project:
    """Two tenants with keys."""
    project.program(PROGRAM)
    project.up()
    return project


def test_an_empty_state_takes_over_nothing_silently(deployed: Project, emulator: EmulatorServer, empty: Empty) -> None:
    """No object is adopted, changed, deleted or made again; the message has both explanations and the setting."""
    before = as_stored(emulator)
    other = empty(deployed)

    run = other.attempt_up()

    assert run.exit_code != 0
    assert "chatbotkit:adopt" in run.output
    assert re.search(r"\blost\b", run.output), run.output
    assert re.search(r"\b(second|another|other)\b.*\b(state|stack|checkout)\b", run.output), run.output
    assert as_stored(emulator) == before
    assert set(in_state(other)).isdisjoint(before)


def test_an_empty_state_takes_over_on_purpose(deployed: Project, emulator: EmulatorServer, empty: Empty) -> None:
    """``adopt`` = ``marked``: the same objects; keys are made beside the old ones, which are reported."""
    before, kinds = as_stored(emulator), at_service(emulator)
    keys = {identifier for identifier, kind in kinds.items() if kind == "partner_user_token"}
    other = empty(deployed)
    other.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:adopt": "marked"})

    run = other.up()

    assert set(before) <= set(at_service(emulator))
    assert set(before) - keys <= set(in_state(other))
    assert len(emulator.records("partner_user_token")) == 4
    for key in keys:
        assert f"pulumi-chatbotkit orphans delete partner_user_token {key}" in run.output
    other.configure({"chatbotkit:endpoint": emulator.url})
    other.preview("--expect-no-changes")


def test_a_destroy_deletes_no_object_of_another_state(
    deployed: Project, emulator: EmulatorServer, empty: Empty
) -> None:
    """An empty state has nothing to destroy, before and after a refused ``up``."""
    before = as_stored(emulator)
    other = empty(deployed)

    other.attempt_up()
    other.pulumi("destroy", "--yes", "--skip-preview", "--run-program")

    assert as_stored(emulator) == before
