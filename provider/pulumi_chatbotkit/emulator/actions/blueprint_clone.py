"""Copies a blueprint with its resources, and loses what a clone loses (docs/api/api.md b.6, blueprint)."""

from typing import Final

from pulumi_chatbotkit.emulator.actions.blueprints import members, summaries
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_of, target_record
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.blueprint_resources import CONNECTIONS, POLICIES, is_credential
from pulumi_chatbotkit.emulator.contract.refusals import CONFLICT, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_SUFFIX_CHARACTERS: Final = 8
_LOST: Final[dict[str, JsonObject]] = {
    "integration_trigger": {"schedule": None},
    "integration_sitemap": {"syncSchedule": "never"},
    "integration_notion": {"syncSchedule": "never"},
    "task": {"schedule": None},
}
"""Columns of copies, by kind. A sync has no schedule that is null (assumed)."""


def clone(ctx: ActionContext) -> Answer:
    """Make a new blueprint with copies of the resources; policies are not copied (assumed: no answer shows them)."""
    read_object(ctx.call.body)
    blueprint = target_record(ctx, owner_of(ctx))
    found = members(ctx.records, blueprint)
    copied = [record for category, records in found.items() if category != POLICIES for record in records]
    try:
        made = _copies(ctx, blueprint, copied)
    except Refusal as refusal:
        raise Refusal(CONFLICT) from refusal
    resources = {**summaries(ctx, made), CONNECTIONS: []}
    resources.pop(POLICIES)
    return json_answer({"id": made.id, "resources": resources})


def _copies(ctx: ActionContext, blueprint: Record, copied: list[Record]) -> Record:
    owner = Owner(account=ctx.account, parent=None)
    ids = {record.id: ctx.changes.new_id(KINDS[record.kind]) for record in copied}
    values: JsonObject = {
        "name": blueprint.document.get("name"),
        "description": blueprint.document.get("description"),
        "config": _positions(blueprint.document.get("config"), ids),
    }
    made = ctx.changes.insert(KINDS["blueprint"], values, owner)
    ids[blueprint.id] = made.id
    for record in copied:
        parent = None if record.parent is None else ids.get(record.parent)
        owner = Owner(account=ctx.account, parent=parent)
        ctx.changes.insert(KINDS[record.kind], _copy(ctx, record, ids), owner, ids[record.id])
    return made


def _copy(ctx: ActionContext, record: Record, ids: dict[str, str]) -> JsonObject:
    """The columns of a copy: no alias, no credentials, links inside the blueprint only, generated values anew."""
    kind = KINDS[record.kind]
    links: JsonObject = {name: ids.get(str(record.document.get(name))) for name in kind.references}
    generated = {one.name for one in kind.computed}
    kept = {name: value for name, value in record.document.items() if name not in generated}
    credentials: JsonObject = {field.key: None for field in kind.fields if is_credential(kind.name, field.key)}
    copy = {**kept, **links, **credentials, **_LOST.get(kind.name, {})}
    if "alias" in copy:
        copy["alias"] = None
    for field in kind.fields:
        if field.unique == "everywhere" and isinstance(copy.get(field.key), str):
            suffix = ctx.environment.ids.new_secret()[:_SUFFIX_CHARACTERS]
            copy[field.key] = f"{copy[field.key]}-{suffix}"
    return copy


def _positions(config: JsonValue, ids: dict[str, str]) -> JsonValue:
    """The parts of a designer's layout that are kept by resource, under the new ids."""
    kept: JsonObject = {}
    for name, value in (as_object(config) or {}).items():
        by_id = {ids[key]: entry for key, entry in (as_object(value) or {}).items() if key in ids}
        if by_id:
            kept[name] = by_id
    return kept or None
