"""Deciding that an object is gone. Proof is needed: a wrong "gone" makes Pulumi forget a live object.

NOT_FOUND means gone only if the collection can be listed (otherwise the address is wrong). NOT_AUTHENTICATED means gone
only if a parent is proven gone: the API answers it for a deleted partner user and for a bad token alike (traps 18
and 19: refusals that look like "gone").
"""

from pulumi_chatbotkit.api import ApiError, NotAuthenticated, NotFound
from pulumi_chatbotkit.reconcile.errors import LookupFailed
from pulumi_chatbotkit.reconcile.located_client import LocatedClient


async def is_gone(there: LocatedClient, error: ApiError) -> bool:
    """True if ``error``, the answer to an action on an object, proves that the object no longer exists.

    Raises:
        LookupFailed: the collection's address answers NOT_FOUND too, so nothing can be concluded.
        ChatBotKitError: a call that was needed to decide failed.
    """
    if isinstance(error, NotFound):
        return await _collection_answers(there)
    if isinstance(error, NotAuthenticated):
        return await _a_parent_is_gone(there)
    return False


async def _collection_answers(there: LocatedClient) -> bool:
    """True if the collection can be listed, or was deleted with a parent.

    Raises:
        LookupFailed: the collection cannot be listed, although its parents exist.
    """
    collection = there.location.collection
    try:
        await there.client.get((*collection.path, "list"), query={"take": "1"}, run_as=collection.run_as)
    except NotFound as answer:
        if await _a_parent_is_gone(there):
            return True
        message = (
            f"{answer} The whole collection answers so, which says nothing about one object: check chatbotkit:endpoint "
            "and chatbotkit:partnerPrefix. The state was left as it is."
        )
        raise LookupFailed(message) from answer
    return True


async def _a_parent_is_gone(there: LocatedClient) -> bool:
    for parent in there.location.parents:
        at_parent = LocatedClient(there.client, parent.location)
        try:
            await at_parent.fetch(parent.id)
        except ApiError as error:
            if await is_gone(at_parent, error):
                return True
    return False
