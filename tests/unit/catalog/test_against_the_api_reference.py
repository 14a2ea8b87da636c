"""The catalog held against docs/api/api.json, which was written from the service and knows nothing of the catalog."""

import json
import re
from pathlib import Path
from typing import cast

import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, Omit, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.rules import OneOf
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.json_values import JsonObject, as_object

REFERENCE = cast(
    "JsonObject", json.loads((Path(__file__).parents[3] / "docs" / "api" / "api.json").read_text(encoding="utf-8"))
)
LEFT_OUT = {"dataset": {"store"}}  # docs/api/api.md (d): accepted and discarded by the service, "do not expose"

all_kinds = pytest.mark.parametrize("kind", OBJECT_KINDS.values(), ids=OBJECT_KINDS)
every_field = pytest.mark.parametrize(
    ("kind", "field"),
    [
        pytest.param(kind, field, id=f"{kind.name}-{field.name}")
        for kind in OBJECT_KINDS.values()
        for field in kind.fields
        if not (field.follow_up_action or field.provider_only)
    ],
)


def part(kind: Kind, *path: str) -> JsonObject:
    """A part of what the reference says of the kind; {} where it says nothing."""
    found: JsonObject = REFERENCE
    for key in (kind.name, "actions", *path):
        found = as_object(found.get(key)) or {}
    return found


def row(kind: Kind, field: Field, action: str = "create") -> JsonObject:
    """The reference's row of a request field."""
    with_delete = part(kind, "detach" if kind.attached else "delete", "request", field.name)
    found = with_delete or part(kind, "attach" if kind.attached else action, "request", field.name)
    assert found, f"docs/api/api.json does not know {kind.name}.{field.name} in {action}"
    return found


@all_kinds
def test_every_request_field_is_declared(kind: Kind) -> None:
    """A field of the API that is missing here could not be managed, nor its drift seen."""
    actions = ("create", "attach", "update", "delete", "detach")
    known = {field for action in actions for field in part(kind, action, "request")}

    ours = {field.name for field in kind.fields if field.follow_up_action or field.provider_only}
    assert {field.name for field in kind.fields} - ours == known - LEFT_OUT.get(kind.name, set())


@all_kinds
def test_paths_are_those_of_the_reference(kind: Kind) -> None:
    """Create is at the collection's path."""
    create = part(kind, "attach" if kind.attached else "create")
    assert create["path"] == "/v1/" + "/".join((*kind.path, *kind.actions.create))
    assert kind.has_fetch == bool(part(kind, "fetch"))


@every_field
def test_defaults_and_choices_are_those_of_the_reference(kind: Kind, field: Field) -> None:
    """Absent means the default, so a wrong default is a wrong desired state."""
    expected = row(kind, field)
    choices = next((list(rule.choices) for rule in field.rules if isinstance(rule, OneOf)), None)

    # A required field has no default there; one with a single choice is sent for the user here.
    made = field.generated and "generated" in str(expected["default"])
    assert expected["required"] or made or field.default == expected["default"]
    assert choices == expected.get("enum")


@every_field
def test_shapes_are_those_of_the_reference(kind: Kind, field: Field) -> None:
    """The reference says number for integers, too."""
    shape = "number" if field.shape is Shape.INTEGER else field.shape.value
    names = {Shape.TEXT: "string"}

    assert names.get(field.shape, shape) == row(kind, field)["type"]


@every_field
def test_null_is_sent_only_where_the_reference_allows_it(kind: Kind, field: Field) -> None:
    """Null elsewhere is a 400 or a 500 (trap 10)."""
    nullable = bool(row(kind, field)["nullable"])

    may_be_null = nullable and field.default is None and field.shape is not Shape.OBJECT and not field.required
    assert (field.clear in (Clear.NULL, Clear.IMPOSSIBLE)) == (may_be_null or field.required)


@every_field
def test_fields_that_an_update_resets_are_known(kind: Kind, field: Field) -> None:
    """They have to travel with every update (trap 1)."""
    effects = as_object(row(kind, field, "update").get("onUpdate")) or {}
    resets = any(word in str(effects.get("omit")).lower() for word in ("clear", "reset", "required"))
    if kind.name == "skillset_ability" and field.name in ("instruction", "meta"):
        resets = field.name == "instruction"  # api.json says it in notes; meta is rebuilt as a whole instead

    assert (field.omit is Omit.RESETS) == resets


@every_field
def test_what_a_fetch_hides_is_known(kind: Kind, field: Field) -> None:
    """Values that no answer shows are kept from the state (trap 2)."""
    hidden = field.name not in part(kind, "fetch", "response")
    listed = field.name in (
        as_object((as_object(part(kind, "list", "response").get("items")) or {}).get("items")) or {}
    )
    masked = str(row(kind, field).get("readBack", "")).startswith("masked")
    shown = ReadBack.MASKED if masked else ReadBack.RETURNED
    expected = shown if not hidden else ReadBack.LIST_ONLY if listed else ReadBack.NEVER

    assert field.read_back is (ReadBack.RETURNED if not kind.has_fetch and listed else expected)


@all_kinds
def test_actions_after_a_change_are_known_to_the_reference(kind: Kind) -> None:
    """Options that call an action exist where the API has it."""
    offered = {field.follow_up_action for field in kind.fields if field.follow_up_action}
    known = {name for name in ("setup", "sync") if part(kind, name) and kind.name.startswith("integration_")}

    assert offered == known


@all_kinds
def test_one_field_carries_the_marker(kind: Kind) -> None:
    """Every kind with a ``meta`` has it there; without it, nothing would say whose an object is."""
    carriers = [field.name for field in kind.fields if field.carries_marker]
    assert carriers == ([] if kind.attached else ["meta"])


@all_kinds
def test_what_lists_show_and_filter_by_is_known(kind: Kind) -> None:
    """A filter that the service does not know is passed over or refused; a field that a list hides looks cleared."""
    listed = as_object((as_object(part(kind, "list", "response").get("items")) or {}).get("items")) or {}
    query = {name for key in part(kind, "list", "query") for name in re.split(r" ?/ ?", key)}

    assert listed
    fetched = part(kind, "fetch", "response").keys() - set(kind.location_keys)  # those are known without an answer
    assert kind.list_shows_all == (fetched <= listed.keys())
    assert kind.filters_by_meta == ("meta[key]" in query)
    assert set(kind.filters) == query & kind.by_name.keys()
