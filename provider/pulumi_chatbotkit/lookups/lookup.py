"""Finds the one object that a ``get_...`` function is asked for. More than one match is an error."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import pulumi

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.lookups.arguments import chosen, scope_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.listing import holds, query_of
from pulumi_chatbotkit.lookups.results import result
from pulumi_chatbotkit.lookups.shape import get_name
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.read import read_record
from pulumi_chatbotkit.reconcile.values import State

_Result = TypeVar("_Result")
_SHOWN_CANDIDATES = 10


def one(make: Callable[..., _Result], kind_name: str, given: Mapping[str, object]) -> _Result:
    """The one object that the arguments identify.

    Args:
        make: Class of the result.
        kind_name: Kind of the object.
        given: Values by argument; None means left out. All selectors but one are None.

    Raises:
        pulumi.RunError: an argument cannot be used, no object or more than one was found, or the service refused.
    """
    kind = KINDS[kind_name]
    where = scope_of(get_name(kind), kind, given)
    selector, wanted = chosen(kind, given)
    with connected(get_name(kind)) as connection:
        there = LocatedClient(connection.runtime.client, location_of(kind, where))
        found = connection.runtime.run(_candidates(there, selector, wanted))
    if len(found) != 1:
        asked = (
            f"{kind.class_name} with {selector} {quoted(wanted)} {_location_text(kind, where)} at {connection.base_url}"
        )
        message = f"{get_name(kind)}: {_ambiguous(asked, found) if found else f'there is no {asked}'}"
        raise pulumi.RunError(message)
    return result(make, kind, found[0], where)


async def _candidates(there: LocatedClient, selector: str, wanted: JsonValue) -> list[JsonObject]:
    kind = there.location.kind
    # Below an owner the service takes raw ids only (docs/api/api.md a.11, b.11).
    if selector == "id" or (selector == "alias" and kind.parent is None):
        find = read_record if selector == "id" else _by_alias
        record = await find(there, str(wanted))
        return [] if record is None else [record]
    conditions = {selector: wanted}
    items = there.items(query_of(kind, conditions))
    found = {str(record.get("id")): record async for record in items if holds(record, conditions)}
    return [*found.values()]


async def _by_alias(there: LocatedClient, alias: str) -> JsonObject | None:
    kind = there.location.kind
    try:
        record = await there.resolve(f"@{alias}")
    except ApiError as error:
        if await is_gone(there, f"@{alias}", error):
            return None
        raise
    if record.get("alias", alias) != alias:
        message = f"{get_name(kind)}: the service answered with {record.get('id')}, whose alias is {record['alias']!r}"
        raise pulumi.RunError(message)
    # What a fetch may hide is looked up in the list, by id.
    return await read_record(there, str(record.get("id"))) if kind.list_only else record


def _ambiguous(asked: str, found: list[JsonObject]) -> str:
    ids = [str(record.get("id")) for record in found]
    more = f" and {len(ids) - _SHOWN_CANDIDATES} more" if len(ids) > _SHOWN_CANDIDATES else ""
    listed = ", ".join(ids[:_SHOWN_CANDIDATES])
    return f"there are {len(ids)} of {asked}: {listed}{more}; pass the id of the one that you mean"


def _location_text(kind: Kind, location: State) -> str:
    owner = f"of {kind.parent.kind.replace('_', ' ')} {location[kind.parent.field]}" if kind.parent else ""
    tenant = location.get(RUN_AS)
    account = f"in the account of partner user {tenant}" if tenant else "in your own account"
    return f"{owner} {account}".strip()
