"""Deciding that an object is gone. Proof is needed: a wrong "gone" makes Pulumi forget a live object (design, 4.7).

NOT_FOUND means gone only if then the collection answers and does not show the object, and then the object still answers
NOT_FOUND: while a service is being deployed, every route may answer NOT_FOUND for some seconds. NOT_AUTHENTICATED means
gone only if a parent is proven gone: the API answers it for a deleted partner user and for a bad token alike (traps 18
and 19: refusals that look like "gone").
"""

from enum import Enum, auto
from functools import partial

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
        listed = await there.record_in_list(identifier)
    except NotFound as answer:
        if await a_parent_is_gone(there):
            return Absence.WITH_PARENT
        message = (
            f"{answer} The whole collection answers so, which says nothing about one object: check chatbotkit:endpoint "
            "and chatbotkit:generation. The state was left as it is."
        )
        raise LookupFailed(message) from answer
    if listed is not None:
        message = (
            f"{error}. Its list shows {there.location.kind.class_name} {identifier} all the same, so the service "
            "contradicts itself. The state was left as it is: run the command again."
        )
        raise LookupFailed(message) from error
    return Absence.ALONE if await _is_still_not_found(there, identifier) else None


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
        if await there.gone_parents.have(parent, partial(_is_proven_gone, there.at(parent.location), parent.id)):
            return True
    return False


async def _is_proven_gone(there: LocatedClient, identifier: str) -> bool:
    try:
        await there.fetch(identifier)
    except ApiError as error:
        return await is_gone(there, identifier, error)
    return False
