"""Slots of a widget, each filled with a file. No answer shows them: trap 29 (not returned), docs/api/api.md b.18.

A detach names the file alone, and frees one of its slots; which one is not defined. So it is repeated until the right
one is free, and those that were freed with it are filled again.
"""

import asyncio
from collections import defaultdict
from typing import Final

from pulumi_chatbotkit.api import ApiError, NotAuthenticated, NotFound
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.widgets import FILE_ID, SLOT
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.claims import Claims
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.desired import differs
from pulumi_chatbotkit.reconcile.errors import Gone, WrongAnswer
from pulumi_chatbotkit.reconcile.existence import a_parent_is_gone
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location, location_of
from pulumi_chatbotkit.reconcile.read import read_record
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.state import inputs_of, outputs_of, state_after
from pulumi_chatbotkit.reconcile.values import NOTHING, Outputs, State

_SLOTS: Final = 4
"""A file may fill as many slots of one widget."""
_PASSES: Final = 2
"""How often a detach must be answered NOT_FOUND before the file counts as in no slot."""


class SlotReconciler:
    """Fills and empties slots. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._claims = Claims(context)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def create(self, location: Location, desired: JsonObject) -> Created:
        """Fill the slot; what is in it already is replaced, because nothing shows it.

        Raises:
            AdoptionRefused: another resource of the stack has the slot.
            Gone: the widget no longer exists.
        """
        widget = location.parents[0].id
        identifier = f"{widget}/{desired[SLOT]}"
        self._claims.check(location, identifier)
        async with self._locks[widget]:
            file = await _attach(self._context.at(location), str(desired[FILE_ID]), str(desired[SLOT]))
        claimed = {**desired, **self._claims.claim(location, identifier)}
        state = state_after(location.kind, claimed, before=NOTHING, record={FILE_ID: file})
        return Created(identifier, outputs_of(location.kind, state))

    async def read(self, location: Location, identifier: str, state: State) -> Observed | None:
        """What the state says, or None if the widget or the file is proven gone, which empties the slot."""
        there = self._context.at(location)
        self._context.history.read(location, identifier)
        file = location_of(KINDS["file"], location.scope)
        for holder, at in ((location.parents[0].location, location.parents[0].id), (file, str(state[FILE_ID]))):
            if await read_record(there.at(holder), at) is None:
                self._claims.release(location, identifier)
                return None
        return Observed(outputs_of(location.kind, state), inputs_of(location.kind, state))

    async def update(
        self, location: Location, _identifier: str, state: State, desired: JsonObject, ignored: Paths
    ) -> Outputs:
        """Put another file into the slot, if it is to have another one.

        Raises:
            Gone: the widget no longer exists.
        """
        file = str(state[FILE_ID])
        is_ignored = any(path[0] == FILE_ID for path in ignored)
        if differs(location.kind.by_name[FILE_ID], state, desired) and not is_ignored:
            async with self._locks[location.parents[0].id]:
                file = await _attach(self._context.at(location), str(desired[FILE_ID]), str(state[SLOT]))
        return outputs_of(location.kind, state_after(location.kind, desired, before=state, record={FILE_ID: file}))

    async def delete(self, location: Location, identifier: str, state: State) -> None:
        """Empty the slot; succeeds if the file is not in it any more."""
        if self._claims.keeps(location, identifier, state):
            return
        there = self._context.at(location)
        async with self._locks[location.parents[0].id]:
            await _empty(there, str(state[FILE_ID]), str(state[SLOT]))
        self._claims.release(location, identifier)


async def _empty(there: LocatedClient, file: str, slot: str) -> None:
    """Detach the file until ``slot`` is free, and fill the other slots again that this has freed."""
    others: list[str] = []
    try:
        for _ in range(_SLOTS):
            freed = await _detach(there, file)
            if freed in {slot, None}:
                return
            others.append(str(freed))
    finally:
        for other in others:
            await _attach(there, file, other)


async def _detach(there: LocatedClient, file: str) -> str | None:
    """The slot that was freed; None if the file fills none, or is gone with the widget.

    NOT_FOUND counts only if the widget answers and the detach is answered so again: in an outage every route may.
    """
    for _ in range(_PASSES):
        try:
            answer = await _act(there, file, "detach", {})
        except (NotFound, NotAuthenticated) as error:
            if await a_parent_is_gone(there):
                return None
            if isinstance(error, NotAuthenticated):
                raise
            continue
        return str(answer["type"])
    return None


async def _attach(there: LocatedClient, file: str, slot: str) -> str:
    """Put the file into the slot; the file's id, which an alias stood for."""
    try:
        answer = await _act(there, file, "attach", {"type": slot})
    except ApiError as error:
        if isinstance(error, NotFound | NotAuthenticated) and await a_parent_is_gone(there):
            widget = there.location.parents[0]
            message = f"{error}. {widget.location.kind.class_name} {widget.id} was deleted elsewhere: run `pulumi up "
            raise Gone(f"{message}--refresh`.") from error
        raise
    return str(answer["id"])


async def _act(there: LocatedClient, file: str, action: str, body: JsonObject) -> JsonObject:
    """The answer to an attach or a detach, which must be about this file, and about the slot if one was named."""
    answer = await there.act(file, action, body)
    is_of_file = answer.get("id") == file or (file.startswith(("@", "(")) and isinstance(answer.get("id"), str))
    if is_of_file and isinstance(answer.get("type"), str) and answer["type"] == body.get("type", answer["type"]):
        return answer
    message = (
        f"{action} of File {file} was answered {answer!r}, so it is not known what was done: the state was left as it "
        "is. Is chatbotkit:endpoint the API, without a proxy that answers for it? Then run the command again."
    )
    raise WrongAnswer(message)
