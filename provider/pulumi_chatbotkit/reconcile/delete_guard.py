"""The delete guard: counts first what a deletion would take along that this stack does not manage.

A partner user's deletion takes everything in it (docs/api/api.md b.1), and nothing brings it back.
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
"""Counting stops here: by then nobody wants to delete by mistake, and an account may hold millions."""


async def refuse_to_lose(there: LocatedClient, identifier: str, state: State) -> None:
    """Pass if the deletion loses nothing but what this stack manages, or the program insists.

    Costs one call per kind of dependents, at the same time; none where ``forceDestroy`` is set.

    Raises:
        DeleteRefused: with the counts of what would be lost.
        ChatBotKitError: the service could not be asked.
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
        raise  # a refusal to count is no proof that there is nothing to lose
    lost = [_counted(count, each.noun) for count, each in zip(counts, kind.dependents, strict=True) if count]
    if lost:
        message = (
            f"{kind.class_name} {identifier} was not deleted. It still has {_listed(lost)} that this stack does not "
            "manage, and that would be lost with it. To delete it all the same, set force_destroy=True and run "
            "`pulumi up` first; to leave it in ChatBotKit and forget it here, set retain_on_delete."
        )
        raise DeleteRefused(message)


async def _count(client: Client, dependents: Dependents, identifier: str, own: Marker | None) -> int:
    """How many are not this stack's, up to one more than ``_COUNTED``."""
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
