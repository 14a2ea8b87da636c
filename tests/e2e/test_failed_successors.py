"""``--continue-on-error``: a create fails, and the run goes on to delete what was to be replaced by it."""

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import forgotten, in_state, missing
from support.project import Project

TENANT = """
owner = chatbotkit.PartnerUser("{name}", name="U")
chatbotkit.Bot("bot", run_as=owner, name="B")
chatbotkit.Dataset("kb", run_as=owner, name="K")
chatbotkit.PartnerUserToken("key", user=owner)
"""
DATASET = """
kb = chatbotkit.Dataset("{name}", name="K")
chatbotkit.Bot("bot", name="B", dataset_id=kb.id)
"""


@pytest.mark.parametrize(
    ("program", "kind"), [(TENANT, "partner_user"), (DATASET, "dataset")], ids=["tenant", "dataset"]
)
def test_what_others_still_need_is_not_deleted(
    project: Project, emulator: EmulatorServer, program: str, kind: str
) -> None:
    """Its successor could not be made, so what refers to it stays as it is; the next run replaces it."""
    project.program(program.format(name="one"))
    project.up()
    before = in_state(project)
    emulator.faults.add(Fault(route=f"{kind}/create", do=Status(status=402, code="NO_SUBSCRIPTION"), times=None))
    project.program(program.format(name="two"))

    run = project.attempt_up("--continue-on-error")

    assert run.exit_code != 0
    assert "still needs it" in run.output
    assert in_state(project) == before
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    emulator.faults.clear()
    project.up()
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})


RENAMED = """
owner = chatbotkit.PartnerUser("{name}", name="U", email="ops@acme.example")
bot = chatbotkit.Bot("{name}-bot", run_as=owner, name="B")
chatbotkit.PartnerUserContext("{name}-context", user=owner, bot_id=bot.id)
chatbotkit.PartnerUserToken("{name}-key", user=owner)
"""


def test_a_tenant_that_was_renamed_as_a_whole_stays(project: Project, emulator: EmulatorServer) -> None:
    """Its successor is refused for the e-mail that it has. The message says what to do, and that works."""
    project.program(RENAMED.format(name="one"))
    project.up()
    before = in_state(project)
    project.program(RENAMED.format(name="two"))

    run = project.attempt_up("--continue-on-error")

    assert run.exit_code != 0
    assert "PartnerUser 'two' could not be made in this run" in run.output
    assert "aliases=[pulumi.Alias(name=...)]" in run.output
    assert in_state(project) == before
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    aliased = RENAMED.format(name="two").replace(
        'email="ops', 'opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="one")]), email="ops'
    )
    project.program(aliased)
    project.up()
    assert len(emulator.records("partner_user")) == 1
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
