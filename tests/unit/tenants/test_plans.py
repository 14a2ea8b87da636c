"""Plans and defaults: what tenants have in common, overridden and removed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject, as_object
from support.tenants import bots_of

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]

FILE = """\
defaults:
  meta: {origin: crm, tags: [a, b]}
  bots:
    support: {model: gpt-4o, moderation: true}
plans:
  pro:
    limits: {conversations: 100, database: {records: 5, files: 1}}
    dataset: {name: Manuals}
    bots:
      support: {backstory: "You help {{ tenant.name }}.", dataset: dataset}
      sales: {name: Sales}
tenants:
  acme:
    name: Acme
    plan: pro
"""


def arguments(read: Read, more: str = "", text: str = FILE) -> JsonObject:
    """The arguments of the last tenant, with more lines."""
    return read(text.encode() + "".join(f"    {line}\n" for line in more.splitlines()).encode())[-1].arguments


def test_a_tenant_has_what_its_plan_and_the_defaults_say(read: Read) -> None:
    """Maps are merged at any depth."""
    assert arguments(read) == {
        "meta": {"origin": "crm", "tags": ["a", "b"]},
        "limits": {"conversations": 100, "database": {"records": 5, "files": 1}},
        "name": "Acme",
        "dataset": {"name": "Manuals"},
        "bots": {
            "support": {
                "model": "gpt-4o",
                "moderation": True,
                "backstory": "You help Acme.",
                "dataset": "dataset",
            },
            "sales": {"name": "Sales"},
        },
    }


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        ("meta: {tags: [c]}", "meta", {"origin": "crm", "tags": ["c"]}),
        ("meta: {origin: null}", "meta", {"tags": ["a", "b"]}),
        ("limits: {database: {records: 9}}", "limits.database", {"records": 9, "files": 1}),
        ("limits: null", "limits", None),
        ("dataset: false", "dataset", None),
        ("dataset: true", "dataset", {"name": "Manuals"}),
        ("bots: {sales: null}", "bots.sales", None),
        ("bots: {sales: false}", "bots.sales", None),
        ("bots: {support: {model: null}}", "bots.support.model", None),
        ("bots: {support: {dataset: null}}", "bots.support.dataset", None),
        ("bots: {support: {datasetId: ds_1}}", "bots.support.dataset", None),
        ("bots: {desk: true}", "bots.desk", {}),
    ],
)
def test_a_tenant_overrides_and_removes(read: Read, line: str, path: str, value: object) -> None:
    """Lists replace, null removes, and two ways to say one thing replace each other."""
    # What refers to the dataset of the plan is removed with it.
    more = f"{line}\nbots: {{support: {{dataset: null}}}}" if line == "dataset: false" else line
    found: object = arguments(read, more)
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - JSON

    assert found == value


@pytest.mark.parametrize("owner", ["{}", "bots: {{b: {{{}}}}}"])
def test_a_word_for_the_source_of_a_secret_is_a_key_like_any_other_elsewhere(read: Read, owner: str) -> None:
    """Only where a secret belongs does one source replace another."""
    lower, upper = (owner.format(f"meta: {{{each}}}") for each in ("env: prod", "file: a.txt"))
    bots = "" if "bots" in lower else "bots: {}, "

    (tenant,) = read(f"defaults: {{{bots}{lower}}}\ntenants: {{a: {{{upper}}}}}\n")

    found = as_object(tenant.arguments if bots else bots_of(tenant)["b"]) or {}
    assert found["meta"] == {"env": "prod", "file": "a.txt"}


def test_a_secret_has_one_source(read: Read) -> None:
    """That of the upper layer, whole; other entries of a map of secrets are merged."""
    secrets = "secrets: {crm: {value: %s, config: {clientSecret: {config: a}, scope: all}}}"
    lower, upper = secrets % "{env: A}", "secrets: {crm: {value: {file: a}, config: {clientSecret: {env: B}}}}"

    (tenant,) = read(f"defaults: {{bots: {{}}, {lower}}}\ntenants: {{a: {{{upper}}}}}\n")

    assert [(use.path[2:], use.source, Path(use.name).name) for use in tenant.secrets] == [
        (("value",), "file", "a"),
        (("config", "clientSecret"), "env", "B"),
    ]


def test_removing_a_reference_means_none(read: Read) -> None:
    """Left out, the tenant's own dataset would be used."""
    bots = arguments(read, "bots: {support: {dataset: null}}")["bots"]

    assert isinstance(bots, dict)
    assert isinstance(bots["support"], dict)
    assert bots["support"]["dataset"] is None


def test_defaults_may_name_the_plan_of_all(read: Read) -> None:
    """And a tenant another one, or none."""
    plans = "plans: {small: {bots: {s: {}}}, large: {bots: {l: {}}}}\n"
    tenants = "tenants: {a: {}, b: {plan: large}, c: {plan: null, bots: {own: {}}}}\n"

    found = read(f"defaults: {{plan: small}}\n{plans}{tenants}".encode())

    assert [each.arguments["bots"] for each in found] == [{"s": {}}, {"l": {}}, {"own": {}}]


