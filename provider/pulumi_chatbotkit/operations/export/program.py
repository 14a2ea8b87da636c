"""Writes what was found as a Python program for Pulumi: the arguments that a tenants file would give. Pure."""

from collections.abc import Mapping
from typing import Final, cast

from pulumi_chatbotkit.inputs.tenant_objects import tenant_objects
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.export.meaning import read_entry
from pulumi_chatbotkit.operations.export.python_text import Arguments, Expression, call_text
from pulumi_chatbotkit.operations.tenant_entries.writable import written

_MODULE: Final = "chatbotkit"
PROGRAM_HEAD: Final = f'''\
"""Customers whose accounts were made by hand: this program takes them over."""

import pulumi_chatbotkit as {_MODULE}
'''
"""The first lines of the program."""


def tenant_call(key: str, values: JsonObject) -> str:
    """One tenant, as lines of the program."""
    return _statement("", "Tenant", key, read_entry(key, written(values)).arguments)


def own_calls(sections: JsonObject) -> str:
    """Objects of the parent's own account, each after those that it refers to; "" if there are none."""
    found = tenant_objects(read_entry("own", written(sections)).arguments)
    referred = {to for each in found for to in each.references.values()}
    lines: list[str] = []
    for each in found:
        links = {argument: Expression(f"{_variable(*to)}.id") for argument, to in each.references.items()}
        kind = each.section.kind
        variable = _variable(kind.name, each.key) if (kind.name, each.key) in referred else ""
        lines.append(_statement(variable, kind.class_name, each.key, {**each.arguments, **links}))
    return "".join(lines)


def _statement(variable: str, name: str, key: str, arguments: Mapping[str, object]) -> str:
    call = call_text(f"{_MODULE}.{name}", [key], cast("Arguments", arguments))
    return f"\n{variable} = {call}\n" if variable else f"\n{call}\n"


def _variable(kind: str, key: str) -> str:
    """``bot_support``."""
    return f"{kind}_{key.replace('-', '_')}"
