"""Lists objects of a kind, page by page, filtered by conditions on fields.

Conditions are checked here as well as sent: deployments ignore filters that they do not know, and the service compares
``meta`` as text (docs/api/api.md a.9 (lists)).
"""

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from typing import TypeVar

from pulumi_chatbotkit.api import ApiPath, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import same_json
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.lookups.arguments import meta_of, rules_of, scope_of, text_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.results import result
from pulumi_chatbotkit.lookups.shape import filter_arguments, list_name
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.values import State

_Result = TypeVar("_Result")
Conditions = Mapping[str, JsonValue]
"""The values that records must have, by field; for ``meta``, the entries that it must contain."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BOOLEANS = ("true", "false")


def objects(make: Callable[..., _Result], kind_name: str, given: Mapping[str, object]) -> Iterator[_Result]:
    """The objects of a list, newest first. A page is fetched once the previous one is used up.

    Args:
        make: Class of the results.
        kind_name: Kind of the objects.
        given: Values by argument; None means left out.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    kind = KINDS[kind_name]
    function = list_name(kind)
    where = scope_of(function, kind, given)
    conditions: dict[str, JsonValue] = {
        name: text_of(function, argument, given[argument], rules_of(kind.by_name[name]))
        for name, argument in filter_arguments(kind).items()
        if given[argument] is not None
    }
    if given.get("meta") is not None:
        conditions["meta"] = meta_of(function, given["meta"])
    return (result(make, kind, record, where) for record in _records(function, kind, where, conditions))


def _records(function: str, kind: Kind, place: State, conditions: Conditions) -> Iterator[JsonObject]:
    collection, query = location_of(kind, place).collection, query_of(kind, conditions)
    records = streamed(function, (*collection.path, "list"), query, collection.run_as)
    return (record for record in records if holds(record, conditions))


def streamed(function: str, path: ApiPath, query: Mapping[str, str], scope: RunAs | None) -> Iterator[JsonObject]:
    """The records of the list action at ``path``, in the account ``scope``; None means your own."""
    with connected(function) as connection:
        pages = connection.runtime.client.pages(path, query=query, run_as=scope)
        while page := connection.runtime.run(_next(pages)):
            yield from page


def query_of(kind: Kind, conditions: Conditions) -> dict[str, str]:
    """The query parameters of the list action for the conditions that it supports."""
    own = {name: str(value) for name, value in conditions.items() if name in kind.filters}
    entries = (as_object(conditions.get("meta")) or {}) if kind.filters_by_meta else {}
    texts = {key: _filter_text(value) for key, value in entries.items() if _PLAIN_KEY.fullmatch(key)}
    return {**own, **{f"meta[{key}]": text for key, text in texts.items() if text is not None}}


def holds(record: JsonObject, conditions: Conditions) -> bool:
    """True if a record meets all conditions."""
    entries: Conditions = {name: value for name, value in conditions.items() if name != "meta"}
    wanted, found = as_object(conditions.get("meta")) or {}, as_object(record.get("meta")) or {}
    return _has(record, entries) and _has(found, wanted)


def _has(found: JsonObject, wanted: Conditions) -> bool:
    return all(name in found and same_json(found[name], value) for name, value in wanted.items())


def _filter_text(value: JsonValue) -> str | None:
    """The value of a ``meta`` filter; None where it would match nothing: for numbers, and the texts true and false."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and value and value not in _BOOLEANS else None


async def _next(pages: AsyncGenerator[list[JsonObject]]) -> list[JsonObject]:
    after_the_last: list[JsonObject] = []
    return await anext(pages, after_the_last)
