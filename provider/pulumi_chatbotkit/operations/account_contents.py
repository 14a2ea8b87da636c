"""Walks through everything in an account that the service shows, page by page.

Besides objects of the catalog's kinds these are what the service keeps of its own: conversations with their messages,
teams, and the files of spaces. Nothing is held in memory but ids of objects that hold others.
"""

from collections.abc import AsyncGenerator, Collection, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final, Protocol

from pulumi_chatbotkit.api import ChatBotKitError, Client, RunAs
from pulumi_chatbotkit.catalog import ACCOUNT_CONTENTS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Dependents, Kind, Strategy
from pulumi_chatbotkit.inputs.tenant_layout import SECTIONS, Section
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.operations.asking_again import get_or_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.reconcile.errors import WrongAnswer
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Location, location_of
from pulumi_chatbotkit.suggestions import did_you_mean

_MESSAGES: Final = {"conversation": ("message", "list")}
"""What is listed below an object that has no kind here, by its noun."""
_LISTED: Final = frozenset({Strategy.OBJECT, Strategy.STORED_FILE})
"""Slots are not shown by any answer, and record sets are shown record by record."""
CONTENT: Final = "content"
READABLE: Final = (
    *(each.kind.name for root in SECTIONS.values() for each in root.below() if each.kind.strategy in _LISTED),
    *(each.noun for each in PARTNER_USER.dependents),
    *(path[0] for path in _MESSAGES.values()),
    CONTENT,
)
"""Names of everything that can be left out: kinds, what has no kind here, messages, and contents of files."""
_ROOTS: Final = frozenset(each.path for each in ACCOUNT_CONTENTS)


def unknown_name(names: Collection[str]) -> str | None:
    """Why ``--without`` cannot have these names; None if it can."""
    wrong = next((each for each in names if each not in READABLE), None)
    hint = "" if wrong is None else did_you_mean(wrong, [*READABLE])
    return None if wrong is None else f"--without {wrong}: there is nothing of that name{hint}"


@dataclass(frozen=True)
class Found:
    """Something that the service shows."""

    what: str
    """Name of its kind, or what the API calls it: ``conversation``."""
    record: JsonObject
    """As the service shows it, with the ids of what it is in."""
    is_root: bool
    """True if it is in the account itself, not in another object: then the delete guard looks at it."""
    content: tuple[str, ...] | None = None
    """The path of the action that tells where its content is; None for what has none."""
    holder: tuple[str, ...] | None = None
    """The path of its fetch, if nothing may have been put into it yet."""


@dataclass(frozen=True)
class Failure:
    """Something that could not be read."""

    what: str
    reason: str


class Visitor(Protocol):
    """Gets everything that is found."""

    async def found(self, each: Found) -> None:
        """Called for each object, one after another for those of one list."""
        ...


async def visit_account(
    client: Client, user: JsonObject | None, visitor: Visitor, without: Collection[str] = ()
) -> list[Failure]:
    """Show a visitor the account and everything in it. Returns what could not be read; the rest was.

    Args:
        client: The client of the parent account.
        user: The record of the partner user; None for the parent account itself, without its partner users.
        visitor: Gets what is found.
        without: What is not read, of ``READABLE``.
    """
    walk = _Walk(client, visitor, None if user is None else str(user.get("id")), without)
    return await walk.all(user)


