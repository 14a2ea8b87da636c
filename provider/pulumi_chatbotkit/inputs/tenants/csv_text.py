"""CSV tenants files: a row per tenant, a column per field, dots in the name for a field of a nested map.

An empty cell is not declared. An unknown column is one problem of the header, not one per row.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenant_layout import (
    BOTS,
    FORMERLY,
    PLAN,
    SECTIONS,
    SINGULAR_SECTIONS,
    TENANT_FIELDS,
    TENANT_NAMES,
    TENANTS,
    VARS,
    Section,
)
from pulumi_chatbotkit.inputs.tenants.cells import Reader, boolean, field_reader
from pulumi_chatbotkit.inputs.tenants.document import MAX_VALUES, Document, unusable
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.secret_sources import SOURCES
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.suggestions import did_you_mean

_KEY = "key"
_MAX_COLUMNS = 1_000
_OPTIONS: Final = (PLAN, FORMERLY)
"""What a tenant may have besides fields and sections."""


@dataclass(frozen=True)
class _Column:
    index: int
    path: tuple[str, ...]
    """Keys below the tenant."""
    read: Reader


class UnknownColumn(Exception):
    """A column that a tenant cannot have; the message says why."""


def read_csv(file: str, text: str) -> Document:
    """The document in ``text``; raises TenantsFileError if it is not CSV or the header cannot be used."""
    rows = csv_rows(file, text)
    header = next(rows, None)
    if header is None:
        raise unusable(file, "is empty: a tenants file in CSV begins with a row of column names, `key` among them")
    names = [name.strip() for name in header.cells]
    if len(names) > _MAX_COLUMNS:
        reason = f"has {len(names):,} columns, but at most {_MAX_COLUMNS:,} are read"
        raise unusable(file, reason, line=header.line)
    columns, problems = _columns(file, header.line, names)
    tenants: dict[str, JsonValue] = {}
    lines: dict[KeyPath, int] = {(): header.line}
    count = 0
    for row in rows:
        line, cells = row.line, row.cells
        count += len(cells)
        if count > MAX_VALUES:
            raise unusable(file, f"has more than {MAX_VALUES:,} cells", line=line)
        if not any(cells):
            continue
        reason = row.problem(len(names))
        if reason is not None:
            problems.append(FileProblem(file, line, "", reason))
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


@dataclass(frozen=True)
class CsvRow:
    """A row that is not blank."""

    line: int
    """In which it begins."""
    cells: list[str]
    ends_file: bool
    """True if the file ends in it, without a line end."""

    def problem(self, columns: int) -> str | None:
        """What is wrong with the number of its cells; a file that was cut off must not pass for one with fewer rows."""
        if len(self.cells) == columns:
            return None
        cut = ", and the file ends in it: it was cut off" if self.ends_file and len(self.cells) < columns else ""
        return f"has {len(self.cells)} cells, but the header has {columns}{cut}"


def csv_rows(file: str, text: str, separator: str = ",") -> Iterator[CsvRow]:
    """The rows that are not blank; raises TenantsFileError at what is no CSV, such as an end inside of quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    unfinished = None if text.endswith(("\n", "\r")) else sum(1 for _line in io.StringIO(text, newline=""))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise unusable(file, f"is no CSV here: {error}", line=line) from error
        if cells is None:
            return
        if cells:
            yield CsvRow(line, cells, reader.line_num == unfinished)


def _tenant(columns: list[_Column], cells: list[str]) -> JsonObject:
    tenant: JsonObject = {}
    for column in columns:
        if cells[column.index]:
            put(tenant, column.path, column.read(cells[column.index]))
    return tenant


def put(target: JsonObject, path: tuple[str, ...], value: JsonValue) -> None:
    """Put a value below ``target``; no path is a beginning of another."""
    for name in path[:-1]:
        inner = target.setdefault(name, {})
        target = inner if isinstance(inner, dict) else {}  # always a dict: no column name is a prefix of another
    target[path[-1]] = value


