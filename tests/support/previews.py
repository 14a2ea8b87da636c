"""Previews and event logs as the engine prints them, made from a few words for each step."""

import json
from collections.abc import Iterable, Sequence
from io import StringIO

from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.changes.collecting import changes_of_run
from pulumi_chatbotkit.operations.changes.report import ChangesReport

TYPE = "pulumi-python:dynamic/chatbotkit:"
_ROOT = "urn:pulumi:dev::shop::"


def urn_of(class_name: str, name: str, tenant: str = "") -> str:
    """The URN of a resource, in a ``Tenant`` if one is named."""
    return f"{_ROOT}{TENANT_TYPE}${TYPE}{class_name}::{name}" if tenant else f"{_ROOT}{TYPE}{class_name}::{name}"


def step(
    op: str,
    class_name: str,
    name: str,
    before: JsonObject | None = None,
    after: JsonObject | None = None,
    *,
    tenant: str = "",
    identifier: str = "",
    found: bool = False,
    **entry: JsonValue,
) -> JsonObject:
    """A step of ``pulumi preview --json``: inputs before and after, None where there is no resource.

    ``found``: the state after is what a refresh has read; a preview does not know the outputs of an update of ours.
    ``entry`` is added to the states, such as ``retainOnDelete``.
    """
    urn = urn_of(class_name, name, tenant)

    def state(inputs: JsonObject, known_id: str) -> JsonObject:
        return {
            "urn": urn,
            "custom": True,
            "type": f"{TYPE}{class_name}",
            "inputs": {"__provider": "pickled", "marker": {"name": name, "stack": "shop/dev"}, **inputs},
            "outputs": {"__provider": "pickled", **inputs},
            **({"id": known_id} if known_id else {}),
            **({"parent": f"{_ROOT}{TENANT_TYPE}::{tenant}"} if tenant else {}),
            **entry,
        }

    made: JsonObject = {"op": op, "urn": urn, "detailedDiff": None}
    if before is not None:
        made["oldState"] = state(before, identifier or f"id-{name}")
    if after is not None:
        made["newState"] = {**state(after, ""), "outputs": {"__provider": "pickled", **after} if found else {}}
    return made


def document(steps: Iterable[JsonObject], *errors: JsonObject) -> str:
    """What ``pulumi preview --json`` prints."""
    diagnostics = [{"severity": "info#err", "message": "ChatBotKit: 2 API calls"}, *errors]
    return json.dumps({"config": {}, "steps": list(steps), "diagnostics": diagnostics, "changeSummary": {}}, indent=4)


def error(message: str, urn: str = "") -> JsonObject:
    """A diagnostic of a document."""
    return {"severity": "error", "message": f"error: {message}\n", **({"urn": urn} if urn else {})}


def events(steps: Sequence[JsonObject], *, planning: bool = False, failed: Sequence[JsonObject] = ()) -> str:
    """What ``pulumi up --json`` prints of these steps; a summary ends it."""
    lines: list[JsonObject] = [{"sequence": 0, "timestamp": 1, "preludeEvent": {"config": {}}}]
    for each in steps:
        lines += [_event("resourcePreEvent", each, planning), _event("resOutputsEvent", each, planning)]
    for each in failed:
        lines += [_event("resourcePreEvent", each, planning), _event("resOpFailedEvent", each, planning)]
    result = "failed" if failed else "succeeded"
    lines.append({"sequence": 9, "timestamp": 1, "summaryEvent": {"isPreview": planning, "result": result}})
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def policy_said(level: str, policy: str, message: str, urn: str = "") -> str:
    """An event: what a policy says of a resource, or of the stack."""
    said: JsonObject = {
        "message": f"What it asks for.\n{message}\n",
        "policyName": policy,
        "policyPackName": "chatbotkit",
        "enforcementLevel": level,
        **({"resourceUrn": urn} if urn else {}),
    }
    return f"{json.dumps({'sequence': 2, 'timestamp': 1, 'policyEvent': said})}\n"


def policy_changed(policy: str, urn: str, before: JsonObject, after: JsonObject) -> str:
    """An event: a policy has changed inputs."""
    changed: JsonObject = {
        "policyName": policy,
        "policyPackName": "chatbotkit",
        "resourceUrn": urn,
        "before": before,
        "after": after,
    }
    return f"{json.dumps({'sequence': 2, 'timestamp': 1, 'policyRemediationEvent': changed})}\n"


POLICIES_LOADED = f"{json.dumps({'sequence': 0, 'timestamp': 1, 'policyLoadEvent': {}})}\n"
"""An event: a preview or an update begins to apply policies."""


PRELUDE = f"{json.dumps({'sequence': 0, 'timestamp': 1, 'preludeEvent': {}})}\n"
"""An event: a preview or an update begins."""
ENGINE_ERROR = f"{json.dumps({'sequence': 3, 'timestamp': 1, 'errorEvent': {'error': 'resource monitor shut down'}})}\n"
"""An event: the engine itself has failed."""


def summary(**said: JsonValue) -> str:
    """An event: the end of a run, and what it says."""
    return f"{json.dumps({'sequence': 9, 'timestamp': 1, 'summaryEvent': said})}\n"


def _event(name: str, made: JsonObject, planning: bool) -> JsonObject:
    metadata: JsonObject = {
        "op": made["op"],
        "urn": made["urn"],
        "old": made.get("oldState"),
        "new": made.get("newState"),
        "keys": made.get("replaceReasons"),
    }
    content: JsonObject = {"metadata": metadata, **({"planning": True} if planning else {})}
    return {"sequence": 1, "timestamp": 1, name: content}


def report_of(text: str) -> ChangesReport:
    """The report of a recorded run."""
    return changes_of_run(StringIO(text))
