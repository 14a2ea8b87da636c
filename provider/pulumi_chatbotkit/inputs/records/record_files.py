"""From a folder, a JSONL file or a CSV file to records: all faults at once, each with its place.

A record that is given no key is known by its text; changed, it is another record.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pulumi_chatbotkit.catalog.schema.rules import StorableKeys, VisibleKeys, quoted
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.content.record_set import TAKEN_KEYS, KeyedRecord

_MEMBERS = ("text", "source", "meta", "key")
_META = "meta."
_NO_CELLS: list[str] = []
_FAULTS_SHOWN = 20
_RULES = (StorableKeys(), VisibleKeys())


class RecordsFileError(Exception):
    """The source has faults; the message names all of them, up to 20."""


@dataclass(frozen=True)
class _Given:
    """A record as the source has it, or what is wrong with that. ``place`` is for people: ``kb.jsonl:12``."""

    place: str
    members: JsonObject
    fault: str | None = None


def read_records(source: str, *, check_size: Callable[[int], None]) -> list[KeyedRecord]:
    """The records that ``source`` lists. ``check_size`` refuses a file of too many bytes by raising.

    Raises:
        RecordsFileError: it cannot be read, or has faults.
    """
    path = Path(source)
    try:
        given = list(_given(path, check_size))
    except OSError as error:
        message = f"source is {source!r}, which cannot be read: {error.strerror}"
        raise RecordsFileError(message) from error
    records: list[KeyedRecord] = []
    places: dict[str, str] = {}
    faults: list[str] = []
    for each in given:
        found = [each.fault] if each.fault else list(_faults(each.members))
        record = None if found else _record(each.members)
        if record is not None and record.key in places:
            found.append(f"has the key {quoted(record.key)} of {places[record.key]}, but keys are unique")
        faults.extend(f"{each.place}: {fault}" for fault in found)
        if record is not None and not found:
            places[record.key] = each.place
            records.append(record)
    if faults:
        more = [f"and {len(faults) - _FAULTS_SHOWN:,} more"] if len(faults) > _FAULTS_SHOWN else []
        raise RecordsFileError("\n  ".join(["these records cannot be used:", *faults[:_FAULTS_SHOWN], *more]))
    return records


def _given(path: Path, check_size: Callable[[int], None]) -> Iterator[_Given]:
    if path.is_dir():
        yield from _from_folder(path, check_size)
        return
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = f"source is {str(path)!r}, but must be a folder, or a file that ends in {' or '.join(_READERS)}"
        raise RecordsFileError(message)
    check_size(path.stat().st_size)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: is not UTF-8 text (at byte {error.start:,})"
        raise RecordsFileError(message) from error
    yield from reader(path.name, text)


def _from_folder(folder: Path, check_size: Callable[[int], None]) -> Iterator[_Given]:
    """One record for each file, its path below the folder as key and source. Hidden files are passed over."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    size = 0
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        size += path.stat().st_size
        check_size(size)
        try:
            members: JsonObject = {"text": path.read_bytes().decode("utf-8-sig"), "key": name, "source": name}
            yield _Given(name, members)
        except UnicodeDecodeError:
            yield _Given(name, {}, "is not UTF-8 text")


def _from_jsonl(name: str, text: str) -> Iterator[_Given]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                members = as_object(json.loads(line, parse_constant=_refuse))
                json.dumps(members, ensure_ascii=False, allow_nan=False).encode()  # nor half a character, nor 1e999
            except (ValueError, RecursionError):
                yield _Given(place, {}, "is not JSON")
            else:
                yield _Given(place, members or {}, None if members else "is not a JSON object with members")


def _from_csv(name: str, text: str) -> Iterator[_Given]:
    # The first line is read apart, so that what is wrong with a later row can be told with its line.
    head, _, rest = text.partition("\n")
    header = [cell.strip() for cell in next(csv.reader([head.rstrip("\r")]), _NO_CELLS)]
    rows = csv.reader(io.StringIO(rest, newline=""), strict=True)
    unknown = [column for column in header if column not in ("text", "source", "key") and not _is_meta(column)]
    if unknown or "text" not in header or len(set(header)) < len(header):
        columns = quoted(", ".join(header))
        yield _Given(
            f"{name}:1", {}, f"has the columns {columns}, but must have text, and may have key, source, meta.*"
        )
        return
    line = 2
    try:
        for row in rows:
            if row:
                yield _from_row(f"{name}:{line}", header, row)
            line = rows.line_num + 2
    except csv.Error as error:
        yield _Given(f"{name}:{line}", {}, f"is not CSV: {error}")


def _from_row(place: str, header: list[str], row: list[str]) -> _Given:
    if len(row) != len(header):
        return _Given(place, {}, f"has {len(row)} cells, but the header has {len(header)}")
    cells = {column: cell for column, cell in zip(header, row, strict=True) if cell}
    meta: JsonObject = {column.removeprefix(_META): cell for column, cell in cells.items() if _is_meta(column)}
    members: JsonObject = {column: cell for column, cell in cells.items() if not _is_meta(column)}
    return _Given(place, {**members, "meta": meta})


_READERS: Mapping[str, Callable[[str, str], Iterator[_Given]]] = {
    ".jsonl": _from_jsonl,
    ".ndjson": _from_jsonl,
    ".csv": _from_csv,
}


def _is_meta(column: str) -> bool:
    return column.startswith(_META) and column != _META


def _faults(members: JsonObject) -> Iterator[str]:
    for name in members:
        if name not in _MEMBERS:
            yield f"has the member {quoted(name)}, but records have {', '.join(_MEMBERS)}"
    text = members.get("text")
    if not isinstance(text, str) or not text.strip():
        yield f"text is {quoted(text)}, but must be more than blanks"
    for name in ("key", "source"):
        value = members.get(name)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            yield f"{name} is {quoted(value)}, but must be text"
    yield from _faults_of_meta(members.get("meta"))


def _faults_of_meta(meta: JsonValue) -> Iterator[str]:
    if meta is None:
        return
    if not isinstance(meta, dict):
        yield f"meta is {quoted(meta)}, but must be a map"
        return
    yield from (f"meta {fault}" for rule in _RULES if (fault := rule.problem(meta)))
    for key in sorted(TAKEN_KEYS.intersection(meta)):
        yield f"meta has the key {key!r}, which marks the owner of the record: rename it"


def _record(members: JsonObject) -> KeyedRecord:
    text, key, source = members["text"], members.get("key"), members.get("source")
    known_by = str(key) if key is not None else hashlib.sha256(str(text).encode()).hexdigest()[:32]
    return KeyedRecord(
        known_by, str(text), None if source is None else str(source), as_object(members.get("meta")) or {}
    )


def _refuse(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)
