"""Converting a solution file of the official CLI."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.convert.conversion import ConversionReport, convert
from pulumi_chatbotkit.operations.convert.solution import KIND_OF_TYPE, OTHER_PROPERTIES, solution_source
from pulumi_chatbotkit.operations.convert.source import ConversionRefused
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort

USER = "cuserofacme000000000000"
BOT, DATASET = "cbot0000000000000000000", "cdataset000000000000000"

OF_THE_CLI = {
    *("blueprint", "bot", "dataset", "file", "secret", "skillset"),
    *(
        f"{kind}Integration"
        for kind in (
            *(
                "widget",
                "sitemap",
                "slack",
                "discord",
                "telegram",
                "whatsapp",
                "messenger",
                "notion",
                "email",
                "trigger",
            ),
            *("support", "extract", "mcpserver", "twilio"),
        )
    ),
}
"""The types that the CLI's schema has (docs/api/api.md a.15)."""


def solution(folder: Path, *resources: JsonObject) -> Path:
    """A solution file."""
    path = folder / "shop.json"
    path.write_text(json.dumps({"version": 1, "resources": resources}))
    return path


def converted(path: Path, wishes: Wishes | None = None) -> tuple[ConversionReport, list[tuple[Sort, str]]]:
    """The report, and every remark."""
    report = convert(solution_source(path), path.parent / "tenants.yaml", wishes or Wishes(users=[USER]), {})
    remarks = [*report.remarks, *(each for entry in report.entries for each in entry.remarks)]
    return report, [(each.sort, each.path) for each in remarks]


@pytest.mark.parametrize("name", sorted(OF_THE_CLI))
def test_every_type_of_the_cli_has_its_kind(name: str) -> None:
    """A type is the word of a blueprint's category."""
    assert name in KIND_OF_TYPE


def test_every_exception_leads_to_a_field() -> None:
    """And is no field itself."""
    by_name = {kind.name: kind for kind in KIND_OF_TYPE.values()}
    for (kind, older), name in OTHER_PROPERTIES.items():
        assert name in by_name[kind].by_name
        assert older not in by_name[kind].by_name


def test_what_has_an_id_is_adopted_and_the_rest_is_made(tmp_path: Path) -> None:
    """Slugs are keys; a link is a key if the file has the object with that id, or that alias."""
    path = solution(
        tmp_path,
        {"type": "bot", "slug": "support_bot", "id": BOT, "properties": {"name": "Support", "datasetId": DATASET}},
        {"type": "dataset", "slug": "faq", "id": DATASET, "properties": {"name": "FAQ"}},
        {"type": "skillset", "properties": {"name": "My tools", "alias": "tools"}},
        {"type": "mcpserverIntegration", "slug": "mcp", "properties": {"skillsetId": "@tools"}},
        {"type": "triggerIntegration", "slug": "daily", "properties": {"triggerSchedule": "daily", "botId": BOT}},
    )

    _, remarks = converted(path, Wishes(users=[USER], tenants=["acme"]))

    [spec] = read_tenants(tmp_path / "tenants.yaml")
    assert spec.arguments["bots"] == {"support-bot": {"name": "Support", "dataset": "faq", "adopt": BOT}}
    assert spec.arguments["datasets"] == {"faq": {"name": "FAQ", "adopt": DATASET}}
    assert spec.arguments["skillsets"] == {"tools": {"name": "My tools", "alias": "tools"}}
    assert spec.arguments["mcp_server_integrations"] == {"mcp": {"skillset": "tools"}}
    assert spec.arguments["trigger_integrations"] == {"daily": {"schedule": "daily", "bot": "support-bot"}}
    assert remarks == [
        (Sort.NEW, "skillset My tools"),
        (Sort.NEW, "mcpserverIntegration mcp"),
        (Sort.NEW, "triggerIntegration daily"),
    ]


def test_variables_stay_variables_in_secrets_and_are_named_elsewhere(tmp_path: Path) -> None:
    """The CLI writes secrets into its file in clear when it syncs; they do not come along."""
    path = solution(
        tmp_path,
        {"type": "secret", "slug": "crm", "id": BOT, "properties": {"value": "${env.CRM_TOKEN}", "name": "CRM"}},
        {"type": "secret", "slug": "erp", "properties": {"value": "Bearer ${env.ERP} x", "config": "hush"}},
        {
            "type": "slackIntegration",
            "slug": "chat",
            "properties": {"botToken": "hush", "name": "${env.NAME} chat", "description": "${name} and $5"},
        },
    )

    report, remarks = converted(path, Wishes(plans=["shop"]))

    text = (tmp_path / "tenants.yaml").read_text()
    assert "hush" not in text + (tmp_path / "tenants.remarks.txt").read_text()
    assert "value:\n          env: CRM_TOKEN\n" in text
    assert "value:\n          env: SHOP_ERP_VALUE\n" in text
    assert "botToken:\n          env: SHOP_CHAT_BOT_TOKEN\n" in text
    assert "description: ${name} and $5\n" in text
    assert (Sort.VARIABLE, "slackIntegration chat name") in remarks
    assert (Sort.NOT_WRITABLE, "secret erp config") in remarks
    details = [remark.detail for remark in report.entries[0].remarks if remark.sort is Sort.SOURCE]
    assert details == [
        "CRM_TOKEN",
        "SHOP_ERP_VALUE in place of a text that has a variable in it",
        "SHOP_CHAT_BOT_TOKEN",
    ]


def test_what_is_unknown_is_named(tmp_path: Path) -> None:
    """Types and properties."""
    path = solution(
        tmp_path,
        {"type": "hologram", "slug": "new", "properties": {}},
        {"type": "dataset", "slug": "faq", "id": DATASET, "properties": {"store": "small", "name": None}},
    )

    _, remarks = converted(path)

    assert remarks == [(Sort.NOT_CONVERTED, "hologram new"), (Sort.UNKNOWN, "dataset faq store")]


NO_SOLUTIONS: list[tuple[JsonObject, str]] = [
    ({"version": 2, "resources": []}, "it has version 2"),
    ({"resources": []}, "it has no version"),
    ({"version": 1, "resources": {}}, "with a list `resources`"),
    ({"version": 1, "resources": [{"properties": {}}]}, "resources.0 has no type or no properties"),
    ({"version": 1, "resources": [{"type": "bot", "properties": []}]}, "resources.0 has no type or no properties"),
    ({"version": 1, "resources": []}, "there is nothing to convert"),
]


@pytest.mark.parametrize(("document", "reason"), NO_SOLUTIONS)
def test_what_is_no_solution_is_refused(document: JsonObject, reason: str, tmp_path: Path) -> None:
    """With what is wrong; nothing is written."""
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(document))

    with pytest.raises(ConversionRefused, match=reason):
        converted(path)
    assert [each.name for each in tmp_path.iterdir()] == ["shop.json"]


def test_a_value_for_an_account_is_refused_where_there_is_one(tmp_path: Path) -> None:
    """A solution file has no names of accounts."""
    path = solution(tmp_path, {"type": "bot", "slug": "a", "id": BOT, "properties": {}})

    with pytest.raises(ConversionRefused, match="the source has one account, so give one value, without `=`"):
        converted(path, Wishes(users=[f"acme={USER}"]))
