"""Records as the API shows them. Source: docs/api/api.md a.6 and the response lines of b."""

from typing import Literal, cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

from .contract.fields import View
from .contract.kinds import Kind
from .refusals import Profile
from .store import Record


def shown(record: Record, kind: Kind, profile: Profile, action: Literal["fetch", "list"]) -> JsonObject:
    """The answer's object: unset nullable fields are there with null, fields that are not read back are missing."""
    view = cast("View", f"{profile} {action}")
    # A file made before the contract knew a field has no value for it.
    fields: JsonObject = {
        field.name: record.document.get(field.name, field.default) for field in kind.fields if view in field.views
    }
    times: JsonObject = {"createdAt": record.created_at, "updatedAt": record.updated_at}
    return {"id": record.id, **{name: _encoded(value) for name, value in fields.items()}, **times}


def raw(record: Record) -> JsonObject:
    """Everything stored of the record, whatever the API shows of it."""
    return {"id": record.id, **record.document, "createdAt": record.created_at, "updatedAt": record.updated_at}


def _encoded(value: JsonValue) -> JsonValue:
    """The service's encoder drops keys that begin with "#", at any depth."""
    if isinstance(value, dict):
        return {key: _encoded(held) for key, held in value.items() if not key.startswith("#")}
    if isinstance(value, list):
        return [_encoded(held) for held in value]
    return value
