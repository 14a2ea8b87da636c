"""The one walk over the catalog's rules, and that all who use it agree."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import MASK, Field
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.validation import Validator
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND
from pulumi_chatbotkit.inputs.tenants.objects import object_problems, tenant_problems
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.check import check
from pulumi_chatbotkit.reconcile.values import InputValue
from support.strategies import JSON

FIELDS = [
    (kind, field) for kind in ("partner_user", *SECTION_OF_KIND) for field in KINDS[kind].fields if not field.secret
]
"""Every field that a tenants file may hold as a value."""


def problems_in_file(kind: str, values: JsonObject) -> list[Problem]:
    """What the tenants file says of the values of one object."""
    return [*(tenant_problems(values) if kind == "partner_user" else object_problems(SECTION_OF_KIND[kind], values))]


def validator(kind: str) -> Validator:
    """The rules of a kind, with short words for unknown names."""
    return Validator(
        fields=KINDS[kind].fields,
        conditions=KINDS[kind].conditions,
        reserved_meta_keys=frozenset({"mine"}),
        unknown_name=lambda name, _known: Problem((name,), "is unknown"),
    )


def problems(kind: str, values: JsonObject, **options: set[str]) -> list[str]:
    """Path and reason of each problem."""
    return [f"{problem.field} {problem.reason}" for problem in validator(kind).problems(values, **options)]


@given(field=st.sampled_from(FIELDS), value=JSON)
def test_the_tenants_file_and_check_agree(field: tuple[str, Field], value: JsonValue) -> None:
    """A value that one accepts and the other refuses fails in the middle of a run, or cannot be written at all."""
    name, row = field
    kind = KINDS[name]
    inputs = cast("dict[str, InputValue]", {row.name: value})
    inputs |= {parent.field: "u1" for parent in kind.parents}
    others: JsonObject = {parent.field: "u1" for parent in kind.parents if parent is kind.attached}
    in_file = [(found.path, found.reason) for found in problems_in_file(name, {**others, row.name: value})]
    in_check = [(found.path, found.reason) for found in check(kind, inputs).failures]

    assert [(path, reason.replace("a map (JSON object)", "a map")) for path, reason in in_check] == [
        (path, reason.replace("a map (JSON object)", "a map")) for path, reason in in_file
    ]


@pytest.mark.parametrize(
    ("values", "path", "reason"),
    [
        ({"config": {"expiresInDays": 0}}, ("config", "expiresInDays"), "is 0, but must be at least 1"),
        ({"type": "usage", "config": {"metric": "tokens"}}, ("config", "threshold"), "is missing"),
        ({"type": "usage"}, ("config",), "must be declared while type is usage"),
    ],
)
def test_a_section_of_a_tenants_file_is_checked_by_the_variant_that_applies(
    values: JsonObject, path: tuple[str, ...], reason: str
) -> None:
    """The reader of the file used to skip variants and conditions."""
    found = problems_in_file("policy", values)

    assert found[0].path == path
    assert found[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        ("bot", {"colour": "red"}, ["colour is unknown"]),
        ("portal", {}, ["slug is missing: the service requires it"]),
        ("portal", {"slug": None}, ["slug is missing: the service requires it"]),
        ("bot", {"meta": {"mine": 1}}, ["meta has the key 'mine', which marks the owner of the object: rename it"]),
        ("secret", {"value": MASK}, ["value is the mask that the service shows instead of a secret: give the secret"]),
        ("secret", {"config": {"clientSecret": MASK}}, ["config is the mask that the service shows"]),
        ("secret", {"kind": "personal", "value": "x"}, ["value must be left out while kind is personal: a personal"]),
    ],
)
def test_every_sort_of_rule_is_applied(kind: str, values: JsonObject, says: list[str]) -> None:
    """Names, required fields, reserved keys, masks and conditions."""
    found = problems(kind, values)

    assert [each[: len(start)] for each, start in zip(found, says, strict=True)] == says


def test_a_value_that_is_not_known_yet_satisfies_every_rule() -> None:
    """A preview must not refuse what an update would accept."""
    assert problems("portal", {}, unknown={"slug"}) == []
    assert problems("secret", {"kind": "personal"}, unknown={"meta"}) == []
    assert problems("policy", {"type": "usage"}, unknown={"config"}) == []
    assert problems("policy", {"config": {"expiresInDays": 0}}, unknown={"type"}) == []


def test_a_value_that_is_not_known_yet_counts_as_given() -> None:
    """A personal secret must not have a value, whatever the value will be."""
    assert [each.split()[0] for each in problems("secret", {"kind": "personal"}, unknown={"value"})] == ["value"]


def test_a_field_that_cannot_be_cleared_is_missed_only_if_it_was_there() -> None:
    """The service ignores the request (trap 6, fields that cannot be cleared)."""
    assert problems("space", {}) == []
    assert problems("space", {}, before={"contactId"})[0].startswith("contactId cannot be removed")


def test_texts_of_secret_fields_are_not_quoted() -> None:
    """Messages end up in logs of pipelines."""
    assert problems("bot", {"alias": "S3CRET"}, secret={"alias"})[0].startswith("alias is a secret, but must be")
    assert problems("bot", {"alias": ["S3CRET"]}, secret={"alias"}) == ["alias is something else, but must be text"]