def _columns(file: str, line: int, names: list[str]) -> tuple[list[_Column], list[FileProblem]]:
    """The columns of the header, without those that a tenant cannot have, and the problems of the latter."""
    columns: list[_Column] = []
    problems: list[FileProblem] = []
    for index, name in enumerate(names):
        try:
            columns.extend(_column(index, name, names))
        except UnknownColumn as error:
            problems.append(FileProblem(file, line, name or f"column {index + 1}", str(error)))
    missing = [*_missing(names)]
    if missing:
        hint = ", and columns are separated by commas" if ";" in "".join(names) else ""
        reasons = [FileProblem(file, line, name, f"{reason}{hint}") for name, reason in missing]
        raise TenantsFileError((*problems, *reasons))
    return columns, problems


def _missing(names: list[str]) -> Iterator[tuple[str, str]]:
    if _KEY not in names:
        yield _KEY, "is missing: this column names the tenants"
    if not any(name == BOTS or name.startswith(f"{BOTS}.") for name in names):
        yield BOTS, f"is missing: a tenant has at least one bot, say in a column {BOTS}.main.name"


def _column(index: int, name: str, names: list[str]) -> Iterator[_Column]:
    if names.index(name) < index:
        raise UnknownColumn(f"is a column twice, first as column {names.index(name) + 1}")
    longer = next((other for other in names if other.startswith(f"{name}.")), None)
    if longer is not None:
        raise UnknownColumn(f"is a value here, but a map in the column {longer}: leave out one of them")
    if name != _KEY:
        path = tuple(name.split("."))
        yield _Column(index, path, reader(path))


def reader(path: tuple[str, ...]) -> Reader:
    """The conversion of the cells in the column for ``path``.

    Raises:
        UnknownColumn: a tenant cannot have such a value; the message continues a sentence that begins with the column.
    """
    if not all(path):
        raise UnknownColumn("has an empty name")
    name, *inside = path
    if name in SECTIONS:
        return _entry_reader(SECTIONS[name], inside, (name,))
    if name in SINGULAR_SECTIONS:
        return _value_reader(SINGULAR_SECTIONS[name], inside, (name,))
    if name == VARS and len(inside) == 1:
        return str
    if name in _OPTIONS and not inside:
        return str
    field = TENANT_FIELDS.get(name)
    if field is None:
        raise UnknownColumn(f"{name} is not a field of a tenant{did_you_mean(name, [_KEY, *TENANT_NAMES])}")
    return _field_reader(field, path)


def _entry_reader(section: Section, inside: list[str], above: tuple[str, ...]) -> Reader:
    if not inside:
        raise UnknownColumn(f"needs a key and a field, as in {'.'.join(above)}.main.name")
    key, *rest = inside
    return _value_reader(section, rest, (*above, key))


def _value_reader(section: Section, inside: list[str], above: tuple[str, ...]) -> Reader:
    if not inside:
        return boolean
    name, *rest = inside
    if name in section.children:
        return _entry_reader(section.children[name], rest, (*above, name))
    if name in section.links and not rest:
        return str
    field = section.by_name.get(name)
    if field is None:
        raise UnknownColumn(f"{name} is not a field of {section.title}{did_you_mean(name, [*section.names])}")
    if field.secret:
        return _secret_reader(field, rest)
    return _field_reader(field, (name, *rest))


def _secret_reader(field: Field, inside: list[str]) -> Reader:
    """A cell has the name of the source: ``secrets.crm.value.env``."""
    if not inside or inside[-1] not in SOURCES:
        raise UnknownColumn(f"is a secret: name its source in a column such as {field.name}.{SOURCES[0]}")
    return str


def _field_reader(field: Field, path: tuple[str, ...]) -> Reader:
    is_map = field.shape is Shape.OBJECT
    if is_map and len(path) == 1:
        raise UnknownColumn(f"is a map: give each of its entries a column, as in {path[0]}.KEY")
    if not is_map and len(path) > 1:
        raise UnknownColumn(f"goes too deep: {path[0]} is no map")
    return field_reader(field)
