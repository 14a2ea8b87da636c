"""What the state tells of a run that was killed, and which command to run next."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.json_values import JsonObject, as_object

_DELETING: Final = "deleting"

_PENDING_NOTE: Final = "Pulumi will warn of pending operations: those are the same objects, and the provider finds them"
_DELETE_NEXT: Final = "to go on: pulumi up, if up was deleting; only if destroy was: pulumi destroy --run-program"
_KEEP_NEXT: Final = (
    "to bring everything back instead: pulumi up --refresh --run-program. A plain up would believe the state, in which "
    "deleted objects may still exist, and could fail with 401 (a deleted partner user cannot be acted as)"
)
_REFRESH_NEXT: Final = (
    "next: pulumi up --refresh --run-program. The refresh is needed because the state does not tell what the killed "
    "run did last: if it was deleting, objects of the state are gone. To delete all: pulumi destroy --run-program"
)
_UP_NEXT: Final = "next: pulumi up"
_ADOPTS: Final = "that up may adopt objects that carry this stack's marker, as an interrupted run leaves them"


@dataclass(frozen=True)
class InterruptedRun:
    """What is known of the last run that did not end."""

    pending: dict[str, list[str]]
    """Names of the resources that it was at work on, by ``creating``, ``updating``, ``deleting``, ..."""
    removed: list[str]
    """Names of resources that the last finished run has left, and that are not in the state any more."""

    @property
    def was_deleting(self) -> bool:
        return bool(self.removed or self.pending.get(_DELETING))


def read_interrupted_run(export: str, history: Path | None) -> InterruptedRun:
    """Compare the state with what it was after the last run that ended.

    Args:
        export: What ``pulumi stack export`` prints.
        history: The folder of a file backend with the states after each run that ended; None for other backends.
    """
    deployment = _object(_object(json.loads(export)).get("deployment"))
    pending: dict[str, list[str]] = {}
    for operation in _objects(deployment.get("pending_operations")):
        resource = _object(operation.get("resource"))
        pending.setdefault(str(operation.get("type")), []).append(_name(str(resource.get("urn"))))
    before: set[str] = set() if history is None else _urns_after_last_run(history)
    now = {str(resource.get("urn")) for resource in _objects(deployment.get("resources"))}
    return InterruptedRun(pending, sorted(map(_name, before - now)))


def ids_in(export: str) -> list[str]:
    """The ids of all objects of the state, also of those that the run was at work on.

    Args:
        export: What ``pulumi stack export`` prints.
    """
    deployment = _object(_object(json.loads(export)).get("deployment"))
    pending = [_object(each.get("resource")) for each in _objects(deployment.get("pending_operations"))]
    found = [each.get("id") for each in (*_objects(deployment.get("resources")), *pending)]
    return sorted({each for each in found if isinstance(each, str) and each})


def next_steps(found: InterruptedRun, *, is_older: bool) -> list[str]:
    """What was found, and which command comes next. ``is_older``: the state is the copy before the last one."""
    lines = [f"the killed run was {what} {_some(names)}" for what, names in sorted(found.pending.items())]
    if found.removed:
        lines.append(f"it had deleted {_some(found.removed)}")
    if found.pending:
        lines.append(_PENDING_NOTE)
    if found.was_deleting:
        return [*lines, _DELETE_NEXT, _KEEP_NEXT, _ADOPTS]
    return [*lines, _UP_NEXT if found.pending and not is_older else _REFRESH_NEXT, _ADOPTS]


def _urns_after_last_run(history: Path) -> set[str]:
    for file in sorted(history.glob("*.checkpoint.json"), reverse=True):
        try:
            latest = _object(_object(_object(json.loads(file.read_bytes())).get("checkpoint")).get("latest"))
        except (OSError, ValueError):
            continue  # of an older run
        return {str(resource.get("urn")) for resource in _objects(latest.get("resources"))}
    return set()


def _some(names: list[str]) -> str:
    """The first names, and how many more; a name that occurs more than once with its number."""
    return first_few([name if count == 1 else f"{name} ({count})" for name, count in Counter(names).items()])


def _name(urn: str) -> str:
    """``urn:pulumi:dev::fleet::pulumi-python:dynamic/chatbotkit:Bot::ada`` as ``Bot ada``."""
    kind, _, name = urn.rpartition("::")
    return f"{kind.rpartition(':')[2]} {name}"


def _object(value: object) -> JsonObject:
    return as_object(cast("JsonObject", value)) or {}


def _objects(value: object) -> list[JsonObject]:
    return [_object(each) for each in cast("list[object]", value)] if isinstance(value, list) else []
