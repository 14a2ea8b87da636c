"""One program with every kind at once, through the real CLI: up, nothing to do, drift, destroy."""

import ast

import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.kinds.spaces import SPACE_STORAGE_FILE
from pulumi_chatbotkit.catalog.kinds.widgets import WIDGET_FILE
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project

STORED = (*OBJECT_KINDS, SPACE_STORAGE_FILE.name, WIDGET_FILE.name)
PROGRAM = (REPOSITORY / "examples" / "everything" / "__main__.py").read_text(encoding="utf-8")


def test_the_example_uses_every_kind() -> None:
    """Users copy from it, and a kind that is missing there has no tested example."""
    used = {node.attr for node in ast.walk(ast.parse(PROGRAM)) if isinstance(node, ast.Attribute)}

    assert {kind.class_name for kind in [*OBJECT_KINDS.values(), SPACE_STORAGE_FILE, WIDGET_FILE]} <= used


def test_a_stack_with_every_kind_is_created_updated_and_destroyed(project: Project, emulator: EmulatorServer) -> None:
    """Each object exists once, previews with and without refresh are empty, and destroy deletes everything."""
    project.write("__main__.py", PROGRAM)
    project.up()
    assert {kind: len(emulator.records(kind)) for kind in STORED} == dict.fromkeys(STORED, 1)

    emulator.clear_requests()
    project.preview("--expect-no-changes")
    assert emulator.requests == []
    assert project.drift().exit_code == 0

    (slack,) = emulator.records("integration_slack")
    emulator.edit("integration_slack", str(slack["id"]), {"visibleMessages": 7})
    drifted = project.drift()
    assert drifted.exit_code == 7
    assert "~ visibleMessages: 7 => 5" in drifted.output

    project.destroy()
    assert {kind: emulator.records(kind) for kind in STORED} == {kind: [] for kind in STORED}


@pytest.mark.parametrize("secret", ["xoxb-planted-9f2c"])
def test_credentials_of_every_kind_stay_out_of_sight(project: Project, secret: str) -> None:
    """In the state, the outputs and the previews, before and after a refresh."""
    project.write("__main__.py", PROGRAM)
    project.pulumi("config", "set", "--secret", "slackBotToken", secret)
    runs = [project.up("--refresh"), project.refresh(), project.pulumi("preview", "--diff")]

    places = {**{str(number): run.output for number, run in enumerate(runs)}, "state": project.state_file.read_text()}
    assert [place for place, text in places.items() if secret in text] == []
