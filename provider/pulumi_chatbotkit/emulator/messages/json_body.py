"""Reads a JSON request body as the service's JavaScript does."""

import json

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_LARGEST_EXACT_INTEGER = 2**53


def read_object(body: bytes) -> JsonObject:
    """The object in ``body``; an empty body is ``{}`` (inferred, docs/api/api.md a.4, request rules).

    Raises:
        Refusal: BAD_REQUEST if it is not JSON, or not an object.
    """
    if not body:
        return {}
    value = as_object(_parsed(body))
    if value is None:
        raise Refusal(BAD_REQUEST, '"value" must be of type object')
    return value


def _parsed(body: bytes) -> JsonValue:
    try:
        parsed: JsonValue = json.loads(body, parse_int=_integer, parse_float=_number, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        # The service's answer to malformed JSON is not known (docs/api/api.md e.9).
        raise Refusal(BAD_REQUEST) from error
    return parsed


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
