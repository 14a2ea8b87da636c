"""Reads one page of a list and tells whether it was the last. Pure.

Deployments end a list in four ways: no items, no cursor, a null cursor, an empty cursor; some send a cursor with the
last page and one empty page after it. Source: docs/api/api.md a.9 (lists) and trap 23 (how lists end).
"""

from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

LARGEST_TAKE = 100
"""The service clamps larger pages to this. Source: docs/api/api.md a.9 (lists)."""


@dataclass(frozen=True)
class Page:
    """The items of a page, and the cursor that requests the next page; None after the last."""

    items: list[JsonObject]
    next_cursor: str | None

    @property
    def ids(self) -> list[str]:
        """The ids of those items that have one."""
        return [given for item in self.items if isinstance(given := item.get("id"), str)]


def read_page(body: JsonObject) -> Page | None:
    """The page in the response to a list action; None if the response is not a page."""
    values = body.get("items")
    if not isinstance(values, list):
        return None
    items = [item for item in map(as_object, values) if item is not None]
    if len(items) != len(values):
        return None
    return Page(items, _cursor(body.get("cursor")) if items else None)


def _cursor(value: JsonValue) -> str | None:
    # Record lists take their cursors from the vector store (docs/api/api.md b.8), where a number is possible.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None
