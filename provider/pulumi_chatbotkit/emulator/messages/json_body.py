"""Reads JSON as the service's JavaScript does, and only what can be stored and shown again.

The bounds are the emulator's own (assumed): with them no stored value makes a list fail.
"""

import json
from typing import Final

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object, is_deeper

DEEPEST_LEVELS: Final = 100
"""How deep objects and lists may be nested. Every supported interpreter can encode such a value on its stack."""

_LARGEST_EXACT_INTEGER: Final = 2**53


def read_object(body: bytes) -> JsonObject:
    """The object in ``body``; an empty body is ``{}`` (inferred, docs/api/api.md a.4, request rules).

    Raises:
        Refusal: BAD_REQUEST if it is not JSON, not an object, or cannot be stored.
    """
    if not body:
        return {}
    try:
        value = as_object(parse_json(body))
    except UnstorableError as error:
        raise Refusal(BAD_REQUEST, str(error)) from error
    except (ValueError, RecursionError) as error:
        # The service's answer to malformed JSON is not known (docs/api/api.md e.9).
        raise Refusal(BAD_REQUEST) from error
    if value is None:
        raise Refusal(BAD_REQUEST, '"value" must be of type object')
    return value


class UnstorableError(ValueError):
    """JSON that cannot be stored; the message says what is in it."""


def parse_json(text: bytes | str, *, deepest_levels: int = DEEPEST_LEVELS) -> JsonValue:
    """The value in ``text``, with numbers as JavaScript has them.

    Raises:
        UnstorableError: it is nested too deep, or has half of a surrogate pair.
        ValueError, RecursionError: it is not JSON.
    """
    try:
        parsed: JsonValue = json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=_refuse)
    except RecursionError as error:
        raise UnstorableError(_too_deep(deepest_levels)) from error
    if is_deeper(parsed, deepest_levels):
        raise UnstorableError(_too_deep(deepest_levels))
    # Only an escape can stand for half of a pair: UTF-8 has none.
    if b"\\u" in text if isinstance(text, bytes) else "\\u" in text:
        _check_surrogates(parsed)
    return parsed


def _too_deep(deepest_levels: int) -> str:
    return f'"value" must not be nested deeper than {deepest_levels} levels'


def _check_surrogates(value: JsonValue) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise UnstorableError('"value" must not have half of a surrogate pair') from error


def _integer(digits: str) -> int | float:
    exact = int(digits)
    return exact if abs(exact) <= _LARGEST_EXACT_INTEGER else _number(digits)


def _number(digits: str) -> int | float:
    """JavaScript has one type of number: 5.0 is 5, and integers above 2**53 lose digits."""
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise ValueError(digits)
    return int(number) if number.is_integer() else number


def _refuse(constant: str) -> None:
    raise ValueError(constant)
