"""JSON with lines."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]


def test_problems_have_lines_in_json_too(problems: Problems) -> None:
    """The standard library's reader forgets them."""
    text = """\
    {"tenants": {
    \t"acme": {
    \t\t"meta": {"list": [{"a": 1}, "b, {c}"], "quote": "\\"}"},
    \t\t"bots": {"b": {"visibility": "secret"}},
    \t\t"nmae": 1
    }}}
    """

    assert [(line, key) for line, key, _ in problems(text, ".json")] == [
        (4, "tenants.acme.bots.b.visibility"),
        (5, "tenants.acme.nmae"),
    ]


def test_a_key_given_twice_names_both_lines(problems: Problems) -> None:
    """JSON's own rule is silence and the last one."""
    text = '{"tenants": {\n"a": {"bots": {"b": {}}},\n"\\u0061": {"bots": {"b": {}}}}}'

    assert problems(text, ".json") == [(3, "tenants.a", "is given twice, first in line 2")]


def test_characters_beyond_the_basic_plane_are_read(read: Read) -> None:
    """JSON writers spell them as surrogate pairs, which YAML readers do not understand."""
    (tenant,) = read('{"tenants": {"a": {"name": "\\ud83d\\ude80", "bots": {"b": {}}}}}', ".json")

    assert tenant.arguments["name"] == "\N{ROCKET}"


@pytest.mark.parametrize("value", ['"\\ud83d"', '{"\\ud83d": 1}', "NaN", "-Infinity", "1e999", "9007199254740993"])
def test_values_that_the_wire_can_not_carry_are_refused(problems: Problems, value: str) -> None:
    """They would fail in the middle of a run, or arrive as something else."""
    ((line, key, _),) = problems(
        f'{{"tenants": {{"a": {{"bots": {{"b": {{}}}},\n"meta": {{"k": {value}}}}}}}}}', ".json"
    )

    assert (line, key) == (2, "tenants.a.meta.k")


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1234567890123456789", "1234567890123456789"),
        ("-123456789012345678", "-123456789012345678"),
        ("12345678901234567890", "1.2345678901234567e+19"),
        ("9" * 5_000, "inf"),
    ],
)
def test_a_number_is_said_as_it_is_written_up_to_19_digits(
    problems: Problems, suffix: str, written: str, said: str
) -> None:
    """So many have the ids that people forget to quote. A longer one is cut short, and crashes nothing."""
    text = f'{{"tenants": {{"a": {{"bots": {{}}, "meta": {{"id": {written}}}}}}}}}'

    assert [(key, reason) for _, key, reason in problems(text, suffix)] == [
        ("tenants.a.meta.id", f"is {said}, a number that can not be kept exactly: put it in quotes")
    ]


@pytest.mark.parametrize(("text", "line"), [("", None), ('{"tenants":\n{"a": }}', 2), ("{}\n{}", 2), ("[" * 30_000, 1)])
def test_a_fault_of_syntax_names_its_line(problems: Problems, text: str, line: int | None) -> None:
    """A file that is no JSON has one problem: where reading stopped."""
    assert [found for found, _, _ in problems(text, ".json")] == [line]
