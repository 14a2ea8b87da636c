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

    assert tenant.arguments == {
        "limits": {"file": {"maxFileSize": 5}},
        "bots": {"b": {"dataset_id": "@faq", "privacy": True}},
    }


def test_nothing_is_declared_that_the_file_does_not_say(read: Read) -> None:
    """What a tenant has by default is up to ``Tenant``."""
    tenant = only(read("tenants: {a: {bots: {b: {}}}}"))

    assert tenant.arguments == {"bots": {"b": {}}}
    assert not tenant.protect


@pytest.mark.parametrize(
    ("written", "token"), [("null", None), ("true", {}), ("false", False), ("{name: k}", {"name": "k"})]
)
@pytest.mark.parametrize("part", ["token", "context"])
def test_false_means_no_token(read: Read, part: str, written: str, token: JsonObject | bool | None) -> None:
    """null says nothing, so it can not mean that there shall be none."""
    tenant = only(read(f"tenants: {{a: {{{part}: {written}, bots: {{b: true}}}}}}"))

    assert tenant.arguments.get(part) == token


@pytest.mark.parametrize("part", ["blueprint", "dataset", "skillset"])
@pytest.mark.parametrize(
    ("written", "made"), [("null", None), ("false", None), ("true", {}), ("{name: n}", {"name": "n"})]
)
def test_true_makes_a_part_with_defaults(read: Read, part: str, written: str, made: JsonObject | None) -> None:
    """A dataset needs no field, and ``{}`` is a strange way to ask for one."""
    assert only(read(f"tenants: {{a: {{{part}: {written}, bots: {{b: true}}}}}}")).arguments.get(part) == made


@pytest.mark.parametrize(
    ("context", "declared"),
    [
        ("{}", {}),
        ("{bot: second}", {"bot": "second"}),
        ("{bot: null}", {"bot": None}),
        ("{botId: x}", {"bot_id": "x"}),
        ("{botId: null}", {"bot_id": None}),
        ("{bot: '@shared'}", {"bot_id": "@shared"}),
    ],
)
def test_a_reference_is_a_key_or_an_alias_or_null(read: Read, context: str, declared: JsonObject) -> None:
    """A null that is written out says that there shall be none, so it is kept."""
    tenant = only(read(f"tenants: {{a: {{context: {context}, bots: {{first: {{}}, second: {{}}}}}}}}"))

    assert tenant.arguments["context"] == declared


def test_null_is_the_same_as_not_declared(read: Read) -> None:
    """A field without a value has the API's default, however its absence is written."""
    tenant = only(read("tenants: {a: {name: null, email: ~, image: , protect: null, bots: {b: {model: null}}}}"))

    assert tenant.arguments == {"bots": {"b": {}}}


def test_removal_and_protection_are_options_of_a_tenant(read: Read) -> None:
    """Offboarding differs by customer."""
    keep, drop = read(
        "tenants: {a: {onDelete: retain, protect: true, bots: {b: {}}}, c: {onDelete: delete, bots: {b: {}}}}"
    )

    assert (keep.arguments["retain_on_delete"], keep.protect) == (True, True)
    assert ("retain_on_delete" in drop.arguments, drop.protect) == (False, False)


def test_numbers_stay_as_they_are_written(read: Read) -> None:
    """The API refuses floats in integer columns, and ``1.0`` is no count."""
    tenant = only(read("tenants: {a: {dataset: {searchMinScore: 1, searchMaxRecords: 5.0}, bots: {b: {}}}}"))

    assert repr(tenant.arguments["dataset"]) == repr({"search_min_score": 1, "search_max_records": 5})


def test_no_tenants_can_be_said(read: Read) -> None:
    """The last customer may leave; but only an explicit empty map says so."""
    assert read("tenants: {}") == ()
