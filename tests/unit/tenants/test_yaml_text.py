"""YAML without its surprises."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from support.tenants import bots_of

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "Yes",
        "2026-01-01",
        "1:30",
        "007",
        "0x1F",
        "0o7",
        "1_000",
        "1e3",
        "1.5e3",
        "+1",
        ".5",
        ".inf",
        "=",
    ],
)
def test_what_json_would_not_read_as_a_value_is_text(read: Read, text: str) -> None:
    """Country codes, dates and ids are what people write, not YAML 1.1's booleans, timestamps and octal numbers."""
    (tenant,) = read(f"tenants: {{a: {{meta: {{value: {text} }}, bots: {{b: {{}}}}}}}}")

    assert tenant.arguments["meta"] == {"value": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-7", -7),
        ("1.50", 1.5),
        ("~", None),
        ("'1'", "1"),
        ("!!str 1", "1"),
    ],
)
def test_what_json_would_read_as_a_value_is_that_value(read: Read, text: str, value: object) -> None:
    """True, numbers and null need no ceremony."""
    (tenant,) = read(f"tenants: {{a: {{meta: {{value: {text} }}, bots: {{b: {{}}}}}}}}")

    assert repr(tenant.arguments["meta"]) == repr({"value": value})


@pytest.mark.parametrize("key", ["no", "null", "1", "2026-01-01"])
def test_keys_are_text_as_written(read: Read, key: str) -> None:
    """Norway's tenant is called ``no``."""
    assert [tenant.key for tenant in read(f"tenants: {{{key}: {{bots: {{b: {{}}}}}}}}")] == [key]


def test_a_key_given_twice_names_both_lines(problems: Problems) -> None:
    """Taking the last one would drop a customer without a word."""
    text = """\
    tenants:
      acme: {bots: {b: {}}}
      globex: {bots: {b: {}}}
      acme: {bots: {b: {}}}
    """

    assert problems(text) == [(4, "tenants.acme", "is given twice, first in line 2")]


def test_anchors_and_merge_keys_share_fields(read: Read) -> None:
    """Keys at the top that begin with ``x-`` are a place for what tenants share; a tenant's own keys win."""
    text = """\
    x-bot: &bot {model: gpt-4o, visibility: protected}
    tenants:
      one: {bots: {b: {<<: *bot, visibility: private, name: One}}}
      two: {bots: {b: *bot}}
      three: {bots: {b: {<<: [{name: Three}, *bot]}}}
    """

    bots = [bots_of(tenant)["b"] for tenant in read(text)]

    assert bots == [
        {"model": "gpt-4o", "visibility": "private", "name": "One"},
        {"model": "gpt-4o", "visibility": "protected"},
        {"model": "gpt-4o", "visibility": "protected", "name": "Three"},
    ]


@pytest.mark.parametrize("text", ["tenants: &a {x: *a}", "tenants: &a {x: {<<: *a}}", "x-a: &a [*a]\ntenants: {}"])
def test_what_contains_itself_is_refused(problems: Problems, text: str) -> None:
    """YAML can say it, JSON can not."""
    assert "contains itself" in [reason for _, _, reason in problems(text)]


def test_aliases_of_aliases_do_not_exhaust_memory(problems: Problems) -> None:
    """Eight lines can stand for a hundred million values."""
    text = "x-0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 9)
    )

    ((_, _, reason),) = problems(text)

    assert reason == "has more than 1,000,000 values, once its aliases are filled in"


@pytest.mark.parametrize(
    "value", ["!!python/name:os.system ''", "!!binary aGk=", "!!timestamp 2026-01-01", "!!int x", "!secret x"]
)
def test_tags_beyond_json_are_refused(problems: Problems, value: str) -> None:
    """Loading is safe: a tag makes no object, and no value that the API could not hold."""
    ((line, key, reason),) = problems(f"tenants:\n  a:\n    bots: {{b: {{}}}}\n    meta:\n      k: {value}\n")

    assert (line, key) == (5, "tenants.a.meta.k")
    assert "which no JSON value has" in reason


@pytest.mark.parametrize("value", ["9007199254740993", "-9007199254740993", "1" * 400, "1.0e+999"])
def test_numbers_that_would_arrive_rounded_are_refused(problems: Problems, value: str) -> None:
    """Ids of other systems look like numbers; the engine and the API hold numbers as doubles."""
    ((_, key, reason),) = problems(f"tenants: {{a: {{bots: {{b: {{}}}}, meta: {{crm: {value}}}}}}}")

    assert key == "tenants.a.meta.crm"
    assert reason.endswith("a number that can not be kept exactly: put it in quotes")


def test_a_value_in_a_list_is_named_with_its_own_line(problems: Problems) -> None:
    """In a list of a hundred lines the line of the list would not help; one inside another, too."""
    text = """\
    tenants:
      a:
        bots: {b: {}}
        meta:
          ids:
            - 1
            - 9007199254740993
            -
              - 2
              - 9007199254740995
    """

    assert [(line, key) for line, key, _ in problems(text)] == [
        (7, "tenants.a.meta.ids.1"),
        (10, "tenants.a.meta.ids.2.1"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("tenants:\n  a: [\n", 3), ("a: 1\n\tb: 2", 2), ("a: {}\n---\nb: {}", 2), ("a: b\nc: d\x01", 2)],
)
def test_a_fault_of_syntax_names_its_line(problems: Problems, text: str, line: int | None) -> None:
    """A file that is no YAML has one problem: where reading stopped."""
    assert problems(text)[0][0] == line


def test_keys_that_are_no_text_are_refused(problems: Problems) -> None:
    """YAML allows a list as a key, and nothing that reads JSON could hold it."""
    found = problems("tenants:\n  a: {bots: {b: {}}}\n  ? [x]\n  : 1\n")

    assert found == [(3, "tenants", "has a list or a map as a key, but keys are text")]


@pytest.mark.parametrize("merged", ["1", "[1]"])
def test_only_maps_are_merged(problems: Problems, merged: str) -> None:
    """Anything else has no keys to share."""
    found = problems(f"tenants:\n  a: {{bots: {{b: {{<<: {merged}}}}}}}\n")

    assert found == [(2, "tenants.a.bots.b", "has `<<` with something that is no map")]


def test_endless_nesting_is_refused(problems: Problems) -> None:
    """A stack overflow is no error message."""
    assert problems("[" * 3000 + "]" * 3000) == [(1, "", "is nested deeper than 100 levels")]
