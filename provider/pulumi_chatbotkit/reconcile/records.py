"""Reading one object: by fetch, by list where the API has no fetch or a fetch hides fields (trap 2)."""

from contextlib import aclosing

from pulumi_chatbotkit.api import ApiError, Client
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.marker import MARKER, NAME_KEY, STACK_KEY, marker_from_input
from pulumi_chatbotkit.reconcile.routes import collection, run_as
from pulumi_chatbotkit.reconcile.values import State


async def read_record(client: Client, kind: Kind, identifier: str, values: State) -> JsonObject | None:
    """The record of one object, or None once it is proven gone.

    Args:
        client: How to reach the service.
        kind: What the object is.
        identifier: Its id.
        values: Its state, for scope and marker.

    Raises:
        ChatBotKitError: the service refused or did not answer; nothing is known then.
    """
    try:
        if not kind.has_fetch:
            return await _from_list(client, kind, identifier, values)
        path = (*collection(kind, values), identifier, "fetch")
        record = await client.get(path, run_as=run_as(kind, values))
        if all(field.name in record for field in kind.list_only):
            return record
        return {**record, **(await _from_list(client, kind, identifier, values) or {})}
    except ApiError as error:
        if await is_gone(client, kind, values, error):
            return None
        raise


async def _from_list(client: Client, kind: Kind, identifier: str, values: State) -> JsonObject | None:
    """The object's record as the list shows it, or None.

    Asked by marker first, because that is one short page. The whole list is read from both ends: it stops early when
    the object that a cursor names is deleted meanwhile (a.9), so that one pass proves nothing.
    """
    queries: list[dict[str, str]] = [{"order": "desc"}, {"order": "asc"}]
    if marker := marker_from_input(values.get(MARKER)):
        queries.insert(0, {f"meta[{STACK_KEY}]": marker.stack, f"meta[{NAME_KEY}]": marker.name})
    path = (*collection(kind, values), "list")
    for query in queries:
        async with aclosing(client.items(path, query=query, run_as=run_as(kind, values))) as records:
            async for record in records:
                if record.get("id") == identifier:
                    return record
    return None
