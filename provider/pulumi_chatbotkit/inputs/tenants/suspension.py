"""Suspends a tenant in the text of a tenants file: limits of 0, and what can be disabled is. Other text stays.

What the tenant has from plan and defaults is overridden in its own entry, so that no other tenant changes. As with a
removal, the new text is read as the old one was, and refused if it declares anything else than was wanted.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.catalog.schema.rules import OneOf
from pulumi_chatbotkit.inputs.tenant_layout import SECTIONS, SINGULAR_SECTIONS, TENANTS, Section
from pulumi_chatbotkit.inputs.tenants.problems import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.inputs.tenants.removal import EditRefused, declarations, end_of_lines, tenant_of
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec
from pulumi_chatbotkit.inputs.tenants.text_tree import TextNode, json_tree, yaml_tree
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

ENFORCED_LIMITS: Final = ("tokens", "conversations", "messages")
"""The limits of a partner user that the service enforces (docs/api/api.md b.1)."""
_LIMITS: Final = "limits"
_STATE: Final = "state"
_DISABLED: Final = "disabled"

_Path = tuple[str, ...]


def suspended(path: Path, text: str, key: str) -> tuple[str, tuple[_Path, ...]]:
    """The text with a tenant suspended, and which of its values are new; none if it is suspended already.

    Raises:
        TenantsFileError: the file cannot be used as it is.
        EditRefused: there is no such tenant, or its text cannot be changed without changing something else.
    """
    before = read_tenants_text(path, text)
    spec = tenant_of(before, path, key)
    wanted = {where: value for where, value in _wanted(spec) if _value_at(spec.values, where) != value}
    if wanted and path.suffix.lower() == ".csv":
        columns = ", ".join(f"{'.'.join(where)} ({value})" for where, value in wanted.items())
        raise EditRefused(f"{path}: columns are not added to CSV here: add these, with values for {key!r}: {columns}")
    is_json = path.suffix.lower() == ".json"
    after = text
    for where, value in wanted.items():
        after = _with_value(after, (TENANTS, key, *where), value, is_json=is_json)
    _refuse_other_changes(path, before, after, spec, wanted)
    return after, tuple(wanted)


def _wanted(spec: TenantSpec) -> Iterator[tuple[_Path, JsonValue]]:
    for limit in ENFORCED_LIMITS:
        yield (_LIMITS, limit), 0
    for name, section in {**SECTIONS, **SINGULAR_SECTIONS}.items():
        found = spec.values.get(name)
        if name in SINGULAR_SECTIONS:
            yield from _states_in(section, (name,), found)
        else:
            for key, entry in (as_object(found) or {}).items():
                yield from _states_in(section, (name, key), entry)


def _states_in(section: Section, where: _Path, entry: JsonValue) -> Iterator[tuple[_Path, JsonValue]]:
    """The states in an object of a section, and in what is in it."""
    if entry is None or entry is False:
        return
    field = section.by_name.get(_STATE)
    if field is not None and any(isinstance(rule, OneOf) and _DISABLED in rule.choices for rule in field.rules):
        yield (*where, _STATE), _DISABLED
    for name, child in section.children.items():
        for key, inner in (as_object((as_object(entry) or {}).get(name)) or {}).items():
            yield from _states_in(child, (*where, name, key), inner)


def _value_at(values: JsonObject, where: _Path) -> JsonValue:
    value: JsonValue = values
    for name in where:
        value = (as_object(value) or {}).get(name)
    return value


def _with_value(text: str, where: _Path, value: JsonValue, *, is_json: bool) -> str:
    """The text with one value, which replaces the one that is there."""
    node = json_tree(text) if is_json else yaml_tree(text)
    for depth, name in enumerate(where):
        entry = node.entry(name)
        if not node.is_map:
            return _replaced(text, node, where[depth:], value, is_json=is_json)
        if entry is None:
            return _added(text, node, where[depth:], value, is_json=is_json)
        node = entry.value
    return _replaced(text, node, (), value, is_json=is_json)


def _replaced(text: str, node: TextNode, below: _Path, value: JsonValue, *, is_json: bool) -> str:
    """With ``value`` in the place of a scalar, or a map with it in the place of ``true``, nothing or an alias."""
    new = _written(below, value, is_json=is_json)
    if node.alias is not None and below:
        new = f"{{<<: *{node.alias}, {new[1:]}"
    blank = " " if node.start == node.end else ""
    return f"{text[: node.start]}{blank}{new}{text[node.end :]}"


def _added(text: str, node: TextNode, below: _Path, value: JsonValue, *, is_json: bool) -> str:
    """With a new entry at the end of a map."""
    name = json.dumps(below[0]) if is_json else below[0]
    new = f"{name}: {_written(below[1:], value, is_json=is_json)}"
    if not node.entries:
        return f"{text[: node.end - 1]}{new}{text[node.end - 1 :]}"
    last = node.entries[-1]
    if node.is_flow:
        end = last.value.end
        return f"{text[:end]}, {new}{text[end:]}"
    line_start = text.rfind("\n", 0, last.start) + 1
    line_end = "\r\n" if "\r\n" in text else "\n"
    end = end_of_lines(text, last)
    before = text[:end] if text[:end].endswith("\n") else f"{text[:end]}{line_end}"
    return f"{before}{text[line_start : last.start]}{new}{line_end}{text[end:]}"


def _written(below: _Path, value: JsonValue, *, is_json: bool) -> str:
    """A value in maps: ``{support: {state: disabled}}``."""
    text = json.dumps(value) if is_json or not isinstance(value, str) else value
    for name in reversed(below):
        text = f"{{{json.dumps(name) if is_json else name}: {text}}}"
    return text


def _refuse_other_changes(
    path: Path, before: TenantsFile, text: str, spec: TenantSpec, wanted: Mapping[_Path, JsonValue]
) -> None:
    values = ", ".join(f"{'.'.join(where)}: {value}" for where, value in wanted.items())
    by_hand = f"{path}: the entry {TENANTS}.{spec.key} cannot be changed alone: write by hand {values}"
    try:
        after = read_tenants_text(path, text)
    except TenantsFileError as error:
        raise EditRefused(f"{by_hand}. If it were changed, {error}") from error
    expected = copy.deepcopy(spec.values)
    for where, value in wanted.items():
        _put(expected, where, value)
    others = [declarations(each for each in file.tenants if each.key != spec.key) for file in (before, after)]
    if others[0] != others[1] or tenant_of(after, path, spec.key).values != expected:
        raise EditRefused(by_hand)


def _put(values: JsonObject, where: _Path, value: JsonValue) -> None:
    for name in where[:-1]:
        inner = values.get(name)
        if not isinstance(inner, dict):
            inner = values[name] = {}
        values = inner
    values[where[-1]] = value
