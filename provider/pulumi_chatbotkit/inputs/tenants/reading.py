"""Reads a tenants file: the tenants, or everything that is wrong with the file."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pulumi_chatbotkit.inputs.tenant_layout import DEFAULTS, PLANS
from pulumi_chatbotkit.inputs.tenants.assembly import RowSource, assembled
from pulumi_chatbotkit.inputs.tenants.csv_text import read_csv
from pulumi_chatbotkit.inputs.tenants.document import Document, unusable
from pulumi_chatbotkit.inputs.tenants.json_text import read_json
from pulumi_chatbotkit.inputs.tenants.rows import Row
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec
from pulumi_chatbotkit.inputs.tenants.text_files import read_by_extension, reader_for
from pulumi_chatbotkit.inputs.tenants.yaml_text import read_yaml
from pulumi_chatbotkit.json_values import JsonValue, as_object
from pulumi_chatbotkit.people_files import FilePath

_FORMATS: Mapping[str, Callable[[str, str], Document]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".csv": read_csv,
}
"""By the file's extension."""


def read_tenants(path: FilePath) -> tuple[TenantSpec, ...]:
    """The tenants of a file, in its order.

    Args:
        path: A file named ``*.yaml``, ``*.yml``, ``*.json`` or ``*.csv``, in UTF-8; the format is docs/tenants.md.

    Raises:
        TenantsFileError: The file cannot be read, or something in it is wrong. It lists all problems, but those of
            values only if the text is valid YAML, JSON or CSV.
    """
    return read_tenants_file(path).tenants


def read_tenants_file(path: FilePath) -> TenantsFile:
    """The tenants of a file, and what people should look at although it is valid. Raises as ``read_tenants`` does."""
    file = Path(path)
    return assembled(read_document(file), folder=file.parent)


def read_tenants_text(path: Path, text: str) -> TenantsFile:
    """What ``read_tenants_file`` would read if the file had this text. Raises as it does."""
    return assembled(reader_for(path, _FORMATS)(str(path), text), folder=path.parent)


def read_tenant_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    plans: Mapping[str, Mapping[str, object]] | FilePath | None = None,
    defaults: Mapping[str, object] | None = None,
    columns: Mapping[str, str] | None = None,
    plan_names: Mapping[str, str] | None = None,
    source: str = "rows",
) -> TenantsFile:
    """The tenants of rows from anywhere, such as an SQL query.

    Args:
        rows: One mapping for each customer, from column to value; None and "" are not declared.
        plans: Plans by key, as a tenants file spells them; or a tenants file, whose plans and defaults are used.
        defaults: What all tenants have.
        columns: For each path in a tenant (``key``, ``name``, ``vars.locale``) the name of the column; left out,
            columns have the names of these paths.
        plan_names: Other words for plans: ``{"Gold": "pro"}``. Case and blanks do not matter.
        source: What messages call the rows.

    Raises:
        TenantsFileError: something is wrong; all problems are listed, each with the number of its row.
    """
    if isinstance(plans, str | os.PathLike):
        document, folder = read_document(Path(plans)), Path(plans).parent
        top = {name: value for name, value in (as_object(document.value) or {}).items() if name in (PLANS, DEFAULTS)}
    else:
        document, folder = Document(source, None, {}), Path()
        top = {} if plans is None else {PLANS: _as_json(plans, source, PLANS)}
    if defaults is not None:
        top[DEFAULTS] = _as_json(defaults, source, DEFAULTS)
    found = [Row(None, number, row) for number, row in enumerate(rows, start=1)]
    mapping = columns if columns is not None else {name: name for row in found[:1] for name in row.cells}
    return assembled(
        replace(document, value=top),
        folder=folder,
        source=RowSource(found, mapping if found else {"key": "key"}, plan_names or {}, source),
    )


def _as_json(value: object, source: str, name: str) -> JsonValue:
    """A copy of a program's value with the types of JSON."""
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise unusable(source, f"{name}: holds a value that JSON does not have: {error}") from error


def read_document(path: Path) -> Document:
    """The values of a file, which are not examined yet.

    Raises:
        TenantsFileError: The file cannot be read, or is not valid YAML, JSON or CSV.
    """
    return read_by_extension(path, _FORMATS)
