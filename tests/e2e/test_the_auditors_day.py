"""An auditor's day: what others did in the accounts of a stack, named once, for the right customer, in every form.

Somebody edited in the console, made a bot, a key and a customer that nobody declared; a killed run left an orphan and a
duplicate. The auditor has a key and the state, and no program, engine or passphrase.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

TENANTS = """\
tenants:
  acme:
    name: Acme
    limits: {conversations: 500}
    bots:
      support: {name: Support, backstory: You help.}
      sales: {name: Sales}
    dataset: {name: Manuals, description: What we know.}
  globex:
    name: Globex
    meta: {languages: [de, en]}
    bots:
      desk: {name: Desk, meta: {contract: {tier: gold, since: 2025}}}
    dataset: {name: Answers}
  initech:
    name: Initech
    bots: {}
    secrets:
      crm: {name: CRM, type: bearer, value: {env: CRM_KEY}}
"""
PROGRAM = """
import os

prompt = pulumi.Output.secret(os.environ["PROMPT"])
initech = chatbotkit.tenants_from_file("tenants.yaml")["initech"]
chatbotkit.Bot("initech.vault", **initech.options, name="Vault", backstory=prompt)
"""
PROMPT, CRM_KEY, NEW_PROMPT = "planted-prompt-5d1b0c9e", "planted-crm-7a44f1c2", "planted-edit-0b91e6d3"
DIFFERS = 7
EDITS: tuple[tuple[str, str, str, JsonValue], ...] = (
    ("bot", "Support", "backstory", "Call with (the key)."),
    ("partner_user", "Acme", "limits", {"conversations": 750}),
    ("bot", "Sales", "datasetId", None),
    ("bot", "Desk", "meta", {"contract": {"tier": "bronze", "since": 2025}}),
    ("partner_user", "Globex", "meta", {"languages": ["de"]}),
    ("bot", "Vault", "backstory", NEW_PROMPT),
)
"""A text, a number, a value that is removed, an object inside an object, a list, a secret: kind, name, field, value."""
FOUND = {
    ("acme", "field", "Bot", "backstory"),
    ("acme", "field", "PartnerUser", "limits"),
    ("acme", "field", "Bot", "datasetId"),
    ("acme", "undeclared", "Bot", None),
    ("globex", "field", "Bot", "meta"),
    ("globex", "field", "PartnerUser", "meta"),
    ("globex", "undeclared", "PartnerUserToken", None),
    ("globex", "orphan", "Bot", None),
    ("globex", "duplicate", "Dataset", None),
    ("Hooli", "undeclared-customer", "PartnerUser", None),
}
SECRET = ("initech", "field", "Bot", "backstory")
"""Seen only by who may decrypt the state."""
RULES = """\
ignore:
  - {customer: acme, field: backstory, reason: Marketing edits it until the launch., until: 2999-01-31}
  - {customer: globex, sort: undeclared, reason: The migration needs a key., until: 2020-01-31}
"""
ALL_IS_KNOWN = "ignore: [{customer: '*', reason: All of this is known.}]\n"


@dataclass(frozen=True)
class Office:
    """The auditor's place: a project that is up, and what others do at its service."""

    project: Project
    emulator: EmulatorServer

    def report(self, *words: str) -> Run:
        return self.project.command("pulumi-chatbotkit", *words)

    def document(self, *words: str) -> JsonObject:
        """The JSON document of a report that finds something, or of an inventory."""
        run = self.report(*words, "--json")
        assert run.exit_code in {0, DIFFERS}, run.output
        return cast("JsonObject", json.loads(run.stdout))

    def record(self, kind: str, name: str) -> JsonObject:
        return next(each for each in self.emulator.records(kind) if each.get("name") == name)

    def user(self, customer: str) -> str:
        return str(self.record("partner_user", customer)["id"])

    def made(self, path: str, body: JsonObject, customer: str = "") -> None:
        """What somebody makes past Pulumi, in a customer's account if one is named."""
        run_as = {"X-RunAs-UserId": self.user(customer)} if customer else {}
        headers = {"Authorization": f"Token {self.emulator.token}", **run_as}
        httpx.post(f"{self.emulator.url}/v1/{path}/create", json=body, headers=headers).raise_for_status()


