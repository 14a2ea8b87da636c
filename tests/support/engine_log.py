"""The calls that a provider gets, from Pulumi's own log and from ``MiniEngine``; programs of the model as Python."""

import json
from collections import defaultdict
from typing import cast

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile import Declaration
from support.engine_state import Program, Ref, Resource
from support.mini_hosts import InProcess
from support.project import Project

_CALLS = ("Check", "Diff", "Create", "Read", "Update", "Delete")
_OWNERS = {"runAs": "run_as", "userId": "user"}

Call = tuple[str, str]
"""Method and name of the resource."""


def pulumi_calls(project: Project, *arguments: str) -> list[Call]:
    """Run the CLI; the calls to the provider of the program's resources, in the order of their ends.

    The guards of partner users are left out: a program does not declare them.
    """
    log = project.folder / "grpc.json"
    project.environment["PULUMI_DEBUG_GRPC"] = str(log)
    project.pulumi(*arguments, "--parallel", "1")
    del project.environment["PULUMI_DEBUG_GRPC"]
    entries = [cast("JsonObject", json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]
    log.unlink()
    return [call for entry in entries if (call := _call(entry)) is not None]


def _call(entry: JsonObject) -> Call | None:
    service, _, method = str(entry["method"]).rpartition("/")
    request = as_object(entry["request"]) or {}
    ended = "response" in entry or bool(entry.get("errors"))
    kind = str(request.get("type"))
    if not service.endswith("ResourceProvider") or method not in _CALLS or not ended or "dynamic" not in kind:
        return None
    if kind.endswith(":DeletionGuard"):
        return None
    return method, str(request["name"])


class RecordingHost(InProcess):
    """The core in this process, and the calls that ``MiniEngine`` makes."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self._names: dict[str, str] = {}

    def check(self, kind: str, declaration: Declaration, before: JsonObject, inputs: JsonObject) -> JsonObject:
        """Record and check."""
        self.calls.append(("Check", declaration.name))
        checked = super().check(kind, declaration, before, inputs)
        self._names[str(checked["marker"])] = declaration.name
        return checked

    def diff(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> tuple[bool, bool]:
        """Record and compare."""
        self._record("Diff", inputs)
        return super().diff(kind, identifier, outputs, inputs)

    def create(self, kind: str, inputs: JsonObject) -> tuple[str, JsonObject]:
        """Record and create."""
        self._record("Create", inputs)
        return super().create(kind, inputs)

    def read(self, kind: str, identifier: str, outputs: JsonObject) -> tuple[JsonObject, JsonObject] | None:
        """Record and read."""
        self._record("Read", outputs)
        return super().read(kind, identifier, outputs)

    def update(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> JsonObject:
        """Record and update."""
        self._record("Update", inputs)
        return super().update(kind, identifier, outputs, inputs)

    def delete(self, kind: str, identifier: str, outputs: JsonObject) -> None:
        """Record and delete."""
        self._record("Delete", outputs)
        super().delete(kind, identifier, outputs)

    def _record(self, method: str, values: JsonObject) -> None:
        self.calls.append((method, str((as_object(values["marker"]) or {})["name"])))


def by_resource(calls: list[Call]) -> dict[str, list[str]]:
    """The calls of each resource; a program registers what is independent in any order."""
    found: dict[str, list[str]] = defaultdict(list)
    for method, name in calls:
        found[name].append(method)
    return dict(found)


def writes(calls: list[Call]) -> list[Call]:
    """The calls that change something, in their order."""
    return [call for call in calls if call[0] in {"Create", "Update", "Delete"}]


def as_python(program: Program) -> str:
    """The program as the author of a project would write it. Names of resources are names of variables, too."""
    return "\n".join(map(_line, program)) + "\n"


def _line(resource: Resource) -> str:
    options = {
        **({"delete_before_replace": "True"} if resource.deletes_first else {}),
        **({"replacement_trigger": repr(resource.trigger)} if resource.trigger else {}),
    }
    given = ", ".join(f"{name}={value}" for name, value in options.items())
    arguments = [
        f"{_OWNERS[name]}={value.name}"
        if isinstance(value, Ref) and name in _OWNERS
        else f"{snake_case(name)}={value.name}.id"
        if isinstance(value, Ref)
        else f"{snake_case(name)}={value!r}"
        for name, value in resource.arguments.items()
    ]
    parts = [repr(resource.key.name), f"pulumi.ResourceOptions({given})", *arguments]
    return f"{resource.key.name} = chatbotkit.{KINDS[resource.key.kind].class_name}({', '.join(parts)})"
