"""Check reports all problems of a resource at once, and ignores values that are not known yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile import UNKNOWN, InputValue
from support.core import check
from support.core_harness import opened

BOT = KINDS["bot"]
USER = KINDS["partner_user"]

faults = pytest.mark.parametrize(
    ("kind", "field", "value", "says"),
    [
        (BOT, "name", "x" * 192, "is 192 bytes long, at most 191 are stored: shorten it"),
        (BOT, "name", "ü" * 96, "is 192 bytes long"),
        (BOT, "name", 5, "is 5, but must be text"),
        (BOT, "name", True, "is True, but must be text"),
        (BOT, "alias", "Ada", "lowercase letters, digits, hyphens and underscores only"),
        (BOT, "alias", "a" * 129, "is 129 characters long, at most 128 fit"),
        (BOT, "visibility", "secret", "is 'secret', but must be one of private, protected, public"),
        (BOT, "visibility", "", "must be one of"),
        (BOT, "privacy", "yes", "is 'yes', but must be true or false"),
        (BOT, "privacy", 1, "is 1, but must be true or false"),
        (BOT, "model", "gpt 4", "a model string"),
        (BOT, "meta", [1], "must be a map (JSON object)"),
        (BOT, "meta", {"_team": 1}, "has the key '_team', but keys must start with a letter a-z or a digit"),
        (BOT, "meta", {"étage": 1}, "keys must start with a letter a-z or a digit"),
        (BOT, "meta", {"a": [{"#b": 1}]}, "has the key '#b', which the API would store and never return"),
        (BOT, "meta", {"pulumiName": "x"}, "has the key 'pulumiName', which marks the owner of the object"),
        (BOT, "runAs", "@acme", "the id of a partner user"),
        (BOT, "runAs", "a\r\nX-Evil: 1", "the id of a partner user"),
        (BOT, "runAs", 5, "is 5, but must be text"),
        (BOT, "backStory", "hi", "is not a field of Bot; did you mean backstory (backstory in Python)?"),
        (USER, "email", "ops@acme", "an e-mail address such as ops@example.com"),
        (KINDS["dataset"], "recordMaxTokens", 1.5, "is 1.5, but must be a whole number"),
        (KINDS["dataset"], "recordMaxTokens", 0, "is 0, but must be at least 1"),
        (KINDS["partner_user_context"], "payload", "text", "must be a map (JSON object)"),
    ],
)


@faults
def test_a_fault_names_field_value_and_rule(kind: Kind, field: str, value: InputValue, says: str) -> None:
    """Found before any request is sent: the service reports only the first problem, or stores a damaged value."""
    scope: dict[str, InputValue] = {owner.field: "u1" for owner in kind.parents}
    failures = check(kind, {**scope, field: value}).failures

    assert [failure.field for failure in failures] == [field]
    assert says in failures[0].reason


def test_all_faults_are_named_at_once() -> None:
    """A program with three mistakes can be fixed after one run."""
    failures = check(BOT, {"name": 5, "alias": "A", "colour": "red"}).failures

    assert {failure.field for failure in failures} == {"name", "alias", "colour"}


@pytest.mark.parametrize("name", ["partner_user_context", "partner_user_token"])
def test_a_child_of_a_partner_user_needs_one(name: str) -> None:
    """The id of the partner user is part of the path."""
    (failure,) = check(KINDS[name], {}).failures

    assert failure.field == "userId"
    assert "pass user=" in failure.reason


def test_what_equals_the_default_is_the_same_as_absent() -> None:
    """Inputs then hold only what differs from the defaults, and a refresh produces the same inputs."""
    declared: dict[str, InputValue] = {
        "name": "",
        "visibility": "private",
        "privacy": False,
        "alias": "",
        "datasetId": " ",
        "backstory": None,
    }

    assert check(BOT, declared).inputs == {}


def test_declared_empty_meta_is_not_absent() -> None:
    """A declared map is managed as a whole, so an empty one means that all other keys are removed."""
    assert check(BOT, {"meta": {}}).inputs == {"meta": {}}


def test_trap_25_whole_numbers_stay_integers() -> None:
    """Pulumi passes every number as a float; the API's integer columns refuse fractions (trap 25)."""
    checked = check(KINDS["dataset"], {"recordMaxTokens": 100.0, "meta": {"a": [2.0, 2.5]}})

    assert repr(checked.inputs) == "{'recordMaxTokens': 100, 'meta': {'a': [2, 2.5]}}"


@given(
    kind=st.sampled_from(list(OBJECT_KINDS.values())),
    deep=st.recursive(
        st.just(UNKNOWN),
        lambda inner: st.lists(inner, min_size=1, max_size=2) | st.dictionaries(st.text(max_size=3), inner, min_size=1),
        max_leaves=4,
    ),
)
def test_unknown_values_pass_at_any_depth(kind: Kind, deep: InputValue) -> None:
    """In a preview many values are unknown; they have to be returned as they are, and must not be refused."""
    names = [*kind.by_name, *kind.location_keys]
    inputs: dict[str, InputValue] = dict.fromkeys(names, deep)
    checked = check(kind, inputs)

    assert checked.failures == ()
    assert opened(checked.inputs) == inputs


def fields_with_rules() -> list[Field]:
    """Every field that has a limit."""
    return [field for kind in KINDS.values() for field in kind.fields if field.rules]


@pytest.mark.parametrize("field", fields_with_rules(), ids=lambda field: field.name)
def test_every_rule_describes_itself(field: Field) -> None:
    """Reference pages and docstrings are generated from these descriptions."""
    assert all(rule.describe() for rule in field.rules)


@faults
def test_a_fault_of_what_the_program_marks_secret_does_not_quote_it(
    kind: Kind, field: str, value: InputValue, says: str
) -> None:
    """Field and rule are named. Keys of maps are not secret and may be quoted."""
    scope: dict[str, InputValue] = {owner.field: "u1" for owner in kind.parents}
    (failure,) = check(kind, {**scope, field: value}, secret=[field]).failures

    assert failure.field == field
    assert not isinstance(value, str) or repr(value) not in failure.reason
    assert says.rpartition("but ")[2] in failure.reason
