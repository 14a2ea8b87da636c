"""Converting a state of Terraform: what is adopted, what is named, and which files are refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.convert.conversion import convert
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.convert.terraform import terraform_source
from pulumi_chatbotkit.operations.convert.terraform_names import KIND_OF_TYPE, OTHER_ATTRIBUTES, field_of
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from pulumi_chatbotkit.operations.tenants_file_head import TENANTS_FILE_HEAD
from support.adoption import adopted, findings, records
from support.core_harness import CoreHarness
from support.foreign import make_by_hand
from support.sources import (
    ABILITY,
    BOT,
    SECRET,
    SKILLSET,
    USER,
    Thing,
    convert_state,
    instance,
    resource,
    sorts,
    state_file,
    terraform_file,
)

OF_THE_PROVIDER = {
    *("blueprint", "bot", "context", "dataset", "file", "policy", "portal", "secret", "skillset", "skillset_ability"),
    *("space", "space_site", "space_storage_file", "task"),
    *(
        f"{kind}_integration"
        for kind in (
            *("discord", "email", "extract", "googlechat", "instagram", "mcpserver", "messenger", "microsoftteams"),
            *("notion", "sitemap", "skillserver", "slack", "support", "telegram", "trigger", "twilio", "whatsapp"),
            *("whats_app", "widget"),
        )
    ),
}
"""The provider's resource types (docs/api/api.md a.14), ``file_content`` apart, which is no object of its own."""


def made(harness: CoreHarness, user: str, kind: str, values: JsonObject) -> Thing:
    """An object in a partner user's account, made by hand."""
    identifier = make_by_hand(harness, KINDS[kind], {"runAs": user}, values)
    return Thing(KINDS[kind], f"one-{kind.replace('_', '-')}", identifier, values)


@pytest.mark.parametrize("name", sorted(OF_THE_PROVIDER))
def test_every_resource_type_of_the_provider_has_its_kind(name: str) -> None:
    """By the rule or by the table."""
    assert f"chatbotkit_{name}" in KIND_OF_TYPE


@pytest.mark.parametrize(("kind", "attribute"), OTHER_ATTRIBUTES)
def test_every_exception_leads_to_a_field(kind: str, attribute: str) -> None:
    """And is none that the rule gives already."""
    assert field_of(KINDS[kind], attribute) in KINDS[kind].by_name
    assert attribute not in {each.name for each in KINDS[kind].fields}


def test_a_state_becomes_a_tenant_that_adopts_it(tmp_path: Path) -> None:
    """Addresses become keys, ids references, and values stay as they are."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "support", instance(BOT, name="Support", skillset_id=SKILLSET, description=None)),
        resource("chatbotkit_skillset", "crm", {"index_key": "eu", **instance(SKILLSET, name="CRM")}),
        resource(
            "chatbotkit_skillset_ability",
            "open",
            {"index_key": 0, **instance(f"{SKILLSET}/{ABILITY}", skillset_id=SKILLSET, bot_id=BOT)},
            module='module.tools["a"]',
        ),
    )

    report, _ = convert_state(state)

    [spec] = read_tenants(tmp_path / "tenants.yaml")
    ability = {"bot": "support", "adopt": ABILITY}
    assert spec.arguments == {
        "alias": "",
        "adopt": USER,
        "bots": {"support": {"name": "Support", "skillset": "crm-eu", "adopt": BOT}},
        "skillsets": {"crm-eu": {"name": "CRM", "adopt": SKILLSET, "abilities": {"tools-a-open-0": ability}}},
        "token": False,
        "context": False,
    }
    assert (report.entries[0].objects, sorts(report)) == (4, [])


def test_adopting_a_converted_state_changes_nothing_but_markers(tmp_path: Path) -> None:
    """What `pulumi up` does with the file, in memory: every record stays, and the check before says so."""
    with CoreHarness() as harness:
        user = make_by_hand(harness, KINDS["partner_user"], {}, {"name": "Acme"})
        values = {
            "dataset": {"name": "FAQ", "matchInstruction": "Say {{ it }}."},
            "skillset": {"name": "CRM"},
            "secret": {"name": "Key", "type": "bearer"},
            "portal": {"name": "Help", "slug": "help-of-acme"},
            "integration_trigger": {"name": "Daily", "schedule": "daily"},
        }
        things = [made(harness, user, kind, {**each}) for kind, each in values.items()]
        ids = {each.kind.name: each.id for each in things}
        linked = {"name": "Support", "datasetId": ids["dataset"], "skillsetId": ids["skillset"], "privacy": True}
        things.append(made(harness, user, "bot", {**linked}))
        before = records(harness)

        path = tmp_path / "tenants.yaml"
        wishes = Wishes(users=[user], tenants=["acme"])
        convert(terraform_source(terraform_file(tmp_path, things), tmp_path), path, wishes, {})
        specs = read_tenants(path)
        harness.next_run()

        assert all(each.is_harmless for each in harness.run(findings(harness, specs)))
        adopted_objects = [*adopted(harness, specs)]
        assert records(harness) == before
        assert len(adopted_objects) == len(things) + 1


def test_without_a_user_a_state_becomes_a_plan_that_adopts_nothing(tmp_path: Path) -> None:
    """A state does not say whose account it is, and a tenant of the wrong account would adopt nothing."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "support", instance(BOT, name="Support", dataset_id="cdatasetofanother000000")),
        resource("chatbotkit_portal", "help", instance(SKILLSET, name="Help", slug="acme-help")),
    )

    report, text = convert_state(state, Wishes())

    assert "adopt" not in text
    assert text.startswith(f"{TENANTS_FILE_HEAD}plans:\n  terraform:\n")
    assert "slug: '{{ tenant.key }}-acme-help'" in text
    assert text.endswith("tenants: {}  # your customers, each with the key `plan`\n")
    assert sorts(report) == [
        (Sort.OUTSIDE, "chatbotkit_bot.support datasetId"),
        (Sort.PER_TENANT, "portals help slug"),
    ]


