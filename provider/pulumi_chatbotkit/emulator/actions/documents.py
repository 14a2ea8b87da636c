"""Makes the stored document of a record from validated values: defaults, merging, masks, limits of the columns.

Source: docs/api/api.md a.7 (errors), a.12 (field classes).
"""

from collections.abc import Sequence

from pulumi_chatbotkit.emulator.contract.fields import LARGEST_COLUMN_INTEGER, MASK, Field, OnNull, OnOmit
from pulumi_chatbotkit.emulator.contract.merging import merged_object
from pulumi_chatbotkit.emulator.contract.refusals import GENERIC_ERROR, Refusal
from pulumi_chatbotkit.emulator.messages.validation import utf8_size
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object


def with_defaults(fields: Sequence[Field], values: JsonObject) -> JsonObject:
    """``values`` of a create, with the default of each omitted field."""
    return {field.key: values.get(field.key, field.default) for field in fields}


def with_resets(fields: Sequence[Field], values: JsonObject) -> JsonObject:
    """``values`` of an update, with the default of each omitted field that an update resets."""
    resets: JsonObject = {field.key: field.default for field in fields if field.on_omit is OnOmit.RESETS}
    return resets | values


def check_columns(fields: Sequence[Field], sent: JsonObject) -> None:
    """Checks the values of a request (``sent``) against the limits of the database's columns.

    Raises:
        Refusal: GENERIC_ERROR for a value that the validator accepts and a column does not.
    """
    for field in fields:
        if field.key in sent and not _fits(field, sent[field.key]):
            raise Refusal(GENERIC_ERROR)


def unmasked(fields: Sequence[Field], stored: JsonObject, sent: JsonObject) -> JsonObject:
    """``sent`` with each mask inside an object replaced by the stored value, or dropped if there is none."""
    kept = dict(sent)
    for field in fields:
        given = as_object(sent.get(field.key))
        if field.masked_keys and given is not None:
            kept[field.key] = _unmasked_object(field.masked_keys, stored.get(field.key), given)
    return kept


def merged(fields: Sequence[Field], stored: JsonObject, changes: JsonObject) -> JsonObject:
    """The document after an update."""
    mergers = {field.key for field in fields if field.merges}
    return stored | {
        name: merged_object(stored.get(name), value) if name in mergers else value for name, value in changes.items()
    }


def _fits(field: Field, value: JsonValue) -> bool:
    if value is None:
        return field.on_null is not OnNull.SYSTEM_ERROR
    if field.column_bytes is not None and isinstance(value, str):
        return utf8_size(value) <= field.column_bytes
    if field.integer_column:
        return isinstance(value, int) and abs(value) <= LARGEST_COLUMN_INTEGER
    return True


def _unmasked_object(keys: Sequence[str], stored: JsonValue, sent: JsonObject) -> JsonObject:
    kept = as_object(stored) or {}
    masked = [key for key in keys if sent.get(key) == MASK]
    return {key: value for key, value in sent.items() if key not in masked} | {
        key: kept[key] for key in masked if key in kept
    }
