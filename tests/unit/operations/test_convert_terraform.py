"""Converting a state of Terraform: what is adopted, what is named, and which files are refused."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.inputs.tenants import TenantsFileError, read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.convert.conversion import ConversionReport, convert
from pulumi_chatbotkit.operations.convert.source import ConversionRefused
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.convert.terraform import terraform_source
from pulumi_chatbotkit.operations.convert.terraform_names import KIND_OF_TYPE, OTHER_ATTRIBUTES, field_of
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from pulumi_chatbotkit.operations.tenants_file_head import TENANTS_FILE_HEAD
from support.adoption import adopted, findings, records
from support.core_harness import CoreHarness
from support.foreign import make_by_hand
from support.sources import OFFICIAL, Thing, resource, state_file, terraform_file

USER = "cuserofacme000000000000"
BOT, SKILLSET, ABILITY, SECRET = (f"c{n}0000000000000000000000" for n in range(4))

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


def instance(identifier: str, **attributes: object) -> dict[str, object]:
    """An instance of a resource."""
    return {"attributes": {"id": identifier, **attributes}, "sensitive_attributes": []}


def converted(state: Path, wishes: Wishes | None = None) -> tuple[ConversionReport, str]:
    """The report, and the file."""
    path = state.parent / "tenants.yaml"
    return convert(terraform_source(state, path.parent), path, wishes or Wishes(users=[USER], tenants=["acme"]), {}), (
        path.read_text()
    )


def sorts(report: ConversionReport) -> list[tuple[Sort, str]]:
    """Every remark: its sort, and what it is of."""
    remarks = [*report.remarks, *(each for entry in report.entries for each in entry.remarks)]
    return [(each.sort, each.path) for each in remarks]


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

    report, _ = converted(state)

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

    report, text = converted(state, Wishes())

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

    report, text = converted(state)

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

    _, text = converted(state)

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

    report, text = converted(state)

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
    ]


def test_each_configuration_of_the_provider_is_an_account(tmp_path: Path) -> None:
    """A user for each; those without one are named, and one user for all is refused."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "own", instance(BOT, name="Own")),
        resource("chatbotkit_bot", "acme", instance(SKILLSET, name="A"), provider=f"{OFFICIAL}.acme"),
        resource("chatbotkit_bot", "globex", instance(ABILITY, name="G"), provider=f"module.g.{OFFICIAL}.globex"),
    )

    with pytest.raises(ConversionRefused, match=r"means 3 of the accounts .* --user chatbotkit.acme="):
        converted(state, Wishes(users=[USER]))
    wishes = Wishes(users=[f"acme={USER}"], tenants=["module.g.chatbotkit.globex=globex-2"])
    report, _ = converted(state, wishes)

    specs = read_tenants(tmp_path / "tenants.yaml")
    assert [(spec.key, spec.arguments.get("adopt"), spec.arguments["bots"]) for spec in specs] == [
        ("acme", USER, {"acme": {"name": "A", "adopt": SKILLSET}}),
        ("globex-2", None, {"globex": {"name": "G"}}),
    ]
    assert sorts(report) == [(Sort.NOT_CONVERTED, "chatbotkit_bot.own")]


