"""Objects that carry the marker of the resource that is to be created.

Those that were made with this state are of an interrupted run, which created them and could not write its state: they
are adopted. Others are of a lost state, or of a second state with the same project and stack name; only the user can
tell which. A live credential is never adopted, and never deleted on a guess (design, 5 c): it is reported.
"""

import asyncio
from typing import Final

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.reconcile.adopt_mode import AdoptMode
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.delete import delete_object
from pulumi_chatbotkit.reconcile.delete_command import delete_command
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.orphans import MarkedObject, MarkedObjects

_PAUSE_S: Final = 0.05
_PAUSES: Final = 40
"""How long to wait for Pulumi to report other resources, whose states show which objects are of this state."""


class OwnObjects:
    """Finds them. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._marked = MarkedObjects()

    async def find(self, there: LocatedClient, mode: AdoptMode) -> MarkedObject | None:
        """The object to adopt for this resource, or None when one is to be created.

        Raises:
            AdoptionRefused: there is one, but not of this state; or it is not clear which one.
            ChatBotKitError: a search failed.
        """
        location = there.location
        kind, marker = location.kind, location.marker
        replaces_one_of_them = self._history.replaces_an_unknown_object(location)
        if marker is None or kind.meta is None or (replaces_one_of_them and not self._history.was_refreshed(location)):
            return None
        marked = await self._marked.of(there, marker)
        if kind.create_only_outputs:
            self._report_orphans(location, [each for each in marked if not self._history.is_taken(kind, each.id)])
            return None
        free = [each for each in marked if not self._history.is_taken(kind, each.id, marker)]
        if replaces_one_of_them:
            free = [each for each in free if not self._history.is_known(kind, each.id)]
        if not free:
            return None
        own = await self._of_this_state(free)
        if own or self._may_adopt_marked(mode):
            return await self._only_one(there, own or free)
        if not replaces_one_of_them:
            raise self._refusal(location, free)
        self._report_orphans(location, free)
        return None

    async def replaced(self, there: LocatedClient) -> list[MarkedObject]:
        """The objects that a new one of this resource replaces, although nothing has shown which: those that carry its
        marker and were made with this state, or may have been, as long as nothing shows this run its state.

        Raises:
            ChatBotKitError: a search failed.
        """
        kind, marker = there.location.kind, there.location.marker
        if marker is None:
            return []
        marked = await self._marked.of(there, marker)
        found = [each for each in marked if not self._history.was_created(kind, each.id)]
        own = await self._of_this_state(found) if found else []
        return own or ([] if self._history.state_is_known else found)

    def _may_adopt_marked(self, mode: AdoptMode) -> bool:
        """True if somebody has said, for this run, that an object of another state may be taken over.

        ``match`` and ``overwrite`` may stay in a program for good, so they do not say that the state was lost.
        """
        is_said = mode == "marked" or (mode != "own" and self._context.adopt == "marked")
        return is_said or self._context.may_adopt_marked()

    async def _of_this_state(self, free: list[MarkedObject]) -> list[MarkedObject]:
        """Those that were made with this state, as far as this run knows it, which may take a moment."""
        pauses = _PAUSES if self._history.say_once("own objects wait") else 0
        for _ in range(pauses):
            if any(self._history.is_of_this_state(each.state_id) for each in free):
                break
            await self._context.sleep(_PAUSE_S)
            await asyncio.sleep(0)
        return [each for each in free if self._history.is_of_this_state(each.state_id)]

    async def _only_one(self, there: LocatedClient, found: list[MarkedObject]) -> MarkedObject:
        """The object itself; duplicates of it, which the same create made, are deleted."""
        kept, *others = found
        # Objects that lack a creation ID need not come from one create, and clones of a blueprint have another one's.
        create = (kept.creation_id, kept.blueprint)
        if any((other.creation_id, other.blueprint) != create or not other.creation_id for other in others):
            raise _ambiguous(there.location, [each.id for each in found])
        for each in others:
            await delete_object(there, each.id)
            self._context.duplicates.was_deleted(there.location, each.id)
            name = f"{there.location.kind.class_name} {each.id}"
            self._context.report(f"{name} was deleted: the create that made {kept.id} made it too")
        return kept

    def _report_orphans(self, location: Location, orphans: list[MarkedObject]) -> None:
        for each in orphans:
            age = each.age(self._context.epoch_s())
            self._history.orphans.note(
                location.kind.name,
                each.id,
                f"{location.kind.class_name} {each.id} ({age} old) still works, carries the marker of this resource, "
                "and is not in this state: an earlier run made it and was interrupted, or another state has it. It was "
                f"left alone. If nothing uses it: {delete_command(location, each.id)}",
            )

    def _refusal(self, location: Location, free: list[MarkedObject]) -> AdoptionRefused:
        name = f"{location.kind.class_name} {free[0].id}"
        if not self._history.say_once("objects of another state"):
            message = f"{name} carries the marker of this resource, but was not made with this state either"
            return AdoptionRefused(message)
        stack = location.marker.stack if location.marker is not None else ""
        message = (
            f"{name} carries the marker of this resource, but was not made with this state. Either the state was lost "
            f"(or a run ended before it was written), or a second state of stack {stack} manages it: another checkout, "
            "or another back end. Nothing was changed. If no other state has it, take over what carries this stack's "
            "marker: `pulumi config set chatbotkit:adopt marked`, then `pulumi up`. Otherwise use another stack name."
        )
        return AdoptionRefused(message)


def _ambiguous(location: Location, candidates: list[str]) -> AdoptionRefused:
    kind, name = location.kind, "" if location.marker is None else location.marker.name
    message = (
        f"{len(candidates)} objects carry the marker of this resource ({name}): {first_few(candidates)}. "
        f"Which one is this {kind.class_name}? Delete the others, or set adopt='never' to make a new one."
    )
    return AdoptionRefused(message)
