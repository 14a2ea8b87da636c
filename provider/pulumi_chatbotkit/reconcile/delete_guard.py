"""The delete guard: before a partner user is deleted, counts what would be lost that this stack does not manage.

Deleting a partner user deletes everything in it (b.1: partner user), and this cannot be undone. So every kind that its
account may hold is listed, and what could not be counted is taken for something that would be lost.

Pulumi forgets the objects in a partner user before it asks for the deletion of the partner user itself. So each one
has a second resource, the guard, which depends on all of them and is therefore deleted first. It refuses while the
state is still whole (docs/decisions/0017-deletion-guard.md).
"""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, NotAuthenticated, NotFound, RunAs
from pulumi_chatbotkit.catalog import ACCOUNT_CONTENTS
from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY, GUARD_SUFFIX
from pulumi_chatbotkit.catalog.schema.kind import Dependents
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.plurals import plural
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import DeleteRefused
from pulumi_chatbotkit.reconcile.list_cache import ListCache
from pulumi_chatbotkit.reconcile.located_client import LocatedClient, pages_of
from pulumi_chatbotkit.reconcile.location import Collection, Location
from pulumi_chatbotkit.reconcile.marker import Marker, is_marked_for_stack
from pulumi_chatbotkit.reconcile.ownership import refuse_if_taken, taken_by
from pulumi_chatbotkit.reconcile.read import read_record
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.run_history import RunHistory
from pulumi_chatbotkit.reconcile.state import inputs_of, outputs_of
from pulumi_chatbotkit.reconcile.values import Outputs, State

_FORGET_USER: Final = "`--target-dependents` and the URN of the partner user"

_NAMED: Final = 3
"""How many ids of each kind a message has."""

_COUNTED: Final = 100
"""Counting stops here: an account may hold millions of objects, and a hundred are enough for the message."""


