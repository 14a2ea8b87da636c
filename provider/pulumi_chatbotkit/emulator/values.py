"""From a request body to values worth storing: conversion, caps and enums, the first fault only.

Two stages, as in the service: ``validated`` is the validator (400), ``checked_for_columns`` the database (500).
References are resolved between the two, elsewhere. Source: docs/api/api.md a.4, a.7, a.12.
"""

import math
import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

from .contract.fields import Field, FieldType, OnEmpty, OnNull, OnOmit
from .merging import merged_object
from .refusals import BAD_REQUEST, GENERIC_ERROR, Refusal

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
_LARGEST_SAFE_INTEGER: Final = 2**53 - 1
_LARGEST_COLUMN_INTEGER: Final = 2**31 - 1

MASK: Final = "********"
"""What stands for a secret that is set."""


def validated(fields: Sequence[Field], body: JsonObject, required: Collection[str] = ()) -> JsonObject:
    """The fields of ``body`` that have an effect, converted, by their names in a document.

    Raises:
        Refusal: BAD_REQUEST for the first fault: known fields in the table's order, then unknown ones in the body's.
    """
    values: JsonObject = {}
    for field in fields:
        if field.name in body and not field.discarded:
            _take(field, body[field.name], values)
        elif field.name in required:
            raise _bad(f'"{field.name}" is required')
    known = {field.name for field in fields}
    for name in body:
        if name not in known:
            raise _bad(f'"{name}" is not allowed')
    return values


def required_on_create(fields: Sequence[Field]) -> Collection[str]:
    """Names of the fields that a body other than an update's must have."""
    return {field.name for field in fields if field.required}


def required_on_update(fields: Sequence[Field]) -> Collection[str]:
    """Names of the fields that even an update must have."""
    return {field.name for field in fields if field.on_omit is OnOmit.REFUSED}


def with_defaults(fields: Sequence[Field], values: JsonObject) -> JsonObject:
    """``values`` of a create, with the default in place of each field left out."""
    return {field.key: values.get(field.key, field.default) for field in fields}


def with_resets(fields: Sequence[Field], values: JsonObject) -> JsonObject:
    """``values`` of an update, with the default in place of each field that omitting resets."""
    resets: JsonObject = {field.key: field.default for field in fields if field.on_omit is OnOmit.RESETS}
    return resets | values


def checked_for_columns(fields: Sequence[Field], sent: JsonObject) -> None:
    """What the validator lets through and the database does not. ``sent``: only what the request gave.

    Raises:
        Refusal: GENERIC_ERROR.
    """
    for field in fields:
        if field.key in sent and not _fits(field, sent[field.key]):
            raise Refusal(GENERIC_ERROR)


def unmasked(fields: Sequence[Field], stored: JsonObject, sent: JsonObject) -> JsonObject:
    """``sent`` with what is stored in place of each mask inside an object; a mask of nothing is dropped."""
    kept = dict(sent)
    for field in fields:
        held = as_object(sent.get(field.key))
        if field.masked_keys and held is not None:
            kept[field.key] = _unmasked_object(field.masked_keys, stored.get(field.key), held)
    return kept


def merged(fields: Sequence[Field], stored: JsonObject, changes: JsonObject) -> JsonObject:
    """The document after an update."""
    mergers = {field.key for field in fields if field.merges}
    return stored | {
        name: merged_object(stored.get(name), value) if name in mergers else value for name, value in changes.items()
    }


def _take(field: Field, value: JsonValue, values: JsonObject) -> None:
    """Add the field's value to ``values``, unless sending this is the same as sending nothing."""
    if value is None and field.on_null is not OnNull.REFUSED:
        if field.on_null is not OnNull.IGNORED:
            values[field.key] = {} if field.on_null is OnNull.EMPTIES else None
        return
    if field.masked and value == MASK:
        return
    if field.reference is not None and isinstance(value, str):
        # Reference ids are the one thing that is trimmed.
        value = value.strip()
    if value == "" and field.on_empty in {OnEmpty.BECOMES_NULL, OnEmpty.IGNORED}:
        if field.on_empty is OnEmpty.BECOMES_NULL:
            values[field.key] = None
        return
    values[field.key] = _converted(field, value)


