"""What exists at a service and what a stack's state knows, as ids, to compare the two."""

import json
from typing import cast

import httpx

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

_CLASSES = {kind.class_name for kind in OBJECT_KINDS.values()}


def at_service(service: Emulator) -> dict[str, str]:
    """The kind of each object of every account, by id."""
    return {str(record["id"]): kind for kind in OBJECT_KINDS for record in service.records(kind)}


def as_stored(service: Emulator) -> dict[str, JsonObject]:
    """Every object by id, with all of its fields but the time of its last update: an update of nothing moves it."""
    found = [record for kind in OBJECT_KINDS for record in service.records(kind)]
    return {
        str(record["id"]): {name: value for name, value in record.items() if name != "updatedAt"} for record in found
    }


def without_markers(service: Emulator) -> dict[str, JsonObject]:
    """Everything that is stored; a marker makes ``meta`` where there was none."""
    return {id_: {**record, "meta": _without_marker(record)} for id_, record in as_stored(service).items()}


def _without_marker(record: JsonObject) -> JsonObject | None:
    meta = as_object(record.get("meta")) or {}
    return {key: value for key, value in meta.items() if not key.startswith("pulumi")} or None


def in_state(project: Project) -> dict[str, str]:
    """The name of each object in the state, by id, also of those that are to be deleted. A guard is no object."""
    export = json.loads(project.stack("export").stdout)
    found = cast("list[JsonObject]", export["deployment"].get("resources") or [])
    objects = [each for each in found if ":dynamic/" in str(each["type"]) and ":DeletionGuard" not in str(each["type"])]
    return {str(each["id"]): str(each["urn"]).rpartition("::")[2] for each in objects}


def forgotten(service: Emulator, project: Project) -> dict[str, str]:
    """Objects that are in no state, by id: nobody will ever delete them."""
    known = in_state(project)
    return {identifier: kind for identifier, kind in at_service(service).items() if identifier not in known}


def missing(service: Emulator, project: Project) -> dict[str, str]:
    """Entries of the state whose object does not exist, by id."""
    existing = at_service(service)
    return {identifier: name for identifier, name in in_state(project).items() if identifier not in existing}


def make_by_hand(service: EmulatorServer, path: str, body: JsonObject, run_as: str | None = None) -> str:
    """Create an object as another program would; returns its id. ``path``: such as ``partner/user``."""
    headers = {"Authorization": f"Token {service.token}", **({"X-RunAs-UserId": run_as} if run_as else {})}
    answer = httpx.post(f"{service.url}/v1/{path}/create", json=body, headers=headers)
    return str(answer.raise_for_status().json()["id"])
