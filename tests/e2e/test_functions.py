"""Functions in a program that the real CLI runs. Without it these tests fail; they are never skipped."""

import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli
from support.project import Project

PROGRAM = """
tenant = chatbotkit.PartnerUser("acme", name="Acme")
bot = chatbotkit.Bot("support", name="Ada", run_as=tenant)
pulumi.export("answer", chatbotkit.verify_bot(bot, prompt="Hello", expect="EXPECTED", run_as=tenant))
pulumi.export("found", chatbotkit.get_bot_output(id=bot.id, run_as=tenant).name)
pulumi.export("session", chatbotkit.create_session_output(tenant).token)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project on the emulator inside the processes that the engine starts."""
    return Project(tmp_path, find_pulumi_cli(), {"chatbotkit:endpoint": "embedded"})


def test_a_program_verifies_what_it_made(project: Project) -> None:
    """In one run: the objects are made, asked and looked up; the session's token is secret in the state."""
    project.program(PROGRAM.replace("EXPECTED", "This is Ada"))

    project.preview()
    project.up()

    outputs = project.outputs()
    assert (outputs["answer"], outputs["found"]) == ('This is Ada. You said: "Hello"', "Ada")
    assert str(outputs["session"]) not in project.state_file.read_text(encoding="utf-8")


def test_a_wrong_answer_fails_the_run_without_a_traceback(project: Project) -> None:
    """One line that says what was expected; what was made stays and is repaired by the next run."""
    project.program(PROGRAM.replace("EXPECTED", "This is Bob"))

    ran = project.attempt_up()

    assert ran.exit_code != 0
    assert "does not contain 'This is Bob'" in ran.output
    assert "Traceback" not in ran.output


BLUEPRINTS = """
plan = chatbotkit.Blueprint("plan", name="Plan")
bot = chatbotkit.Bot("ada", name="Ada", alias="ada", blueprint_id=plan.id)
filled = pulumi.Output.all(plan.id, bot.id).apply(lambda ids: ids[0])
tenant = chatbotkit.PartnerUser("acme", name="Acme", force_destroy=True)
target = chatbotkit.Blueprint("target", name="Target", run_as=tenant)
contents = chatbotkit.export_blueprint_output(filled).contents
made = chatbotkit.import_blueprint(target, contents, run_as=tenant)
copy = chatbotkit.clone_blueprint(filled, alias="copy")
pulumi.export("imported", made.contents.apply(lambda contents: [one.id for one in contents]))
pulumi.export("copied", copy.contents.apply(lambda contents: [one.id for one in contents]))
"""


def test_what_is_imported_and_copied_is_made_once_and_is_in_no_state(project: Project) -> None:
    """Every run imports and looks for its copy; a stack manages neither, and sees no change of its own objects."""
    project.program(BLUEPRINTS)

    project.preview()
    project.up()
    first = project.outputs()
    again = project.up("--refresh")

    assert project.outputs() == first
    made_ids = re.findall(r"c[a-z0-9]{24}", f"{first['imported']} {first['copied']}")
    assert len(made_ids) == 2
    assert "unchanged" in again.output
    assert {str(resource["id"]) for resource in project.resources().values()}.isdisjoint(made_ids)
    project.destroy()
