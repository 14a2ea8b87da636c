"""Whether anything that this stack is known to have answers (design, 5 f and g).

An object that stands alone with its NOT_FOUND may be gone, or the service may be down, or the key of another account.
"""

from collections.abc import Collection, Iterator
from contextlib import aclosing
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location, location_of
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, is_marked_for_stack

_ASKED: Final = 3
"""How many objects are asked for by id."""

Key = tuple[str, str]
"""Kind and id of an object."""


class KnownObjects:
    """The objects that a stack is known to have: by its state, as far as the run has seen it, and by its marker."""

    def __init__(self, context: RunContext) -> None:
        self._context = context

    async def one_answers(self, there: LocatedClient, gone: Collection[Key]) -> bool:
        """True if an object of this stack answers now.

        What the missing object is in is asked first, then what the state has, then the lists of the stack's own
        account, until one answers.

        Args:
            there: The client at the location of an object that seems to be gone.
            gone: The objects that seem to be gone.
        """
        inside = [(parent.id, parent.location) for parent in there.location.parents]
        for identifier, location in [*inside, *self.in_state(gone)[:_ASKED]]:
            if await _answers(there.at(location), identifier):
                return True
        marker = there.location.marker
        if marker is not None:
            for location in _own_collections(there.location, marker):
                if await self._shows_one(there.at(location), marker, gone):
                    return True
        return False

    async def _shows_one(self, there: LocatedClient, marker: Marker, gone: Collection[Key]) -> bool:
        """True if the first page has an object of the stack, of an earlier run."""
        kind = there.location.kind
        page: list[JsonObject] | None
        try:
            async with aclosing(there.pages(there.location.stack_filter)) as pages:
                page = await anext(pages, None)
        except ChatBotKitError:
            return False
        found = (str(each.get("id")) for each in page or () if is_marked_for_stack(each.get("meta"), marker))
        # What this run has made says nothing: it may have been made in another account.
        made = self._context.history.was_created
        return any((kind.name, each) not in gone and not made(kind, each) for each in found)

    def in_state(self, gone: Collection[Key]) -> list[tuple[str, Location]]:
        """The ids and locations of the objects of the state that can be fetched, apart from those ``gone``."""
        known = [
            (identifier, location)
            for (kind_name, identifier), location in self._context.history.objects_in_state.items()
            if location.kind.has_fetch and location.kind.name in OBJECT_KINDS and (kind_name, identifier) not in gone
        ]
        known.sort(key=lambda each: len(each[1].parents))
        return known


def _own_collections(location: Location, marker: Marker) -> Iterator[Location]:
    """Where the account itself may have objects of the stack: those of the same kind first, then partner users."""
    kinds = [kind for kind in OBJECT_KINDS.values() if not kind.parents and kind.meta is not None]
    kinds.sort(key=lambda kind: (kind.name != location.kind.name, kind.name != "partner_user"))
    for kind in kinds:
        if kind.filters_by_meta:
            yield location_of(kind, {MARKER: marker.as_input()})


async def _answers(there: LocatedClient, identifier: str) -> bool:
    try:
        await there.fetch(identifier)
    except ChatBotKitError:
        return False
    return True
