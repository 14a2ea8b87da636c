"""``import_blueprint``: objects of an export, created and updated in a blueprint. docs/api/api.md b.6 (blueprint).

The service makes an item without an alias anew each time, and updates an object of the account that has the item's
alias, wherever it is. So items need aliases, which makes a repeated import harmless, and objects that others manage are
looked for before anything is sent.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pulumi

from pulumi_chatbotkit.api import ChatBotKitError, Client, RunAs
from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES, SINGULAR_PORTAL
from pulumi_chatbotkit.catalog.schema.field import whole_numbers
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.functions.blueprint_resources import blueprint_of, found_items
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.outputs import deferred_act
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS, marker_from_meta
from pulumi_chatbotkit.resources.kinds.blueprint import Blueprint
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser

_NAME: Final = "import_blueprint"
_DEFAULT: Final = "$default"

BlueprintItems = Mapping[str, Sequence[Mapping[str, object]]]
"""Items by category, in the form of ``BlueprintExportResult.contents``."""


@dataclass(frozen=True, kw_only=True)
class ImportedResourceResult:
    """One object that an import created, updated, or left as it was because it was equal."""

    category: str
    id: str
    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class BlueprintImportResult:
    """What an import made and found."""

    id: str
    """Id of the blueprint."""
    contents: tuple[ImportedResourceResult, ...]


def import_blueprint(
    blueprint: pulumi.Input[str] | Blueprint,
    contents: pulumi.Input[BlueprintItems],
    *,
    overwrite: bool = False,
    allow_duplicates: bool = False,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[BlueprintImportResult]:
    """Import items into a blueprint, all or none. Every ``pulumi up`` imports again; a preview sends nothing.

    What it makes is in no state: neither refreshed, nor updated when a declaration changes, nor destroyed. The result
    has the ids, and ``list_blueprint_resources`` lists what is in the blueprint. To manage one of the objects, declare
    it with ``adopt="<id>"`` and take it out of ``contents``.

    - An item is found again by its alias. Without one, each run would create it anew, so it is refused.
    - A repeated import changes nothing, so a lost answer is sent for again.
    - An object with the alias that is outside the blueprint would be moved into it, and one that a stack manages would
      be changed behind its back: both are refused before anything is sent.
    - ``meta`` is imported without the marker of the stack that it came from; an object's own marker stays.

    What the service loses or changes: fields that it does not know are dropped without an error; credentials are
    written on create only; links are ids of items or of objects that the account may use, not aliases; ``meta`` and
    ``config`` are replaced as a whole; no quota, no setup and few rules of the create routes are checked, so that a
    portal's slug or a schedule may be stored that a create would refuse. Records and file contents are not imported.

    Args:
        blueprint: The blueprint, or its id. Declare it as a resource: this function makes none.
        contents: Items by category, such as the ``contents`` of an ``export_blueprint``. Each needs ``id``, any text
            that no other item has, by which items refer to each other, and ``alias``.
        overwrite: Import also over objects that are outside the blueprint, or that a stack manages.
        allow_duplicates: Send items without an alias, too, and tasks, which have none: each run creates them anew. The
            request is then sent once, and the run fails if its answer is lost.
        run_as: The partner user whose blueprint it is, or that user's id; left out, your own account.

    The run fails with ``pulumi.RunError`` if items are refused here or by the service; then nothing was imported.

    Source: docs/api/api.md b.6, trap 31 (blueprints).
    """

    def send(blueprint: object, contents: object, run_as: object) -> BlueprintImportResult:
        target, scope = blueprint_of(_NAME, blueprint, run_as)
        items = _items(contents, allow_duplicates=allow_duplicates)
        with connected(_NAME) as connection:
            return connection.runtime.run(_Import(connection.runtime, target, scope, overwrite).run(items))

    return deferred_act(send, blueprint=blueprint, contents=contents, run_as=run_as)


@dataclass(frozen=True, eq=False)
class _Item:
    category: str
    values: JsonObject

    @property
    def alias(self) -> str | None:
        alias = self.values.get("alias")
        return alias if isinstance(alias, str) and alias else None

    def __str__(self) -> str:
        return f"{self.category} {self.values['id']!r}"


def _items(contents: object, *, allow_duplicates: bool) -> list[_Item]:
    """The items.

    Raises:
        pulumi.RunError: no items, an unknown category, an item without id or alias, an id that occurs twice.
    """
    items = list(_read(contents))
    if not items:
        raise _refused("contents has no items")
    ids = [item.values["id"] for item in items]
    twice = [str(item) for item in items if ids.count(item.values["id"]) > 1]
    if twice:
        raise _refused(f"several items have the same id: {first_few(twice)}")
    unnamed = [str(item) for item in items if item.alias is None]
    if unnamed and not allow_duplicates:
        raise _refused(
            f"without an alias every run would create them anew: {first_few(unnamed)}. Give each item an alias; kinds "
            "without one, such as tasks, are better declared as resources. allow_duplicates=True sends them anyway"
        )
    return items


def _read(contents: object) -> Iterator[_Item]:
    if not isinstance(contents, Mapping):
        raise _refused(f"contents is {type(contents).__name__}, but must be a map of lists by category")
    for category, entries in cast("Mapping[object, object]", contents).items():
        name = "portals" if category == SINGULAR_PORTAL else str(category)
        if not isinstance(entries, Sequence) or isinstance(entries, str):
            raise _refused(f"contents.{name} must be a list of items")
        if entries and name not in CATEGORIES:
            raise _refused(f"there is no category {name!r:.60}; there are {', '.join(CATEGORIES)}")
        for entry in cast("Sequence[object]", entries):
            values = as_object(whole_numbers(cast("JsonValue", entry)))
            if values is None or not isinstance(values.get("id"), str) or not values["id"]:
                raise _refused(f"contents.{name} has an item without `id`, which may be any text of its own")
            yield _Item(name, values)


@dataclass(frozen=True)
class _Import:
    """One import into a blueprint. ``scope``: its account."""

    runtime: Runtime
    blueprint: str
    scope: RunAs | None
    overwrite: bool

    async def run(self, items: list[_Item]) -> BlueprintImportResult:
        """Look for what would be overwritten, then import."""
        for item in items:
            self.runtime.redactor.learn_kind(CATEGORIES[item.category], item.values)
        held = {item: record async for item, record in self._held(items)}
        in_the_way = [] if self.overwrite else [why for item in held if (why := self._why_not(item, held[item]))]
        if in_the_way:
            raise _refused(
                f"nothing was imported, because it would change objects of others: {first_few(in_the_way)}. Take these "
                "items out, or give them other aliases; overwrite=True imports over them"
            )
        body: dict[str, list[JsonValue]] = {}
        for item in items:
            body.setdefault(item.category, []).append(_sent(item, held.get(item)))
        answer = await self._post({"resources": {**body}}, repeatable=all(item.alias for item in items))
        made = found_items(_NAME, answer)
        return BlueprintImportResult(
            id=self.blueprint,
            contents=tuple(_imported(category, found) for category, some in made.items() for found in some),
        )

    async def _post(self, body: JsonObject, *, repeatable: bool) -> JsonObject:
        path = ("blueprint", self.blueprint, "resource", "import")
        try:
            return await self.runtime.client.post(path, body, run_as=self.scope, repeatable=repeatable)
        except ChatBotKitError as error:
            if not error.may_have_created:
                raise
            message = (
                f"{_NAME}: {error}. Items without an alias were not sent again, as that could make two of each: look "
                f"with list_blueprint_resources at {self.blueprint} before the next `pulumi up`"
            )
            raise pulumi.RunError(message) from error

    async def _held(self, items: list[_Item]) -> AsyncIterator[tuple[_Item, JsonObject]]:
        """The items whose alias an object of the account has, with that object's record."""
        by_category: dict[str, dict[str, _Item]] = {}
        for item in items:
            if item.alias is not None:
                by_category.setdefault(item.category, {})[item.alias] = item
        for category, wanted in by_category.items():
            async for record in _records(self.runtime.client, category, self.scope):
                item = wanted.get(str(record.get("alias")))
                if item is not None:
                    yield item, record

    def _why_not(self, item: _Item, record: JsonObject) -> str | None:
        """What an import would do to an object that it should not touch; None if it may update it."""
        marker = marker_from_meta(record.get("meta"))
        if marker is not None:
            return f"{item} is {record.get('id')}, which resource {marker.name!r} of stack {marker.stack} manages"
        other = record.get("blueprintId")
        if other == self.blueprint:
            return None
        where = f"in blueprint {other}" if other else "in no blueprint"
        return f"{item} is {record.get('id')}, which is {where} and would be moved"


