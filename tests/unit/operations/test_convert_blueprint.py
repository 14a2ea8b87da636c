"""Converting a blueprint, of the service or saved, into a plan."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.convert.blueprint import blueprint_file, exported_blueprint
from pulumi_chatbotkit.operations.convert.conversion import convert
from pulumi_chatbotkit.operations.convert.source import ConversionRefused, Source
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.core_harness import CoreHarness
from support.foreign import make_by_hand


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


def converted(source: Source, folder: Path) -> tuple[JsonObject, list[tuple[Sort, str]]]:
    """What a tenant of the plan has, and every remark."""
    path = folder / "tenants.yaml"
    report = convert(source, path)
    remarks = [*report.remarks, *(each for entry in report.entries for each in entry.remarks)]
    [entry] = report.entries
    path.write_text(path.read_text().replace("tenants: {}", f"tenants: {{acme: {{plan: {entry.target.key}}}}}"))
    [spec] = read_tenants(path)
    return spec.arguments, [(each.sort, each.path) for each in remarks]


def made(harness: CoreHarness, kind: str, place: JsonObject | None = None, **values: JsonValue) -> str:
    """An object of the parent account, made by hand; returns its id."""
    return make_by_hand(harness, KINDS[kind], place or {}, values)


def test_a_blueprint_of_the_service_becomes_a_plan(harness: CoreHarness, tmp_path: Path) -> None:
    """Links inside are keys, links outside are named, and nothing is adopted."""
    gold = made(harness, "blueprint", name="Gold plan", alias="gold", description="For shops", config={"nodes": 2})
    away = made(harness, "dataset", name="Not in it")
    faq = made(harness, "dataset", name="FAQ", blueprintId=gold)
    tools = made(harness, "skillset", name="Tools", blueprintId=gold)
    made(harness, "skillset_ability", {"skillsetId": tools}, name="Ask", instruction="Ask.", blueprintId=gold)
    made(harness, "bot", name="Support", datasetId=faq, skillsetId=tools, privacy=True, blueprintId=gold)
    made(harness, "bot", name="Sales", datasetId=away, backstory="Say {{ hi }}.", blueprintId=gold)
    made(harness, "secret", name="CRM", type="bearer", value="hush", blueprintId=gold)
    made(harness, "portal", name="Door", slug="front-door", blueprintId=gold)

    arguments, remarks = converted(harness.run(exported_blueprint(harness.client, "@gold")), tmp_path)

    assert arguments == {
        "blueprint": {"alias": "gold", "name": "Gold plan", "description": "For shops"},
        "bots": {
            "support": {"name": "Support", "dataset": "faq", "skillset": "tools", "privacy": True},
            "sales": {"name": "Sales", "backstory": "Say {{ hi }}."},
        },
        "datasets": {"faq": {"name": "FAQ"}},
        "skillsets": {"tools": {"name": "Tools", "abilities": {"ask": {"name": "Ask", "instruction": "Ask."}}}},
        "secrets": {"crm": {"name": "CRM", "type": "bearer"}},
        "portals": {"door": {"name": "Door", "slug": "acme-front-door"}},
    }
    assert (Sort.NOT_HELD, "blueprint config") in remarks
    sorts = {sort for sort, _path in remarks}
    assert sorts == {Sort.OUTSIDE, Sort.HIDDEN, Sort.SECRET, Sort.PER_TENANT, Sort.NOT_HELD}
    assert {path.rpartition(" ")[2] for sort, path in remarks if sort is Sort.SECRET} == {"value", "config"}
    assert "recordMaxTokens" in {path.rpartition(" ")[2] for sort, path in remarks if sort is Sort.HIDDEN}


def test_a_saved_export_is_read_as_the_service_answers_it(harness: CoreHarness, tmp_path: Path) -> None:
    """The plan is called after the file, as no export has the blueprint's name; a stack's marker stays behind."""
    gold = made(harness, "blueprint", name="Gold")
    marked: JsonObject = {"team": "sales", "pulumiStack": "shop/prod", "pulumiName": "x", "pulumiCreation": "x1"}
    made(harness, "bot", name="Support", meta=marked, blueprintId=gold)
    answer = harness.run(harness.client.get(("blueprint", gold, "resource", "export")))
    saved = tmp_path / "gold-plan.json"
    saved.write_text(json.dumps(answer))

    arguments, remarks = converted(blueprint_file(saved), tmp_path)

    bot = {"name": "Support", "meta": {"team": "sales"}}
    assert arguments == {"blueprint": {"name": "gold-plan"}, "bots": {"support": bot}}
    assert remarks == []


def test_kinds_that_a_plan_cannot_hold_and_contents_are_named(tmp_path: Path) -> None:
    """An avatar has no resource; records, contents and sites are in no export."""
    saved = tmp_path / "gold.json"
    resources = {
        "avatarIntegration": [{"id": "a1", "name": "Ava"}],
        "portal": [{"id": "p1", "slug": "front-door"}],
        "file": [{"id": "f1", "name": "Manual", "glow": 1, "config": None}],
        "dataset": [{"id": "d1", "name": "FAQ"}],
        "discordIntegration": [{"id": "i1", "name": "Chat", "publicKey": "hush"}],
        "ability": [{"id": "b1", "name": "Ask", "skillsetId": "s1"}],
    }
    saved.write_text(json.dumps({"id": "x", "resources": resources}))

    arguments, remarks = converted(blueprint_file(saved), tmp_path)

    assert {*arguments} == {"blueprint", "bots", "portals", "files", "datasets", "discord_integrations"}
    assert [each for each in remarks if each[0] not in (Sort.HIDDEN, Sort.SECRET)] == [
        (Sort.NOT_CONVERTED, "avatarIntegration a1"),
        (Sort.UNKNOWN, "file f1 glow"),
        (Sort.NOT_DECLARABLE, "ability b1"),
        (Sort.SOURCE, "discordIntegration i1 publicKey"),
        (Sort.PER_TENANT, "portals portal slug"),
        (Sort.NOT_HELD, "file f1"),
        (Sort.NOT_HELD, "dataset d1"),
    ]
    assert "hush" not in (tmp_path / "tenants.yaml").read_text()


def test_a_blueprint_that_is_not_there_is_refused(harness: CoreHarness) -> None:
    """By its id."""
    with pytest.raises(ConversionRefused, match="there is no blueprint @gone in this account"):
        harness.run(exported_blueprint(harness.client, "@gone"))


@pytest.mark.parametrize("document", [{}, {"resources": []}, {"resources": {"bot": {}}}])
def test_what_is_no_export_is_refused(document: JsonObject, tmp_path: Path) -> None:
    """With the form that one has."""
    saved = tmp_path / "gold.json"
    saved.write_text(json.dumps(document))

    with pytest.raises(ConversionRefused, match="is not a blueprint's export: it has no `resources`"):
        blueprint_file(saved)
