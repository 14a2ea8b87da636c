"""The client at one location: actions by name, with the path and the account filled in."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Final

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import WrongAnswer
from pulumi_chatbotkit.reconcile.gone_parents import GoneParents
from pulumi_chatbotkit.reconcile.location import Collection, Location

OLDEST_FIRST: Final = {"order": "asc"}
NEWEST_FIRST: Final = {"order": "desc"}
_NO_BODY: Final[JsonObject] = {}


@dataclass(frozen=True)
class LocatedClient:
    """Calls of the actions of one kind at one location. Every method raises ``ChatBotKitError``.

    An answer counts only if it is about the object that was asked for: fetch, update and delete answer its id (a.6,
    success bodies).
    """

    client: Client
    location: Location
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Waits for a number of seconds."""
    saw: Callable[[Location, JsonObject], None] = lambda _location, _record: None
    """Is told of the records in lists that are read to prove an object gone."""
    gone_parents: GoneParents = field(default_factory=GoneParents)
    """The accounts and parents that this run has proven gone."""

    def at(self, location: Location) -> "LocatedClient":
        """The client at another location."""
        return replace(self, location=location)

    async def create(self, body: JsonObject) -> JsonObject:
        """Send a create; returns the answer. The client repeats it only if the kind's create is repeatable."""
        actions = self.location.kind.actions
        return await self._post(self.location.action(actions.create), body, repeatable=actions.create_is_repeatable)

    async def fetch(self, identifier: str) -> JsonObject:
        """The record of the object with this id."""
        record = await self.resolve(identifier)
        self._confirm("fetch", identifier, record)
        return record

    async def resolve(self, reference: str) -> JsonObject:
        """The record of the object that a reference such as ``@alias`` or ``(name)`` stands for."""
        return await self.client.get(
            (*self.location.collection.path, reference, "fetch"), run_as=self.location.collection.run_as
        )

    async def update(self, identifier: str, body: JsonObject) -> None:
        answer = await self._post(self.location.action(self.location.kind.actions.update, identifier), body)
        self._confirm("update", identifier, answer)

    async def delete(self, identifier: str, body: JsonObject = _NO_BODY) -> None:
        answer = await self._post(self.location.action(self.location.kind.actions.delete, identifier), body)
        self._confirm("delete", identifier, answer)

    async def act(self, identifier: str, action: str, body: JsonObject = _NO_BODY) -> JsonObject:
        """Call another action of the object, such as ``upload``; returns the answer."""
        return await self._post((*self.location.collection.path, identifier, action), body)

    def pages(self, query: Mapping[str, str]) -> AsyncGenerator[list[JsonObject]]:
        """The pages of the list action."""
        return pages_of(self.client, self.location.collection, query)

    def items(self, query: Mapping[str, str]) -> AsyncGenerator[JsonObject]:
        """The items of the list action, page by page."""
        collection = self.location.collection
        return self.client.items((*collection.path, "list"), query=query, run_as=collection.run_as)

    async def record_in_list(self, identifier: str) -> JsonObject | None:
        """The object's record as the list shows it, or None.

        Filtered by marker first, because that is one short page. Then the whole list is read in both orders: a list
        ends early if the object of its cursor is deleted meanwhile (a.9: lists), so one pass is no proof.
        """
        by_marker = self.location.resource_filter
        for query in (*([by_marker] if by_marker else []), NEWEST_FIRST, OLDEST_FIRST):
            async with aclosing(self.pages(query)) as pages:
                async for page in pages:
                    for record in page:
                        self.saw(self.location, record)
                    found = next((record for record in page if record.get("id") == identifier), None)
                    if found is not None:
                        return found
        return None

    def _confirm(self, action: str, identifier: str, answer: JsonObject) -> None:
        answered = answer.get("id")
        if answered == identifier:
            return
        name = f"{self.location.kind.class_name} {identifier}"
        what = f"with the id {answered!r}" if "id" in answer else "without an id"
        message = (
            f"{action} of {name} was answered {what}, so it is not known what was done: the state was left as it is. "
            "Is chatbotkit:endpoint the API, without a proxy that answers for it? Then run the command again."
        )
        raise WrongAnswer(message)

    async def _post(self, path: tuple[str, ...], body: JsonObject, *, repeatable: bool = True) -> JsonObject:
        return await self.client.post(path, body, run_as=self.location.collection.run_as, repeatable=repeatable)


def pages_of(client: Client, collection: Collection, query: Mapping[str, str]) -> AsyncGenerator[list[JsonObject]]:
    """The pages of a collection's list action."""
    return client.pages((*collection.path, "list"), query=query, run_as=collection.run_as)
