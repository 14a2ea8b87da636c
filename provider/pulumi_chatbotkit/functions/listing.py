"""Lists of any kind, page by page, narrowed by conditions on fields.

Every condition is examined here, too: deployments pass over filters that they do not know, and the service compares
``meta`` as text (docs/api/api.md a.9), so that a filter alone proves nothing.
"""

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from typing import TypeVar

from pulumi_chatbotkit.api import ApiPath, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import same_json
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.functions.arguments import ids_of, meta_of, rules_of, text_of
from pulumi_chatbotkit.functions.connection import connected
from pulumi_chatbotkit.functions.results import result
from pulumi_chatbotkit.functions.shape import list_name
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.routes import collection, run_as
from pulumi_chatbotkit.reconcile.values import State

_Result = TypeVar("_Result")
Conditions = Mapping[str, JsonValue]
"""What records must hold, keyed by the API's names; of ``meta`` the entries that it must have."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BOOLEANS = ("true", "false")


def objects(
    make: Callable[..., _Result],
    kind_name: str,
    *,
    meta: object,
    wanted: Mapping[str, tuple[str, object]],
    place: Mapping[str, tuple[str, object]],
) -> Iterator[_Result]:
    """The results of a list action, newest first; a page is asked for when the one before has been used up.

    Args:
        make: Class of the results.
        kind_name: What to list.
        meta: Entries that the objects' ``meta`` must have, or None.
        wanted: By field, the argument's name and its value or None.
        place: By state key, the argument's name and its value or None.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    kind = KINDS[kind_name]
    function = list_name(kind)
    where = ids_of(function, place)
    conditions: dict[str, JsonValue] = {
        name: text_of(function, argument, value, rules_of(kind.by_name[name]))
        for name, (argument, value) in wanted.items()
        if value is not None
    }
    if meta is not None:
        conditions["meta"] = meta_of(function, meta)
    return (result(make, kind, record, where) for record in _records(function, kind, where, conditions))


def _records(function: str, kind: Kind, place: State, conditions: Conditions) -> Iterator[JsonObject]:
    path, query = (*collection(kind, place), "list"), query_of(kind, conditions)
    return (record for record in streamed(function, path, query, run_as(kind, place)) if holds(record, conditions))


def streamed(function: str, path: ApiPath, query: Mapping[str, str], scope: RunAs | None) -> Iterator[JsonObject]:
    """The records that the list action at ``path`` shows to the account ``scope``."""
    with connected(function) as connection:
        pages = connection.service.client.pages(path, query=query, run_as=scope)
        while page := connection.service.run(_next(pages)):
            yield from page


def query_of(kind: Kind, conditions: Conditions) -> dict[str, str]:
    """The conditions that the list action can apply itself."""
    own = {name: str(value) for name, value in conditions.items() if name in kind.filters}
    entries = (as_object(conditions.get("meta")) or {}) if kind.filters_by_meta else {}
    texts = {key: _filter_text(value) for key, value in entries.items() if _PLAIN_KEY.fullmatch(key)}
    return {**own, **{f"meta[{key}]": text for key, text in texts.items() if text is not None}}


def holds(record: JsonObject, conditions: Conditions) -> bool:
    """Whether a record meets all conditions."""
    entries: Conditions = {name: value for name, value in conditions.items() if name != "meta"}
    wanted, found = as_object(conditions.get("meta")) or {}, as_object(record.get("meta")) or {}
    return _has(record, entries) and _has(found, wanted)


def _has(found: JsonObject, wanted: Conditions) -> bool:
    return all(name in found and same_json(found[name], value) for name, value in wanted.items())


def _filter_text(value: JsonValue) -> str | None:
    """A value as the filter takes it; None for what it would never find: numbers, and the texts true and false."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and value and value not in _BOOLEANS else None


async def _next(pages: AsyncGenerator[list[JsonObject]]) -> list[JsonObject]:
    after_the_last: list[JsonObject] = []
    return await anext(pages, after_the_last)