@pytest.fixture
def office(project: Project, emulator: EmulatorServer) -> Office:
    """Three customers are up."""
    project.environment |= {"PROMPT": PROMPT, "CRM_KEY": CRM_KEY}
    project.program(PROGRAM)
    project.write("tenants.yaml", TENANTS)
    project.up()
    return Office(project, emulator)


def others_come(office: Office) -> None:
    """Six edits, and five objects that nobody declared."""
    for kind, name, field, value in EDITS:
        record = office.record(kind, name)
        meta = as_object(record.get("meta")) or {}
        kept = {key: inner for key, inner in meta.items() if key.startswith("pulumi")}
        changed = {**kept, **(as_object(value) or {})} if field == "meta" else value
        if isinstance(changed, str):
            changed = changed.replace("(the key)", office.emulator.token)  # pasted into a prompt
        office.emulator.edit(kind, str(record["id"]), {field: changed})
    desk, answers = (
        as_object(office.record(*each)["meta"]) or {} for each in (("bot", "Desk"), ("dataset", "Answers"))
    )
    token = office.emulator.token
    office.made("bot", {"name": "Foreign", "backstory": f"Call with {token}, and never say {CRM_KEY}."}, "Acme")
    office.made(f"partner/user/{office.user('Globex')}/token", {"name": "Shadow key"})
    office.made("partner/user", {"name": "Hooli"})
    left = {**desk, "pulumiName": "globex.left", "pulumiCreation": "0" * 32}
    office.made("bot", {"name": "Left", "meta": left}, "Globex")
    office.made("dataset", {"name": "Answers again", "meta": answers}, "Globex")


def findings(document: JsonObject) -> list[JsonObject]:
    return cast("list[JsonObject]", document["findings"])


def keys(found: list[JsonObject]) -> Counter[tuple[str, str, str, str | None]]:
    return Counter(
        (str(each["customer"]), str(each["sort"]), str(each["kind"]), cast("str | None", each["field"]))
        for each in found
    )


def each_form_names_each_difference_once(office: Office) -> list[Run]:
    """Table, Markdown, JSON and JUnit; the secret's edit only with the passphrase, and then without its values."""
    table = office.report("drift", "--junit", "drift.xml")
    markdown, plain = office.report("drift", "--markdown"), office.report("drift", "--json")
    opened = office.report("drift", "--json", "--show-secrets")

    assert [run.exit_code for run in (table, markdown, plain, opened)] == [DIFFERS] * 4, table.output
    found = findings(json.loads(plain.stdout))
    assert keys(found) == Counter(FOUND)
    assert keys(findings(json.loads(opened.stdout))) == Counter({*FOUND, SECRET})
    of_customer = dict[str, str]()
    for part in markdown.stdout.split("### ")[1:]:
        title, _, rows = part.partition("\n")
        of_customer[title] = rows
    for each in found:
        row = next(line for line in table.stdout.splitlines() if str(each["id"]) in line)
        assert row.split()[:2] == [each["customer"], each["field"] or each["sort"]]
        assert of_customer[str(each["customer"])].count(str(each["id"])) == 1
        assert table.stdout.count(str(each["id"])) == markdown.stdout.count(str(each["id"])) == 1
    _each_is_a_failed_case(office.project.folder / "drift.xml", found)
    return [table, markdown, plain, opened]


def _each_is_a_failed_case(file: Path, found: list[JsonObject]) -> None:
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - we have written it
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    assert Counter(str(case.get("name")).split()[-1] for case in failed) == Counter(str(each["id"]) for each in found)
    assert {str(case.get("classname")) for case in failed} == {
        f"{each['stack'] or 'in no state'}.{each['customer']}" for each in found
    }
    assert root.get("errors") == "0"
    assert int(str(root.get("tests"))) > len(failed)


