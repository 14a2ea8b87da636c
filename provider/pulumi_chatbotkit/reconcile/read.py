"""Reading one object: by fetch, or by list if the API has no fetch or a fetch hides fields (trap 2: read-back)."""

from contextlib import aclosing

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.located_client import NEWEST_FIRST, OLDEST_FIRST, LocatedClient


async def read_record(there: LocatedClient, identifier: str) -> JsonObject | None:
    """The record of one object, or None if it is proven gone.

    Raises:
        ChatBotKitError: the service refused or did not answer, so nothing is known about the object.
    """
    kind = there.location.kind
    try:
        if not kind.has_fetch:
            return await _from_list(there, identifier)
        record = await there.fetch(identifier)
        if all(field.name in record for field in kind.list_only):
            return record
        return {**record, **(await _from_list(there, identifier) or {})}
    except ApiError as error:
        if await is_gone(there, error):
            return None
        raise


async def _from_list(there: LocatedClient, identifier: str) -> JsonObject | None:
    """The object's record as the list shows it, or None.

    Filtered by marker first, because that is one short page. Then the whole list is read in both orders: a list ends
    early if the object of its cursor is deleted meanwhile (a.9: lists), so one pass is no proof.
    """
    by_marker = there.location.resource_filter
    for query in (*([by_marker] if by_marker else []), NEWEST_FIRST, OLDEST_FIRST):
        async with aclosing(there.items(query)) as records:
            async for record in records:
                if record.get("id") == identifier:
                    return record
    return None
