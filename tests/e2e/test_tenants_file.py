"""The repository's own program over a tenants file, from an empty folder to an empty account."""

from collections import Counter
from pathlib import Path

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project
from support.wire import Sent, Wire, marker

TENANTS = """\
tenants:
  acme:
    name: Acme
    email: ops@acme.example
    bots:
      support: {name: Support, backstory: You help.}
  globex:
    name: Globex
    limits: {tokens: 100}
    dataset: {name: Guides}
    bots:
      desk: {name: Desk, model: m}
      agents: {name: Agents}
    context: {bot: desk, payload: {theme: dark}}
"""

INITECH = """\
  initech:
    name: Initech
    bots:
      helpdesk: {name: Helpdesk}
"""
HELPDESK: JsonObject = {"botId": "initech.helpdesk"}


def _create(what: str, kind: str, name: str, body: JsonObject) -> Sent:
    """A create as it must be sent: what was declared, with the marker in meta."""
    return f"create {what}", {**body, "meta": marker(kind, name)}


SHIPPED = {
    "create partner/user": 3,
    **{f"create partner/user/{tenant}/token": 1 for tenant in ("acme", "globex", "initech")},
    **{f"create partner/user/{tenant}/context": 1 for tenant in ("acme", "globex", "initech")},
    "create bot as acme": 1,
    "create bot as globex": 2,
    "create bot as initech": 1,
    "create dataset as globex": 1,
    "create blueprint as initech": 1,
    "create skillset as initech": 1,
}


def test_the_shipped_tenants_take_creates_only(project: Project, wire: Wire) -> None:
    """No search is made in accounts that were just created."""
    project.use_default_program((REPOSITORY / "tenants.yaml").read_text(encoding="utf-8"))

    project.up()

    assert Counter(what for what, _ in wire.writes()) == SHIPPED
    project.preview("--expect-no-changes")
    assert wire.take() == []


CREATES = [
    _create("partner/user", "partner_user", "acme", {"name": "Acme", "email": "ops@acme.example"}),
    _create("bot as acme", "bot", "acme.support", {"name": "Support", "backstory": "You help."}),
    _create("partner/user/acme/token", "partner_user_token", "acme.token", {"name": "Acme"}),
    _create("partner/user/acme/context", "partner_user_context", "acme.context", {"botId": "acme.support"}),
    _create("partner/user", "partner_user", "globex", {"name": "Globex", "limits": {"tokens": 100}}),
    _create("dataset as globex", "dataset", "globex.dataset", {"name": "Guides"}),
    _create("bot as globex", "bot", "globex.desk", {"name": "Desk", "model": "m", "datasetId": "globex.dataset"}),
    _create("bot as globex", "bot", "globex.agents", {"name": "Agents", "datasetId": "globex.dataset"}),
    _create("partner/user/globex/token", "partner_user_token", "globex.token", {"name": "Globex"}),
    _create(
        "partner/user/globex/context",
        "partner_user_context",
        "globex.context",
        {"botId": "globex.desk", "datasetId": "globex.dataset", "payload": {"theme": "dark"}},
    ),
]


def test_every_body_holds_what_was_declared(project: Project, wire: Wire) -> None:
    """Defaults are not sent, so that the service decides about them."""
    project.use_default_program(TENANTS)

    project.up()

    assert sorted(wire.writes(), key=str) == sorted(CREATES, key=str)


def test_an_edited_file_sends_exactly_its_edits(project: Project, wire: Wire) -> None:
    """Changed, cleared and added fields take one update per object; an added tenant takes creates."""
    project.use_default_program(TENANTS)
    project.up()
    wire.take()
    edited = (
        TENANTS.replace("You help.", "You help a lot.")
        .replace(", model: m", "")
        .replace(", payload: {theme: dark}", "")
    )
    edited = edited.replace("    name: Globex\n", "    name: Globex\n    description: Travel\n")
    project.use_default_program(edited + INITECH)

    project.up()

    expected: list[Sent] = [
        ("update bot/acme.support as acme", {"backstory": "You help a lot."}),
        ("update bot/globex.desk as globex", {"model": ""}),
        ("update partner/user/globex", {"description": "Travel"}),
        ("update partner/user/globex/context/globex.context", {"payload": {}}),
        _create("partner/user", "partner_user", "initech", {"name": "Initech"}),
        _create("bot as initech", "bot", "initech.helpdesk", {"name": "Helpdesk"}),
        _create("partner/user/initech/token", "partner_user_token", "initech.token", {"name": "Initech"}),
        _create("partner/user/initech/context", "partner_user_context", "initech.context", HELPDESK),
    ]
    assert sorted(wire.writes(), key=str) == sorted(expected, key=str)
    project.preview("--expect-no-changes")


