"""Finds the one object that a ``get_...`` function is asked for. More than one match is an error."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import pulumi

from pulumi_chatbotkit.api import ApiError, Client
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.catalog.schema.rules import shown
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.lookups.arguments import chosen, location_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.listing import holds, query_of
from pulumi_chatbotkit.lookups.results import result
from pulumi_chatbotkit.lookups.shape import get_name
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.records import read_record
from pulumi_chatbotkit.reconcile.routes import collection, run_as
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
    where = location_of(get_name(kind), kind, given)
    selector, wanted = chosen(kind, given)
    with connected(get_name(kind)) as connection:
        found = connection.service.run(_candidates(connection.service.client, kind, where, selector, wanted))
    if len(found) != 1:
        asked = (
            f"{kind.class_name} with {selector} {shown(wanted)} {_location_text(kind, where)} at {connection.base_url}"
        )
        message = f"{get_name(kind)}: {_ambiguous(asked, found) if found else f'there is no {asked}'}"
        raise pulumi.RunError(message)
    return result(make, kind, found[0], where)


async def _candidates(
    client: Client, kind: Kind, location: State, selector: str, wanted: JsonValue
) -> list[JsonObject]:
    # Below a parent the API takes raw ids only (docs/api/api.md a.11 (references), b.11 (abilities)).
    if selector == "id" or (selector == "alias" and kind.owner is None):
        find = read_record if selector == "id" else _by_alias
        record = await find(client, kind, str(wanted), location)
        return [] if record is None else [record]
    conditions = {selector: wanted}
    path, query = (*collection(kind, location), "list"), query_of(kind, conditions)
    found = {
        str(record.get("id")): record
        async for record in client.items(path, query=query, run_as=run_as(kind, location))
        if holds(record, conditions)
    }
    return [*found.values()]


async def _by_alias(client: Client, kind: Kind, alias: str, location: State) -> JsonObject | None:
    path = (*collection(kind, location), f"@{alias}", "fetch")
    try:
        record = await client.get(path, run_as=run_as(kind, location))
    except ApiError as error:
        if await is_gone(client, kind, location, error):
            return None
        raise
    if record.get("alias", alias) != alias:
        message = f"{get_name(kind)}: the service answered with {record.get('id')}, whose alias is {record['alias']!r}"
        raise pulumi.RunError(message)
    # Fields that only the list returns are read there, by id.
    return await read_record(client, kind, str(record.get("id")), location) if kind.list_only else record


def _ambiguous(asked: str, found: list[JsonObject]) -> str:
    ids = [str(record.get("id")) for record in found]
    more = f" and {len(ids) - _SHOWN_CANDIDATES} more" if len(ids) > _SHOWN_CANDIDATES else ""
    listed = ", ".join(ids[:_SHOWN_CANDIDATES])
    return f"there are {len(ids)} of {asked}: {listed}{more}; pass the id of the one that you mean"


def _location_text(kind: Kind, location: State) -> str:
    owner = f"of {kind.owner.kind.replace('_', ' ')} {location[kind.owner.field]}" if kind.owner else ""
    tenant = location.get(RUN_AS)
    account = f"in the account of partner user {tenant}" if tenant else "in your own account"
    return f"{owner} {account}".strip()