def test_a_key_is_that_of_one_account(tmp_path: Path) -> None:
    """Two tenants of one key would be one."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "a", instance(BOT), provider=f"{OFFICIAL}.a"),
        resource("chatbotkit_bot", "b", instance(SKILLSET), provider=f"{OFFICIAL}.b"),
    )

    with pytest.raises(ConversionRefused, match="the key 'acme' is given to two accounts"):
        converted(state, Wishes(tenants=["a=acme", "b=acme"]))


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

    report, _ = converted(state)

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


def test_several_accounts_become_a_plan_each(tmp_path: Path) -> None:
    """Unless something is said of them."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "own", instance(BOT)),
        resource("chatbotkit_bot", "acme", instance(SKILLSET), provider=f"{OFFICIAL}.acme"),
    )

    report, _ = converted(state, Wishes())

    assert [(entry.target.top, entry.target.key) for entry in report.entries] == [
        ("plans", "chatbotkit"),
        ("plans", "acme"),
    ]


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        (Wishes(users=["acme"]), "--user acme: is not the id of a partner user"),
        (Wishes(users=["match"]), "--user match: is not the id"),
        (Wishes(users=[f"other={USER}"]), "means none of the accounts in the source"),
        (Wishes(tenants=["Acme Inc"]), "the key 'Acme Inc' "),
        (Wishes(users=[USER], plans=["gold"]), "--plan gold: is a pattern"),
        (Wishes(plans=["gold", "silver"]), "--plan silver: the account has gold already"),
    ],
)
def test_wishes_that_cannot_be_fulfilled_are_refused(wishes: Wishes, reason: str, tmp_path: Path) -> None:
    """Before a file is written."""
    state = state_file(tmp_path, resource("chatbotkit_bot", "own", instance(BOT)))

    with pytest.raises(ConversionRefused, match=reason):
        converted(state, wishes)
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"version": 3, "modules": []}, "is a state of version 3, and only version 4 is read. Let `terraform refresh`"),
        ({"version": 5, "resources": []}, "version 5, and only version 4 is read. This package does not know it yet"),
        ({"version": 4}, "is a state without the list `resources`"),
        ({"format_version": "1.0", "values": {}}, "has no `version`. A plan"),
        ({"encrypted_data": "x", "encryption_version": "v0"}, "is encrypted: convert what `tofu state pull` prints"),
        ({"version": 4, "resources": ["x"]}, "resources.0 has no type, name and mode"),
        ({"version": 4, "resources": [resource("chatbotkit_bot", "a", provider="x")]}, "has no provider"),
        ({"version": 4, "resources": []}, "there is nothing to convert in the source"),
        ([], "it is not an object"),
    ],
)
def test_what_is_no_state_is_refused(document: object, reason: str, tmp_path: Path) -> None:
    """With what it is, and what to do."""
    state = tmp_path / "terraform.tfstate"
    state.write_text(json.dumps(document))

    with pytest.raises(ConversionRefused, match=reason):
        converted(state)
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b'{"version": 4, "resources": [',
            r"terraform.tfstate:1 is no JSON here: .* It looks as if the file was cut off",
        ),
        (b"", "is empty, so it is not a state of Terraform"),
        (b"\xff", "is not UTF-8 here"),
        (b"[" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_damaged_file_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    """It was cut off, or is something else."""
    state = tmp_path / "terraform.tfstate"
    state.write_bytes(content)

    with pytest.raises(ConversionRefused, match=reason):
        converted(state)


def test_a_state_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(ConversionRefused, match=r"terraform\.tfstate: does not exist"):
        converted(tmp_path / "terraform.tfstate")


def test_a_file_that_would_not_read_is_not_written(tmp_path: Path) -> None:
    """Two tenants with one slug: the reader of tenants files says so, and nothing is there."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_portal", "a", instance(BOT, slug="help-desk"), provider=f"{OFFICIAL}.a"),
        resource("chatbotkit_portal", "b", instance(SECRET, slug="help-desk"), provider=f"{OFFICIAL}.b"),
    )

    with pytest.raises(TenantsFileError, match="must be unique among the portals of all accounts"):
        converted(state, Wishes(users=[f"a={USER}", "b=cuserofglobex0000000000"]))
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]


def test_the_file_is_the_same_each_time(tmp_path: Path) -> None:
    """Whatever the order of the resources' attributes."""
    first, second = tmp_path / "a", tmp_path / "b"
    values = {"name": "Support", "model": "gpt-4o", "backstory": "Help."}
    for folder, order in ((first, [*values]), (second, [*reversed(values)])):
        folder.mkdir()
        state = state_file(
            folder, resource("chatbotkit_bot", "a", instance(BOT, **{name: values[name] for name in order}))
        )
        converted(state)

    assert (first / "tenants.yaml").read_text() == (second / "tenants.yaml").read_text()


def _path(attribute: str) -> list[list[Mapping[str, str]]]:
    return [[{"type": "get_attr", "value": attribute}]]
