"""Deleting one object. Deleting what is gone succeeds."""

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.located_client import LocatedClient


async def delete_object(there: LocatedClient, identifier: str, body: JsonObject | None = None) -> None:
    """Delete the object if it still exists.

    Raises:
        ChatBotKitError: the delete failed, and the object is not proven gone.
    """
    try:
        await there.delete(identifier, body or {})
    except ApiError as error:
        if not await is_gone(there, error):
            raise
