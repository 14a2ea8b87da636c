"""Creating once. The API has no idempotency key (trap 21: creates are not idempotent), so after a lost answer the
provider looks for the object before it sends another create.

Each create writes a random creation ID to ``meta``. When the answer is lost, the collection is searched for that ID;
only after several searches is the object created again, and a late duplicate is deleted.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pulumi_chatbotkit.api import ChatBotKitError, Conflict, ForeignAnswer
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.delete import delete_object
from pulumi_chatbotkit.reconcile.errors import AnsweredWithoutId, LookupFailed
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, new_creation_id
from pulumi_chatbotkit.reconcile.payload import create_body
from pulumi_chatbotkit.reconcile.values import State


@dataclass(frozen=True)
class SearchPolicy:
    """How often to search for an object whose create answer was lost, before it is created again.

    A create may still be under way behind a proxy when its connection is gone, hence more than one search.
    """

    waits_s: tuple[float, ...] = (0.0, 1.0, 3.0, 6.0)
    """Seconds to wait before each search."""
    creates: int = 3
    """How many creates to send in total."""


async def create_once(
    there: LocatedClient,
    desired: State,
    *,
    policy: SearchPolicy,
    sleep: Callable[[float], Awaitable[None]],
    is_known: Callable[[str], bool],
) -> JsonObject:
    """Create the object; the answer of the create, or the record that was found (with ``id`` at least).

    An answer with an id that ``is_known`` accepts is not about the new object, which is then searched for.

    Raises:
        ChatBotKitError: the create was refused, or it is unknown whether the object exists.
    """
    creation_id = new_creation_id()
    body = create_body(there.location.kind, desired, creation_id=creation_id)
    return await _Creation(there, body, creation_id, policy, sleep, is_known).run()


@dataclass(frozen=True)
class _Creation:
    there: LocatedClient
    body: JsonObject
    id: str
    policy: SearchPolicy
    sleep: Callable[[float], Awaitable[None]]
    is_known: Callable[[str], bool]

    async def run(self) -> JsonObject:
        if self.there.location.kind.actions.create_is_repeatable:
            return await self._repeat()
        for attempt in range(1, self.policy.creates + 1):
            try:
                made = await self._send()
            except ChatBotKitError as error:
                made = await self._found_after(error, first=attempt == 1, last=attempt == self.policy.creates)
            if made is not None:
                return await self._without_duplicates(made) if attempt > 1 else made
        message = "unreachable: the last attempt either returns or raises"
        raise AssertionError(message)

    async def _repeat(self) -> JsonObject:
        """Repeat until the answer has an id. The client repeats lost requests, but not those that a proxy answered."""
        for _ in range(1, self.policy.creates):
            try:
                return await self._send()
            except (ForeignAnswer, AnsweredWithoutId):
                continue
        return await self._send()

    async def _send(self) -> JsonObject:
        made = await self.there.create(self.body)
        identifier = made.get("id")
        is_repeatable = self.there.location.kind.actions.create_is_repeatable
        if isinstance(identifier, str) and identifier and (is_repeatable or not self.is_known(identifier)):
            return made
        what = f"with the id of another object, {identifier}" if identifier else "without an id"
        message = f"{self.there.location.kind.class_name} create was answered {what}: is this endpoint the API?"
        raise AnsweredWithoutId(message)

    async def _found_after(self, error: ChatBotKitError, *, first: bool, last: bool) -> JsonObject | None:
        """The object that a failed create made after all; None if there is none and the create may be sent again."""
        # A conflict after the first attempt: an earlier attempt has created the object, with this alias or e-mail.
        if not error.may_have_created and (first or not isinstance(error, Conflict)):
            raise error
        found = await self._search(error)
        if found is None and last:
            raise error
        return found

    async def _search(self, error: ChatBotKitError) -> JsonObject | None:
        for wait_s in self.policy.waits_s:
            await self.sleep(wait_s)
            found = await self._ours_after(error)
            if found and self.there.location.kind.create_only_outputs:
                # Its secret was only in the lost answer, so the object is of no use.
                await self._delete(found)
                return None
            if found:
                return await self._without_duplicates(found[0])
        return None

    async def _ours_after(self, error: ChatBotKitError) -> list[JsonObject]:
        try:
            return await self._ours()
        except ChatBotKitError as failure:
            message = (
                f"{error}. Whether it was created could not be told either: {failure}. "
                f"Look for an object whose meta has {CREATION_KEY}={self.id} before you run `pulumi up` again."
            )
            raise LookupFailed(message) from failure

    async def _without_duplicates(self, kept: JsonObject) -> JsonObject:
        """Return ``kept``, after deleting duplicates that earlier, slow attempts created."""
        await self._delete([record for record in await self._ours() if record.get("id") != kept.get("id")])
        return kept

    async def _delete(self, records: list[JsonObject]) -> None:
        for record in records:
            await delete_object(self.there, str(record["id"]))

    async def _ours(self) -> list[JsonObject]:
        """The objects with this creation ID, oldest first. Checked here too: a server may ignore the filter."""
        query = {**self.there.location.meta_filter({CREATION_KEY: self.id}), **OLDEST_FIRST}
        return [item async for item in self.there.items(query) if _creation_id(item) == self.id]


def _creation_id(record: JsonObject) -> object:
    return (as_object(record.get("meta")) or {}).get(CREATION_KEY)
