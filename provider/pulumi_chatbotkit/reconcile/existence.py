"""Deciding that an object is gone. Proof is needed: a wrong "gone" makes Pulumi forget a live object (design, 4.7).

NOT_FOUND means gone only if then the collection answers and does not show the object, and then the object still answers
NOT_FOUND: while a service is being deployed, every route may answer NOT_FOUND for some seconds. NOT_AUTHENTICATED means
gone only if a parent is proven gone: the API answers it for a deleted partner user and for a bad token alike (traps 18
and 19: refusals that look like "gone").
"""

from enum import Enum, auto

from pulumi_chatbotkit.api import ApiError, NotAuthenticated, NotFound
from pulumi_chatbotkit.reconcile.errors import LookupFailed
from pulumi_chatbotkit.reconcile.located_client import LocatedClient


class Absence(Enum):
    """How an object is gone."""

    ALONE = auto()
    """It was deleted itself: what it is in still exists."""
    WITH_PARENT = auto()
    """Its account or parent was deleted, and it with that."""


async def is_gone(there: LocatedClient, identifier: str, error: ApiError) -> bool:
    """True if ``error``, the answer to an action on an object, begins a proof that the object no longer exists.

    Raises as ``absence``.
    """
    return await absence(there, identifier, error) is not None


async def absence(there: LocatedClient, identifier: str, error: ApiError) -> Absence | None:
    """How the object is gone, if ``error``, the answer to an action on it, and the calls made here prove that.

    Raises:
        LookupFailed: the answers contradict one another, so nothing can be concluded.
        ChatBotKitError: a call that was needed to decide failed.
    """
    if isinstance(error, NotFound):
        return await _absence_after_not_found(there, identifier, error)
    if isinstance(error, NotAuthenticated) and await a_parent_is_gone(there):
        return Absence.WITH_PARENT
    return None


async def _absence_after_not_found(there: LocatedClient, identifier: str, error: ApiError) -> Absence | None:
    try:
        listed = await _is_listed(there, identifier)
    except NotFound as answer:
        if await a_parent_is_gone(there):
            return Absence.WITH_PARENT
        message = (
            f"{answer} The whole collection answers so, which says nothing about one object: check chatbotkit:endpoint "
            "and chatbotkit:generation. The state was left as it is."
        )
        raise LookupFailed(message) from answer
    if listed:
        message = (
            f"{error}. Its list shows {there.location.kind.class_name} {identifier} all the same, so the service "
            "contradicts itself. The state was left as it is: run the command again."
        )
        raise LookupFailed(message) from error
    return Absence.ALONE if await _is_still_not_found(there, identifier) else None


async def _is_listed(there: LocatedClient, identifier: str) -> bool:
    """Whether the collection shows the object: among those of its resource, or those of the first page."""
    query = there.location.resource_filter or {"take": "1"}
    collection = there.location.collection
    page = await there.client.get((*collection.path, "list"), query=query, run_as=collection.run_as)
    items = page.get("items")
    if not isinstance(items, list):
        message = f"GET {'/'.join(collection.path)}/list was answered without items. The state was left as it is."
        raise LookupFailed(message)
    records = [item for item in items if isinstance(item, dict)]
    for record in records:
        there.saw(there.location, record)
    return any(record.get("id") == identifier for record in records)


async def _is_still_not_found(there: LocatedClient, identifier: str) -> bool:
    if not there.location.kind.has_fetch:
        return True  # the list is all that there is
    try:
        await there.fetch(identifier)
    except NotFound:
        return True
    return False


async def a_parent_is_gone(there: LocatedClient) -> bool:
    """True if something without which the object cannot exist is proven gone. Raises as ``absence``."""
    for parent in there.location.parents:
        at_parent = there.at(parent.location)
        try:
            await at_parent.fetch(parent.id)
        except ApiError as error:
            if await is_gone(at_parent, parent.id, error):
                return True
    return False
