"""What a tenants file can hold. Pure."""

from typing import Final

from pulumi_chatbotkit.inputs.tenants.templates import OPENING
from pulumi_chatbotkit.json_values import DEEPEST, JsonObject, JsonValue, inner_values, is_deeper, is_exact_double

_LONGEST: Final = 500_000
"""Of a text with braces, which are doubled: a template may become a million characters long."""


def unwritable(value: JsonValue) -> str | None:
    """Why the file cannot hold the value; None if it can."""
    if is_deeper(value, DEEPEST):
        return f"is nested deeper than {DEEPEST} levels"
    return _inside(value)


def written(values: JsonObject) -> JsonObject:
    """Values as the file has them: ``{{`` begins a template, and ``{{{{`` is a literal one."""
    return {key: _escaped(inner) for key, inner in values.items()}


def _escaped(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return value.replace(OPENING, OPENING * 2)
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return written(value) if isinstance(value, dict) else value


def _inside(value: JsonValue) -> str | None:
    if isinstance(value, str):
        if len(value) > _LONGEST and OPENING in value:
            return f"has {OPENING} and more than {_LONGEST:,} characters"
        return None if value.isascii() or not _has_surrogates(value) else "holds half of a surrogate pair"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None if is_exact_double(value) else "is a number that can not be kept exactly"
    keys = value if isinstance(value, dict) else ()
    if any(_has_surrogates(key) for key in keys):
        return "has a key with half of a surrogate pair"
    if None in inner_values(value):
        return "holds null, which Pulumi would leave out"
    return next((reason for inner in inner_values(value) if (reason := _inside(inner))), None)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
