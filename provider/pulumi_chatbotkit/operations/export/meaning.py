"""What an entry means to those who read the file: the arguments of ``Tenant``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.inputs.tenant_layout import PLANS, SECTIONS, SINGULAR, TENANTS
from pulumi_chatbotkit.inputs.tenant_objects import tenant_objects
from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.inputs.tenants.assembly import assembled
from pulumi_chatbotkit.inputs.tenants.document import Document
from pulumi_chatbotkit.json_values import JsonObject

_OF_OBJECTS: Final = frozenset({*SINGULAR, *(section.argument for section in SECTIONS.values())})


def read_entry(key: str, written: JsonObject, plans: Mapping[str, JsonObject] | None = None) -> TenantSpec:
    """The tenant that a file with this entry declares.

    Args:
        key: The tenant's key.
        written: The entry as the file has it, braces doubled.
        plans: The plans of the file, by key.

    Raises:
        TenantsFileError: the reader refuses the entry.
    """
    values: JsonObject = {PLANS: {**(plans or {})}, TENANTS: {key: written}}
    [spec] = assembled(Document("export", values, {}), folder=Path()).tenants
    return spec


def meaning(spec: TenantSpec) -> str:
    """Everything that the tenant declares, as text: equal if and only if the same resources are. Raises BadTenant."""
    user = {name: value for name, value in spec.arguments.items() if name not in _OF_OBJECTS}
    objects = sorted(
        [each.section.kind.name, each.key, each.arguments, each.references, sorted(each.implied)]
        for each in tenant_objects(spec.arguments)
    )
    return json.dumps([spec.key, spec.protect, user, objects], sort_keys=True)
