"""A tenant's key changes: with ``formerly`` it is renamed, and nothing is made or deleted."""

from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import users
from support.project import Project
from support.wire import Wire

TENANT = """\
tenants:
  {key}:
    name: Acme
    email: ops@acme.example
    {formerly}
    dataset: {{name: Manuals, singleRecords: {{hours: {{text: We open at nine.}}}}}}
    skillsets: {{tickets: {{abilities: {{open: {{instruction: Look.}}}}}}}}
    bots: {{support: {{skillset: tickets}}}}
"""
OLD = TENANT.format(key="acme", formerly="")
RENAMED = TENANT.format(key="acme-corp", formerly="formerly: acme")
NOT_RENAMED = TENANT.format(key="acme-corp", formerly="")


def ids(project: Project) -> dict[str, str]:
    """Ids of what is in the state, by name without the tenant's; guards have none at the service."""
    found = {name: str(each["id"]) for name, each in project.everything().items() if not name.endswith(".guard")}
    return {name.removeprefix("acme-corp").removeprefix("acme"): identifier for name, identifier in found.items()}


def test_a_renamed_tenant_keeps_its_objects(project: Project, wire: Wire, emulator: EmulatorServer) -> None:
    """Everything in it has the same id as before, and the state the new names; the marker is all that is written."""
    project.use_default_program(OLD)
    project.up()
    before = ids(project)
    wire.take()
    project.use_default_program(RENAMED)

    project.up()

    written = wire.writes()
    assert ids(project) == before
    assert not [what for what, _ in written if not what.startswith("update ")]
    assert all({*(body or {})} <= {"meta", "alias", "instruction"} for _, body in written)
    assert not [name for name in project.everything() if not name.startswith("acme-corp")]
    assert users(emulator).keys() == {"Acme"}
    project.preview("--expect-no-changes")


def test_a_first_try_without_it_does_not_stop_the_second(project: Project, emulator: EmulatorServer) -> None:
    """The service refuses the address a second time, and nothing of the old tenant is touched."""
    project.use_default_program(OLD)
    project.up()
    before = ids(project)
    project.use_default_program(NOT_RENAMED)
    refused = project.attempt_up()
    project.use_default_program(RENAMED)

    project.up()

    assert refused.exit_code != 0
    assert "ops@acme.example" in refused.output
    assert ids(project) == before
    assert users(emulator).keys() == {"Acme"}
    project.preview("--expect-no-changes")
