"""Converts between field values and form controls. Secrets can be set and are never shown.

A form sends a digest of the value that each control showed, so that an edit contains only the fields that the person
changed and does not undo changes that others made meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, cast

from pulumi_chatbotkit.emulator.contract.fields import MASK, Field, OnNull
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

Widget: TypeAlias = Literal["choice", "line", "lines", "json", "secret"]

NULL_CHOICE: Final = "null"
"""The option that means null. No enum of the API has this value."""

_LINES: Final = frozenset({"description", "backstory", "instruction", "text"})
"""Fields that always get several lines. Others do if their text has line breaks."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """One field in a form.

    Args:
        text: What the control shows; "" for a secret.
        options: The options of a choice.
        nullable: An empty text can mean null.
        empty_is_null: It does; the state of the checkbox beside the control.
        is_set: Whether a secret has a value.
        digest: Of the value that the control shows.
        target_kind: The kind of the record that the value refers to.
        hint: Text about the allowed values.
    """

    name: str
    widget: Widget
    text: str
    options: tuple[str, ...]
    nullable: bool
    empty_is_null: bool
    is_set: bool
    digest: str
    target_kind: str | None
    hint: str


class NotAValueError(Exception):
    """A control for JSON or a number has another text. The message names the field and the error."""


def controls(kind: Kind, record: Record) -> list[Control]:
    """The controls of a kind's fields with the stored values."""
    return [_control(field, record.document.get(field.key, field.default)) for field in _editable(kind)]


def refilled(shown: list[Control], form: Mapping[str, str]) -> list[Control]:
    """The controls with the values that a refused form sent; secrets are empty."""
    return [_refilled(control, form) for control in shown]


def changes(kind: Kind, record: Record, form: Mapping[str, str]) -> JsonObject:
    """The changed fields with their new values. A mask inside an object keeps the stored value.

    ``form``: ``field.NAME`` is the text, ``null.NAME`` exists if its checkbox is ticked, ``was.NAME`` is the digest.

    Raises:
        NotAValueError
    """
    changed: JsonObject = {}
    for field in _editable(kind):
        text = form.get(f"field.{field.name}")
        if text is None:
            continue
        text = _with_line_feeds(text)
        ticked = f"null.{field.name}" in form
        if _widget(field, "") == "secret":
            if text or ticked:
                changed[field.name] = text or None
            continue
        value = _parsed(field, text, empty_is_null=ticked)
        if _digest(value) != form.get(f"was.{field.name}"):
            changed[field.name] = _unmasked(value, record.document.get(field.key)) if field.secret else value
    return changed


def _editable(kind: Kind) -> list[Field]:
    return [field for field in kind.fields if not field.discarded]


def _control(field: Field, value: JsonValue) -> Control:
    text = _text(field, value)
    widget = _widget(field, text)
    nullable = field.on_null is OnNull.STORED
    empty_is_null = nullable and value != ""
    return Control(
        name=field.name,
        widget=widget,
        text=text,
        options=_options(field),
        nullable=nullable,
        empty_is_null=empty_is_null and widget != "secret",
        is_set=bool(value),
        # Of what an unchanged form sends back: a browser changes line breaks, for example.
        digest="" if widget == "secret" else _digest(_parsed(field, _with_line_feeds(text), empty_is_null)),
        target_kind=None if field.reference is None or not value else field.reference.kind,
        hint=_hint(field),
    )


def _refilled(control: Control, form: Mapping[str, str]) -> Control:
    secret = control.widget == "secret"
    return replace(
        control,
        text="" if secret else form.get(f"field.{control.name}", control.text),
        empty_is_null=f"null.{control.name}" in form,
        digest=form.get(f"was.{control.name}", control.digest),
    )


def _widget(field: Field, text: str) -> Widget:
    if field.secret and field.type != "object":
        return "secret"
    if field.type == "boolean" or field.enum:
        return "choice"
    if field.type == "object":
        return "json"
    return "lines" if field.name in _LINES or "\n" in text else "line"


def _options(field: Field) -> tuple[str, ...]:
    values = ("true", "false") if field.type == "boolean" else field.enum
    return (*values, NULL_CHOICE) if values and field.on_null is OnNull.STORED else values


def _text(field: Field, value: JsonValue) -> str:
    if _widget(field, "") == "secret":
        return ""
    if value is None:
        return NULL_CHOICE if _options(field) else ""
    if isinstance(value, str):
        return value
    given = as_object(value)
    if given is not None and field.secret:
        # The API masks only some keys of a secret object; the others may hold passwords too.
        value = {key: MASK if inside else inside for key, inside in given.items()}
    return json.dumps(value, ensure_ascii=False, indent=2 if field.type == "object" else None)


def _parsed(field: Field, text: str, empty_is_null: bool) -> JsonValue:
    if text == "":
        return None if empty_is_null else ""
    if _options(field) and text == NULL_CHOICE:
        return None
    if field.type == "string":
        return text
    try:
        return cast("JsonValue", json.loads(text, parse_constant=_refuse_constant))
    except (ValueError, RecursionError) as error:
        wanted = "JSON" if field.type == "object" else f"a {field.type}"
        raise NotAValueError(f"{field.name} is not {wanted}: {error}") from error


def _unmasked(value: JsonValue, stored: JsonValue) -> JsonValue:
    given, kept = as_object(value), as_object(stored) or {}
    if given is None:
        return value
    return {key: kept.get(key, MASK) if inside == MASK else inside for key, inside in given.items()}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _hint(field: Field) -> str:
    """The field's limits and type, as text."""
    limits = {"bytes": field.max_bytes, "characters": field.max_chars}
    parts = [f"at most {limit:,} {unit}" for unit, limit in limits.items() if limit is not None]
    if field.minimum is not None:
        parts.append(f"at least {field.minimum:,}")
    if field.maximum is not None:
        parts.append(f"at most {field.maximum:,}")
    if field.reference is not None:
        parts.append(f"id of a {field.reference.kind}")
    if field.type in {"number", "integer"}:
        parts.append(field.type)
    if field.type == "object":
        parts.append("JSON object")
    return ", ".join(parts)


def _with_line_feeds(text: str) -> str:
    """``text`` with line feeds: a browser sends every line break as CR LF."""
    return text.replace("\r\n", "\n")


def _digest(value: JsonValue) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
