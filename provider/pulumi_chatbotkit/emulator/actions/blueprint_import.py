"""Imports resources into a blueprint: all of them or none (docs/api/api.md b.6, blueprint).

Items with an alias that the account has are updated, others are created. Errors have a shape of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_of, target_record
from pulumi_chatbotkit.emulator.actions.import_items import (
    Item,
    creation_order,
    failed,
    issue,
    payload_items,
    stored_values,
    with_new_ids,
)
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.blueprint_resources import CATEGORY_BY_KIND, KIND_BY_CATEGORY, is_credential
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, NOT_AUTHORIZED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.storage.rows import Content, Record
from pulumi_chatbotkit.json_values import JsonObject

_BLUEPRINT: Final = KINDS["blueprint"]
_LINK: Final = "blueprintId"
_FAILED: Final = "Failed to import blueprint resources"


def import_resources(ctx: ActionContext) -> Answer:
    """Create and update resources; shows them all, also those that were equal already."""
    body = read_object(ctx.call.body)
    ensure = body.get("ensure", False)
    if "resources" not in body:
        raise Refusal(BAD_REQUEST, '"resources" is required')
    if not isinstance(ensure, bool):
        raise Refusal(BAD_REQUEST, '"ensure" must be a boolean')
    items = payload_items(body["resources"], older_names=ctx.environment.has_older_names)
    blueprint = _blueprint(ctx, items, ensure=ensure)
    ordered = creation_order(items)
    existing = _existing(ctx, ordered, blueprint)
    done = _Import(ctx, blueprint, existing).run(ordered)
    return json_answer({"id": blueprint.id, "resources": _shown(items, done)})


def _blueprint(ctx: ActionContext, items: list[Item], *, ensure: bool) -> Record:
    """The blueprint in the path. ``ensure``: made if there is none with this alias, or found by what it has already."""
    address = ctx.match.ids[ctx.kind.id_parameter]
    may_make = ensure and address.startswith("@") and "@" not in address[1:]
    try:
        return target_record(ctx, owner_of(ctx))
    except Refusal as refusal:
        if refusal.code != NOT_FOUND or not may_make:
            raise
    for item in items:
        held = _with_alias(ctx, item)
        found = None if held is None else ctx.records.get(_BLUEPRINT.name, str(held.document.get(_LINK)))
        if found is not None and found.account == ctx.account:
            return found
    owner = Owner(account=ctx.account, parent=None)
    return ctx.changes.create(_BLUEPRINT, {"alias": address[1:]}, owner)


def _with_alias(ctx: ActionContext, item: Item) -> Record | None:
    """The account's object with the item's alias."""
    alias = item.values.get("alias")
    if not isinstance(alias, str) or not alias:
        return None
    return ctx.records.with_unique_value(item.kind.name, "alias", ctx.account, alias)


def _existing(ctx: ActionContext, items: list[Item], blueprint: Record) -> dict[str, Record]:
    """The objects that items update, by the items' ids."""
    held = {item.id: record for item in items if (record := _with_alias(ctx, item)) is not None}
    issues = [
        issue("resource_alias_in_active_blueprint", item, alias=item.values.get("alias"))
        for item in items
        if item.id in held and _is_active_elsewhere(ctx, held[item.id], blueprint)
    ]
    if issues:
        raise failed(_FAILED, issues)
    return held


def _is_active_elsewhere(ctx: ActionContext, record: Record, blueprint: Record) -> bool:
    """Whether another blueprint has the object, and may keep it: one without an alias gives way to one with."""
    other = ctx.records.get(_BLUEPRINT.name, str(record.document.get(_LINK)))
    if other is None or other.id == blueprint.id:
        return False
    return not (blueprint.document.get("alias") and not other.document.get("alias"))


@dataclass(frozen=True)
class _Import:
    """One import inside its transaction."""

    ctx: ActionContext
    blueprint: Record
    existing: Mapping[str, Record]

    def run(self, items: list[Item]) -> dict[str, Record]:
        """Store the items. Returns the records by the items' ids."""
        ids = {
            item.id: self.existing[item.id].id if item.id in self.existing else self.ctx.changes.new_id(item.kind)
            for item in items
        }
        return {item.id: self._stored(item, ids) for item in items}

    def _stored(self, item: Item, ids: dict[str, str]) -> Record:
        values = stored_values(item, creates=item.id not in self.existing)
        values = with_new_ids(values, ids)
        for column, target in _links(item).items():
            if isinstance(values.get(column), str):
                values[column] = self._linked(item, column, target, str(values[column]), ids)
        values[_LINK] = self.blueprint.id
        try:
            record = self._updated(item, values) if item.id in self.existing else self._created(item, values, ids)
        except Refusal as refusal:
            raise failed(_FAILED, [issue("resource_conflict", item, message=refusal.message)]) from refusal
        return record

    def _created(self, item: Item, values: JsonObject, ids: dict[str, str]) -> Record:
        owner = Owner(account=self.ctx.account, parent=_parent(item, values))
        record = self.ctx.changes.insert(item.kind, values, owner, ids[item.id])
        if item.text is not None:
            ticket = self.ctx.environment.ids.new_secret()
            data = item.text.encode()
            content = Content(file=record.id, ticket=ticket, content_type="text/plain", size=len(data), body=data)
            self.ctx.records.put_content(content)
        return record

    def _updated(self, item: Item, values: JsonObject) -> Record:
        """Equal data is not written, and credentials are never touched."""
        record = self.existing[item.id]
        parent = _parent(item, values, record.parent)
        kept = {name: value for name, value in values.items() if not is_credential(item.kind.name, name)}
        if parent == record.parent and all(record.document.get(name) == value for name, value in kept.items()):
            return record
        return self.ctx.changes.overwrite(item.kind, replace(record, parent=parent), kept)

    def _linked(self, item: Item, column: str, target: str, value: str, ids: dict[str, str]) -> str:
        """The id that a link stands for: of an item, or of a resource that the account may use."""
        if value in ids.values():
            return value
        field = item.kind.field(column)
        try:
            found = find(self.ctx.records, KINDS[target], value, self.ctx.account, "id")
            if field is not None and field.reference is not None:
                self.ctx.changes.check_usable(field.reference, found.id, self.ctx.account)
            elif found.account != self.ctx.account:
                raise Refusal(NOT_AUTHORIZED)
        except (Refusal, KeyError) as error:
            word = "not_found" if isinstance(error, KeyError) or error.code == NOT_FOUND else "not_authorized"
            raise failed(_FAILED, [issue(f"external_reference_{word}", item, field=column, value=value)]) from error
        return value


def _links(item: Item) -> dict[str, str]:
    """The link columns of an item, with the kind that each refers to; without the blueprint's."""
    links = {name: reference.kind for name, reference in item.kind.references.items() if name != _LINK}
    parent = item.kind.parent
    return links if parent is None else {**links, parent.parameter: parent.kind}


def _parent(item: Item, values: JsonObject, default: str | None = None) -> str | None:
    """Takes the parent's id out of ``values``."""
    if item.kind.parent is None:
        return None
    value = values.pop(item.kind.parent.parameter, default)
    return value if isinstance(value, str) else None


def _shown(items: list[Item], done: Mapping[str, Record]) -> JsonObject:
    shown: dict[str, list[JsonObject]] = {category: [] for category in KIND_BY_CATEGORY}
    for item in items:
        record = done[item.id]
        named: JsonObject = {name: record.document.get(name) for name in ("name", "description")}
        shown[CATEGORY_BY_KIND[item.kind.name]].append({"id": record.id, **named})
    return {category: [*found] for category, found in shown.items()}