def test_a_problem_of_a_plan_is_told_once_at_its_line(problems: Problems) -> None:
    """Sixty tenants on a plan do not make sixty problems."""
    text = "plans:\n  pro:\n    bots: {b: {visibility: secret}}\ntenants:\n"
    text += "".join(f"  t{number}: {{plan: pro}}\n" for number in range(60))

    assert problems(text.encode()) == [
        (3, "plans.pro.bots.b.visibility", "is 'secret', but must be one of private, protected, public")
    ]


def test_a_problem_is_told_where_the_value_is_written(problems: Problems) -> None:
    """In the plan, in the defaults or in the tenant: who has the last word is to correct it."""
    text = """\
    defaults: {bots: {b: {visibility: a}}}
    plans: {pro: {bots: {c: {visibility: a}}}}
    tenants:
      one: {plan: pro, bots: {d: {visibility: a}}}
      two: {plan: pro, bots: {b: {visibility: e}}}
    """

    assert [(line, key) for line, key, _ in problems(text)] == [
        (1, "defaults.bots.b.visibility"),
        (2, "plans.pro.bots.c.visibility"),
        (4, "tenants.one.bots.d.visibility"),
        (5, "tenants.two.bots.b.visibility"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "key", "reason"),
    [
        ("plans: {pro: {}}\ntenants: {a: {plan: prro, bots: {}}}", 2, "tenants.a.plan", "did you mean pro?"),
        ("tenants: {a: {plan: pro, bots: {}}}", 1, "tenants.a.plan", "is 'pro', which is no plan of this file"),
        ("tenants: {a: {plan: 7, bots: {}}}", 1, "tenants.a.plan", "is 7, which is no plan of this file"),
        ("defaults: {plan: x}\ntenants: {a: {bots: {}}}", 1, "defaults.plan", "is 'x', which is no plan of this file"),
        ("plans: {pro: {plan: x}}\ntenants: {}", 1, "plans.pro.plan", "plans do not have plans: leave it out"),
        ("plans: [a]\ntenants: {}", 1, "plans", "is ['a'], but must be a map"),
        ("plans: {Pro: {}}\ntenants: {}", 1, "plans.Pro", "is 'Pro', but must be lowercase letters"),
        ("defaults: 7\ntenants: {}", 1, "defaults", "is 7, but must be a map"),
        ("defaults: {nmae: x}\ntenants: {}", 1, "defaults.nmae", "is not a field of a tenant; did you mean name?"),
        ("tenants: {a: {bots: {b: null}}}", 1, "tenants.a.bots.b", "is empty, but removes nothing"),
        ("plan: {}\ntenants: {}", 1, "plan", "is not a field of a tenants file; did you mean plans?"),
    ],
)
def test_bad_plans_are_refused(problems: Problems, text: str, line: int, key: str, reason: str) -> None:
    """With the line of what is wrong, whether a tenant has the plan or not."""
    ((found, where, why),) = problems(text.encode())

    assert (found, where) == (line, key)
    assert reason in why


def test_a_bot_may_come_from_the_plan(problems: Problems) -> None:
    """A tenant without one of its own is complete then; without any it has to say so."""
    found = problems("plans: {pro: {}}\ntenants: {a: {plan: pro}}")

    assert [reason for _, _, reason in found] == [
        "is missing: a tenant has at least one bot; write `bots: {}` for one without"
    ]


def test_plans_are_the_same_in_json(read: Read) -> None:
    """As everything else."""
    text = '{"$schema": "docs/tenants.schema.json", "plans": {"p": {"bots": {"b": {"name": "{{ tenant.key }}"}}}},'

    (tenant,) = read(text + ' "tenants": {"acme": {"plan": "p"}}}', ".json")

    assert tenant.arguments == {"bots": {"b": {"name": "acme"}}}


def test_filled_in_plans_have_a_bound(problems: Problems) -> None:
    """A few lines could stand for more than fits into memory."""
    values = ", ".join(f"k{number}: 1" for number in range(5_000))
    text = f"plans: {{p: {{bots: {{}}, meta: {{{values}}}}}}}\ntenants:\n"
    text += "".join(f"  t{number}: {{plan: p}}\n" for number in range(2_100))

    assert [reason for _, _, reason in problems(text.encode())] == [
        "has more than 10,000,000 values, once its plans are filled in"
    ]


def test_what_tenants_have_whole_from_a_plan_is_in_memory_once(read: Read) -> None:
    """Ten thousand tenants with a long text in their plan fit; what differs from tenant to tenant is its own."""
    text = """\
    defaults: {blueprint: {name: All}}
    plans:
      pro:
        bots: {long: {backstory: x}, own: {name: "{{ tenant.name }}"}, changed: {}}
        skillset: {abilities: {ask: {name: Ask}}}
    tenants:
      a: {name: A, plan: pro}
      b: {name: B, plan: pro, bots: {changed: {name: C}}}
    """

    a, b = ((each.arguments, bots_of(each)) for each in read(text))

    assert a[1]["long"] is b[1]["long"]
    assert a[0]["blueprint"] is b[0]["blueprint"]
    abilities = [as_object((as_object(each["skillset"]) or {})["abilities"]) or {} for each, _ in (a, b)]
    assert abilities[0]["ask"] is abilities[1]["ask"]
    assert [each[1]["own"] for each in (a, b)] == [{"name": "A"}, {"name": "B"}]
    assert [each[1]["changed"] for each in (a, b)] == [{}, {"name": "C"}]
