"""What is in a blueprint: resource list and export (docs/api/api.md b.6, blueprint).

Neither is a cursor list: both answer one body, whatever ``Accept`` says, but for Terraform's.
"""

import json
import re
from collections.abc import Iterator
from typing import Final

from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_of, target_record
from pulumi_chatbotkit.emulator.actions.views import encoded
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.blueprint_resources import (
    CATEGORY_BY_KIND,
    CONNECTIONS,
    KIND_BY_CATEGORY,
    MANAGED,
    NOT_EXPORTED,
    is_credential,
)
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_HCL: Final = "application/terraform+hcl"
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9_]+")
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


def list_resources(ctx: ActionContext) -> Answer:
    """Show what is in a blueprint, with its links."""
    blueprint = target_record(ctx, owner_of(ctx))
    return json_answer({"id": blueprint.id, "resources": {**summaries(ctx, blueprint), CONNECTIONS: []}})


def export_resources(ctx: ActionContext) -> Answer:
    """Show what is in a blueprint, with nearly everything that is stored: the only way to read some fields."""
    blueprint = target_record(ctx, owner_of(ctx))
    items = {
        category: [_exported(ctx, record) for record in records]
        for category, records in members(ctx.records, blueprint).items()
    }
    if _HCL in ctx.call.headers.get("accept", ""):
        return _terraform(blueprint, items)
    shown: JsonObject = {category: [*found] for category, found in items.items()}
    return json_answer({"id": blueprint.id, "resources": shown})


def members(records: Records, blueprint: Record) -> dict[str, list[Record]]:
    """The resources of a blueprint by category, oldest first; every category is there."""
    found: dict[str, list[Record]] = {category: [] for category in KIND_BY_CATEGORY}
    for record, field in records.referring_to(blueprint.id):
        category = CATEGORY_BY_KIND.get(record.kind)
        reference = KINDS[record.kind].references.get(field)
        if category is not None and reference is not None and reference.member:
            found[category].append(record)
    return {category: sorted(some, key=lambda one: (one.created_at, one.id)) for category, some in found.items()}


def summaries(ctx: ActionContext, blueprint: Record) -> JsonObject:
    """The resources of a blueprint as resource list and clone show them."""
    found = members(ctx.records, blueprint)
    return {category: [_summary(ctx, record) for record in records] for category, records in found.items()}


def _row(ctx: ActionContext, record: Record) -> JsonObject:
    """The stored columns of a record, with its parent's id."""
    kind = KINDS[record.kind]
    names = kind.older_names if ctx.environment.has_older_names else {}
    columns = {names.get(key, key): value for key, value in record.document.items()}
    return {**({} if kind.parent is None else {kind.parent.parameter: record.parent}), **columns}


def _summary(ctx: ActionContext, record: Record) -> JsonObject:
    columns = _row(ctx, record)
    shown = {
        name: value
        for name, value in columns.items()
        if name in {"name", "description", "meta", "state"}
        or (name.endswith("Id") and not is_credential(record.kind, name))
    }
    return {"id": record.id, **{name: encoded(value) for name, value in shown.items()}}


def _exported(ctx: ActionContext, record: Record) -> JsonObject:
    left_out = MANAGED | NOT_EXPORTED.get(record.kind, frozenset())
    columns = {
        name: encoded(value)
        for name, value in _row(ctx, record).items()
        if name not in left_out and not is_credential(record.kind, name)
    }
    return {"id": record.id, **columns}


# Terraform


def _terraform(blueprint: Record, items: dict[str, list[JsonObject]]) -> Answer:
    """The resources as HCL. The layout of the text is assumed."""
    name = blueprint.document.get("alias") or blueprint.id
    blocks = [_block(category, item) for category, found in items.items() for item in found]
    headers = {"content-type": _HCL, "content-disposition": f'attachment; filename="{name}.tf"'}
    return Answer(status=200, body="\n".join(blocks).encode(), content_type=_HCL, headers=headers)


def _block(category: str, item: JsonObject) -> str:
    kind = _snake({"portals": "portal", "ability": "skillsetAbility"}.get(category, category))
    lines = [f"  {_snake(key)} = {value}" for key, value in _arguments(item)]
    label = _NOT_IN_NAMES.sub("_", str(item.get("alias") or item["id"]).lower())
    return "\n".join([f'resource "chatbotkit_{kind}" "{label}" {{', *lines, "}", ""])


def _arguments(item: JsonObject) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if key != "id" and value is not None:
            yield key, _literal(value)


def _literal(value: JsonValue) -> str:
    """A value in HCL: JSON, but for what HCL would replace in a text."""
    if isinstance(value, dict | list):
        return f"jsonencode({_escaped(value)})"
    return _escaped(value)


def _escaped(value: JsonValue) -> str:
    return json.dumps(value).replace("${", "$${").replace("%{", "%%{")


def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()
