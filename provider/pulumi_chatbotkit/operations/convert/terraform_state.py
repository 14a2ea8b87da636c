"""A state of Terraform or OpenTofu, version 4: its resources, as far as they are ChatBotKit's. Pure.

The form is Terraform's: ``resources``, each with ``mode``, ``type``, ``name``, ``provider``, ``module`` and its
``instances``, which have ``attributes``, ``index_key``, ``deposed`` and ``sensitive_attributes``.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.convert.json_source import read_json_source
from pulumi_chatbotkit.operations.convert.source import ConversionRefused
from pulumi_chatbotkit.operations.convert.terraform_names import PREFIX
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

VERSION: Final = 4
_PROVIDER: Final = re.compile(r'(?:(?P<module>module\..+)\.)?provider\["(?P<source>[^"]+)"\](?:\.(?P<alias>[\w-]+))?')
_A_STATE: Final = "a state of Terraform (terraform state pull)"


@dataclass(frozen=True)
class StateObject:
    """An instance of a resource of the official provider."""

    type: str
    address: str
    """As Terraform prints it: ``module.agent["acme"].chatbotkit_bot.support[0]``."""
    provider: str
    """The provider's configuration: ``chatbotkit.acme``."""
    alias: str
    """The last part of that: ``acme``; "" for the default one."""
    attributes: JsonObject
    sensitive: frozenset[str]

    @property
    def called(self) -> str:
        """The address without the type."""
        return self.address.replace(f"{self.type}.", "").replace("module.", "")


@dataclass(frozen=True)
class State:
    """What a state has of ChatBotKit."""

    objects: tuple[StateObject, ...]
    remarks: tuple[Remark, ...]


def read_state(path: Path) -> State:
    """The objects in a state file.

    Raises:
        ConversionRefused: the file cannot be read, or is no state of version 4.
    """
    document = read_json_source(path, _A_STATE)
    if "encrypted_data" in document:
        message = f"{path} is encrypted: convert what `tofu state pull` prints, which is in clear"
        raise ConversionRefused(message)
    version, resources = document.get("version"), document.get("resources")
    if version != VERSION or not isinstance(resources, list):
        raise ConversionRefused(f"{path} {_why_not(version, document)}")
    remarks: list[Remark] = []
    return State(tuple(_objects(path, resources, remarks)), tuple(remarks))


def _why_not(version: JsonValue, document: JsonObject) -> str:
    if version is None or "format_version" in document:
        return (
            f"is not {_A_STATE}: it has no `version`. A plan, or the output of `terraform show`, cannot be converted."
        )
    if version == VERSION:
        return "is a state without the list `resources`"
    newer = isinstance(version, int) and version > VERSION
    step = "This package does not know it yet." if newer else "Let `terraform refresh` of 0.13 or later write it anew."
    return f"is a state of version {version!r}, and only version {VERSION} is read. {step}"


def _objects(path: Path, resources: Iterable[JsonValue], remarks: list[Remark]) -> Iterator[StateObject]:
    for index, value in enumerate(resources):
        resource = as_object(value)
        if resource is None or not all(isinstance(resource.get(key), str) for key in ("type", "name", "mode")):
            message = f"{path}: resources.{index} has no type, name and mode, so the file is damaged"
            raise ConversionRefused(message)
        address = _address(resource)
        if not str(resource["type"]).startswith(PREFIX):
            remarks.append(Remark(Sort.NOT_CONVERTED, address, "is another provider's"))
        elif resource["mode"] != "managed":
            remarks.append(Remark(Sort.NOT_CONVERTED, address, "is a data source"))
        else:
            yield from _instances(path, resource, address, remarks)


def _instances(path: Path, resource: JsonObject, address: str, remarks: list[Remark]) -> Iterator[StateObject]:
    found = _PROVIDER.fullmatch(str(resource.get("provider")))
    instances = resource.get("instances")
    if found is None or not isinstance(instances, list):
        message = f"{path}: {address} has no provider or no instances, so the file is damaged"
        raise ConversionRefused(message)
    module, alias = found["module"], found["alias"] or ""
    provider = ".".join(part for part in (module, "chatbotkit", alias) if part)
    for value in instances:
        instance = as_object(value) or {}
        attributes = as_object(instance.get("attributes"))
        where = f"{address}{_index(instance.get('index_key'))}"
        if instance.get("deposed") is not None:
            remarks.append(Remark(Sort.NOT_CONVERTED, where, "is deposed: Terraform was about to delete it"))
        elif attributes is None or not isinstance(attributes.get("id"), str) or not attributes["id"]:
            remarks.append(Remark(Sort.NOT_CONVERTED, where, "has no id in the state"))
        else:
            kind = str(resource["type"])
            sensitive = frozenset(_sensitive(instance.get("sensitive_attributes")))
            yield StateObject(kind, where, provider, alias, attributes, sensitive)


def _address(resource: JsonObject) -> str:
    data = "data" if resource["mode"] == "data" else None
    parts = (resource.get("module"), data, resource["type"], resource["name"])
    return ".".join(str(part) for part in parts if part)


def _index(key: JsonValue) -> str:
    return "" if key is None else f"[{json.dumps(key)}]"


def _sensitive(paths: JsonValue) -> Iterator[str]:
    """The attributes that are sensitive, or that have something sensitive in them."""
    for path in paths if isinstance(paths, list) else ():
        first = as_object(path[0]) if isinstance(path, list) and path else None
        if first is not None and isinstance(first.get("value"), str):
            yield str(first["value"])
