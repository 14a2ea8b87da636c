"""Records as the API shows them. Source: docs/api/api.md a.6 and the response lines of b."""

from typing import Literal, cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

from .contract import KINDS
from .contract.fields import Field, View
from .contract.kinds import Kind
from .refusals import Profile
from .store import Record
from .values import MASK


def shown(record: Record, kind: Kind, profile: Profile, action: Literal["fetch", "list"]) -> JsonObject:
    """The answer's object: unset nullable fields are there with null, fields that are not read back are missing."""
    view = cast("View", f"{profile} {action}")
    # A file made before the contract knew a field has no value for it.
    fields: JsonObject = {
        field.name: _masked(field, record.document.get(field.key, field.default))
        for field in kind.fields
        if view in field.views
    }
    computed: JsonObject = {one.name: record.document.get(one.name) for one in kind.computed if view in one.views}
    parent: JsonObject = {kind.parent.parameter: record.parent} if kind.parent and kind.parent.shown else {}
    times: JsonObject = {"createdAt": record.created_at, "updatedAt": record.updated_at} if view in kind.times else {}
    values = fields | computed | parent
    return {"id": record.id, **{name: _encoded(value) for name, value in values.items()}, **times}


def raw(record: Record) -> JsonObject:
    """Everything stored of the record, its parent's id included, whatever the API shows of it."""
    parent = KINDS[record.kind].parent
    place: JsonObject = {} if parent is None else {parent.parameter: record.parent}
    times: JsonObject = {"createdAt": record.created_at, "updatedAt": record.updated_at}
    return {"id": record.id, **place, **record.document, **times}


def _masked(field: Field, value: JsonValue) -> JsonValue:
    """Set secrets are covered. What counts as set is what JavaScript takes for true, so "" does not (assumed)."""
    if field.masked:
        return MASK if value else None
    held = as_object(value)
    if held is None or not field.masked_keys:
        return value
    return {key: MASK if key in field.masked_keys and inside else inside for key, inside in held.items()}


def _encoded(value: JsonValue) -> JsonValue:
    """The service's encoder drops keys that begin with "#", at any depth."""
    if isinstance(value, dict):
        return {key: _encoded(held) for key, held in value.items() if not key.startswith("#")}
    if isinstance(value, list):
        return [_encoded(held) for held in value]
    return value
