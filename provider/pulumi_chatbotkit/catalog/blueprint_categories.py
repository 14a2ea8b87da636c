"""The categories of what is in a blueprint: which kind they are, and the items of an answer or a file.

Source: docs/api/api.md b.6 (blueprint).
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_INTEGRATION: Final = "integration_"

CATEGORIES: Mapping[str, Kind] = MappingProxyType(
    {
        **{name: KINDS[name] for name in ("bot", "dataset", "skillset", "secret", "file", "space", "task", "policy")},
        "ability": KINDS["skillset_ability"],
        "portals": KINDS["portal"],
        **{
            f"{name.removeprefix(_INTEGRATION)}Integration": kind
            for name, kind in KINDS.items()
            if name.startswith(_INTEGRATION)
        },
    }
)
"""The kind of the objects in each category; the service has a few categories more, of kinds without a resource."""

SINGULAR_PORTAL: Final = "portal"
"""Import takes this word for ``portals``, too (docs/api/api.md b.6)."""


def items_by_category(answer: JsonObject) -> dict[str, list[JsonObject]] | None:
    """The items of an export or a resource list, with our names of fields; None if it has another form."""
    categories = as_object(answer.get("resources"))
    if categories is None or not all(isinstance(items, list) for items in categories.values()):
        return None
    return {category: [_renamed(category, item) for item in _objects(items)] for category, items in categories.items()}


def _objects(items: JsonValue) -> Iterator[JsonObject]:
    for item in items if isinstance(items, list) else ():
        found = as_object(item)
        if found is not None:
            yield found


def _renamed(category: str, item: JsonObject) -> JsonObject:
    """An item with the names of the newer generation (docs/api/api.md d: generation as a whole)."""
    return CATEGORIES[category].in_our_names(item) if category in CATEGORIES else item
