"""The delete guard: before a deletion, counts dependent objects that would be lost and that this stack does not manage.

Deleting a partner user deletes everything in it (b.1: partner user), and this cannot be undone.
"""

import asyncio
from typing import Final

from pulumi_chatbotkit.api import Client, NotAuthenticated, NotFound, RunAs
from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY
from pulumi_chatbotkit.catalog.schema.kind import Dependents
from pulumi_chatbotkit.reconcile.errors import DeleteRefused
from pulumi_chatbotkit.reconcile.located_client import LocatedClient, pages_of
from pulumi_chatbotkit.reconcile.location import Collection
from pulumi_chatbotkit.reconcile.marker import Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.read import read_record
from pulumi_chatbotkit.reconcile.values import State

_COUNTED: Final = 100
"""Counting stops here: an account may hold millions of objects, and a hundred are enough for the message."""


async def refuse_to_lose(there: LocatedClient, identifier: str, state: State) -> None:
    """Return if the deletion would delete only objects that this stack manages, or if ``forceDestroy`` is set.

    Makes one call per kind of dependents, in parallel; none if ``forceDestroy`` is set.

    Raises:
        DeleteRefused: other objects would be lost; the message has their counts.
        ChatBotKitError: counting failed.
    """
    kind = there.location.kind
    if not kind.dependents or state.get(FORCE_DESTROY) is True:
        return
    marker = there.location.marker
    try:
        counts = await asyncio.gather(*(_count(there.client, each, identifier, marker) for each in kind.dependents))
    except (NotFound, NotAuthenticated):
        if await read_record(there, identifier) is None:
            return  # gone already, so the deletion loses nothing
        raise  # not counted, so there may be something to lose
    lost = [_counted(count, each.noun) for count, each in zip(counts, kind.dependents, strict=True) if count]
    if lost:
        message = (
            f"{kind.class_name} {identifier} was not deleted. It still has {_listed(lost)} that this stack does not "
            "manage, and that would be lost with it. To delete it all the same, set force_destroy=True and run "
            "`pulumi up` first; to leave it in ChatBotKit and forget it here, set retain_on_delete."
        )
        raise DeleteRefused(message)


async def _count(client: Client, dependents: Dependents, identifier: str, own: Marker | None) -> int:
    """How many dependents this stack does not manage, at most ``_COUNTED`` + 1."""
    path = tuple(identifier if part == "{id}" else part for part in dependents.path)
    collection = Collection(dependents.noun, path, RunAs(user_id=identifier) if dependents.list_with_run_as else None)
    count = 0
    async for page in pages_of(client, collection, {}):
        markers = (marker_from_meta(record.get("meta")) for record in page)
        count += sum(1 for marker in markers if own is None or marker is None or not marker.is_of_stack(own))
        if count > _COUNTED:
            break
    return min(count, _COUNTED + 1)


def _counted(count: int, word: str) -> str:
    shown = f"more than {_COUNTED}" if count > _COUNTED else str(count)
    return f"{shown} {word}{'' if count == 1 else 's'}"


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
