"""The items of a blueprint import: their form, their order, and the values to store.

Source: docs/api/api.md b.6 (blueprint). Values are checked as types only; unknown columns are dropped without an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Final

from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.blueprint_resources import IMPORTED_CATEGORIES, MANAGED
from pulumi_chatbotkit.emulator.contract.configs import POLICY_CONFIGS
from pulumi_chatbotkit.emulator.contract.fields import Field
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, OtherRefusal, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_INVALID: Final = "Invalid resource payload"
_DEFAULT: Final = "$default"
_TEXT: Final = "$text"
_MARK: Final = ":::"
"""An id that contains it is also replaced inside of texts."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item. ``text``: the content of a file, stored when it is created."""

    category: str
    kind: Kind
    id: str
    values: JsonObject
    text: str | None = None


def issue(error: str, item: Item | None = None, **details: JsonValue) -> JsonObject:
    """One entry of ``details.issues``."""
    place: JsonObject = {} if item is None else {"category": item.category, "id": item.id}
    return {"error": error, **place, **details}


def failed(message: str, issues: list[JsonObject]) -> OtherRefusal:
    """The refusal of an import."""
    body: JsonObject = {"message": message, "code": BAD_REQUEST, "details": {"issues": [*issues]}}
    return OtherRefusal(BAD_REQUEST, 400, body)


def payload_items(resources: JsonValue, *, older_names: bool) -> list[Item]:
    """The items of a payload, in its order. ``older_names``: fields have the names of the older generation.

    Raises:
        OtherRefusal: an unknown category, an item without an id, a wrong type, an id that occurs twice, no items.
    """
    categories = as_object(resources)
    if categories is None:
        raise Refusal(BAD_REQUEST, '"resources" must be of type object')
    items: list[Item] = []
    issues: list[JsonObject] = []
    for category, entries in categories.items():
        if category not in IMPORTED_CATEGORIES:
            allowed: list[JsonValue] = [*IMPORTED_CATEGORIES]
            issues.append(issue("unsupported_resource_category", category=category, allowedCategories=allowed))
        else:
            _read_category(category, _renamed(category, entries) if older_names else entries, items, issues)
    if issues:
        raise failed(_INVALID, issues)
    if not items:
        raise failed("Resource payload does not contain any entries", [issue("empty_resource_payload")])
    _check_ids(items)
    return items


def creation_order(items: list[Item]) -> list[Item]:
    """The items, each after those that it links to.

    Raises:
        OtherRefusal: they link to each other in a circle.
    """
    by_id = {item.id: item for item in items}
    links = {
        item.id: [value for name, value in item.values.items() if _is_link(name) and value in by_id] for item in items
    }
    try:
        return [by_id[str(one)] for one in TopologicalSorter(links).static_order()]
    except CycleError as error:
        raise failed("Resource graph contains cyclic dependencies", [issue("cyclic_dependency")]) from error


def stored_values(item: Item, *, creates: bool) -> JsonObject:
    """The columns to store. A value in ``$default`` is for creates only."""
    values: JsonObject = {}
    for name, value in item.values.items():
        default = as_object(value)
        if default is None or default.keys() != {_DEFAULT}:
            values[name] = value
        elif creates:
            values[name] = default[_DEFAULT]
    return values


def with_new_ids(values: JsonObject, ids: Mapping[str, str]) -> JsonObject:
    """``values`` with the ids of items replaced by those of their records: links, and marked ids inside of texts."""
    marked = {old: new for old, new in ids.items() if _MARK in old}

    def replaced(value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            for old, new in marked.items():
                value = value.replace(old, new)
            return value
        if isinstance(value, dict):
            return {key: replaced(inside) for key, inside in value.items()}
        return [replaced(inside) for inside in value] if isinstance(value, list) else value

    return {
        name: ids[value] if _is_link(name) and isinstance(value, str) and value in ids else replaced(value)
        for name, value in values.items()
    }


def _is_link(name: str) -> bool:
    return name.endswith("Id")


def _renamed(category: str, entries: JsonValue) -> JsonValue:
    """Entries with our names; a column that has another name in the older generation is not known by ours."""
    kind = KINDS.get(IMPORTED_CATEGORIES[category])
    if kind is None or not isinstance(entries, list):
        return entries
    ours = {older: name for name, older in kind.older_names.items()}
    objects = ((entry, as_object(entry)) for entry in entries)
    return [
        entry
        if given is None
        else {ours.get(name, name): value for name, value in given.items() if name not in kind.older_names}
        for entry, given in objects
    ]


def _read_category(category: str, entries: JsonValue, items: list[Item], issues: list[JsonObject]) -> None:
    kind = KINDS.get(IMPORTED_CATEGORIES[category])
    if not isinstance(entries, list):
        issues.append(issue("resource_validation_failed", category=category, message="must be an array"))
        return
    for index, entry in enumerate(entries):
        given = as_object(entry) or {}
        item_id = given.get("id")
        if not isinstance(item_id, str) or not item_id:
            issues.append(issue("missing_resource_id", category=category, index=index))
        elif kind is None:
            issues.append(issue("unsupported_resource_category", category=category, id=item_id))
        else:
            item = _item(category, kind, item_id, given)
            issues += _type_issues(item)
            items.append(item)


def _item(category: str, kind: Kind, item_id: str, given: JsonObject) -> Item:
    columns = {field.key for field in kind.fields} | {one.name for one in kind.computed}
    if kind.parent is not None:
        columns.add(kind.parent.parameter)
    values = {name: value for name, value in given.items() if name in columns - MANAGED}
    text = given.get(_TEXT)
    content = text if isinstance(text, str) and "upload" in kind.actions else None
    return Item(category=category, kind=kind, id=item_id, values=values, text=content)


def _type_issues(item: Item) -> list[JsonObject]:
    fields = {field.key: field for field in item.kind.fields}
    issues = [
        issue("resource_validation_failed", item, field=name)
        for name, value in stored_values(item, creates=True).items()
        if name in fields and not _is_of_type(fields[name], value)
    ]
    config = as_object(item.values.get("config"))
    if item.category == "policy" and config is not None and not issues:
        try:
            POLICY_CONFIGS[str(item.values.get("type") or "retention")](config)
        except Refusal as refusal:
            issues.append(issue("resource_validation_failed", item, field="config", message=refusal.message))
    return issues


def _is_of_type(field: Field, value: JsonValue) -> bool:
    if value is None:
        return True
    if field.enum:
        return value in field.enum
    if isinstance(value, bool):
        return field.type == "boolean"
    return isinstance(value, _TYPES[field.type])


_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "boolean": (bool,),
    "number": (int, float),
    "integer": (int,),
    "object": (dict,),
    "array": (list,),
}


def _check_ids(items: list[Item]) -> None:
    """Ids are unique over all categories."""
    seen: set[str] = set()
    twice = [item for item in items if item.id in seen or seen.add(item.id)]
    if twice:
        raise failed("Duplicate resource ids found", [issue("duplicate_resource_id", item) for item in twice])
