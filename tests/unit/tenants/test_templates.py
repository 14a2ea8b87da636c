"""Texts of a file that are filled in for each tenant."""

from collections.abc import Callable
from typing import cast

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject
from support.tenants import bots_of

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]

TENANT = """\
tenants:
  acme:
    name: Acme
    email: ops@acme.example
    meta: {{crm: "007", tags: [x, y]}}
    vars: {{colour: red, seats: 5, items: "keys", greeting: "Hi {{{{ tenant.key }}}}"}}
    bots: {{b: {{backstory: {text}}}}}
"""


def with_text(text: str) -> bytes:
    quoted = text.replace("'", "''")
    return TENANT.format(text=f"'{quoted}'").encode()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("You help {{ tenant.name }}.", "You help Acme."),
        ("{{tenant.email}} {{ tenant.key }}", "ops@acme.example acme"),
        ("{{ vars.colour | upper }}", "RED"),
        ("{{ vars.greeting }}", "Hi acme"),
        ("{{ vars.seats }}", "5"),
        ("{{ vars.items }}", "keys"),
        ("{{ tenant.meta.crm }} {{ tenant.meta['crm'] }} {{ tenant.meta.tags[1] }}", "007 007 y"),
        ("{{ tenant.meta.tags | join('+') }}", "x+y"),
        ("{{ vars.shape | default('round') }}", "round"),
        ("{{ tenant.name | lower | replace('c', 'k') }}", "akme"),
        ("{name} ${env} {% if x %} {# no #} }} {", "{name} ${env} {% if x %} {# no #} }} {"),
        ("{{{{ name }}", "{{ name }}"),
        ("{{{{{{ vars.colour }}", "{{red"),
        ("a\\{{ vars.colour }}", "a\\red"),
    ],
)
def test_only_double_braces_are_special(read: Read, text: str, filled: str) -> None:
    """Abilities and backstories use single braces and ``${...}`` themselves; four braces are two."""
    (tenant,) = read(with_text(text))

    assert bots_of(tenant)["b"] == {"backstory": filled}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ vars.colur }}", "uses vars.colur, which is not given; did you mean colour?"),
        ("{{ tenant.nmae }}", "uses tenant.nmae, which is not given; did you mean name?"),
        ("{{ vars.colour.x }}", "uses 'x' of a value that is no map"),
        ("{{ name }}", "uses name, but there are tenant and vars; two literal braces are written {{{{"),
        ("{{ vars.colour", "has {{ without }}: two literal braces are written {{{{"),
        ("{{ vars.colour | uper }}", "uses the filter uper; did you mean upper?"),
        ("{{ tenant.meta }}", "has 'tenant.meta' in braces, which is a map: only text and numbers fit"),
        ("{{ vars.seats + 1 }}", "has 'vars.seats + 1' in braces, but only names and filters are filled in"),
        ("{{ 'a' if vars.seats else 'b' }}", "but only names and filters are filled in"),
        ("{{ vars.colour.upper() }}", "but only names and filters are filled in"),
        ("{{ [1, 2] }}", "but only names and filters are filled in"),
        ("{{ vars.__class__ }}", "uses vars.__class__, which is not given"),
        ("{{ vars.colour.__class__ }}", "uses '__class__' of a value that is no map"),
        ("{{ range(9) }}", "but only names and filters are filled in"),
        ("{{ vars.colour | center(999999999) }}", "uses the filter center; there are"),
        ("{{ }}", "has '' in braces"),
        ("{{{x}}}", "two literal braces are written {{{{"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(problems: Problems, text: str, reason: str) -> None:
    """A misspelt name must not become an empty text, and there is no logic that would hide what is declared."""
    ((line, key, why),) = problems(with_text(text))

    assert (line, key) == (7, "tenants.acme.bots.b.backstory")
    assert reason in why


def test_a_chain_of_filters_cannot_fill_the_memory(problems: Problems) -> None:
    """Each of them makes the text a hundred times longer."""
    chain = " | ".join(["replace('e', 'eeeeeeeeeeeeeeeeeeee')"] * 12)

    ((_, _, reason),) = problems(with_text(f"{{{{ vars.colour | {chain} }}}}"))

    assert "becomes longer than 1,000,000 characters" in reason


def test_a_problem_in_a_plan_names_the_tenant(problems: Problems) -> None:
    """The text is the plan's, and what is missing is the tenant's."""
    text = """\
    plans:
      pro: {bots: {b: {name: "{{ vars.colour }}"}}}
    tenants:
      one: {plan: pro, vars: {colour: red}}
      two: {plan: pro}
    """

    assert problems(text) == [(2, "plans.pro.bots.b.name", "uses vars.colour, which is not given (for tenant two)")]


def test_numbers_and_booleans_may_come_from_variables(read: Read) -> None:
    """A field that holds a number reads the text as a cell of CSV is read; everything else stays text."""
    text = """\
    tenants:
      acme:
        vars: {seats: 5, open: true}
        limits: {conversations: "{{ vars.seats }}", database: {records: "{{ vars.seats }}0"}}
        meta: {seats: "{{ vars.seats }}"}
        protect: "{{ vars.open }}"
        dataset: {searchMaxRecords: "{{ vars.seats }}"}
        bots: {b: {name: "{{ vars.seats }}", moderation: "{{ vars.open }}"}}
    """

    (tenant,) = read(text)

    assert tenant.arguments == {
        "limits": {"conversations": 5, "database": {"records": 50}},
        "meta": {"seats": "5"},
        "dataset": {"search_max_records": 5},
        "bots": {"b": {"name": "5", "moderation": True}},
    }
    assert tenant.protect


def test_line_ends_stay_as_they_are(read: Read) -> None:
    """Jinja2 alone would rewrite them, and drop the last."""
    text = '{"tenants": {"a": {"name": "A", "bots": {"b": {"backstory": "{{ tenant.name }}\\r\\nx\\n"}}}}}'

    (tenant,) = read(text, ".json")

    assert bots_of(tenant)["b"] == {"backstory": "A\r\nx\n"}


def test_values_are_not_filled_in_twice(read: Read) -> None:
    """A customer's name is data: braces in it are no template of the plan's."""
    text = """\
    plans: {p: {bots: {b: {name: "{{ tenant.name }}"}}}}
    tenants: {a: {plan: p, name: "{{{{ vars.x }}"}}
    """

    (tenant,) = read(text)

    assert tenant.arguments["name"] == "{{ vars.x }}"
    assert cast("JsonObject", tenant.arguments["bots"])["b"] == {"name": "{{ vars.x }}"}


def test_templates_work_in_csv(read: Read) -> None:
    """As in the other formats."""
    (tenant,) = read('key,name,vars.colour,bots.b.name\nacme,Acme,red,"{{ tenant.name }}, {{ vars.colour }}"\n', ".csv")

    assert bots_of(tenant)["b"] == {"name": "Acme, red"}
