"""``customers:`` of a tenants file: a CSV or JSONL file of another system, and what its columns are to a tenant."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.inputs.tenants.csv_text import csv_rows
from pulumi_chatbotkit.inputs.tenants.document import unusable
from pulumi_chatbotkit.inputs.tenants.rows import Row
from pulumi_chatbotkit.inputs.tenants.text_files import read_by_extension
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, as_object
from pulumi_chatbotkit.suggestions import did_you_mean

FILE: Final = "file"
COLUMNS: Final = "columns"
PLAN_WORDS: Final = "plans"
_NAMES: Final = (FILE, COLUMNS, PLAN_WORDS)
_MAX_COLUMNS: Final = 1_000
_SEPARATORS: Final = (",", ";", "\t")
"""What parts the columns of a CSV file: spreadsheets of many languages write semicolons."""
_QUOTED: Final = re.compile(r'"[^"]*"')

Report = Callable[[KeyPath, str], None]


@dataclass(frozen=True)
class Customers:
    """Where the customers are, and how to read them."""

    file: str
    columns: Mapping[str, str]
    plans: Mapping[str, str]


def customers_of(value: JsonValue, report: Report) -> Customers | None:
    """The ``customers`` of a file; None, and problems, if they say nothing that can be read."""
    customers = as_object(value)
    if customers is None:
        report((), f"is {quoted(value)}, but must be a map with {FILE} and {COLUMNS}")
        return None
    for name in customers.keys() - {*_NAMES}:
        report((name,), f"is not a field of customers{did_you_mean(name, [*_NAMES])}")
    file = customers.get(FILE)
    if not isinstance(file, str) or not file:
        report((FILE,), "is missing: the path of a CSV or JSONL file, relative to this one")
        return None
    columns, plans = (_texts(customers.get(name), (name,), report) for name in (COLUMNS, PLAN_WORDS))
    return Customers(file, columns, plans)


def customer_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV or JSONL file, blank ones left out.

    Raises:
        TenantsFileError: it cannot be read, or has no rows; of a row that is no CSV or JSON, its line is told.
    """
    rows = read_by_extension(path, _FORMATS)
    first = next(rows, None)
    if first is None:
        reason = (
            "has no customers: a lost export is more likely than the wish to delete every one of them. To have none, "
            "write `tenants: {}` in place of `customers`"
        )
        raise unusable(str(path), reason)
    return chain((first,), rows)


def _texts(value: JsonValue, path: KeyPath, report: Report) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, inner in (as_object({} if value is None else value) or {}).items():
        if isinstance(inner, str):
            found[key] = inner
        else:
            report((*path, key), f"is {quoted(inner)}, but must be text")
    if value is not None and as_object(value) is None:
        report(path, f"is {quoted(value)}, but must be a map")
    return found


def _from_csv(file: str, text: str) -> Iterator[Row]:
    names: list[str] | None = None
    number = 0
    for row in csv_rows(file, text, _separator_of(text)):
        line, cells = row.line, row.cells
        if not any(cells):
            continue
        if names is None:
            names = [cell.strip() for cell in cells]
            twice = next((name for name in names if names.count(name) > 1), None) if len(names) <= _MAX_COLUMNS else ""
            if twice is not None:
                reason = f"has the column {twice!r} twice" if twice else f"has more than {_MAX_COLUMNS:,} columns"
                raise unusable(file, reason, line=line)
            continue
        problem = row.problem(len(names))
        if problem is not None:
            raise unusable(file, problem, line=line)
        number += 1
        yield Row(line, number, dict(zip(names, cells, strict=True)))


def _separator_of(text: str) -> str:
    """The one that the first line has most of; what is quoted does not count."""
    first = _QUOTED.sub("", text.lstrip().partition("\n")[0])
    return max(_SEPARATORS, key=first.count)


def _from_jsonl(file: str, text: str) -> Iterator[Row]:
    number = 0
    for line, each in enumerate(text.split("\n"), start=1):
        if not each.strip():
            continue
        try:
            cells = as_object(json.loads(each))
        except (ValueError, RecursionError) as error:
            raise unusable(file, "is no JSON here", line=line) from error
        if cells is None:
            raise unusable(file, "is no JSON object: each line has one customer", line=line)
        number += 1
        yield Row(line, number, cells)


_FORMATS: Mapping[str, Callable[[str, str], Iterator[Row]]] = {
    ".csv": _from_csv,
    ".jsonl": _from_jsonl,
    ".ndjson": _from_jsonl,
}
