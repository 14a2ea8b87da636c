"""CSV tenants files: a row per tenant, a column per field, dots in the name for a field of a nested map.

An empty cell is not declared. An unknown column is one problem of the header, not one per row.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.nested import Structure
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenants.document import (
    DECIMAL,
    MAX_VALUES,
    WHOLE_NUMBER,
    Document,
    unusable,
    whole_number,
)
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, PARTS, TENANT, TENANTS, Part
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.suggestions import did_you_mean

_KEY = "key"
_HEADER_LINE = 1
_MAX_COLUMNS = 1_000


def _boolean(cell: str) -> JsonValue:
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)  # spreadsheets write TRUE


def _number(cell: str) -> JsonValue:
    text = cell.strip()
    if WHOLE_NUMBER.fullmatch(text):
        return whole_number(text)
    return float(text) if DECIMAL.fullmatch(text) else cell


_CELLS: Mapping[Shape, Callable[[str], JsonValue]] = {
    Shape.TEXT: str,
    Shape.BOOLEAN: _boolean,
    Shape.INTEGER: _number,
    Shape.NUMBER: _number,
}
"""Conversions of cells. A cell that is not a boolean or number stays text, and is refused as a value later."""


@dataclass(frozen=True)
class _Column:
    index: int
    path: tuple[str, ...]
    """Keys below the tenant."""
    read: Callable[[str], JsonValue]


class _UnknownColumnError(ValueError):
    """A column that a tenant cannot have; the message says why."""


def read_csv(file: str, text: str) -> Document:
    """The document in ``text``; raises TenantsFileError if it is not CSV or the header cannot be used."""
    rows = _rows(file, text)
    header = next(rows, None)
    if header is None:
        raise unusable(file, "is empty: a tenants file in CSV begins with a row of column names, `key` among them")
    names = [name.strip() for name in header[1]]
    if len(names) > _MAX_COLUMNS:
        reason = f"has {len(names):,} columns, but at most {_MAX_COLUMNS:,} are read"
        raise unusable(file, reason, line=_HEADER_LINE)
    columns, problems = _columns(file, names)
    tenants: dict[str, JsonValue] = {}
    lines: dict[KeyPath, int] = {(): _HEADER_LINE}
    count = 0
    for line, cells in rows:
        count += len(cells)
        if count > MAX_VALUES:
            raise unusable(file, f"has more than {MAX_VALUES:,} cells", line=line)
        if not any(cells):
            continue
        if len(cells) != len(names):
            problems.append(FileProblem(file, line, "", f"has {len(cells)} cells, but the header has {len(names)}"))
            continue
        key = cells[names.index(_KEY)]
        path = (TENANTS, key)
        if not key:
            problems.append(FileProblem(file, line, _KEY, "is empty: every tenant has a key"))
        elif key in tenants:
            problems.append(FileProblem(file, line, f"{TENANTS}.{key}", f"is given twice, first in line {lines[path]}"))
        else:
            lines[path] = line
            tenants[key] = _tenant(columns, cells)
    return Document(file, {TENANTS: tenants}, lines, tuple(problems))


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line in which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise unusable(file, f"is no CSV here: {error}", line=line) from error
        if cells is None:
            return
        if cells:
            yield line, cells


def _tenant(columns: list[_Column], cells: list[str]) -> JsonObject:
    tenant: JsonObject = {}
    for column in columns:
        if cells[column.index]:
            _put(tenant, column.path, column.read(cells[column.index]))
    return tenant


def _put(target: JsonObject, path: tuple[str, ...], value: JsonValue) -> None:
    for name in path[:-1]:
        inner = target.setdefault(name, {})
        target = inner if isinstance(inner, dict) else {}  # always a dict: no column name is a prefix of another
    target[path[-1]] = value


def _columns(file: str, names: list[str]) -> tuple[list[_Column], list[FileProblem]]:
    """The columns of the header, without those that a tenant cannot have, and the problems of the latter."""
    columns: list[_Column] = []
    problems: list[FileProblem] = []
    for index, name in enumerate(names):
        try:
            columns.extend(_column(index, name, names))
        except _UnknownColumnError as error:
            problems.append(FileProblem(file, _HEADER_LINE, name or f"column {index + 1}", str(error)))
    missing = [*_missing(names)]
    if missing:
        hint = ", and columns are separated by commas" if ";" in "".join(names) else ""
        reasons = [FileProblem(file, _HEADER_LINE, name, f"{reason}{hint}") for name, reason in missing]
        raise TenantsFileError((*problems, *reasons))
    return columns, problems


def _missing(names: list[str]) -> Iterator[tuple[str, str]]:
    if _KEY not in names:
        yield _KEY, "is missing: this column names the tenants"
    if not any(name == BOTS or name.startswith(f"{BOTS}.") for name in names):
        yield BOTS, f"is missing: a tenant has at least one bot, say in a column {BOTS}.main.name"


def _column(index: int, name: str, names: list[str]) -> Iterator[_Column]:
    if names.index(name) < index:
        raise _UnknownColumnError(f"is a column twice, first as column {names.index(name) + 1}")
    longer = next((other for other in names if other.startswith(f"{name}.")), None)
    if longer is not None:
        raise _UnknownColumnError(f"is a value here, but a map in the column {longer}: leave out one of them")
    if name != _KEY:
        path = tuple(name.split("."))
        yield _Column(index, path, _reader(path))


def _reader(path: tuple[str, ...]) -> Callable[[str], JsonValue]:
    """The conversion of the cells in the column for ``path``."""
    if not all(path):
        raise _UnknownColumnError("has an empty name")
    part = PARTS.get(path[0])
    if part is None:
        return _field_reader(TENANT, path, [_KEY, *TENANT.by_name, *PARTS])
    inner = path[2:] if part.named else path[1:]
    if part.named and len(path) == 1:
        raise _UnknownColumnError(f"needs a key and a field, as in {path[0]}.main.name")
    return _field_reader(part, inner, [*part.by_name]) if inner else _boolean


def _field_reader(part: Part, path: tuple[str, ...], known: list[str]) -> Callable[[str], JsonValue]:
    field = part.by_name.get(path[0])
    if field is None:
        raise _UnknownColumnError(f"{path[0]} is not a field of {part.title}{did_you_mean(path[0], known)}")
    is_map = field.shape is Shape.OBJECT
    if is_map and len(path) == 1:
        raise _UnknownColumnError(f"is a map: give each of its entries a column, as in {path[0]}.KEY")
    if not is_map and len(path) > 1:
        raise _UnknownColumnError(f"goes too deep: {path[0]} is no map")
    return _entry_reader(field) if is_map else _CELLS[field.shape]


def _entry_reader(field: Field) -> Callable[[str], JsonValue]:
    """Entries of a map are text, except in a map of counts: the type of an entry of ``meta`` is not known."""
    counts = isinstance(field.structure, Structure) and field.structure.holds_only(Shape.INTEGER)
    return _number if counts else str
