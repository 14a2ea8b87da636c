"""Customers as rows, of a CSV or JSONL file or of any other source: each row is a layer of one tenant.

Columns keep their names; a mapping says what each is to a tenant. Keys and plans are normalised: ``ACME GmbH`` is the
key ``acme-gmbh``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.inputs.tenant_layout import PLAN
from pulumi_chatbotkit.inputs.tenants.cells import Reader
from pulumi_chatbotkit.inputs.tenants.csv_text import UnknownColumn, put, reader
from pulumi_chatbotkit.inputs.tenants.document import MAX_VALUES, Document, unstorable, unusable
from pulumi_chatbotkit.inputs.tenants.found import Found
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.inputs.tenants.shaping import key_problems
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, dotted
from pulumi_chatbotkit.suggestions import did_you_mean

KEY: Final = "key"
_EMAIL: Final = "email"


@dataclass(frozen=True)
class Row:
    """A customer as its source has it."""

    line: int | None
    """Line in the file; None for rows that come from no file."""
    number: int
    """Counted from 1."""
    cells: Mapping[str, object]
    """By the name of the column."""


@dataclass(frozen=True)
class RowDocument(Document):
    """One row; problems name the column as its source does."""

    row: Row = field(default_factory=lambda: Row(None, 0, {}))
    columns: Mapping[KeyPath, str] = field(default_factory=dict[KeyPath, str])

    def problem(self, path: KeyPath, reason: str) -> FileProblem:
        column = next((self.columns[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.columns), None)
        where = dotted(path) if column is None or column == dotted(path) else f"{dotted(path)} (column {column})"
        number = f"row {self.row.number}: " if self.row.line is None and self.row.number else ""
        return FileProblem(self.file, self.row.line, f"{number}{where}", reason)


@dataclass(frozen=True)
class _Column:
    name: str
    path: tuple[str, ...]
    read: Reader


@dataclass(frozen=True)
class RowTenant:
    """A row that names a tenant."""

    key: str
    document: RowDocument


def row_tenants(
    rows: Iterable[Row],
    columns: Mapping[str, str],
    *,
    file: str,
    found: Found,
    plans: Mapping[str, str],
    report: Callable[[str, str], None],
) -> Iterator[RowTenant]:
    """The tenants of rows, each with its values in the shape of an entry of a tenants file.

    Args:
        rows: The customers.
        columns: For each path in a tenant (``name``, ``vars.locale``) and for ``key``, the name of the column.
        file: Where the rows come from, for messages.
        found: Gets what is wrong with rows.
        plans: Other words for plans: ``{"Gold": "pro"}``. Case and blanks do not matter.
        report: Gets what is wrong with the mapping: the path and the reason.
    """
    readers = [*_columns(columns, report)]
    if KEY not in columns:
        report(KEY, "is missing: it names the column that tells customers apart, and never changes")
        return
    words = {_word(word): plan for word, plan in plans.items()}
    first: dict[str, Row] = {}
    count = 0
    for row in rows:
        count += len(row.cells)
        if count > MAX_VALUES:
            raise unusable(file, f"has more than {MAX_VALUES:,} cells", line=row.line)
        if found.is_full:
            return
        if row.number == 1:
            _report_missing_columns(row, columns, report)
        document = _document(row, readers, columns, file, words)
        key = _word(str(row.cells.get(columns[KEY]) or ""))
        problems = [*_row_problems(document, key, first)]
        found.add(*problems)
        if not problems:
            first[key] = row
            yield RowTenant(key, document)


def _columns(columns: Mapping[str, str], report: Callable[[str, str], None]) -> Iterator[_Column]:
    for path, name in columns.items():
        if path == KEY:
            continue
        try:
            yield _Column(name, tuple(path.split(".")), reader(tuple(path.split("."))))
        except UnknownColumn as error:
            report(path, str(error))


def _report_missing_columns(row: Row, columns: Mapping[str, str], report: Callable[[str, str], None]) -> None:
    for path, name in columns.items():
        if name not in row.cells:
            report(path, f"is {quoted(name)}, but there is no such column{did_you_mean(name, [*row.cells])}")


def _document(
    row: Row, readers: list[_Column], columns: Mapping[str, str], file: str, words: Mapping[str, str]
) -> RowDocument:
    values: JsonObject = {}
    for column in readers:
        value = _value(row.cells.get(column.name), column)
        if column.path == (PLAN,) and isinstance(value, str):
            value = words.get(_word(value), _word(value))
        if value is not None and value != "":
            put(values, column.path, value)
    names: dict[KeyPath, str] = {tuple(path.split(".")): name for path, name in columns.items()}
    return RowDocument(file, values, {}, row=row, columns=names)


def _value(cell: object, column: _Column) -> JsonValue:
    """A cell as a value: text is read as a cell of CSV is; numbers and booleans of other sources stay."""
    if isinstance(cell, str):
        text = cell.strip() if column.path[-1] in (_EMAIL, PLAN) else cell
        return column.read(text) if text else None
    if isinstance(cell, bool | int | float | list | dict) or cell is None:
        return _as_text(cast("JsonValue", cell), column)
    return column.read(str(cell))  # a date, a decimal, a UUID


def _as_text(value: JsonValue, column: _Column) -> JsonValue:
    """Numbers where text belongs: databases have numbers for ids, and the API has text."""
    is_text = column.read is str and isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_text else value


def _row_problems(document: RowDocument, key: str, first: Mapping[str, Row]) -> Iterator[FileProblem]:
    if not key:
        yield document.problem((KEY,), "is empty: every customer has a key")
        return
    yield from (document.problem((KEY,), problem.reason) for problem in key_problems((key,)))
    yield from (document.problem(*problem) for problem in unstorable(document.value))
    if key in first:
        other = first[key]
        where = f"row {other.number}" if other.line is None else f"line {other.line}"
        yield document.problem((KEY,), f"is {key!r}, as in {where}: keys are unique")


def _word(text: str) -> str:
    """``text`` as a key: lower case, with hyphens for everything else than letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
