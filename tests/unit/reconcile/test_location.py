"""The list queries of a location: by the marker of its resource, where there is one and the list can filter."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker

OF_STACK = {"meta[pulumiStack]": "shop/dev"}
OF_OWNER = {"meta[pulumiOwner]": "acme"}


@pytest.mark.parametrize("owner", [None, "acme"])
def test_a_list_is_filtered_by_stack_owner_and_name(owner: str | None) -> None:
    """Objects of another stack, or of another organization in the same account, are on no page then."""
    marker = Marker("shop/dev", "support", owner)

    location = location_of(KINDS["bot"], {MARKER: marker.as_input()})

    stack = {**OF_STACK, **(OF_OWNER if owner else {})}
    assert location.stack_filter == stack
    assert location.resource_filter == {**stack, "meta[pulumiName]": "support"}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bot", {}),
        ("partner_user_token", {"userId": "u"}),
    ],
)
def test_without_a_marker_the_whole_list_is_read(kind: str, values: JsonObject) -> None:
    location = location_of(KINDS[kind], values)

    assert (location.stack_filter, location.resource_filter) == ({}, {})
