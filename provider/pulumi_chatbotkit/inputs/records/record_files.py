"""Reads dataset records from a folder, a JSONL file or a CSV file; lists all problems, each with file and line.

The key of a record without one is a hash of its text, so with another text it is another record.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.account import DATASET_RECORD
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.catalog.schema.rules import Matches
from pulumi_chatbotkit.catalog.validation import Validator
from pulumi_chatbotkit.inputs.records.record_folder import FolderRefused, files_below
from pulumi_chatbotkit.json_values import JsonObject, as_object, is_deeper
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.reconcile.content.record_set import TAKEN_KEYS, KeyedRecord

_META = "meta."
_NO_CELLS: list[str] = []
_MAX_PROBLEMS_SHOWN = 20
_MAX_DEPTH = 100
_TOO_DEEP = f"is nested deeper than {_MAX_DEPTH} levels"

_NOT_BLANK = Matches(r"(?s).*\S.*", "text")


def _fields() -> tuple[Field, ...]:
    """The catalog's rows, a source that is not blank, and the key, which only the file has."""
    by_name = DATASET_RECORD.by_name
    source = replace(by_name["source"], rules=(_NOT_BLANK,))
    return by_name["text"], source, by_name["meta"], common.text("key", "Key of the record.", _NOT_BLANK, nullable=True)


def _unknown_name(name: str, known: list[str]) -> Problem:
    return Problem((), f"has the member {quoted(name)}, but records have {', '.join(known)}")


_VALIDATOR = Validator(
    fields=_fields(),
    reserved_meta_keys=TAKEN_KEYS,
    unknown_name=_unknown_name,
    missing="is None, but must be more than blanks",
)


class RecordsFileError(Exception):
    """The source has problems; the message lists up to 20 of them, and counts the rest."""


@dataclass(frozen=True)
class _Entry:
    """A record as the source has it, or the reason why it cannot be read."""

    where: str
    """File and line for messages: ``kb.jsonl:12``."""
    members: JsonObject
    unreadable: str | None = None

    def problems(self) -> list[str]:
        """Everything that is wrong with the record itself."""
        if self.unreadable is not None:
            return [self.unreadable]
        found = _VALIDATOR.problems(self.members)
        return [f"{problem.field} {problem.reason}".lstrip() for problem in found]


def read_records(source: str, *, largest_bytes: int) -> list[KeyedRecord]:
    """The records in ``source``, a path. ``largest_bytes``: the most that is read of all its files together.

    Raises:
        RecordsFileError: The source cannot be read, or has problems.
    """
    path = Path(source)
    try:
        entries = list(_entries(path, largest_bytes))
    except (FileRefused, FolderRefused) as error:
        message = f"source is {source!r}, which {printable(str(error))}"
        raise RecordsFileError(message) from error
    except OSError as error:
        below = error.filename if isinstance(error.filename, str) and error.filename != source else None
        message = f"source is {source!r}, which cannot be read: {error.strerror}"
        raise RecordsFileError(message if below is None else f"{message}: {below!r}") from error
    except ValueError as error:  # a NUL character
        message = f"source is {source!r}, which is no path: {error}"
        raise RecordsFileError(message) from error
    records: list[KeyedRecord] = []
    where_by_key: dict[str, str] = {}
    problems: list[str] = []
    for entry in entries:
        found = entry.problems()
        record = None if found else _record(entry.members)
        if record is not None and record.key in where_by_key:
            found.append(f"has the key {quoted(record.key)} of {where_by_key[record.key]}, but keys are unique")
        problems.extend(printable(f"{entry.where}: {problem}") for problem in found)
        if record is not None and not found:
            where_by_key[record.key] = entry.where
            records.append(record)
    if problems:
        more = [f"and {len(problems) - _MAX_PROBLEMS_SHOWN:,} more"] if len(problems) > _MAX_PROBLEMS_SHOWN else []
        shown = problems[:_MAX_PROBLEMS_SHOWN]
        raise RecordsFileError("\n  ".join(["these records cannot be used:", *shown, *more]))
    return records


def _entries(path: Path, largest_bytes: int) -> Iterator[_Entry]:
    if path.is_dir():
        # The folder itself may be a link: it was named.
        for found in files_below(path, largest_bytes):
            members: JsonObject = {"text": found.text, "key": found.name, "source": found.name}
            yield _Entry(found.name, members, found.unreadable)
        return
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = f"source is {str(path)!r}, but must be a folder, or a file that ends in {' or '.join(_READERS)}"
        raise RecordsFileError(message)
    content = read_regular_file(path, largest_bytes)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: is not UTF-8 text (at byte {error.start:,})"
        raise RecordsFileError(message) from error
    yield from reader(path.name, text)


def _from_jsonl(name: str, text: str) -> Iterator[_Entry]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _from_line(f"{name}:{number}", line)


def _from_line(where: str, line: str) -> _Entry:
    try:
        members = as_object(json.loads(line, parse_constant=_refuse))
        # Fails for half a surrogate pair and for 1e999, which the reader accepts.
        json.dumps(members, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return _Entry(where, {}, "is not JSON")
    except RecursionError:
        return _Entry(where, {}, _TOO_DEEP)
    if is_deeper(members, _MAX_DEPTH):
        return _Entry(where, {}, _TOO_DEEP)
    return _Entry(where, members or {}, None if members else "is not a JSON object with members")


def _from_csv(name: str, text: str) -> Iterator[_Entry]:
    # The first line is read separately, so that problems of a later row can be reported with its line.
    head, _, rest = text.partition("\n")
    try:
        header = [cell.strip() for cell in next(csv.reader([head.rstrip("\r")]), _NO_CELLS)]
    except csv.Error as error:
        yield _Entry(f"{name}:1", {}, f"is not CSV: {error}")
        return
    rows = csv.reader(io.StringIO(rest, newline=""), strict=True)
    unknown = [column for column in header if column not in ("text", "source", "key") and not _is_meta(column)]
    if unknown or "text" not in header or len(set(header)) < len(header):
        columns = quoted(", ".join(header))
        yield _Entry(
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
        yield _Entry(f"{name}:{line}", {}, f"is not CSV: {error}")


def _from_row(where: str, header: list[str], row: list[str]) -> _Entry:
    if len(row) != len(header):
        return _Entry(where, {}, f"has {len(row)} cells, but the header has {len(header)}")
    cells = {column: cell for column, cell in zip(header, row, strict=True) if cell}
    meta: JsonObject = {column.removeprefix(_META): cell for column, cell in cells.items() if _is_meta(column)}
    members: JsonObject = {column: cell for column, cell in cells.items() if not _is_meta(column)}
    return _Entry(where, {**members, "meta": meta})


_READERS: Mapping[str, Callable[[str, str], Iterator[_Entry]]] = {
    ".jsonl": _from_jsonl,
    ".ndjson": _from_jsonl,
    ".csv": _from_csv,
}


def _is_meta(column: str) -> bool:
    return column.startswith(_META) and column != _META


def _record(members: JsonObject) -> KeyedRecord:
    text, key, source = members["text"], members.get("key"), members.get("source")
    record_key = str(key) if key is not None else hashlib.sha256(str(text).encode()).hexdigest()[:32]
    return KeyedRecord(
        record_key, str(text), None if source is None else str(source), as_object(members.get("meta")) or {}
    )


def _refuse(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)
