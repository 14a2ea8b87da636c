"""Deleting one object. Deleting what is gone succeeds."""

from pulumi_chatbotkit.api import ApiError, NotFound
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.existence import Absence, absence
from pulumi_chatbotkit.reconcile.located_client import LocatedClient


async def delete_object(there: LocatedClient, identifier: str, body: JsonObject | None = None) -> Absence | None:
    """Delete the object; if it was gone before, how.

    Raises:
        ChatBotKitError: the delete failed, or was not confirmed, and the object is not proven gone.
    """
    try:
        await there.delete(identifier, body or {})
    except ApiError as error:
        gone = await absence(there, identifier, error)
        if gone is not None:
            return gone
        if not isinstance(error, NotFound):
            raise
        await there.delete(identifier, body or {})  # it exists after all: what answered NOT_FOUND was an outage
    return None