def test_secrets_become_variables_of_the_environment(tmp_path: Path) -> None:
    """Of fields that the catalog calls secret, of credentials in maps, and of what the state marks as sensitive."""
    marked = {**instance(BOT, name="Support", backstory="hush"), "sensitive_attributes": _path("backstory")}
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "support", marked),
        resource(
            "chatbotkit_secret",
            "crm",
            instance(SECRET, type="oauth", value="hush-value", config={"clientId": "shop", "clientSecret": "hush-2"}),
        ),
        resource("chatbotkit_slack_integration", "chat", instance(ABILITY, bot_token="hush-3", user_token="********")),
    )

    report, text = convert_state(state)

    assert "hush" not in text + (tmp_path / "tenants.remarks.txt").read_text()
    [spec] = read_tenants(tmp_path / "tenants.yaml")
    assert spec.arguments["secrets"] == {
        "crm": {
            "type": "oauth",
            "value": {"env": "ACME_CRM_VALUE"},
            "config": {"clientId": "shop", "clientSecret": {"env": "ACME_CRM_CONFIG_CLIENT_SECRET"}},
            "adopt": SECRET,
        }
    }
    assert {use.name for use in spec.secrets} == {
        "ACME_CRM_VALUE",
        "ACME_CRM_CONFIG_CLIENT_SECRET",
        "ACME_CHAT_BOT_TOKEN",
    }
    assert (Sort.SENSITIVE, "chatbotkit_bot.support backstory") in sorts(report)
    assert (Sort.SECRET, "chatbotkit_slack_integration.chat userToken") in sorts(report)


def test_a_link_that_is_marked_as_sensitive_is_no_secret(tmp_path: Path) -> None:
    """The provider marks secret_id of an ability, which is an id."""
    ability = {**instance(ABILITY, skillset_id=SKILLSET, secret_id=SECRET), "sensitive_attributes": _path("secret_id")}
    state = state_file(
        tmp_path,
        resource("chatbotkit_skillset", "tools", instance(SKILLSET)),
        resource("chatbotkit_secret", "crm", instance(SECRET)),
        resource("chatbotkit_skillset_ability", "open", ability),
    )

    _, text = convert_state(state)

    assert "          open:\n            secret: crm\n" in text


