"""Which rounds a run measures, in which order, and an estimate of their duration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.results import Case, Report, Step, Subject

SUBJECTS_BY_STEP: Final[dict[Step, tuple[Subject, ...]]] = {
    "create": ("provider", "floor", "httpx32", "httpx4", "node"),
    "preview": ("provider", "floor"),
    "update": ("provider", "floor", "httpx32", "httpx4"),
    "refresh": ("provider", "floor", "httpx32", "httpx4"),
    "drift": ("provider", "floor"),
    "destroy": ("provider", "floor", "httpx32", "httpx4"),
}
"""The subjects that are measured at each step."""

_MANY: Final = 5_000
_ROUNDS: Final = 3
_ROUNDS_OF_MANY: Final = 1
"""Rounds of a case of ``_MANY`` resources or more, which take hours."""

# For the estimate alone: what a Pulumi command takes on a machine with two cores.
_COMMAND_S: Final = 4.0
_RESOURCE_S: Final = 0.012
_AT_ONCE: Final = 4
_CHECKPOINT_S: Final = 1e-4
"""Seconds per pair of resources: for each resource the whole state is written again."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What the command line asks for. ``rounds`` None: chosen by the size of the case."""

    resources: Sequence[int]
    latencies_ms: Sequence[int]
    checkpoints: Sequence[bool]
    steps: Sequence[Step]
    rounds: int | None


@dataclass(frozen=True)
class PlannedRound:
    """One round to measure."""

    case: Case
    number: int


def rounds_of(case: Case, selection: Selection) -> int:
    """How many rounds a case gets."""
    return selection.rounds or (_ROUNDS_OF_MANY if case.resources >= _MANY else _ROUNDS)


def cases_of(selection: Selection) -> list[Case]:
    """The cases, small ones first."""
    return [
        Case(resources=resources, latency_ms=latency_ms, checkpoints=checkpoints)
        for resources in sorted(selection.resources)
        for latency_ms in selection.latencies_ms
        for checkpoints in selection.checkpoints
    ]


def planned_rounds(selection: Selection) -> list[PlannedRound]:
    """The rounds in their order: the first of every case, then the second of every case, and so on.

    So a machine that gets slower during the run gets slower for all cases.
    """
    cases = cases_of(selection)
    most = max(rounds_of(case, selection) for case in cases)
    return [
        PlannedRound(case, number) for number in range(most) for case in cases if number < rounds_of(case, selection)
    ]


def is_complete(report: Report, planned: PlannedRound, steps: Sequence[Step]) -> bool:
    """Whether the report has every step and subject of a round."""
    found = {
        (each.step, each.subject)
        for each in report.measurements
        if (each.case, each.round) == (planned.case, planned.number)
    }
    return found >= {(step, subject) for step in steps for subject in SUBJECTS_BY_STEP[step]}


def estimated_s(planned: PlannedRound, steps: Sequence[Step]) -> float:
    """About how many seconds a round will take."""
    return sum(_step_s(planned.case, step) for step in steps)


def _step_s(case: Case, step: Step) -> float:
    count = case.made
    calls = {"preview": 0, "update": case.tenants, "destroy": case.tenants}.get(step, count)
    waiting_s = calls * case.latency_ms / 1000 / _AT_ONCE
    saves = step in {"create", "update", "destroy"} and case.checkpoints
    saving_s = _CHECKPOINT_S * count * (count if step != "update" else calls) if saves else 0.0
    stacks_s = 2 * (_COMMAND_S + _RESOURCE_S * count + waiting_s + saving_s)
    alone_s = waiting_s * 1.25 if "httpx4" in SUBJECTS_BY_STEP[step] else 0.0
    return stacks_s + alone_s
