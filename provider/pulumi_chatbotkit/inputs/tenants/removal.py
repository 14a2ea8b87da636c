"""Takes one tenant out of the text of a tenants file. All other text, comments included, stays as it is.

What is removed is found by its position. Then the new text is read as the old one was: if any other tenant would be
declared in another way, nothing is changed.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.inputs.tenant_layout import CUSTOMERS, TENANTS
from pulumi_chatbotkit.inputs.tenants.problems import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.inputs.tenants.rows import RowDocument
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec
from pulumi_chatbotkit.inputs.tenants.text_tree import TextEntry, TextNode, anchors_used, json_tree, yaml_tree
from pulumi_chatbotkit.suggestions import did_you_mean

_KEY: Final = "key"


class EditRefused(Exception):
    """The text is not changed; the message says why, and what to do by hand."""


def without_tenant(path: Path, text: str, key: str) -> str:
    """The text of a tenants file without one tenant.

    Args:
        path: The file; its extension tells the format, and paths in it are relative to its folder.
        text: What it holds, without a byte order mark.
        key: The tenant.

    Raises:
        TenantsFileError: the file cannot be used as it is.
        EditRefused: there is no such tenant, or its text cannot be removed without changing another one.
    """
    before = read_tenants_text(path, text)
    spec = tenant_of(before, path, key)
    _refuse_rows(spec, path)
    after = _FORMATS[path.suffix.lower()](path, text, key)
    _refuse_changes(path, before, after, key)
    return after


def tenant_of(file: TenantsFile, path: Path, key: str) -> TenantSpec:
    """The tenant with this key; raises EditRefused if there is none."""
    specs = {spec.key: spec for spec in file.tenants}
    if key not in specs:
        hint = did_you_mean(key, [*specs]) if specs else "; there are no tenants in it"
        raise EditRefused(f"{path} has no tenant {key!r}{hint}")
    return specs[key]


def row_of(spec: TenantSpec) -> str | None:
    """Where the row of the tenant is, ``crm.csv, line 3``; None for a tenant that is no row of another file."""
    for layer in spec.layers:
        if isinstance(layer.document, RowDocument):
            return f"{layer.document.file}, line {layer.document.row.line}"
    return None


def _refuse_rows(spec: TenantSpec, path: Path) -> None:
    row = row_of(spec)
    if row is None:
        return
    own = next((layer for layer in spec.layers if layer.path == (TENANTS, spec.key)), None)
    also = "" if own is None else f", and its entry in {path}, line {own.problem((), '').line}"
    raise EditRefused(
        f"{spec.key!r} is a row of {CUSTOMERS}: {row}. That file comes from another system, which would bring the row "
        f"back, so it is not changed here. Remove the customer there{also}"
    )


def _without_in_yaml(path: Path, text: str, key: str) -> str:
    return _without_entry(path, text, key, yaml_tree(text), is_json=False)


def _without_in_json(path: Path, text: str, key: str) -> str:
    return _without_entry(path, text, key, json_tree(text), is_json=True)


def _without_entry(path: Path, text: str, key: str, root: TextNode, *, is_json: bool) -> str:
    top = root.entry(TENANTS)
    entry = None if top is None else top.value.entry(key)
    if top is None or entry is None:
        raise EditRefused(
            f"{path}: {TENANTS}.{key} is merged or referred to from another place, so there is no text of its own to "
            "remove: write the tenants out under `tenants`, or remove it by hand"
        )
    others = [each.value for each in (*root.entries, *top.value.entries) if each not in (top, entry)]
    used = anchors_used(entry.value, others)
    if used:
        raise EditRefused(
            f"{path}: other entries use what {TENANTS}.{key} defines: *{', *'.join(used)}. Move "
            f"{'it' if len(used) == 1 else 'them'} below a key such as `x-shared` at the top of the file first"
        )
    number = top.value.entries.index(entry)
    if top.value.is_flow:
        return _without_flow_entry(text, top.value, number, keeps_comma=not is_json)
    return _without_lines(path, text, top.value, number)


def _without_flow_entry(text: str, tenants: TextNode, number: int, *, keeps_comma: bool) -> str:
    """Without an entry in braces, its comma, and the blanks up to the next one. Comments between entries stay."""
    entries = tenants.entries
    start, end = entries[number].start, entries[number].value.end
    is_last = number + 1 == len(entries)
    after = text[end : tenants.end - 1 if is_last else entries[number + 1].start]
    before = entries[number - 1].value.end if number else tenants.start + 1
    has_comments = keeps_comma and "#" in text[before:start] + after
    if is_last and not has_comments:
        return text[:before] + text[end if number else tenants.end - 1 :]
    # A comma that is missing is found at -1.
    behind = after.partition("#")[0].find(",") + 1 if has_comments else len(after)
    return text[:start] + text[end + behind :]


def _without_lines(path: Path, text: str, tenants: TextNode, number: int) -> str:
    """Without the lines of an entry: the one of its key, and those below that are indented further."""
    entry = tenants.entries[number]
    first = text.rfind("\n", 0, entry.start) + 1
    if text[first : entry.start].strip(" ?"):
        raise EditRefused(f"{path}: {TENANTS}.{entry.key} does not begin its line: remove it by hand")
    indent = len(text[first : entry.start])
    before, behind = text[:first], text[end_of_lines(text, entry) :]
    above = before.splitlines()[-1] if before else ""
    is_only = len(tenants.entries) == 1
    if not above.strip() or (number == 0 and not is_only):
        behind = _without_blank_lines(behind)
    if not is_only:
        return before + behind
    return _with_empty_map(before, " " * indent, "\r\n" if "\r\n" in text else "\n") + behind


def end_of_lines(text: str, entry: TextEntry) -> int:
    """The end of the last line of an entry by indentation, blank ones at its end left out."""
    indent = entry.start - text.rfind("\n", 0, entry.start) - 1
    last = position = _line_end(text, entry.start)
    while position < len(text):
        end = _line_end(text, position)
        line = text[position:end]
        is_inside = _indent(line) > indent or position < entry.value.content_end
        if line.strip() and not is_inside:
            break
        last = end if line.strip() else last
        position = end
    return last


def _with_empty_map(before: str, indent: str, line_end: str) -> str:
    head = before.rstrip()
    if head.endswith(":") and "#" not in head.rpartition("\n")[2]:
        return f"{head} {{}}{line_end}"
    return f"{before}{indent}{{}}{line_end}"


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without_blank_lines(text: str) -> str:
    """Without those at the beginning."""
    while (end := text.find("\n")) >= 0 and not text[:end].strip():
        text = text[end + 1 :]
    return text


def _without_row(path: Path, text: str, key: str) -> str:
    """Without the lines of a row of CSV."""
    lines = [*io.StringIO(text, newline="")]
    reader = csv.reader(lines)
    header = [name.strip() for name in next(row for row in reader if row)]
    column = header.index(_KEY)
    start = reader.line_num
    for row in reader:
        if len(row) > column and row[column] == key:
            return "".join(lines[:start] + lines[reader.line_num :])
        start = reader.line_num
    raise EditRefused(f"{path} has no row with the key {key!r}")


def _refuse_changes(path: Path, before: TenantsFile, text: str, key: str) -> None:
    """Raise EditRefused unless the new text declares every other tenant exactly as before."""
    by_hand = f"{path}: {TENANTS}.{key} cannot be removed without changing other tenants: remove it by hand"
    try:
        after = read_tenants_text(path, text)
    except TenantsFileError as error:
        raise EditRefused(f"{by_hand}. With its lines gone, {error}") from error
    expected = declarations(spec for spec in before.tenants if spec.key != key)
    if declarations(after.tenants) != expected:
        raise EditRefused(by_hand)


def declarations(specs: Iterable[TenantSpec]) -> list[tuple[object, ...]]:
    """What tenants declare, without where it is written."""
    return [
        (spec.key, spec.arguments, spec.protect, [(use.path, use.source, use.name) for use in spec.secrets])
        for spec in specs
    ]


_FORMATS: Final[Mapping[str, Callable[[Path, str, str], str]]] = {
    ".yaml": _without_in_yaml,
    ".yml": _without_in_yaml,
    ".json": _without_in_json,
    ".csv": _without_row,
}
