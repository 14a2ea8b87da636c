"""Reads what is in the account of a partner user: every object that a resource could be.

No call of the API tells which kinds an account holds, or shows several accounts or kinds at once (docs/api/api.md a.9,
lists), so each kind is listed, in pages of a hundred, and a list shows all that a fetch does. What lives in another
object is listed only where there is one.
"""

from collections.abc import Collection, Iterator
from contextlib import aclosing
from dataclasses import dataclass

from pulumi_chatbotkit.api import Client, NotAuthenticated, NotFound
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Strategy
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND, SECTIONS, Section
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.read import read_record


@dataclass(frozen=True)
class FoundObject:
    """An object that exists."""

    section: Section
    record: JsonObject
    """As the service shows it, with the ids of what it is in."""
    inside: "tuple[FoundObject, ...]" = ()
    """The objects that live in it."""

    @property
    def id(self) -> str:
        return str(self.record.get("id"))

    def all(self) -> "Iterator[FoundObject]":
        """The object, and everything in it."""
        yield self
        for each in self.inside:
            yield from each.all()


@dataclass(frozen=True)
class Account:
    """A partner user, and everything in its account that could be read. Objects are in the order of their creation."""

    user: JsonObject
    objects: tuple[FoundObject, ...]

    @property
    def id(self) -> str:
        return str(self.user.get("id"))

    def all(self) -> Iterator[FoundObject]:
        """Every object, at any depth."""
        for each in self.objects:
            yield from each.all()


async def partner_users(client: Client) -> list[JsonObject]:
    """The records of all partner users, oldest first: one call for each hundred. Raises ``ChatBotKitError``."""
    there = LocatedClient(client, location_of(PARTNER_USER, {}))
    return [record async for record in there.items(OLDEST_FIRST)]


async def partner_user(client: Client, identifier: str) -> JsonObject | None:
    """The record of a partner user; None if it is proven gone. Raises ``ChatBotKitError``."""
    return await read_record(LocatedClient(client, location_of(PARTNER_USER, {})), identifier)


async def read_account(client: Client, user: JsonObject, without: Collection[str] = ()) -> Account | None:
    """What is in a partner user's account; None if it was deleted meanwhile.

    Args:
        client: The client of the parent account.
        user: The record of the partner user.
        without: Names of kinds that are not read.

    Raises:
        ChatBotKitError: a list failed.
    """
    place: JsonObject = {RUN_AS: str(user.get("id")), "userId": str(user.get("id"))}
    try:
        found = await _all_of(client, tuple(SECTIONS.values()), place, without)
    except (NotFound, NotAuthenticated):
        # A deleted account answers as one that never was, or as a wrong key (trap 19: run-as).
        if await partner_user(client, str(user.get("id"))) is None:
            return None
        raise
    return Account(user, found)


async def own_objects(client: Client, without: Collection[str] = ()) -> tuple[FoundObject, ...]:
    """The objects of the parent account itself, without what lives in others. Arguments and errors as above."""
    inner = {section.kind.name for section in SECTION_OF_KIND.values() if section.parent is not None}
    sections = [section for section in SECTIONS.values() if section.kind.parent is None]
    return await _all_of(client, sections, {}, {*without, *inner})


def is_listed(section: Section) -> bool:
    """True if the service has a list that shows the objects of the section."""
    return section.kind.strategy is Strategy.OBJECT


async def _all_of(
    client: Client, sections: Collection[Section], place: JsonObject, without: Collection[str]
) -> tuple[FoundObject, ...]:
    """The objects of these sections, section by section."""
    listed = [section for section in sections if is_listed(section) and section.kind.name not in without]
    found = await side_by_side([_objects(client, section, place, without) for section in listed])
    return tuple(each for objects in found for each in objects)


async def _objects(
    client: Client, section: Section, place: JsonObject, without: Collection[str]
) -> tuple[FoundObject, ...]:
    kind = section.kind
    here = {key: value for key, value in place.items() if key in kind.location_keys}
    async with aclosing(LocatedClient(client, location_of(kind, here)).items(OLDEST_FIRST)) as items:
        shown = {key: value for key, value in here.items() if key != RUN_AS}
        records = [{**shown, **record} async for record in items]
    if not section.children:
        return tuple(FoundObject(section, record) for record in records)
    below = [section.place_inside(place, record) for record in records]
    found = await side_by_side([_all_of(client, tuple(section.children.values()), inner, without) for inner in below])
    return tuple(FoundObject(section, record, inside) for record, inside in zip(records, found, strict=True))
