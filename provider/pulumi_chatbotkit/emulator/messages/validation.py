"""The service's validator: converts a request body and checks types, lengths and enums. The first error is 400.

The database's own limits (500) are in ``actions.documents``; references are resolved in ``actions.changes``.
Source: docs/api/api.md a.4 (request rules), a.7 (errors), a.12 (field classes).
"""

import math
import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from pulumi_chatbotkit.emulator.contract.fields import (
    LARGEST_SAFE_INTEGER,
    MASK,
    Field,
    FieldType,
    OnEmpty,
    OnNull,
    OnOmit,
)
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")


def validated(fields: Sequence[Field], body: JsonObject, required: Collection[str] = ()) -> JsonObject:
    """The values of ``body`` to store, converted, by their names in a document.

    Raises:
        Refusal: BAD_REQUEST for the first error: known fields in the table's order, then unknown ones in the body's.
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
    """Names of the fields that every body except an update's must have."""
    return {field.name for field in fields if field.required}


def required_on_update(fields: Sequence[Field]) -> Collection[str]:
    """Names of the fields that an update must have too."""
    return {field.name for field in fields if field.on_omit is OnOmit.REFUSED}


def _take(field: Field, value: JsonValue, values: JsonObject) -> None:
    """Add the field's value to ``values``, unless sending it has the same effect as leaving it out."""
    if value is None and field.on_null is not OnNull.REFUSED:
        if field.on_null is not OnNull.IGNORED:
            values[field.key] = {} if field.on_null is OnNull.EMPTIES else None
        return
    if (field.masked or field.mask_keeps) and value == MASK:
        return
    if field.reference is not None and isinstance(value, str):
        # The service trims only reference ids.
        value = value.strip()
    if value == "" and field.on_empty in {OnEmpty.BECOMES_NULL, OnEmpty.IGNORED}:
        if field.on_empty is OnEmpty.BECOMES_NULL:
            values[field.key] = None
        return
    values[field.key] = _converted(field, value)


def _converted(field: Field, value: JsonValue) -> JsonValue:
    given = as_object(value)
    if field.built_from is not None and given is not None:
        value = field.built_from(given)
    value = _CONVERTERS[field.type](field, value)
    if field.suffix:
        value = str(value).removesuffix(field.suffix)
    if field.normalise is not None:
        value = field.normalise(str(value))
    if field.check is not None:
        field.check(field.name, value)
    return value


def _string(field: Field, value: JsonValue) -> JsonValue:
    if field.enum:
        if value not in field.enum:
            choices = field.enum if field.on_null is OnNull.REFUSED else ("null", *field.enum)
            raise _bad(f'"{field.name}" must be one of [{", ".join(choices)}]')
        return value
    if not isinstance(value, str):
        raise _bad(f'"{field.name}" must be a string')
    if value == "" and field.on_empty is OnEmpty.REFUSED:
        raise _bad(f'"{field.name}" is not allowed to be empty')
    if field.min_chars is not None and len(value) < field.min_chars:
        raise _bad(f'"{field.name}" length must be at least {field.min_chars} characters long')
    if field.max_chars is not None and len(value) > field.max_chars:
        raise _bad(f'"{field.name}" length must be less than or equal to {field.max_chars} characters long')
    if field.max_bytes is not None and utf8_size(value) > field.max_bytes:
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
    if abs(value) > LARGEST_SAFE_INTEGER:
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
    given = as_object(value)
    if given is None:
        raise _bad(f'"{field.name}" must be of type object')
    prefix = field.refused_key_prefix
    refused = None if prefix is None else next((key for key in given if key.startswith(prefix)), None)
    if refused is not None:
        raise _bad(f'"{field.name}.{refused}" is not allowed')
    return given


def _array(field: Field, value: JsonValue) -> JsonValue:
    if not isinstance(value, list):
        raise _bad(f'"{field.name}" must be an array')
    return value


_CONVERTERS: Final[dict[FieldType, Callable[[Field, JsonValue], JsonValue]]] = {
    "string": _string,
    "boolean": _boolean,
    "number": _number,
    "integer": _integer,
    "object": _object,
    "array": _array,
}


def utf8_size(value: str) -> int:
    """The length of ``value`` in bytes of UTF-8."""
    # A lone surrogate is legal in JSON and has no other UTF-8 form.
    return len(value.encode("utf-8", "surrogatepass"))


def _bad(message: str) -> Refusal:
    return Refusal(BAD_REQUEST, message)