class _Walk:
    def __init__(self, client: Client, visitor: Visitor, user: str | None, without: Collection[str]) -> None:
        self._client = client
        self._user = user
        self._visitor = visitor
        self._without = without
        self._failures: list[Failure] = []

    async def all(self, user: JsonObject | None) -> list[Failure]:
        sections = [each for each in SECTIONS.values() if each.kind.name not in self._without]
        place: JsonObject = {}
        if user is None:
            sections = [each for each in sections if each.kind.parent is None]
        else:
            await self._visitor.found(Found(PARTNER_USER.name, user, is_root=False))
            place = {RUN_AS: self._user, "userId": self._user}
        works = [self._section(each, place) for each in sections]
        works += [self._dependents(each) for each in PARTNER_USER.dependents if each.noun not in self._without]
        await side_by_side(works)
        return self._failures

    def _failed(self, what: str, error: ChatBotKitError) -> None:
        self._failures.append(Failure(what, str(error)))

    async def _section(self, section: Section, place: JsonObject) -> None:
        """The objects of one kind at one place, and then what is in them."""
        kind = section.kind
        above = {key: value for key, value in place.items() if key in kind.location_keys}
        location = location_of(kind, above)
        shown = {key: value for key, value in above.items() if key != RUN_AS}
        works: list[Coroutine[object, object, None]] = []
        try:
            async with aclosing(_records(self._client, kind, location)) as records:
                async for record in records:
                    is_root = section.parent is None and location.collection.path in self._roots
                    found = Found(kind.name, {**shown, **record}, is_root)
                    if CONTENT not in self._without and kind.content_arguments:
                        found = _with_content(found, kind, location)
                    await self._visitor.found(found)
                    works += [
                        self._section(child, section.place_inside(place, record))
                        for child in section.children.values()
                        if child.kind.strategy in _LISTED and child.kind.name not in self._without
                    ]
        except ChatBotKitError as error:
            self._failed(kind.name, error)
        await side_by_side(works)

    @property
    def _roots(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(self._user or part if part == "{userId}" else part for part in path) for path in _ROOTS)

    async def _dependents(self, dependents: Dependents) -> None:
        run_as = None if self._user is None else RunAs(user_id=self._user)
        try:
            items = self._client.items((*dependents.path, "list"), query=OLDEST_FIRST, run_as=run_as)
            async with aclosing(items):
                async for record in items:
                    whole = {**record, **await self._below(dependents, record, run_as)}
                    await self._visitor.found(Found(dependents.noun, whole, is_root=True))
        except ChatBotKitError as error:
            self._failed(dependents.noun, error)

    async def _below(self, dependents: Dependents, record: JsonObject, run_as: RunAs | None) -> JsonObject:
        """The messages of a conversation, oldest first."""
        path = _MESSAGES.get(dependents.noun)
        if path is None or path[0] in self._without:
            return {}
        items = self._client.items((*dependents.path, str(record.get("id")), *path), query=OLDEST_FIRST, run_as=run_as)
        async with aclosing(items):
            return {f"{path[0]}s": [message async for message in items]}


async def _records(client: Client, kind: Kind, location: Location) -> AsyncGenerator[JsonObject]:
    there = LocatedClient(client, location)
    if kind.strategy is Strategy.OBJECT:
        async with aclosing(there.items(OLDEST_FIRST)) as items:
            async for record in items:
                yield record
    elif kind.strategy is Strategy.STORED_FILE:
        for record in await _stored_files(client, location):
            yield record


async def _stored_files(client: Client, location: Location) -> list[JsonObject]:
    """The files of a space; whether an empty one answers an empty list or NOT_FOUND was not established (b.20)."""
    collection, (space, *_) = location.collection, location.parents
    page = await get_or_nothing(
        client,
        (*collection.path, "list"),
        (*space.location.collection.path, space.id, "fetch"),
        collection.run_as,
        {"recursive": "true"},
    )
    if page is None:
        return []
    items = page.get("items")
    if not isinstance(items, list):
        message = f"the list of the files of Space {space.id} was answered without items"
        raise WrongAnswer(message)
    found = [item for each in items if (item := as_object(each)) is not None]
    return [item for item in found if item.get("isDirectory") is not True]


def _with_content(found: Found, kind: Kind, location: Location) -> Found:
    """With where its content is. A file of a space has some: putting it there is what makes the file."""
    if kind.strategy is Strategy.STORED_FILE:
        path = str(found.record.get("path")).strip("/").split("/")
        return replace(found, content=(*location.collection.path, "download", *path))
    holder = (*location.collection.path, str(found.record.get("id")))
    return replace(found, content=(*holder, "download"), holder=(*holder, "fetch"))
