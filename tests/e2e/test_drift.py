"""Drift: changes made in the console are shown field by field without changing the state, and repaired by `up`."""

import re

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run
from support.wire import Wire, marker

TENANTS = """\
tenants:
  acme:
    name: Acme
    bots:
      support: {name: Support, backstory: You help.}
      sales: {name: Sales, alias: sales}
"""

DRIFT_FOUND = 7
"""The CLI's exit code for changes that were not expected."""

_CHANGED_FIELD = re.compile(r"^\s*[-+~] (\w+)\s*:", re.MULTILINE)


@pytest.fixture
def tenant(project: Project, emulator: EmulatorServer, wire: Wire) -> Project:
    """A project with one tenant provisioned."""
    project.use_default_program(TENANTS)
    project.up()
    wire.take()
    return project


def _bot(emulator: EmulatorServer, name: str) -> str:
    return next(str(bot["id"]) for bot in emulator.records("bot") if bot["name"] == name)


def _changed_fields(run: Run) -> set[str]:
    """The properties that a diff marks as added, removed or changed."""
    return set(_CHANGED_FIELD.findall(run.stdout))


def test_drift_shows_only_the_changed_fields(tenant: Project, emulator: EmulatorServer) -> None:
    """Unchanged fields would hide the changed ones."""
    emulator.edit("bot", _bot(emulator, "Support"), {"backstory": "You sell.", "visibility": "public"})
    state = tenant.state_file.read_bytes()

    run = tenant.drift()

    assert run.exit_code == DRIFT_FOUND
    assert _changed_fields(run) == {"backstory", "visibility"}
    assert '"You sell." => "You help."' in run.stdout
    assert "1 to update" in run.stdout
    assert tenant.state_file.read_bytes() == state


def test_a_bot_deleted_in_the_console_shows_as_to_be_created(tenant: Project, emulator: EmulatorServer) -> None:
    """The state is not changed before the user runs ``up``."""
    emulator.remove("bot", _bot(emulator, "Sales"))
    state = tenant.state_file.read_bytes()

    run = tenant.drift()

    assert run.exit_code == DRIFT_FOUND
    assert "1 to create" in run.stdout
    assert "acme.sales" in run.stdout
    assert tenant.state_file.read_bytes() == state


def test_up_with_refresh_repairs_what_drifted_with_the_least_requests(
    tenant: Project, emulator: EmulatorServer, wire: Wire
) -> None:
    """Changed fields are restored, the deleted bot is created; afterwards there is no drift."""
    emulator.edit("bot", _bot(emulator, "Support"), {"backstory": "You sell.", "visibility": "public"})
    emulator.remove("bot", _bot(emulator, "Sales"))

    tenant.up("--refresh", "--run-program")

    writes = [(what, body) for what, body in wire.take() if body is not None]
    assert sorted(writes) == [
        ("create bot as acme", {"name": "Sales", "alias": "sales", "meta": marker("bot", "acme.sales")}),
        ("update bot/acme.support as acme", {"backstory": "You help.", "visibility": "private"}),
    ]
    assert tenant.drift().exit_code == 0


def test_without_drift_the_command_exits_with_0(tenant: Project, wire: Wire) -> None:
    """So a nightly job can use the exit code; the command only reads."""
    run = tenant.drift()

    assert run.exit_code == 0
    assert [what for what, body in wire.take() if body is not None] == []


def test_a_link_that_the_service_cut_is_drift(tenant: Project, emulator: EmulatorServer) -> None:
    """Deleting a bot sets the links of contexts to null, so the application finds no bot."""
    emulator.remove("bot", _bot(emulator, "Support"))

    run = tenant.drift()

    assert run.exit_code == DRIFT_FOUND
    assert "1 to create" in run.stdout
    assert "1 to update" in run.stdout
    assert "botId" in _changed_fields(run)


def test_a_field_set_in_the_console_is_drift_although_nobody_declared_it(
    tenant: Project, emulator: EmulatorServer, wire: Wire
) -> None:
    """Absent means the default, so a value set elsewhere is found and cleared."""
    emulator.edit("bot", _bot(emulator, "Support"), {"model": "other"})

    assert _changed_fields(tenant.drift()) == {"model"}
    tenant.up("--refresh", "--run-program")

    assert ("update bot/acme.support as acme", {"model": ""}) in wire.take()


def test_keys_of_others_in_meta_are_no_drift(tenant: Project, emulator: EmulatorServer) -> None:
    """Applications store their own data there; a program that does not declare meta owns only its marker."""
    bot = _bot(emulator, "Support")
    (meta,) = [record["meta"] for record in emulator.records("bot") if record["id"] == bot]
    assert isinstance(meta, dict)
    emulator.edit("bot", bot, {"meta": {**meta, "crm": "4711"}})

    assert tenant.drift().exit_code == 0


def test_a_deleted_tenant_shows_whole_as_to_be_created(tenant: Project, emulator: EmulatorServer) -> None:
    """Its objects answer NOT_AUTHENTICATED then, as with a wrong token; the tenant itself is the proof, once somebody
    has said that it may be gone: nothing else of the stack is left to answer."""
    (user,) = emulator.records("partner_user")
    emulator.remove("partner_user", str(user["id"]))
    refused = tenant.drift()
    tenant.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:goneLimit": "1"})

    run = tenant.drift()

    assert "nothing else that this stack is known to have answers" in refused.output

    assert run.exit_code == DRIFT_FOUND
    assert "5 to create" in run.stdout