async def _records(client: Client, category: str, scope: RunAs | None) -> AsyncIterator[JsonObject]:
    """The account's objects of a category; of kinds with a parent, those below each of the account's parents."""
    path = CATEGORIES[category].path
    owner = CATEGORIES[category].parent
    if owner is None:
        async for record in client.items((*path, "list"), run_as=scope):
            yield record
        return
    above = path[: path.index(f"{{{owner.field}}}")]
    async for parent in client.items((*above, "list"), run_as=scope):
        below = path[len(above) + 1 :]
        async for record in client.items((*above, str(parent.get("id")), *below, "list"), run_as=scope):
            yield record


def _sent(item: _Item, held: JsonObject | None) -> JsonObject:
    """The item as it is sent: without the marker of another object, with that of the object that has it."""
    values = {**item.values, **_older_names(item)}
    if values.get("meta") is None:
        return {name: value for name, value in values.items() if name != "meta"}
    own = {key: value for key, value in (as_object((held or {}).get("meta")) or {}).items() if key in RESERVED_KEYS}
    meta = as_object(values["meta"]) or {}
    if meta.keys() == {_DEFAULT}:  # on create only
        return {**values, "meta": {_DEFAULT: _unmarked(meta[_DEFAULT])}}
    return {**values, "meta": {**_unmarked(meta), **own}}


def _unmarked(meta: JsonValue) -> JsonObject:
    # What the service adds to an ability's meta stays: an import does not derive it again (docs/api/api.md b.6).
    return {key: value for key, value in (as_object(meta) or {}).items() if key not in RESERVED_KEYS}


def _older_names(item: _Item) -> JsonObject:
    """Fields under the older generation's names as well: an import drops the name that the deployment does not know."""
    names = CATEGORIES[item.category].older_names
    return {older: item.values[name] for name, older, _suffix in names if name in item.values}


def _imported(category: str, found: JsonObject) -> ImportedResourceResult:
    return ImportedResourceResult(
        category=category,
        id=str(found.get("id")),
        name=str(found.get("name") or ""),
        description=str(found.get("description") or ""),
    )


def _refused(reason: str) -> pulumi.RunError:
    return pulumi.RunError(f"{_NAME}: {reason}")
