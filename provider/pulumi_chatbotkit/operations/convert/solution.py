"""A solution file of the official CLI: ``{version: 1, resources: [{type, slug, id, properties}]}``.

Its resources refer to one another by the ids in the file; texts may hold ``${env.NAME}`` (docs/api/api.md a.15).
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES, SINGULAR_PORTAL
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.convert.json_source import read_json_source
from pulumi_chatbotkit.operations.convert.source import ConversionRefused, ConvertedObject, Source, SourceAccount
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

_VERSION: Final = 1
_A_SOLUTION: Final = "a solution file of the official CLI"

KIND_OF_TYPE: Mapping[str, Kind] = MappingProxyType(
    {**CATEGORIES, "blueprint": KINDS["blueprint"], SINGULAR_PORTAL: KINDS["portal"]}
)
"""The kind of each type: the words are those of a blueprint's categories."""
OTHER_PROPERTIES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("integration_trigger", "triggerSchedule"): "schedule"}
)
"""Properties with a name that is in neither generation of the API, by kind: the name of the field."""


def solution_source(path: Path) -> Source:
    """What a solution file declares.

    Raises:
        ConversionRefused: the file cannot be read, or is no solution file of version 1.
    """
    document = read_json_source(path, _A_SOLUTION)
    version, resources = document.get("version"), document.get("resources")
    if version != _VERSION or not isinstance(resources, list):
        found = f"version {version!r}" if "version" in document else "no version"
        message = f"{path} is not {_A_SOLUTION} of version {_VERSION}, with a list `resources`: it has {found}"
        raise ConversionRefused(message)
    objects: list[ConvertedObject] = []
    remarks: list[Remark] = []
    for index, value in enumerate(resources):
        resource = as_object(value) or {}
        kind = resource.get("type")
        properties = as_object(resource.get("properties", {}))
        if not isinstance(kind, str) or properties is None:
            message = f"{path}: resources.{index} has no type or no properties, so it is not {_A_SOLUTION}"
            raise ConversionRefused(message)
        where = f"{kind} {_name(resource, properties) or index}"
        if kind not in KIND_OF_TYPE:
            remarks.append(Remark(Sort.NOT_CONVERTED, where, "is of a type that this package does not know"))
        else:
            objects.append(_declared(KIND_OF_TYPE[kind], where, resource, properties))
    return Source((SourceAccount("", path.stem, tuple(objects)),), tuple(remarks), has_variables=True)


def _declared(kind: Kind, where: str, resource: JsonObject, properties: JsonObject) -> ConvertedObject:
    identifier = resource.get("id")
    return ConvertedObject(
        kind,
        where,
        str(resource.get("slug") or ""),
        identifier if isinstance(identifier, str) and identifier else None,
        {
            OTHER_PROPERTIES.get((kind.name, name), name): value
            for name, value in properties.items()
            if value is not None
        },
    )


def _name(resource: JsonObject, properties: JsonObject) -> JsonValue:
    return resource.get("slug") or properties.get("name") or resource.get("id")
