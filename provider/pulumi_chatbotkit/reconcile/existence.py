"""Deciding that an object is gone. Only proof counts: a wrong "gone" makes Pulumi forget a live object.

NOT_FOUND means gone only where the collection itself answers (else the address is wrong). NOT_AUTHENTICATED means gone
only where the tenant is proven gone: the API answers it for a deleted tenant and for a bad token alike (traps 18, 19).
"""

from pulumi_chatbotkit.api import ApiError, Client, NotAuthenticated, NotFound
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile.errors import LookupFailed
from pulumi_chatbotkit.reconcile.routes import collection, holders, run_as
from pulumi_chatbotkit.reconcile.values import State


async def is_gone(client: Client, kind: Kind, values: State, error: ApiError) -> bool:
    """Whether ``error``, the answer to an action on one object, proves that the object no longer exists.

    Raises:
        LookupFailed: the collection's address answers NOT_FOUND too, so nothing can be concluded.
        ChatBotKitError: the service could not be asked.
    """
    if isinstance(error, NotFound):
        return await _is_missing_from_a_collection_that_answers(client, kind, values)
    if isinstance(error, NotAuthenticated):
        return await _a_holder_is_gone(client, kind, values)
    return False


async def _is_missing_from_a_collection_that_answers(client: Client, kind: Kind, values: State) -> bool:
    path = (*collection(kind, values), "list")
    try:
        await client.get(path, query={"take": "1"}, run_as=run_as(kind, values))
    except NotFound as answer:
        if await _a_holder_is_gone(client, kind, values):
            return True
        message = (
            f"{answer} The whole collection answers so, which says nothing about one object: check chatbotkit:endpoint "
            "and chatbotkit:partnerPrefix. The state was left as it is."
        )
        raise LookupFailed(message) from answer
    return True


async def _a_holder_is_gone(client: Client, kind: Kind, values: State) -> bool:
    for holder, identifier in holders(kind, values):
        try:
            await client.get((*holder.path, identifier, "fetch"), run_as=run_as(holder, values))
        except ApiError as error:
            if await is_gone(client, holder, values, error):
                return True
    return False
