"""Checks of single values that a column cannot say. Each raises Refusal with the API's text (docs/api/api.md a.7)."""

import json
import re
from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.emulator.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonValue, as_object

_ALIAS: Final = re.compile(r"[a-z0-9_-]*")
_EMAIL: Final = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_MODEL: Final = re.compile(r"[^/\s]+(?:/[^/=\s]+=[^/]*)*")

LIMIT_PATHS: Final = (
    ("tokens",),
    ("conversations",),
    ("messages",),
    ("database", "datasets"),
    ("database", "records"),
    ("database", "skillsets"),
    ("database", "abilities"),
    ("database", "files"),
    ("file", "maxFileSize"),
    ("attachment", "maxFileSize"),
)
"""The limits whose values the API checks; others are kept as sent (docs/api/api.md b.1)."""


def check_alias(_name: str, value: JsonValue) -> None:
    """Lower-case letters, digits, hyphens and underscores."""
    if not _ALIAS.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, "Alias must contain only lowercase letters, numbers, hyphens, and underscores")


def check_email(name: str, value: JsonValue) -> None:
    """An address with a dotted domain, any top-level domain."""
    if value != "" and not _EMAIL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid email')


def check_model(name: str, value: JsonValue) -> None:
    """``name[/key=value]*``, or nothing."""
    if value != "" and not _MODEL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid model')


def check_limits(name: str, value: JsonValue) -> None:
    """Known limits are integers from 0 up."""
    for path in LIMIT_PATHS:
        _check_limit(name, path, value)


def _check_limit(name: str, path: tuple[str, ...], limits: JsonValue) -> None:
    value = limits
    for key in path:
        holder = as_object(value)
        if holder is None or key not in holder:
            _check_group(name, path, value, limits)
            return
        value = holder[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _invalid_limit(name, path, value)


def _check_group(name: str, path: tuple[str, ...], value: JsonValue, limits: JsonValue) -> None:
    """A group such as ``database`` must be an object where it is given at all."""
    if value is not limits and not isinstance(value, Mapping):
        raise _invalid_limit(name, path[:1], value)


def _invalid_limit(name: str, path: tuple[str, ...], value: JsonValue) -> Refusal:
    return Refusal(BAD_REQUEST, f'"{name}" contains an invalid value: {".".join(path)}={json.dumps(value)}')
