"""A set of dataset records as a value: its canonical text, its hash, and the calls that change one set to another.

No I/O. A record is identified by its key, which is stored in ``meta`` next to the marker, so the service's list is
enough to find the differences. Whole records are compared, so an edit made outside this stack shows as a difference.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pulumi_chatbotkit.catalog.schema.field import whole_numbers
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.marker import KIND_KEY, RESERVED_KEYS, Marker, marker_from_meta, without_marker

KIND_NAME = "dataset_records"
RECORD_KEY = "pulumiKey"
"""The record's key, in ``meta``."""
TAKEN_KEYS = RESERVED_KEYS | {RECORD_KEY}
"""Keys that a record may not use in ``meta``."""


@dataclass(frozen=True)
class KeyedRecord:
    """A desired record. ``meta`` holds the user's keys only."""

    key: str
    text: str
    source: str | None
    meta: JsonObject

    @property
    def line(self) -> str:
        """The canonical text: one line of JSON, the same for equal records."""
        value: JsonObject = {"key": self.key, "text": self.text, "source": self.source or None, "meta": self.meta}
        return json.dumps(whole_numbers(value), ensure_ascii=False, sort_keys=True, allow_nan=False)

    def body(self, marker: Marker) -> JsonObject:
        """The body of create and update: the whole record, because an update replaces ``meta`` (trap 8)."""
        meta: JsonObject = {**self.meta, **marker.keys(KIND_NAME), RECORD_KEY: self.key}
        return {"text": self.text, "source": self.source or None, "meta": meta}


@dataclass(frozen=True)
class StoredRecord:
    """A record as the service returns it."""

    id: str
    owner: Marker
    record: KeyedRecord


@dataclass(frozen=True)
class Change:
    """One create, update or delete. ``id`` is empty for a create."""

    action: Literal["create", "update", "delete"]
    id: str
    body: JsonObject


def packed(records: Iterable[KeyedRecord]) -> bytes:
    """The canonical text of a set, in UTF-8: one line per record, sorted."""
    return "".join(f"{line}\n" for line in sorted(record.line for record in records)).encode()


def unpacked(content: bytes) -> list[KeyedRecord]:
    """The records of a canonical text."""
    values = (as_object(json.loads(line)) or {} for line in content.decode().split("\n") if line)
    return [
        KeyedRecord(
            str(value["key"]), str(value["text"]), _text(value.get("source")), as_object(value.get("meta")) or {}
        )
        for value in values
    ]


def hash_of(records: Iterable[KeyedRecord]) -> str:
    """SHA-256 of the canonical text, in hexadecimal digits."""
    return hashlib.sha256(packed(records)).hexdigest()


def stored_record(answer: JsonObject) -> StoredRecord | None:
    """The record in a list item; None if it belongs to no record set."""
    meta = as_object(answer.get("meta")) or {}
    owner, key = marker_from_meta(meta), meta.get(RECORD_KEY)
    if owner is None or meta.get(KIND_KEY) != KIND_NAME or not isinstance(key, str):
        return None
    own: JsonObject = {name: value for name, value in without_marker(meta).items() if name != RECORD_KEY}
    record = KeyedRecord(key, str(answer.get("text") or ""), _text(answer.get("source")), own)
    return StoredRecord(str(answer["id"]), owner, record)


def changes(wanted: Mapping[str, KeyedRecord], stored: Iterable[StoredRecord], marker: Marker) -> list[Change]:
    """The calls that turn ``stored`` into ``wanted`` (by key). Of records with the same key, one is kept."""
    found: dict[str, StoredRecord] = {}
    needed: list[Change] = []
    for each in stored:
        if each.record.key in wanted and each.record.key not in found:
            found[each.record.key] = each
        else:
            needed.append(Change("delete", each.id, {}))
    for key, record in wanted.items():
        there = found.get(key)
        if there is None:
            needed.append(Change("create", "", record.body(marker)))
        elif there.owner != marker or there.record.line != record.line:
            needed.append(Change("update", there.id, record.body(marker)))
    return needed


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
