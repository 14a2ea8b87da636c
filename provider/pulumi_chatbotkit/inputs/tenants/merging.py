"""Merges the layers of a tenant: maps are merged, everything else replaces, null removes.

Two ways to say one thing (``bot`` and ``botId``) replace each other, and so do the sources of a secret.
"""

from collections.abc import Callable

from pulumi_chatbotkit.inputs.tenant_layout import SECTIONS, SINGULAR_SECTIONS, Section
from pulumi_chatbotkit.inputs.tenants.secret_sources import is_secret_source
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object

Report = Callable[[KeyPath], None]


def merged(lower: JsonObject, upper: JsonObject, removes_nothing: Report) -> JsonObject:
    """A tenant with the values of both layers; both are left as they are.

    Args:
        lower: The merged layers below; empty if there are none.
        upper: A shaped layer.
        removes_nothing: Called with the path of each entry that is to be removed and is not there.
    """
    result = dict(lower)
    for name, value in upper.items():
        if name in SECTIONS:
            result[name] = _entries(SECTIONS[name], result.get(name), value, (name,), removes_nothing)
        elif name in SINGULAR_SECTIONS:
            result[name] = _singular(SINGULAR_SECTIONS[name], result.get(name), value, (name,), removes_nothing)
        else:
            _put(result, name, value, is_secret=False)
    return result


def _singular(section: Section, lower: JsonValue, upper: JsonValue, path: KeyPath, report: Report) -> JsonValue:
    values = as_object(upper)
    return upper if values is None else _entry(section, as_object(lower) or {}, values, path, report)


def _entries(section: Section, lower: JsonValue, upper: JsonValue, path: KeyPath, report: Report) -> JsonObject:
    result = dict(as_object(lower) or {})
    if upper is None:
        if not result:
            report(path)
        return {}
    for key, value in (as_object(upper) or {}).items():
        values = as_object(value)
        if values is not None:
            result[key] = _entry(section, as_object(result.get(key)) or {}, values, (*path, key), report)
        elif key in result:
            del result[key]
        else:
            report((*path, key))
    return result


def _entry(section: Section, lower: JsonObject, upper: JsonObject, path: KeyPath, report: Report) -> JsonObject:
    if not upper:
        return lower
    replaced = {section.alternatives.get(name) for name in upper} - upper.keys()
    result = {name: value for name, value in lower.items() if name not in replaced}
    for name, value in upper.items():
        if name in section.children:
            result[name] = _entries(section.children[name], result.get(name), value, (*path, name), report)
        else:
            field = section.by_name.get(name)
            _put(result, name, value, is_secret=field is not None and field.secret)
    return result


def _put(target: JsonObject, name: str, value: JsonValue, *, is_secret: bool) -> None:
    target[name] = _value(target.get(name), value, is_secret=is_secret)


def _value(lower: JsonValue, upper: JsonValue, *, is_secret: bool) -> JsonValue:
    if not isinstance(lower, dict) or not isinstance(upper, dict):
        return upper
    if is_secret and (is_secret_source(lower) or is_secret_source(upper)):
        return upper
    result = dict(lower)
    for key, value in upper.items():
        if value is None and key in result:
            del result[key]
        else:
            result[key] = _value(result.get(key), value, is_secret=is_secret)
    return result
