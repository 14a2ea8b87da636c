"""`pulumi-chatbotkit drift`: what a preview with refresh shows, without engine, program and passphrase."""

import json
import shlex
from typing import cast

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run
from support.wire import Wire

TENANTS = """\
tenants:
  acme:
    name: Acme
    limits: {conversations: 500}
    bots:
      support: {name: Support, backstory: You help.}
      sales: {name: Sales}
    dataset: {description: What we know.}
  globex:
    name: Globex
    bots:
      desk: {name: Desk, backstory: You answer.}
    skillset: {name: Tools}
    secrets:
      crm: {name: CRM, type: bearer, value: {env: CRM_KEY}}
"""
PLANTED = "sk-planted-5d1b0c9e7a44"
DRIFT_FOUND = 7

EDITS = {
    ("bot", "Support", "backstory"): "You sell.",
    ("bot", "Desk", "visibility"): "public",
    ("partner_user", "Acme", "limits"): {"conversations": 750},
    ("skillset", "Tools", "description"): "By hand.",
    ("dataset", None, "description"): "What they know.",
}
FOUND = {
    ("acme", "Bot", "backstory"),
    ("globex", "Bot", "visibility"),
    ("acme", "PartnerUser", "limits"),
    ("globex", "Skillset", "description"),
    ("acme", "Dataset", "description"),
}


SHADOWS = {("acme", "Bot", "Shadow"), ("acme", "PartnerUserToken", "Shadow key")}


def made(emulator: EmulatorServer, path: str, body: JsonObject, run_as: str | None = None) -> None:
    """Create an object as somebody else would."""
    headers = {"Authorization": f"Token {emulator.token}"} | ({"X-RunAs-UserId": run_as} if run_as else {})
    answer = httpx.post(f"{emulator.url}/v1/{path}/create", json=body, headers=headers)
    assert answer.is_success, answer.text


def drift(project: Project, *options: str) -> Run:
    return project.command("pulumi-chatbotkit", "drift", *options)


@pytest.fixture
def customers(project: Project, wire: Wire) -> Project:
    """A project with two tenants."""
    project.environment["CRM_KEY"] = PLANTED
    project.use_default_program(TENANTS)
    project.up()
    wire.take()
    return project


def _edit(emulator: EmulatorServer) -> None:
    for (kind, name, field), value in EDITS.items():
        record = next(each for each in emulator.records(kind) if name is None or each.get("name") == name)
        emulator.edit(kind, str(record["id"]), {field: cast("str", value)})
    acme = next(each for each in emulator.records("partner_user") if each["name"] == "Acme")
    made(emulator, "bot", {"name": "Shadow"}, run_as=str(acme["id"]))
    made(emulator, f"partner/user/{acme['id']}/token", {"name": "Shadow key"})
    sales = next(each for each in emulator.records("bot") if each["name"] == "Sales")
    emulator.remove("bot", str(sales["id"]))


def _previewed(project: Project) -> set[tuple[str, str]]:
    """URN and field of all that a preview of the unchanged program would change; "" for what it would create."""
    run = project.pulumi("preview", "--refresh", "--run-program", "--json")
    steps = cast("list[JsonObject]", json.loads(run.stdout)["steps"])
    found: set[tuple[str, str]] = set()
    for step in steps:
        if step["op"] == "create":
            found.add((str(step["urn"]), ""))
        if step["op"] == "update":
            old, new = (cast("JsonObject", cast("JsonObject", step[key])["inputs"]) for key in ("oldState", "newState"))
            changed = {key for key in {**old, **new} if key != "__provider" and old.get(key) != new.get(key)}
            found |= {(str(step["urn"]), key) for key in changed}
    return found


def test_drift_names_each_difference_once(customers: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """In every form, and the same as a preview; only reads reach the service, and no secret is shown."""
    to_decrypt = {key: customers.environment.pop(key) for key in [*customers.environment] if key.startswith("VAULT_")}
    assert to_decrypt
    clean = drift(customers)
    assert (clean.exit_code, clean.stderr) == (0, "")
    _edit(emulator)
    state = customers.state_file.read_bytes()
    wire.take()

    table, document, markdown = drift(customers), drift(customers, "--json"), drift(customers, "--markdown")
    plan = drift(customers, "--repair-plan")

    assert all(body is None for _, body in wire.take())
    assert customers.state_file.read_bytes() == state
    assert [run.exit_code for run in (table, document, markdown, plan)] == [DRIFT_FOUND] * 4
    report = json.loads(document.stdout)
    assert report["version"] == 1
    ours = [each for each in report["findings"] if each["urn"]]
    assert {(each["customer"], each["kind"], each["field"]) for each in ours} == {*FOUND, ("acme", "Bot", None)}
    shadows = [each for each in report["findings"] if each["sort"] == "undeclared"]
    assert {(each["customer"], each["kind"], each["name"]) for each in shadows} == SHADOWS
    assert len(report["findings"]) == len(FOUND) + 1 + len(SHADOWS)
    assert report["notCompared"]
    for each in report["findings"]:
        assert table.stdout.count(each["id"]) == markdown.stdout.count(each["id"]) == 1
    for each in ours:
        assert plan.stdout.count(f"--target '{each['urn']}'") == 2
    assert "conversations: 500" in table.stdout
    assert "conversations: 750" in table.stdout
    customers.environment |= to_decrypt
    assert _previewed(customers) == {(each["urn"], each["field"] or "") for each in ours}
    decrypted = drift(customers, "--json", "--show-secrets")
    assert json.loads(decrypted.stdout)["findings"] == report["findings"]
    assert json.loads(decrypted.stdout)["notCompared"] == []
    for run in (table, document, markdown, plan, decrypted):
        assert PLANTED not in run.output

    up = next(line for line in plan.stdout.splitlines() if line.startswith("pulumi up "))
    done = customers.command(*shlex.split(up), "--yes", "--skip-preview", "--non-interactive")
    assert done.exit_code == 0, done.output
    assert drift(customers).exit_code == DRIFT_FOUND
    repaired = drift(customers, "--declared-only")
    assert repaired.exit_code == 0, repaired.output


def test_what_could_not_be_checked_is_no_health(project: Project, emulator: EmulatorServer) -> None:
    """A wrong key, a stack that is not there, another service, one that does not answer: exit code 1, and why."""
    project.program("chatbotkit.Bot('it', name='It')")
    project.up()
    right = project.environment["CHATBOTKIT_API_TOKEN"]
    project.environment["CHATBOTKIT_API_TOKEN"] = "wrong"
    wrong_key = drift(project)
    project.environment["CHATBOTKIT_API_TOKEN"] = right
    no_stack = drift(project, "--stack", "nowhere")
    nobody = "http://127.0.0.1:9"
    project.configure({"chatbotkit:endpoint": nobody})
    other_service = drift(project)
    project.configure({"chatbotkit:endpoint": nobody, "chatbotkit:movedFrom": emulator.url})
    project.environment["CHATBOTKIT_RETRY_DEADLINE"] = "0"
    no_answer = drift(project)

    runs = (wrong_key, no_stack, other_service, no_answer)
    assert [run.exit_code for run in runs] == [1] * len(runs)
    for run in runs:
        assert run.stderr.startswith("error: ")
        assert run.stdout == ""