def _converted(field: Field, value: JsonValue) -> JsonValue:
    value = _CONVERTERS[field.type](field, value)
    if field.normalise is not None:
        value = field.normalise(str(value))
    if field.check is not None:
        field.check(field.name, value)
    return value


def _string(field: Field, value: JsonValue) -> JsonValue:
    if field.enum:
        if value not in field.enum:
            raise _bad(f'"{field.name}" must be one of [{", ".join(field.enum)}]')
        return value
    if not isinstance(value, str):
        raise _bad(f'"{field.name}" must be a string')
    if value == "" and field.on_empty is OnEmpty.REFUSED:
        raise _bad(f'"{field.name}" is not allowed to be empty')
    if field.min_chars is not None and len(value) < field.min_chars:
        raise _bad(f'"{field.name}" length must be at least {field.min_chars} characters long')
    if field.max_chars is not None and len(value) > field.max_chars:
        raise _bad(f'"{field.name}" length must be less than or equal to {field.max_chars} characters long')
    if field.max_bytes is not None and _size(value) > field.max_bytes:
        raise _bad(f'"{field.name}" must be less than or equal to {field.max_bytes} bytes long')
    return value


def _boolean(field: Field, value: JsonValue) -> JsonValue:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise _bad(f'"{field.name}" must be a boolean')


def _number(field: Field, value: JsonValue) -> JsonValue:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _bad(f'"{field.name}" must be a number')
    if abs(value) > _LARGEST_SAFE_INTEGER:
        raise _bad(f'"{field.name}" must be a safe number')
    if field.minimum is not None and value < field.minimum:
        raise _bad(f'"{field.name}" must be greater than or equal to {field.minimum}')
    if field.maximum is not None and value > field.maximum:
        raise _bad(f'"{field.name}" must be less than or equal to {field.maximum}')
    # JSON has one type of number: 5.0 is 5.
    return int(value) if value == int(value) else value


def _integer(field: Field, value: JsonValue) -> JsonValue:
    number = _number(field, value)
    if not isinstance(number, int):
        raise _bad(f'"{field.name}" must be an integer')
    return number


def _object(field: Field, value: JsonValue) -> JsonValue:
    held = as_object(value)
    if held is None:
        raise _bad(f'"{field.name}" must be of type object')
    prefix = field.refused_key_prefix
    refused = None if prefix is None else next((key for key in held if key.startswith(prefix)), None)
    if refused is not None:
        raise _bad(f'"{field.name}.{refused}" is not allowed')
    return held


_CONVERTERS: Final[dict[FieldType, Callable[[Field, JsonValue], JsonValue]]] = {
    "string": _string,
    "boolean": _boolean,
    "number": _number,
    "integer": _integer,
    "object": _object,
}


def _fits(field: Field, value: JsonValue) -> bool:
    if value is None:
        return field.on_null is not OnNull.SYSTEM_ERROR
    if field.column_bytes is not None and isinstance(value, str):
        return _size(value) <= field.column_bytes
    if field.integer_column:
        return isinstance(value, int) and abs(value) <= _LARGEST_COLUMN_INTEGER
    return True


def _unmasked_object(keys: Sequence[str], stored: JsonValue, sent: JsonObject) -> JsonObject:
    kept = as_object(stored) or {}
    masked = [key for key in keys if sent.get(key) == MASK]
    return {key: value for key, value in sent.items() if key not in masked} | {
        key: kept[key] for key in masked if key in kept
    }


def _size(value: str) -> int:
    # A lone surrogate is legal in JSON and has no other UTF-8 form.
    return len(value.encode("utf-8", "surrogatepass"))


def _bad(message: str) -> Refusal:
    return Refusal(BAD_REQUEST, message)
