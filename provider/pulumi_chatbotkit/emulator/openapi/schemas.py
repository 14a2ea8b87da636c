"""JSON Schemas of request bodies and answers, from the contract's fields."""

from collections.abc import Collection, Sequence
from inspect import getdoc
from typing import Final

from pulumi_chatbotkit.emulator.contract.fields import (
    LARGEST_COLUMN_INTEGER,
    LARGEST_SAFE_INTEGER,
    MASK,
    Computed,
    Field,
    InitialValue,
    OnEmpty,
    OnNull,
    View,
)
from pulumi_chatbotkit.emulator.contract.kinds import IdShape, Kind
from pulumi_chatbotkit.emulator.openapi.check_schemas import SCHEMA_BY_CHECK
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

TIME: Final[JsonObject] = {"type": "integer", "description": "Epoch milliseconds."}

_ID_PATTERNS: Final[dict[IdShape, str]] = {"cuid": "^c[a-z0-9]{24}$", "cuid2": "^[a-z][a-z0-9]{23}$"}
_INITIAL_SCHEMAS: Final[dict[InitialValue, JsonObject]] = {
    InitialValue.NULL: {"type": ["integer", "null"], "description": "Epoch milliseconds."},
    InitialValue.NOW: TIME,
    InitialValue.KEY: {"type": "string"},
    InitialValue.PENDING: {"type": "string"},
    InitialValue.IDLE: {"type": "string"},
}


def id_schema(shape: IdShape) -> JsonObject:
    """An id (docs/api/api.md a.6, success bodies)."""
    return {"type": "string", "pattern": _ID_PATTERNS[shape]}


def body_schema(fields: Sequence[Field], required: Collection[str], *, with_defaults: bool) -> JsonObject:
    """A request body. ``with_defaults``: include the defaults of omitted fields."""
    properties: JsonObject = {}
    for field in fields:
        default: JsonObject = {"default": field.default} if with_defaults and field.default is not None else {}
        properties[field.name] = _sent(field) | default
    return {
        "type": "object",
        "properties": properties,
        **({"required": [field.name for field in fields if field.name in required]} if required else {}),
        "additionalProperties": False,
    }


def record_schema(kind: Kind, view: View) -> JsonObject:
    """A record in an answer. Every key is required; unset values are null."""
    properties: JsonObject = {"id": id_schema(kind.id_shape)}
    properties |= {field.name: _shown(field) for field in kind.fields if view in field.views}
    properties |= {computed.name: _computed(computed) for computed in kind.computed if view in computed.views}
    if kind.parent is not None and view in kind.parent.shown_in:
        properties[kind.parent.parameter] = {"type": "string"}
    if view in kind.times:
        properties |= {"createdAt": TIME, "updatedAt": TIME}
    return closed_object(properties)


def closed_object(properties: JsonObject) -> JsonObject:
    """An object with exactly these keys."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _sent(field: Field) -> JsonObject:
    """One field of a body."""
    if field.discarded:
        return {"description": "Accepted and not stored."}
    nullable = field.on_null in {OnNull.STORED, OnNull.IGNORED, OnNull.EMPTIES}
    schema = _typed(field, nullable=nullable) | _lengths(field) | _bounds(field)
    for check in (field.check, field.late_check):
        schema |= {} if check is None else SCHEMA_BY_CHECK.get(check, {})
    if field.refused_key_prefix is not None:
        schema["propertyNames"] = {"pattern": f"^([^{field.refused_key_prefix}]|$)"}
    if field.secret and field.type == "string":
        schema["format"] = "password"
    if not field.views:
        schema["writeOnly"] = True
    notes = _notes(field)
    return schema | ({"description": notes} if notes else {})


def _shown(field: Field) -> JsonObject:
    """One field of an answer. Links may always be null, because their target can be deleted."""
    unset = field.default is None and not field.required
    cleared = field.on_null is OnNull.STORED or field.on_empty is OnEmpty.BECOMES_NULL
    nullable = unset or cleared or field.reference is not None
    if field.masked:
        return {"enum": [MASK, None]}
    return _typed(field, nullable=nullable)


def _computed(computed: Computed) -> JsonObject:
    return {**_INITIAL_SCHEMAS[computed.initial], "readOnly": True}


def _typed(field: Field, *, nullable: bool) -> JsonObject:
    json_type = "integer" if field.integer_column else field.type
    types: JsonValue = [json_type, "null"] if nullable else json_type
    if not field.enum:
        return {"type": types}
    values: list[JsonValue] = [*field.enum]
    return {"type": types, "enum": [*values, None] if nullable else values}


def _lengths(field: Field) -> JsonObject:
    """Lengths in characters. JSON Schema has no lengths in bytes; those are in the description."""
    shortest = 1 if field.type == "string" and field.on_empty is OnEmpty.REFUSED else None
    shortest = field.min_chars or shortest
    schema: JsonObject = {}
    if shortest is not None and not field.enum:
        schema["minLength"] = shortest
    if field.max_chars is not None:
        schema["maxLength"] = field.max_chars
    return schema


def _bounds(field: Field) -> JsonObject:
    """Bounds of a number: its own, else those of its column, else those of JavaScript's exact integers."""
    if field.type not in {"number", "integer"}:
        return {}
    largest = LARGEST_COLUMN_INTEGER if field.integer_column else LARGEST_SAFE_INTEGER
    minimum = -largest if field.minimum is None else field.minimum
    return {"minimum": minimum, "maximum": largest if field.maximum is None else field.maximum}


def _notes(field: Field) -> str:
    """Rules that JSON Schema cannot express, as text."""
    largest_bytes = field.max_bytes or field.column_bytes
    notes = (
        "" if field.reference is None else f"Id, @alias or (name) of a {field.reference.kind}.",
        "" if largest_bytes is None else f"At most {largest_bytes} bytes of UTF-8.",
        "" if field.unique is None else f"Unique {field.unique}.",
        "" if not field.merges else 'An update with {"$update": {...}} merges.',
        *((getdoc(check) or "") for check in (field.check, field.late_check) if check is not None),
    )
    return " ".join(note for note in notes if note)
