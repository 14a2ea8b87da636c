"""What a valid tenants file means."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec, read_tenants
from pulumi_chatbotkit.json_values import JsonObject

Read = Callable[..., tuple[TenantSpec, ...]]
ROOT = Path(__file__).parents[3]


def only(tenants: tuple[TenantSpec, ...]) -> TenantSpec:
    (tenant,) = tenants
    return tenant


def test_the_example_is_valid() -> None:
    """It is what the default program provisions, and what readers copy from."""
    tenants = read_tenants(ROOT / "tenants.yaml")

    assert [tenant.key for tenant in tenants] == ["acme", "globex", "initech"]


def test_fields_become_keyword_arguments(read: Read) -> None:
    """Resource classes take Python names; keys inside maps are the user's or the API's and stay."""
    tenant = only(
        read("tenants: {a: {limits: {file: {maxFileSize: 5}}, bots: {b: {datasetId: '@faq', privacy: true}}}}")
    )

    assert tenant.user == {"limits": {"file": {"maxFileSize": 5}}}
    assert tenant.bots == {"b": {"dataset_id": "@faq", "privacy": True}}


def test_a_tenant_without_more_than_a_bot_has_a_token(read: Read) -> None:
    """Without a key no application can act for the tenant; all else is made on request."""
    tenant = only(read("tenants: {a: {bots: {b: {}}}}"))

    assert tenant.token == {}
    assert (tenant.blueprint, tenant.dataset, tenant.skillset) == (None, None, None)
    assert (tenant.context, tenant.context_bot) == ({}, "b")
    assert (tenant.protect, tenant.retain) == (False, False)


@pytest.mark.parametrize(
    ("written", "token"), [("null", {}), ("true", {}), ("false", None), ("{name: k}", {"name": "k"})]
)
def test_false_means_no_token(read: Read, written: str, token: JsonObject | None) -> None:
    """null says nothing, so it can not mean that there shall be none."""
    assert only(read(f"tenants: {{a: {{token: {written}, bots: {{b: true}}}}}}")).token == token


@pytest.mark.parametrize("part", ["blueprint", "dataset", "skillset"])
@pytest.mark.parametrize(
    ("written", "made"), [("null", None), ("false", None), ("true", {}), ("{name: n}", {"name": "n"})]
)
def test_true_makes_a_part_with_defaults(read: Read, part: str, written: str, made: JsonObject | None) -> None:
    """A dataset needs no field, and ``{}`` is a strange way to ask for one."""
    assert getattr(only(read(f"tenants: {{a: {{{part}: {written}, bots: {{b: true}}}}}}")), part) == made


@pytest.mark.parametrize(
    ("context", "bot"),
    [("{}", "first"), ("{bot: second}", "second"), ("{bot: null}", None), ("{botId: x}", None), ("null", "first")],
)
def test_a_context_points_to_the_first_bot_unless_told_otherwise(read: Read, context: str, bot: str | None) -> None:
    """Most tenants have one bot; a null that is written out says that there shall be none."""
    tenant = only(read(f"tenants: {{a: {{context: {context}, bots: {{first: {{}}, second: {{}}}}}}}}"))

    assert tenant.context_bot == bot


def test_null_is_the_same_as_not_declared(read: Read) -> None:
    """A field without a value has the API's default, however its absence is written."""
    tenant = only(read("tenants: {a: {name: null, email: ~, image: , protect: null, bots: {b: {model: null}}}}"))

    assert (tenant.user, tenant.bots) == ({}, {"b": {}})


def test_removal_and_protection_are_options_of_a_tenant(read: Read) -> None:
    """Offboarding differs by customer."""
    keep, drop = read(
        "tenants: {a: {onDelete: retain, protect: true, bots: {b: {}}}, c: {onDelete: delete, bots: {b: {}}}}"
    )

    assert (keep.retain, keep.protect) == (True, True)
    assert (drop.retain, drop.protect) == (False, False)


def test_numbers_stay_as_they_are_written(read: Read) -> None:
    """The API refuses floats in integer columns, and ``1.0`` is no count."""
    dataset = only(read("tenants: {a: {dataset: {searchMinScore: 1, searchMaxRecords: 5.0}, bots: {b: {}}}}")).dataset

    assert repr(dataset) == repr({"search_min_score": 1, "search_max_records": 5})


def test_no_tenants_can_be_said(read: Read) -> None:
    """The last customer may leave; but only an explicit empty map says so."""
    assert read("tenants: {}") == ()