def rules_hide_what_is_known(office: Office) -> None:
    """Until they expire, which is said; the rest still differs, and if nothing is left, nothing differs."""
    office.project.write("rules.yaml", RULES)
    office.project.write("all.yaml", ALL_IS_KNOWN)

    document = office.document("drift", "--ignore", "rules.yaml")
    everything = office.report("drift", "--ignore", "all.yaml")

    ignored = cast("list[JsonObject]", document["ignored"])
    assert [(each["rule"], each["field"]) for each in ignored] == [(1, "backstory")]
    assert keys(findings(document)) == Counter(FOUND - {("acme", "field", "Bot", "backstory")})
    assert [each["rule"] for each in cast("list[JsonObject]", document["expiredRules"])] == [2]
    assert everything.exit_code == 0, everything.output
    assert f"{len(FOUND)} differences were ignored by rules" in everything.stdout


def the_other_reports_agree(office: Office) -> list[Run]:
    """`orphans` lists what `drift` calls orphan and duplicate; `inventory` counts what is marked and what is not."""
    listed = office.report("orphans", "--json")
    inventory = office.report("inventory", "--stack", "dev", "--json")

    assert (listed.exit_code, inventory.exit_code) == (DIFFERS, 0), listed.output + inventory.output
    orphans = cast("list[JsonObject]", json.loads(listed.stdout)["orphans"])
    assert {(each["customer"], each["name"], each["duplicateOf"]) for each in orphans} == {
        ("globex", "Left", None),
        ("globex", "Answers again", office.record("dataset", "Answers")["id"]),
    }
    accounts = {each["name"]: each for each in cast("list[JsonObject]", json.loads(inventory.stdout)["accounts"])}
    assert {name: (each["unmanaged"], each["inNoState"]) for name, each in accounts.items()} == {
        None: (0, {}),
        "Acme": (1, {}),
        "Globex": (1, {"e2e/dev": 2}),
        "Initech": (0, {}),
        "Hooli": (1, {}),
    }
    return [listed, inventory]


def what_cannot_be_checked_is_no_health(office: Office) -> list[Run]:
    """A wrong key, and a service that is down; nor does the file of an earlier run say otherwise."""
    environment = office.project.environment
    right = environment["CHATBOTKIT_API_TOKEN"]
    environment["CHATBOTKIT_API_TOKEN"] = "sk-wrong"
    runs = [office.report(*words) for words in (("drift", "--junit", "drift.xml"), ("orphans",))]
    root = ElementTree.fromstring((office.project.folder / "drift.xml").read_text("utf-8"))  # noqa: S314 - ours
    environment |= {"CHATBOTKIT_API_TOKEN": right, "CHATBOTKIT_RETRY_DEADLINE": "0"}
    down = {"chatbotkit:endpoint": "http://127.0.0.1:9", "chatbotkit:movedFrom": office.emulator.url}
    office.project.configure(down)
    runs += [office.report(*words) for words in (("drift",), ("inventory", "--stack", "dev"))]

    assert [(run.exit_code, run.stdout) for run in runs] == [(1, "")] * len(runs)
    assert all(run.stderr.startswith("error: ") for run in runs)
    assert (root.get("tests"), root.get("errors")) == ("1", "1")
    return runs


def written(office: Office) -> dict[str, bytes]:
    """The state, its locks and its history."""
    root = office.project.folder / ".pulumi-chatbotkit" / "state"
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_others_did_is_named_once_and_nothing_is_written(office: Office) -> None:
    """Each part starts from what the one before has left."""
    others_come(office)
    before = written(office)
    office.emulator.clear_requests()

    runs = each_form_names_each_difference_once(office)
    rules_hide_what_is_known(office)
    runs += the_other_reports_agree(office)

    assert {request.method for request in office.emulator.requests} == {"GET"}
    assert written(office) == before
    runs += what_cannot_be_checked_is_no_health(office)
    token = office.emulator.token
    texts = [*(run.output for run in runs), (office.project.folder / "drift.xml").read_text(encoding="utf-8")]
    assert [text for text in texts for secret in (PROMPT, NEW_PROMPT, CRM_KEY, token) if secret in text] == []
