"""Finding one object that exists already, by what a person knows of it. An ambiguous answer is an error."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import pulumi

from pulumi_chatbotkit.api import ApiError, Client
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.functions.arguments import chosen, ids_of
from pulumi_chatbotkit.functions.connection import connected
from pulumi_chatbotkit.functions.listing import holds, query_of
from pulumi_chatbotkit.functions.results import result
from pulumi_chatbotkit.functions.shape import get_name
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.records import read_record
from pulumi_chatbotkit.reconcile.routes import collection, run_as
from pulumi_chatbotkit.reconcile.values import State

_Result = TypeVar("_Result")
_SHOWN_CANDIDATES = 10


def one(
    make: Callable[..., _Result],
    kind_name: str,
    *,
    selectors: Mapping[str, object],
    place: Mapping[str, tuple[str, object]],
) -> _Result:
    """The result for the one object that the program means.

    Args:
        make: Class of the result.
        kind_name: What to look for.
        selectors: What it may be found by; all but one are None.
        place: By state key, the argument's name and its value or None.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one object was found, or the service refused.
    """
    kind = KINDS[kind_name]
    where = ids_of(get_name(kind), place)
    selector, wanted = chosen(kind, selectors)
    with connected(get_name(kind)) as connection:
        found = connection.service.run(_candidates(connection.service.client, kind, where, selector, wanted))
    if len(found) != 1:
        asked = (
            f"{kind.class_name} with {selector} {quoted(wanted)} {_place_text(kind, where)} at {connection.base_url}"
        )
        message = f"{get_name(kind)}: {_ambiguous(asked, found) if found else f'there is no {asked}'}"
        raise pulumi.RunError(message)
    return result(make, kind, found[0], where)


async def _candidates(client: Client, kind: Kind, place: State, selector: str, wanted: JsonValue) -> list[JsonObject]:
    # Below an owner the service takes raw ids only (docs/api/api.md a.11, b.11).
    if selector == "id" or (selector == "alias" and kind.parent is None):
        find = read_record if selector == "id" else _by_alias
        record = await find(client, kind, str(wanted), place)
        return [] if record is None else [record]
    conditions = {selector: wanted}
    path, query = (*collection(kind, place), "list"), query_of(kind, conditions)
    found = {
        str(record.get("id")): record
        async for record in client.items(path, query=query, run_as=run_as(kind, place))
        if holds(record, conditions)
    }
    return [*found.values()]


async def _by_alias(client: Client, kind: Kind, alias: str, place: State) -> JsonObject | None:
    path = (*collection(kind, place), f"@{alias}", "fetch")
    try:
        record = await client.get(path, run_as=run_as(kind, place))
    except ApiError as error:
        if await is_gone(client, kind, place, error):
            return None
        raise
    if record.get("alias", alias) != alias:
        message = f"{get_name(kind)}: the service answered with {record.get('id')}, whose alias is {record['alias']!r}"
        raise pulumi.RunError(message)
    # What a fetch may hide is looked up in the list, by id.
    return await read_record(client, kind, str(record.get("id")), place) if kind.list_only else record


def _ambiguous(asked: str, found: list[JsonObject]) -> str:
    ids = [str(record.get("id")) for record in found]
    more = f" and {len(ids) - _SHOWN_CANDIDATES} more" if len(ids) > _SHOWN_CANDIDATES else ""
    listed = ", ".join(ids[:_SHOWN_CANDIDATES])
    return f"there are {len(ids)} of {asked}: {listed}{more}; pass the id of the one that you mean"


def _place_text(kind: Kind, place: State) -> str:
    owner = f"of {kind.parent.kind.replace('_', ' ')} {place[kind.parent.field]}" if kind.parent else ""
    tenant = place.get(RUN_AS)
    account = f"in the account of partner user {tenant}" if tenant else "in your own account"
    return f"{owner} {account}".strip()
