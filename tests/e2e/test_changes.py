"""`pulumi-chatbotkit changes`: what a preview would change, and what an update has changed, for people."""

import json
from collections import Counter
from typing import cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

PLANTED = "sk-planted-7e1f0a2b3c4d"
CHANGED = 7
TENANT = """\
  {key}:
    name: {key}
    limits: {{conversations: {limit}}}
    bots:
      support: {{name: Support, backstory: You help.}}
    secrets:
      crm: {{name: CRM, type: bearer, value: {{env: CRM_KEY}}}}
"""
KEYS = ("acme", "globex", "initech")


def tenants(limit: int, keys: tuple[str, ...] = KEYS) -> str:
    return "tenants:\n" + "".join(TENANT.format(key=key, limit=limit) for key in keys)


def changes(project: Project, *options: str) -> Run:
    return project.command("pulumi-chatbotkit", "changes", *options)


def groups(run: Run) -> dict[tuple[str, str, str], int]:
    """How many resources each group has, by sort, kind and field; without bookkeeping."""
    found = cast("list[JsonObject]", json.loads(run.stdout)["groups"])
    counts = Counter[tuple[str, str, str]]()
    for each in found:
        if each["sort"] != "bookkeeping":
            key = (str(each["sort"]), str(each["kind"]), str(each["field"] or ""))
            counts[key] += len(cast("list[object]", each["changes"]))
    return counts


@pytest.fixture
def customers(project: Project) -> Project:
    """A project with three tenants."""
    project.environment["CRM_KEY"] = PLANTED
    project.use_default_program(tenants(500))
    project.up()
    return project


def test_a_preview_is_grouped_and_says_what_is_lost(customers: Project, emulator: EmulatorServer) -> None:
    """In every form; what was edited and deleted elsewhere too; errors are no answer; no secret is shown."""
    assert changes(customers).exit_code == 0
    customers.use_default_program(tenants(750, KEYS[:2]))
    customers.environment["CRM_KEY"] = f"{PLANTED}-new"
    edited, gone = (str(customers.resources()[f"{key}.support"]["id"]) for key in KEYS[:2])
    emulator.edit("bot", edited, {"backstory": "You sell."})

    page, document, markdown = (changes(customers, *form) for form in ((), ("--json",), ("--markdown",)))

    assert [run.exit_code for run in (page, document, markdown)] == [CHANGED] * 3
    expected = {
        ("delete", "Bot", ""): 1,
        ("delete", "PartnerUser", ""): 1,
        ("delete", "PartnerUserContext", ""): 1,
        ("delete", "PartnerUserToken", ""): 1,
        ("delete", "Secret", ""): 1,
        ("update", "PartnerUser", "limits.conversations"): 2,
        ("update", "Secret", "value"): 2,
    }
    assert groups(document) == expected
    assert "2 customers: PartnerUser limits.conversations: 500 → 750" in page.stdout
    assert "everything in its account is lost" in markdown.stdout
    piped = customers.folder / "preview.json"
    piped.write_text(customers.preview("--json").stdout, encoding="utf-8")
    assert groups(changes(customers, "preview.json", "--json")) == expected

    emulator.remove("bot", gone)
    refreshed = changes(customers, "--refresh", "--json")
    expected |= {
        ("update", "Bot", "backstory"): 1,
        ("gone", "Bot", ""): 1,
        ("update", "PartnerUserContext", "botId"): 1,  # of the bot that is gone
    }
    assert groups(refreshed) == expected
    piped.write_text(customers.pulumi("refresh", "--preview-only", "--json").stdout, encoding="utf-8")
    assert groups(changes(customers, "preview.json", "--json")) == {
        ("refresh", "Bot", "backstory"): 1,
        ("refresh", "Bot", ""): 1,
        ("refresh", "PartnerUserContext", "botId"): 1,
    }
    targeted = changes(customers, "--json", "--", "--target", str(customers.resources()["acme"]["urn"]))
    assert set(groups(targeted)) == {("update", "PartnerUser", "limits.conversations")}

    customers.program("chatbotkit.Bot('it', name='It', visibility='nope')")
    refused = changes(customers)
    nowhere = changes(customers, "--stack", "nowhere")
    assert [run.exit_code for run in (refused, nowhere)] == [1, 1]
    assert refused.stderr.startswith("error: Bot it: ")
    assert nowhere.stderr.startswith("error: pulumi preview: ")
    for run in (page, document, markdown, refreshed, targeted, refused, nowhere):
        assert PLANTED not in run.output


def test_an_update_that_has_run_says_what_it_has_changed(customers: Project) -> None:
    """From the events that it has printed: the same groups as its preview."""
    customers.use_default_program(tenants(750, KEYS[:2]))
    before = changes(customers, "--json")

    log = customers.pulumi("up", "--yes", "--json")
    customers.write("up.jsonl", log.stdout)
    after = changes(customers, "up.jsonl", "--json")

    assert (log.exit_code, after.exit_code) == (0, CHANGED)
    assert groups(after) == groups(before)
    assert (json.loads(before.stdout)["preview"], json.loads(after.stdout)["preview"]) == (True, False)
    assert changes(customers).exit_code == 0
