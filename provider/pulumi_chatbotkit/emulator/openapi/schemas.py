"""From rows of the contract to JSON Schemas: what a body may hold, what an answer holds."""

from collections.abc import Collection, Sequence
from inspect import getdoc
from typing import Final

from pulumi_chatbotkit.emulator.contract.fields import Computed, Field, OnEmpty, OnNull, Start, View
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.ids import IdShape
from pulumi_chatbotkit.emulator.values import MASK
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

from .forms import FORMS

TIME: Final[JsonObject] = {"type": "integer", "description": "Epoch milliseconds."}
LARGEST_COLUMN_INTEGER: Final = 2**31 - 1
LARGEST_SAFE_INTEGER: Final = 2**53 - 1

_ID_PATTERNS: Final[dict[IdShape, str]] = {"cuid": "^c[a-z0-9]{24}$", "cuid2": "^[a-z][a-z0-9]{23}$"}
_STARTS: Final[dict[Start, JsonObject]] = {
    Start.NULL: {"type": ["integer", "null"], "description": "Epoch milliseconds."},
    Start.NOW: TIME,
    Start.KEY: {"type": "string"},
    Start.PENDING: {"type": "string"},
}


def id_schema(shape: IdShape) -> JsonObject:
    """An id (docs/api/api.md a.6)."""
    return {"type": "string", "pattern": _ID_PATTERNS[shape]}


def body_schema(fields: Sequence[Field], required: Collection[str], *, with_defaults: bool) -> JsonObject:
    """A request body; ``with_defaults``: what a field left out is stored as."""
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
    """A record as an answer shows it: every key is there, set or not."""
    properties: JsonObject = {"id": id_schema(kind.id_shape)}
    properties |= {field.name: _shown(field) for field in kind.fields if view in field.views}
    properties |= {computed.name: _computed(computed) for computed in kind.computed if view in computed.views}
    if kind.parent is not None and kind.parent.shown:
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
        return {"description": "Accepted and forgotten."}
    nullable = field.on_null in {OnNull.STORED, OnNull.IGNORED, OnNull.EMPTIES}
    schema = _typed(field, nullable=nullable) | _lengths(field) | _bounds(field)
    if field.check is not None:
        schema |= FORMS.get(field.check, {})
    if field.refused_key_prefix is not None:
        schema["propertyNames"] = {"pattern": f"^([^{field.refused_key_prefix}]|$)"}
    if field.secret and field.type == "string":
        schema["format"] = "password"
    if not field.views:
        schema["writeOnly"] = True
    notes = _notes(field)
    return schema | ({"description": notes} if notes else {})


def _shown(field: Field) -> JsonObject:
    """One field of an answer. Links may always be null: what they lead to can be deleted."""
    unset = field.default is None and not field.required
    cleared = field.on_null is OnNull.STORED or field.on_empty is OnEmpty.BECOMES_NULL
    nullable = unset or cleared or field.reference is not None
    if field.masked:
        return {"enum": [MASK, None]}
    return _typed(field, nullable=nullable)


def _computed(computed: Computed) -> JsonObject:
    return {**_STARTS[computed.start], "readOnly": True}


def _typed(field: Field, *, nullable: bool) -> JsonObject:
    json_type = "integer" if field.integer_column else field.type
    types: JsonValue = [json_type, "null"] if nullable else json_type
    if not field.enum:
        return {"type": types}
    values: list[JsonValue] = [*field.enum]
    return {"type": types, "enum": [*values, None] if nullable else values}


def _lengths(field: Field) -> JsonObject:
    """Lengths in characters. A cap in bytes is told in the description, as JSON Schema cannot."""
    shortest = 1 if field.type == "string" and field.on_empty is OnEmpty.REFUSED else None
    shortest = field.min_chars or shortest
    schema: JsonObject = {}
    if shortest is not None and not field.enum:
        schema["minLength"] = shortest
    if field.max_chars is not None:
        schema["maxLength"] = field.max_chars
    return schema


def _bounds(field: Field) -> JsonObject:
    """A number without a bound of its own still has those of its column, or of what JavaScript holds exactly."""
    if field.type not in {"number", "integer"}:
        return {}
    largest = LARGEST_COLUMN_INTEGER if field.integer_column else LARGEST_SAFE_INTEGER
    minimum = -largest if field.minimum is None else field.minimum
    return {"minimum": minimum, "maximum": largest if field.maximum is None else field.maximum}


def _notes(field: Field) -> str:
    """What JSON Schema has no word for."""
    largest_bytes = field.max_bytes or field.column_bytes
    notes = (
        "" if field.reference is None else f"Id, @alias or (name) of a {field.reference.kind}.",
        "" if largest_bytes is None else f"At most {largest_bytes} bytes of UTF-8.",
        "" if field.unique is None else f"Unique {field.unique}.",
        "" if not field.merges else 'An update with {"$update": {...}} merges.',
        "" if field.check is None else (getdoc(field.check) or ""),
    )
    return " ".join(note for note in notes if note)