class DeleteGuardReconciler:
    """Serves the guards of partner users. Only a deletion makes calls."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._list_cache = ListCache(context.duplicates)

    async def create(self, location: Location, desired: JsonObject) -> Created:
        """Nothing exists at the service; the guard has the id of what it guards."""
        return Created(location.parents[0].id, outputs_of(location.kind, desired))

    async def read(self, location: Location, _identifier: str, state: State) -> Observed:
        """What the state says."""
        return Observed(outputs_of(location.kind, state), inputs_of(location.kind, state))

    async def update(
        self, location: Location, _identifier: str, _state: State, desired: JsonObject, _ignored: Paths
    ) -> Outputs:
        """What is desired."""
        return outputs_of(location.kind, desired)

    async def delete(self, location: Location, _identifier: str, state: State) -> None:
        """Let the deletion of the partner user begin.

        Raises:
            DeleteRefused: as ``refuse_to_lose``; or the partner user could not be looked at.
            ManagedElsewhere: another stack has taken the partner user over.
        """
        user = location.parents[0]
        here = replace(user.location, marker=location.marker)
        warn_of_skipped_deletes(self._context, location, user.id)
        there = self._context.at(here)
        meta: JsonValue = None
        self._refuse_if_it_must_stay(here, user.id, {})
        if state.get(FORCE_DESTROY) is not True:
            record = await self._record(there, user.id)
            self._refuse_if_it_must_stay(here, user.id, record or {})
            meta = (record or {}).get("meta")
            refuse_if_taken(here, user.id, taken_by(state, meta), "deleted", _FORGET_USER)
            if record is not None:
                await refuse_to_lose(there, user.id, state, self._context.history, location.marker)
        self._context.history.guard_passed(user.location.kind, user.id, meta)

    def _refuse_if_it_must_stay(self, user: Location, identifier: str, record: JsonObject) -> None:
        why = self._context.history.must_stay.why(user, identifier, record)
        if why is not None:
            raise DeleteRefused(f"{_name(user, identifier)} was not deleted: {why}.")

    async def _record(self, there: LocatedClient, identifier: str) -> JsonObject | None:
        """The partner user; None if it is proven gone, so that nothing is left to lose."""
        try:
            return await self._list_cache.record(there, identifier) or await read_record(there, identifier)
        except ChatBotKitError as error:
            raise DeleteRefused(
                f"{_name(there.location, identifier)} was not deleted. Whose it is, and what would be lost, could "
                f"not be looked up: {error}. {_LATER}"
            ) from error


def warn_of_skipped_deletes(
    context: RunContext, location: Location, identifier: str, *, kept: str | None = None
) -> None:
    """Say what Pulumi forgets if it deletes an old partner user in a later run than the one that has replaced it.

    Old and new have one URN, and Pulumi skips each delete that is ``deleted_with`` a URN that it deletes.

    Args:
        context: The run.
        location: That of the partner user, or of its guard.
        identifier: The id of the partner user that is to be deleted.
        kept: The id of the partner user that stays; ``identifier`` itself, if what is deleted is only its old entry.
            If left out, what the history shows.
    """
    kept = kept or context.history.kept_beside(location, identifier)
    if kept is None or location.marker is None or not context.history.say_once(f"skipped deletes {identifier}"):
        return
    name = location.marker.name.removesuffix(GUARD_SUFFIX)
    two = (
        f"{identifier} has two entries in the state, and the old one goes"
        if kept == identifier
        else f"{identifier}, which {kept} has replaced in an earlier run, is to be deleted only now"
    )
    context.report(
        f"PartnerUser {name!r}: {two}. "
        f"Pulumi takes the two for one: what this run removes or replaces in {kept}, it reports as deleted without "
        f"deleting it. Look in {kept} for objects that you no longer declare, such as keys, and delete each with "
        "`pulumi-chatbotkit orphans delete`"
    )


def warn_of_forgotten_contents(context: RunContext, location: Location, identifier: str) -> None:
    """Say what Pulumi has forgotten when the deletion of a partner user fails."""
    context.report(
        f"{_name(location, identifier)} was not deleted, but Pulumi had already forgotten what is in it. Run the same "
        "command again; or keep it: the next `pulumi up` takes back what the program declares there. What it does not "
        f"declare, and keys, stay in {identifier} in no state: delete each with `pulumi-chatbotkit orphans delete`"
    )


async def refuse_to_lose(
    there: LocatedClient,
    identifier: str,
    state: State,
    history: RunHistory,
    own: Marker | None,
    *,
    is_guarded: bool = True,
) -> None:
    """Return if the deletion would delete only objects that this stack manages, or if ``forceDestroy`` is set.

    Makes one call per kind of object, in parallel; none if ``forceDestroy`` is set or a guard has counted in this run.

    Args:
        there: The client at the location of the partner user.
        identifier: Its id.
        state: The state of the partner user, or of its guard.
        history: The run's history.
        own: A marker of this stack.
        is_guarded: False if Pulumi asks for the deletion of the partner user itself, which its guard has not preceded:
            then the state has forgotten what was in it.

    Raises:
        DeleteRefused: other objects would be lost, or it is not known whether; the message has the counts or reasons.
    """
    kind = there.location.kind
    if kind.guard is None or state.get(FORCE_DESTROY) is True or history.has_guard_passed(kind, identifier):
        return
    results = await asyncio.gather(*(_counted(there, each, identifier, own) for each in ACCOUNT_CONTENTS))
    failed = [each for each in results if each.error is not None]
    if any(isinstance(each.error, NotFound | NotAuthenticated) for each in failed) and await _is_gone(
        there, identifier
    ):
        return  # the deletion loses nothing
    found = [each for each in results if each.count]
    if failed or found:
        name = _name(replace(there.location, marker=own), identifier)
        way_back = "" if is_guarded else _way_back(sum(each.managed for each in results))
        raise DeleteRefused(f"{name} was not deleted. {_reason(failed, found)}{way_back} {_WAYS_OUT}")


def _name(user: Location, identifier: str) -> str:
    """The partner user, for messages; its location may have the marker of its guard."""
    name = f" {user.marker.name.removesuffix(GUARD_SUFFIX)!r}" if user.marker is not None else ""
    return f"{user.kind.class_name}{name} ({identifier})"


@dataclass(frozen=True)
class _Count:
    noun: str
    managed: int
    """How many this stack manages."""
    ids: tuple[str, ...] = ()
    """Of what this stack does not manage."""
    error: ChatBotKitError | None = None

    @property
    def count(self) -> int:
        return len(self.ids)

    def __str__(self) -> str:
        shown = f"more than {_COUNTED}" if self.count > _COUNTED else str(self.count)
        return f"{shown} {self.noun if self.count == 1 else plural(self.noun)}"

    @property
    def named(self) -> str:
        """The first of them by id."""
        return f"{self.noun} {', '.join(self.ids[:_NAMED])}{', ...' if self.count > _NAMED else ''}"


_LATER: Final = "Run the command again once the service answers."

_WAYS_OUT: Final = (
    "To delete it all the same, set force_destroy=True and run `pulumi up` first; to leave it in ChatBotKit and forget "
    "it here, set retain_on_delete=True and run `pulumi up` first. If its declaration has been removed already, put it "
    "back for that `pulumi up`; or, to forget it, run `pulumi state delete --target-dependents` with its URN."
)


def _way_back(managed: int) -> str:
    """What to do about the objects that Pulumi has already removed from the state."""
    if not managed:
        return ""
    objects = "1 object" if managed == 1 else f"{managed} objects"
    return (
        f" It had no guard in the state, so Pulumi may already have forgotten what this stack has in it ({objects}); "
        "nothing of that was deleted. To take it back, put back what was removed from the program, and run `pulumi "
        "up`: only keys are made anew, and the old ones named."
    )


def _reason(failed: Sequence[_Count], found: Sequence[_Count]) -> str:
    holds = (
        f"It still has {_listed([str(each) for each in found])} that this stack does not manage, and that would be "
        f"lost with it ({'; '.join(each.named for each in found)})."
    )
    if not failed:
        return holds
    first = failed[0]
    others = f" (and {len(failed) - 1} more kinds)" if len(failed) > 1 else ""
    uncounted = (
        f"What would be lost with it could not be counted: listing its {plural(first.noun)}{others} failed: "
        f"{first.error}. {_LATER}"
    )
    return f"{uncounted} {holds}" if found else uncounted


async def _counted(there: LocatedClient, contents: Dependents, identifier: str, own: Marker | None) -> _Count:
    """How many objects this stack does not manage, at most ``_COUNTED`` + 1; or why they could not be counted."""
    path = tuple(identifier if part == "{userId}" else part for part in contents.path)
    collection = Collection(contents.noun, path, RunAs(user_id=identifier) if contents.list_with_run_as else None)
    ids: list[str] = []
    managed = 0
    try:
        async with aclosing(pages_of(there.client, collection, {})) as pages:
            async for page in pages:
                others = [str(record.get("id")) for record in page if not is_marked_for_stack(record.get("meta"), own)]
                ids += others
                managed += len(page) - len(others)
                if len(ids) > _COUNTED:
                    break
    except ChatBotKitError as error:
        return _Count(contents.noun, managed, error=error)
    return _Count(contents.noun, managed, tuple(ids[: _COUNTED + 1]))


async def _is_gone(there: LocatedClient, identifier: str) -> bool:
    """True if the partner user itself is proven gone; False also if that cannot be told."""
    try:
        return await read_record(there, identifier) is None
    except ChatBotKitError:
        return False


def _listed(words: Sequence[str]) -> str:
    *most, last = words or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last