def test_what_cannot_be_converted_is_named(tmp_path: Path) -> None:
    """Other providers, data sources, deposed and unmade instances, unknown types and attributes, a lost skillset."""
    state = state_file(
        tmp_path,
        resource("aws_s3_bucket", "files", instance("b"), provider='provider["registry.terraform.io/hashicorp/aws"]'),
        resource("chatbotkit_bot", "found", instance(BOT), mode="data"),
        resource("chatbotkit_hologram", "new", instance("chologram00000000000000")),
        resource("chatbotkit_bot", "old", {"deposed": "a1", **instance(BOT)}, {"attributes": {"id": None}}),
        resource("chatbotkit_dataset", "faq", instance(SKILLSET, name="FAQ", store="small")),
        resource("chatbotkit_skillset_ability", "lost", instance(ABILITY, skillset_id="cgone000000000000000000")),
        resource("chatbotkit_dataset", "twice", instance(SKILLSET, name="FAQ")),
        resource("chatbotkit_bot", "odd", instance("no id", name="Odd")),
    )

    report, text = convert_state(state)

    assert sorts(report) == [
        (Sort.NOT_CONVERTED, "aws_s3_bucket.files"),
        (Sort.NOT_CONVERTED, "data.chatbotkit_bot.found"),
        (Sort.NOT_CONVERTED, "chatbotkit_bot.old"),
        (Sort.NOT_CONVERTED, "chatbotkit_bot.old"),
        (Sort.NOT_CONVERTED, "chatbotkit_hologram.new"),
        (Sort.UNKNOWN, "chatbotkit_dataset.faq store"),
        (Sort.NOT_DECLARABLE, "chatbotkit_bot.odd"),
        (Sort.NOT_DECLARABLE, "chatbotkit_dataset.twice"),
        (Sort.NOT_DECLARABLE, "chatbotkit_skillset_ability.lost"),
    ]
    assert "  bots: {}\n" in text


def test_the_content_of_a_file_is_part_of_the_file(tmp_path: Path) -> None:
    """A text, an address, or a path that is relative to the tenants file now."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "manual.md").write_text("Turn it on.")
    state = state_file(
        tmp_path / "infra",
        resource("chatbotkit_file", "text", instance(BOT)),
        resource("chatbotkit_file", "here", instance(SKILLSET)),
        resource("chatbotkit_file", "gone", instance(SECRET)),
        resource("chatbotkit_file_content", "text", instance(BOT, file_id=BOT, content="Hello {{ you }}")),
        resource("chatbotkit_file_content", "here", instance(SKILLSET, file_id=SKILLSET, source="manual.md")),
        resource("chatbotkit_file_content", "gone", instance(SECRET, file_id=SECRET, source="gone.md")),
        resource("chatbotkit_file_content", "alone", instance(ABILITY, file_id=ABILITY, content="Alone")),
    )
    path = tmp_path / "tenants.yaml"

    report = convert(terraform_source(state, tmp_path), path, Wishes(users=[USER]), {})

    [spec] = read_tenants(path)
    assert spec.arguments["files"] == {
        "text": {"content": "Hello {{ you }}", "adopt": BOT},
        "here": {"source": str(tmp_path / "infra" / "manual.md"), "adopt": SKILLSET},
        "gone": {"adopt": SECRET},
    }
    assert sorts(report) == [
        (Sort.NOT_WRITABLE, "chatbotkit_file_content.gone source"),
        (Sort.NOT_CONVERTED, "chatbotkit_file_content.alone"),
        (Sort.UPLOAD, "chatbotkit_file.text"),
        (Sort.UPLOAD, "chatbotkit_file.here"),
    ]


def test_a_file_in_a_space_is_declared_and_its_overwriting_left_to_people(tmp_path: Path) -> None:
    """Nothing at the service says whose it is."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_space", "web", instance(BOT, name="Web")),
        resource(
            "chatbotkit_space_storage_file",
            "home",
            instance(
                f"{BOT}/site/index.html", space_id=BOT, path="site/index.html", content="<p/>", content_sha256="x"
            ),
        ),
        resource("chatbotkit_space_site", "site", instance(SECRET, space_id=BOT, domain="acme.chatbotkit.space")),
    )

    report, _ = convert_state(state)

    [spec] = read_tenants(tmp_path / "tenants.yaml")
    assert spec.arguments["spaces"] == {
        "web": {
            "name": "Web",
            "adopt": BOT,
            "storage_files": {"home": {"path": "site/index.html", "content": "<p/>"}},
            "sites": {"site": {"slug": "acme", "adopt": SECRET}},
        }
    }
    assert sorts(report) == [(Sort.EXISTS, "chatbotkit_space_storage_file.home")]


def test_the_file_is_the_same_each_time(tmp_path: Path) -> None:
    """Whatever the order of the resources' attributes."""
    first, second = tmp_path / "a", tmp_path / "b"
    values = {"name": "Support", "model": "gpt-4o", "backstory": "Help."}
    for folder, order in ((first, [*values]), (second, [*reversed(values)])):
        folder.mkdir()
        state = state_file(
            folder, resource("chatbotkit_bot", "a", instance(BOT, **{name: values[name] for name in order}))
        )
        convert_state(state)

    assert (first / "tenants.yaml").read_text() == (second / "tenants.yaml").read_text()


def _path(attribute: str) -> list[list[Mapping[str, str]]]:
    return [[{"type": "get_attr", "value": attribute}]]
