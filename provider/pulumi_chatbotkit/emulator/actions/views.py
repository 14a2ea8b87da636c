"""How answers show records. Source: docs/api/api.md a.6 (success bodies), and the response lines of b."""

from typing import Literal, cast

from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.fields import MASK, Field, View
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object


def shown(record: Record, kind: Kind, profile: Profile, action: Literal["fetch", "list"]) -> JsonObject:
    """The object in an answer: unset nullable fields are null, fields that are not read back are missing."""
    view = cast("View", f"{profile} {action}")
    # A state file from before a field was added to the contract has no value for it.
    fields: JsonObject = {
        field.name: _complete(field, _masked(field, record.document.get(field.key, field.default)))
        for field in kind.fields
        if view in field.views
    }
    computed: JsonObject = {one.name: record.document.get(one.name) for one in kind.computed if view in one.views}
    parent: JsonObject = (
        {kind.parent.parameter: record.parent} if kind.parent is not None and view in kind.parent.shown_in else {}
    )
    times: JsonObject = {"createdAt": record.created_at, "updatedAt": record.updated_at} if view in kind.times else {}
    values = fields | computed | parent
    return {"id": record.id, **{name: encoded(value) for name, value in values.items()}, **times}


def raw(record: Record) -> JsonObject:
    """Everything stored of the record, with its parent's id, also what the API never shows."""
    parent = KINDS[record.kind].parent
    parent_id: JsonObject = {} if parent is None else {parent.parameter: record.parent}
    times: JsonObject = {"createdAt": record.created_at, "updatedAt": record.updated_at}
    return {"id": record.id, **parent_id, **record.document, **times}


def _masked(field: Field, value: JsonValue) -> JsonValue:
    """A secret that is set becomes a mask. Set means true in JavaScript, so "" is not set (assumed)."""
    if field.masked:
        return MASK if value else None
    given = as_object(value)
    if given is None or not field.masked_keys:
        return value
    return {key: MASK if key in field.masked_keys and inside else inside for key, inside in given.items()}


def _complete(field: Field, value: JsonValue) -> JsonValue:
    return value + field.suffix if isinstance(value, str) and value else value


def encoded(value: JsonValue) -> JsonValue:
    """``value`` without keys that begin with "#", at any depth: the service's encoder drops them."""
    if isinstance(value, dict):
        return {key: encoded(inside) for key, inside in value.items() if not key.startswith("#")}
    if isinstance(value, list):
        return [encoded(entry) for entry in value]
    return value