def test_a_removed_tenant_costs_one_delete(project: Project, wire: Wire, emulator: EmulatorServer) -> None:
    """The service deletes everything in it, so no further calls are needed."""
    project.use_default_program(TENANTS + INITECH)
    project.up()
    wire.take()
    project.use_default_program(TENANTS.partition("  globex:")[0] + INITECH)

    project.up()

    assert wire.writes() == [("delete partner/user/globex", {})]
    assert emulator.records("dataset") == []
    project.preview("--expect-no-changes")


def test_destroy_deletes_the_tenants_and_leaves_nothing(project: Project, wire: Wire, emulator: EmulatorServer) -> None:
    """Only the tenants are deleted, and everything in them goes with them."""
    project.use_default_program(TENANTS)
    project.up()
    wire.take()

    project.destroy()

    assert sorted(wire.writes()) == [("delete partner/user/acme", {}), ("delete partner/user/globex", {})]
    assert [record for kind in OBJECT_KINDS for record in emulator.records(kind)] == []
    assert project.resources() == {}


def test_a_protected_tenant_is_not_removed(project: Project, wire: Wire) -> None:
    """Deleting lines of a file by accident must not delete a customer."""
    project.use_default_program(TENANTS + INITECH + "    protect: true\n")
    project.up()
    wire.take()
    project.use_default_program(TENANTS)

    run = project.attempt_up()

    assert run.exit_code != 0
    assert "initech" in run.output
    assert "protected" in run.output
    assert [what for what, _ in wire.take()] == []


def test_a_retained_tenant_stays_in_the_service(project: Project, wire: Wire, emulator: EmulatorServer) -> None:
    """It is no longer part of the stack, but the customer's objects still exist."""
    project.use_default_program(TENANTS + INITECH + "    onDelete: retain\n")
    project.up()
    wire.take()
    project.use_default_program(TENANTS)

    project.up()

    assert wire.take() == []
    assert [user["name"] for user in emulator.records("partner_user")].count("Initech") == 1
    assert not [name for name in project.resources() if name.startswith("initech")]


def test_the_program_may_lie_in_another_folder(project: Project, tmp_path: Path) -> None:
    """The file is named by the configuration, relative to the program or absolute."""
    elsewhere = tmp_path / "customers.json"
    elsewhere.write_text('{"tenants": {"acme": {"bots": {"support": {}}}}}', encoding="utf-8")
    project.use_default_program("")
    project.pulumi("config", "set", "tenantsFile", str(elsewhere))

    project.up()

    assert sorted(project.resources()) == ["acme", "acme.context", "acme.support", "acme.token"]


WITH_PLAN = """\
plans:
  pro:
    secrets: {crm: {type: bearer, value: {env: "CRM_{{ tenant.key | upper }}"}}}
    datasets: {manuals: {name: "Manuals of {{ tenant.name }}", records: {all: {source: manuals.jsonl}}}}
    skillsets: {tickets: {abilities: {open: {secret: crm, bot: support, instruction: "look up {x} ${Y}"}}}}
    bots: {support: {dataset: manuals, skillset: tickets}}
    widgetIntegrations: {web: {bot: support}}
customers:
  file: crm.csv
  columns: {key: Id, name: Company, email: Mail, plan: Tier}
tenants:
  acme: {bots: {support: {model: m}}}
"""
CUSTOMERS = "Id,Company,Mail,Tier\nACME,Acme,ops@acme.example,Pro\nGlobex,Globex,it@globex.example,pro\n"


def test_customers_on_a_plan_have_everything_in_it(project: Project, emulator: EmulatorServer) -> None:
    """From a CRM's export to widgets, abilities with secrets, and records; then nothing is left to do."""
    project.write(
        "manuals.jsonl", '{"key": "a", "text": "We open at nine."}\n{"key": "b", "text": "We close at five."}\n'
    )
    project.write("crm.csv", CUSTOMERS)
    project.environment |= {"CRM_ACME": "planted-6d1f", "CRM_GLOBEX": "planted-93ab"}
    project.use_default_program(WITH_PLAN)

    project.up()

    counts = {kind: len(emulator.records(kind)) for kind in ("partner_user", "secret", "integration_widget")}
    assert counts == {"partner_user": 2, "secret": 2, "integration_widget": 2}
    assert len(emulator.records("dataset_record")) == 4
    assert {str(each["instruction"]) for each in emulator.records("skillset_ability")} == {"look up {x} ${Y}"}
    assert sorted(str(each["name"]) for each in emulator.records("dataset")) == ["Manuals of Acme", "Manuals of Globex"]
    assert sorted(str(each["value"]) for each in emulator.records("secret")) == ["planted-6d1f", "planted-93ab"]
    assert "planted-" not in project.state_file.read_text(encoding="utf-8")
    project.preview("--expect-no-changes")
