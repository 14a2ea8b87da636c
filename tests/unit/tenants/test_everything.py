"""A tenant of a file can have everything that the catalog knows, in sections of one form."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.inputs.tenant_layout import CREATION_ORDER, SECTION_OF_KIND, SECTIONS, Section
from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]


def only(tenants: tuple[TenantSpec, ...]) -> JsonObject:
    (tenant,) = tenants
    return tenant.arguments


def nested(section: Section, entry: str) -> tuple[str, str]:
    """A tenant's YAML with one entry ``x`` of the section, in parents ``x``; and the key of the entry's path."""
    text, key = f"{section.name}: {{x: {entry}}}", f"{section.name}.x"
    parent = section.parent
    while parent is not None:
        text, key = f"{parent.name}: {{x: {{{text}}}}}", f"{parent.name}.x.{key}"
        parent = parent.parent
    bots = "" if text.startswith("bots:") else "bots: {}, "
    return f"tenants: {{acme: {{{bots}{text}}}}}", f"tenants.acme.{key}"


def test_every_kind_has_a_section() -> None:
    """A kind that is added to the catalog can be written at once."""
    found = [inside.kind.name for section in SECTIONS.values() for inside in section.below()]

    assert sorted(found) == sorted(KINDS.keys() - GUARDS.keys() - {"partner_user"})
    assert {*found} == SECTION_OF_KIND.keys()
    assert {section.kind.name for section in CREATION_ORDER} == SECTION_OF_KIND.keys()


@pytest.mark.parametrize("section", SECTION_OF_KIND.values(), ids=lambda section: section.attribute)
def test_names_inside_an_entry_mean_one_thing(section: Section) -> None:
    """A field, a reference and a section of one name could not be told apart, in the file and in programs."""
    assert len({name.lower() for name in section.names}) == len(section.names)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("bot", "a bot"),
        ("dataset_records", "a set of dataset records"),
        ("integration_github", "a GitHub integration"),
        ("integration_extract", "an extract integration"),
        ("integration_instagram", "an Instagram integration"),
        ("integration_mcpserver", "an MCP server integration"),
    ],
)
def test_messages_have_the_article_that_is_spoken(kind: str, title: str) -> None:
    """By the first letter, or by its name where letters are read one by one."""
    assert Section("any", KINDS[kind]).title == title


def test_attributes_of_a_tenant_are_distinct() -> None:
    """Two kinds in one attribute would lose one of them."""
    attributes = [section.attribute for section in SECTION_OF_KIND.values()]

    assert len({*attributes}) == len(attributes)


@pytest.mark.parametrize("section", SECTION_OF_KIND.values(), ids=lambda section: section.attribute)
def test_every_section_reads_the_fields_of_its_kind(problems: Problems, section: Section) -> None:
    """The file has no table of its own."""
    text, key = nested(section, "{nonsense: 1}")

    found = [reason for _, where, reason in problems(text) if where == f"{key}.nonsense"]

    assert len(found) == 1
    assert found[0].startswith(f"is not a field of {section.title}")


@pytest.mark.parametrize("section", SECTION_OF_KIND.values(), ids=lambda section: section.attribute)
def test_every_field_of_the_catalog_is_a_field_of_the_file(problems: Problems, section: Section) -> None:
    """A list is nothing that a field holds, so each is refused by its own name."""
    text, key = nested(section, f"{{{', '.join(f'{field.name}: [0]' for field in section.fields)}}}")

    found = [where for _, where, _ in problems(text)]

    assert {f"{key}.{field.name}" for field in section.fields} <= {*found}


def test_objects_inside_objects_are_sections_too(read: Read) -> None:
    """Abilities of a skillset, files of a dataset: the same map from key to fields."""
    text = """\
        tenants:
          acme:
            bots: {support: {skillset: tickets, dataset: manuals}}
            secrets: {crm: {name: CRM}}
            files: {price-list: {content: "A nail: 1 cent", contentType: text/csv}}
            datasets: {manuals: {files: {prices: {file: price-list}}, singleRecords: {hours: {text: 9 to 5}}}}
            skillsets:
              tickets:
                abilities:
                  open: {name: Open a ticket, secret: crm, bot: support, instruction: "fetch {x} ${y}"}
            widgetIntegrations: {web: {bot: support, title: Ask us}}
        """

    assert only(read(text)) == {
        "bots": {"support": {"skillset": "tickets", "dataset": "manuals"}},
        "secrets": {"crm": {"name": "CRM"}},
        "files": {"price-list": {"content": "A nail: 1 cent", "content_type": "text/csv"}},
        "datasets": {
            "manuals": {"files": {"prices": {"file": "price-list"}}, "single_records": {"hours": {"text": "9 to 5"}}}
        },
        "skillsets": {
            "tickets": {
                "abilities": {
                    "open": {
                        "name": "Open a ticket",
                        "secret": "crm",
                        "bot": "support",
                        "instruction": "fetch {x} ${y}",
                    }
                }
            }
        },
        "widget_integrations": {"web": {"bot": "support", "title": "Ask us"}},
    }


@pytest.mark.parametrize(
    ("entry", "key", "reason"),
    [
        ("bot: suport", "bot", "is 'suport', which is no bot of the tenant; did you mean support?"),
        ("contact: jane", "contact", "is 'jane', which is no contact of the tenant; it has none; an id goes into"),
        ("bot: 7", "bot", "is 7, but must be the key of a bot of the tenant"),
        ("bot: support, botId: abc", "bot", "names a bot, and so does botId: leave out one of them"),
        ("botId: support", "botId", "is 'support', a key of the tenant's, but must be an id: write bot: support"),
    ],
)
def test_references_are_checked(problems: Problems, entry: str, key: str, reason: str) -> None:
    """A misspelt key would otherwise be an error of the service, in the middle of a run."""
    ((line, where, why),) = problems(f"tenants:\n  acme:\n    bots: {{support: {{}}}}\n    tasks: {{t: {{{entry}}}}}\n")

    assert (line, where) == (4, f"tenants.acme.tasks.t.{key}")
    assert why.startswith(reason)


def test_ids_and_aliases_reach_outside(read: Read) -> None:
    """To what the parent account shares."""
    tenant = only(read("tenants: {a: {bots: {b: {dataset: '@faq', skillsetId: sk_1}}}}"))

    assert tenant["bots"] == {"b": {"dataset_id": "@faq", "skillset_id": "sk_1"}}


def test_an_attachment_needs_what_it_attaches(problems: Problems) -> None:
    """A key or an id; without either there is nothing to attach."""
    found = problems("tenants: {a: {bots: {}, datasets: {d: {files: {f: {}}}}}}")

    assert [(key, reason) for _, key, reason in found] == [
        ("tenants.a.datasets.d.files.f.fileId", "is missing: the service requires it")
    ]


def test_one_object_is_not_declared_in_the_singular_and_the_plural(problems: Problems) -> None:
    """Which of the two would count could not be seen."""
    found = problems("tenants: {a: {bots: {}, dataset: {}, datasets: {dataset: {}}}}")

    assert [reason for _, _, reason in found] == ["is also given as datasets.dataset: leave out one of them"]


def test_content_is_given_once(problems: Problems) -> None:
    """As a text or as a place."""
    found = problems("tenants: {a: {bots: {}, files: {f: {content: x, source: 'https://a.example/x'}}}}")

    assert [reason for _, _, reason in found] == ["is given, and so is source: leave out one of them"]


def test_a_source_that_is_not_there_is_found_before_anything_happens(problems: Problems) -> None:
    """Relative to the file, like every path in it."""
    ((_, key, reason),) = problems("tenants: {a: {bots: {}, datasets: {d: {records: {all: {source: manual}}}}}}")

    assert key == "tenants.a.datasets.d.records.all.source"
    assert reason.startswith("is 'manual', but there is no such file or folder: /")


def test_integrations_are_found_by_those_who_look_for_them(problems: Problems) -> None:
    """The API has them below one path."""
    ((_, _, reason),) = problems("tenants: {a: {bots: {}, integrations: {}}}")

    assert "widgetIntegrations" in reason
    assert "slackIntegrations" in reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "bots: {b: {}}, policies: {p: {alias: x}, q: {alias: x}}",
            "is 'x', as in policies.p (line 1), but must be unique among the tenant's policies",
        ),
        ("adopt: nonsense, bots: {}", "is 'nonsense', but must be one of never, own, marked, match, overwrite, or"),
        ("bots: {b: {adopt: nonsense}}", "is 'nonsense', but must be one of never, own, marked, match, overwrite, or"),
    ],
)
def test_what_the_service_or_check_would_refuse_is_refused_here(problems: Problems, text: str, reason: str) -> None:
    """With its line, and together with everything else."""
    assert [why[: len(reason)] for _, _, why in problems(f"tenants: {{a: {{{text}}}}}")] == [reason]


def test_addresses_of_portals_are_unique_among_all_tenants(problems: Problems) -> None:
    """A slug in a plan would be refused for the second tenant, in the middle of a run."""
    found = problems(
        "plans: {p: {bots: {}, portals: {main: {slug: acme-help}}}}\ntenants: {a: {plan: p}, c: {plan: p}}\n"
    )

    ((_, _, reason),) = found
    assert reason.startswith("is 'acme-help', as in tenant a (line 1), but must be unique among the portals of all")
    assert reason.endswith("(for tenant c)")


def test_sections_have_the_names_that_the_documents_use() -> None:
    """What people will type first."""
    expected = {"bots", "datasets", "skillsets", "secrets", "files", "contexts", "tokens", "portals", "policies"}

    assert expected | {"spaces", "contacts", "tasks", "memories", "widgetIntegrations"} <= SECTIONS.keys()
