"""A delete that Pulumi asks for happens, or fails and leaves the object in the state: nothing lives on unknown.

With ``--target`` and ``delete_before_replace``, Pulumi deletes objects that it has neither refreshed nor compared.
"""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import at_service, forgotten, in_state, missing
from support.project import Project

OWN_ACCOUNT = """
kb = chatbotkit.Dataset("kb", name="K")
chatbotkit.Bot("bot", name="B", dataset_id=kb.id, visibility="public")
"""
CONTEXT = """
acme = chatbotkit.PartnerUser("acme")
bot = chatbotkit.Bot("bot", name="B", run_as=acme)
chatbotkit.PartnerUserContext("context", user=acme, bot_id=bot.id)
"""
SKILLSET = """
skills = chatbotkit.Skillset("skills", name="S")
chatbotkit.SkillsetAbility("ability", skillset_id=skills.id, name="A", description="D", instruction="I")
chatbotkit.Bot("bot", name="B", skillset_id=skills.id)
"""
INTEGRATION = """
bot = chatbotkit.Bot("bot", name="B")
chatbotkit.WidgetIntegration("widget", name="W", bot_id=bot.id)
"""
TENANT = """
chatbotkit.Tenant("acme", name="Acme", dataset={"name": "K"}, bots={"bot": {"name": "B"}})
"""
TOKEN = """
acme = chatbotkit.PartnerUser("acme")
bot = chatbotkit.Bot("bot", name="B", run_as=acme)
chatbotkit.PartnerUserToken("key", user=acme, meta={"bot": bot.id})
"""

TARGETS = pytest.mark.parametrize(
    ("program", "target", "left"),
    [
        (OWN_ACCOUNT, "kb", []),
        (CONTEXT, "bot", ["acme"]),
        (SKILLSET, "skills", []),
        (INTEGRATION, "bot", []),
        (TENANT, "acme.dataset", ["acme", "acme.token"]),
        (TOKEN, "bot", ["acme"]),
    ],
    ids=["own account", "context", "skillset", "integration", "tenant", "token"],
)


@TARGETS
def test_a_destroy_of_a_target_deletes_what_depends_on_it(
    project: Project, emulator: EmulatorServer, program: str, target: str, left: list[str]
) -> None:
    """At the service too, and exactly that."""
    project.program(program)
    project.up()

    run = project.pulumi("destroy", "--yes", "--skip-preview", "--target", f"**::{target}", "--target-dependents")

    assert run.exit_code == 0, run.output
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    assert set(left) <= set(in_state(project).values())
    assert target not in in_state(project).values()


@pytest.mark.parametrize("how", [(), ("--refresh", "--run-program"), ("--run-program",)], ids="".join)
def test_a_destroy_deletes_everything_at_the_service(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """With ``--run-program`` Pulumi runs the program that still declares it all."""
    project.program(TENANT + OWN_ACCOUNT)
    project.up()

    run = project.pulumi("destroy", "--yes", "--skip-preview", *how)

    assert run.exit_code == 0, run.output
    assert (at_service(emulator), in_state(project)) == ({}, {})


@pytest.mark.parametrize(
    "how",
    [
        ("--target", "**::kb", "--target-dependents"),
        ("--target", "**::kb", "--target", "**::bot"),
        ("--target", "**::bot"),
    ],
    ids=["dependents", "both", "one"],
)
def test_an_up_of_targets_deletes_what_was_removed(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """Resources that are no target stay in the state, and at the service."""
    project.program(OWN_ACCOUNT + 'chatbotkit.Bot("other", name="O")')
    project.up()
    project.program('chatbotkit.Bot("other", name="O")')

    run = project.attempt_up(*how)

    assert run.exit_code == 0, run.output
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    assert "bot" not in in_state(project).values()
    assert "other" in in_state(project).values()


def test_what_depended_on_a_dataset_that_is_deleted_first_is_deleted(
    project: Project, emulator: EmulatorServer
) -> None:
    """``delete_before_replace``: Pulumi deletes the bot before it knows that the program no longer has it."""
    program = """
acme = chatbotkit.PartnerUser("acme")
kb = chatbotkit.Dataset("kb", pulumi.ResourceOptions(delete_before_replace=True), name="K"{where})
"""
    bot = 'chatbotkit.Bot("bot", name="B", dataset_id=kb.id, visibility="public")\n'
    project.program(program.format(where="") + bot)
    project.up()
    project.program(program.format(where=", run_as=acme"))

    run = project.attempt_up()

    assert run.exit_code == 0, run.output
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    assert sorted(in_state(project).values()) == ["acme", "kb"]


def test_what_depends_on_a_dataset_that_is_deleted_first_comes_back(project: Project, emulator: EmulatorServer) -> None:
    """``delete_before_replace`` of a dataset whose bot stays in the program."""
    program = """
one, two = chatbotkit.PartnerUser("one"), chatbotkit.PartnerUser("two")
kb = chatbotkit.Dataset("kb", pulumi.ResourceOptions(delete_before_replace=True), name="K", run_as={where})
chatbotkit.Bot("bot", pulumi.ResourceOptions(delete_before_replace=True), dataset_id=kb.id, run_as={where})
"""
    project.program(program.format(where="one"))
    project.up()
    before = at_service(emulator)
    project.program(program.format(where="two"))

    run = project.attempt_up()

    assert run.exit_code == 0, run.output
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    assert sorted(in_state(project).values()) == ["bot", "kb", "one", "two"]
    assert {before[each] for each in set(before) - set(at_service(emulator))} == {"bot", "dataset"}
    project.preview("--expect-no-changes")
