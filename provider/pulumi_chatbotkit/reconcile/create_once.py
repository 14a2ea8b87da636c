"""Creating once. The API has no idempotency key (trap 21), so a lost answer is followed by a look, not by a repeat.

Each create carries a word of its own in ``meta``. When the answer is lost, the collection is searched for that word;
only after it was looked for several times is the object made again, and a late twin is removed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pulumi_chatbotkit.api import ChatBotKitError, Client, Conflict, ForeignAnswer, RunAs
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.errors import AnsweredWithoutId, LookupFailed
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, new_creation
from pulumi_chatbotkit.reconcile.payload import create_body
from pulumi_chatbotkit.reconcile.routes import action, collection, run_as
from pulumi_chatbotkit.reconcile.values import State


@dataclass(frozen=True)
class LookPolicy:
    """How often to look for an object whose create answer was lost, before it is made again.

    A create may still be under way behind a proxy when its connection is gone, hence more than one look.
    """

    waits_s: tuple[float, ...] = (0.0, 1.0, 3.0, 6.0)
    creates: int = 3
    """How many creates to send in total."""


@dataclass(frozen=True)
class Creation:
    """One object to be made: where, from what, and under which word."""

    client: Client
    kind: Kind
    desired: State
    policy: LookPolicy
    sleep: Callable[[float], Awaitable[None]]
    word: str

    async def run(self) -> JsonObject:
        """Make the object; answers the record of the create action, or the one found (with ``id`` at least).

        Raises:
            ChatBotKitError: refused, or nothing could be learnt about its fate.
        """
        body = create_body(self.kind, self.desired, creation=self.word)
        if self.kind.actions.create_is_repeatable:
            return await self._repeat(body)
        for attempt in range(1, self.policy.creates + 1):
            try:
                made = await self._send(body)
            except ChatBotKitError as error:
                made = await self._after(error, first=attempt == 1, last=attempt == self.policy.creates)
            if made is not None:
                return await self._sole(made) if attempt > 1 else made
        message = "unreachable: the last attempt either returns or raises"
        raise AssertionError(message)

    async def _repeat(self, body: JsonObject) -> JsonObject:
        """Send until an answer makes sense. The client repeats what was lost, but not what a stranger answered."""
        for _ in range(1, self.policy.creates):
            try:
                return await self._send(body)
            except (ForeignAnswer, AnsweredWithoutId):
                continue
        return await self._send(body)

    async def _send(self, body: JsonObject) -> JsonObject:
        path = action(self.kind, self.kind.actions.create, self.desired)
        repeatable = self.kind.actions.create_is_repeatable
        made = await self.client.post(path, body, run_as=self._run_as, repeatable=repeatable)
        if isinstance(made.get("id"), str) and made["id"]:
            return made
        message = f"{self.kind.class_name} create was answered without an id: is this endpoint the API?"
        raise AnsweredWithoutId(message)

    async def _after(self, error: ChatBotKitError, *, first: bool, last: bool) -> JsonObject | None:
        """The object that a failed create left behind; None when there is none and another create may be sent."""
        # A conflict after the first attempt is our own late object holding the alias or the e-mail.
        if not error.may_have_created and (first or not isinstance(error, Conflict)):
            raise error
        found = await self._look(error)
        if found is not None or not last:
            return found
        raise error

    async def _look(self, error: ChatBotKitError) -> JsonObject | None:
        for wait_s in self.policy.waits_s:
            await self.sleep(wait_s)
            try:
                found = await self._ours()
            except ChatBotKitError as failure:
                message = (
                    f"{error} Whether it was created could not be told either: {failure} "
                    f"Look for an object whose meta has {CREATION_KEY}={self.word} before you run `pulumi up` again."
                )
                raise LookupFailed(message) from failure
            if found and not self.kind.create_only_outputs:
                return await self._sole(found[0])
            if found:
                await self._delete(found)
                return None
        return None

    async def _sole(self, kept: JsonObject) -> JsonObject:
        """``kept``, after a twin that an earlier, slow attempt made was removed."""
        await self._delete([record for record in await self._ours() if record.get("id") != kept.get("id")])
        return kept

    async def _delete(self, records: list[JsonObject]) -> None:
        for record in records:
            await self.client.post((*self._path, str(record["id"]), "delete"), {}, run_as=self._run_as)

    async def _ours(self) -> list[JsonObject]:
        """The objects made under this word, oldest first. The filter is checked, not trusted."""
        query = {f"meta[{CREATION_KEY}]": self.word, "order": "asc"}
        items = self.client.items((*self._path, "list"), query=query, run_as=self._run_as)
        return [item async for item in items if (as_object(item.get("meta")) or {}).get(CREATION_KEY) == self.word]

    @property
    def _path(self) -> tuple[str, ...]:
        return collection(self.kind, self.desired)

    @property
    def _run_as(self) -> RunAs | None:
        return run_as(self.kind, self.desired)


def start(
    client: Client, kind: Kind, desired: State, *, policy: LookPolicy, sleep: Callable[[float], Awaitable[None]]
) -> Creation:
    """A creation under a new word."""
    return Creation(client, kind, desired, policy, sleep, new_creation())
