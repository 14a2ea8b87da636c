"""What a run measures, in which order, and about how long it will take."""

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
"""Who takes which step."""

_MANY: Final = 5_000
_ROUNDS: Final = 3
_ROUNDS_OF_MANY: Final = 1
"""From so many resources on; three rounds of them would take a working day's patience."""

# For the estimate alone: what a Pulumi command takes on a machine with two cores.
_COMMAND_S: Final = 4.0
_RESOURCE_S: Final = 0.012
_AT_ONCE: Final = 4
_CHECKPOINT_S: Final = 1e-4
"""Per resource and resource: the whole state is written again for each."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What was asked for. ``rounds`` None: as many as suit the case."""

    resources: Sequence[int]
    latencies_ms: Sequence[int]
    checkpoints: Sequence[bool]
    steps: Sequence[Step]
    rounds: int | None


@dataclass(frozen=True)
class Planned:
    """One round to measure."""

    case: Case
    number: int


def rounds_of(case: Case, chosen: Chosen) -> int:
    """How many rounds a case gets."""
    return chosen.rounds or (_ROUNDS_OF_MANY if case.resources >= _MANY else _ROUNDS)


def cases_of(chosen: Chosen) -> list[Case]:
    """The cases, small ones first."""
    return [
        Case(resources=resources, latency_ms=latency_ms, checkpoints=checkpoints)
        for resources in sorted(chosen.resources)
        for latency_ms in chosen.latencies_ms
        for checkpoints in chosen.checkpoints
    ]


def planned(chosen: Chosen) -> list[Planned]:
    """The rounds: first round of every case, second round of every case, and so on.

    A machine that changes its speed during the run then changes it for all cases.
    """
    cases = cases_of(chosen)
    most = max(rounds_of(case, chosen) for case in cases)
    return [Planned(case, number) for number in range(most) for case in cases if number < rounds_of(case, chosen)]


def is_whole(report: Report, one: Planned, steps: Sequence[Step]) -> bool:
    """Whether a round is in the report already, with every step and subject."""
    found = {
        (each.step, each.subject) for each in report.measurements if (each.case, each.round) == (one.case, one.number)
    }
    return found >= {(step, subject) for step in steps for subject in SUBJECTS_BY_STEP[step]}


def estimated_s(one: Planned, steps: Sequence[Step]) -> float:
    """About how many seconds a round will take."""
    return sum(_step_s(one.case, step) for step in steps)


def _step_s(case: Case, step: Step) -> float:
    count = case.made
    calls = {"preview": 0, "update": case.tenants, "destroy": case.tenants}.get(step, count)
    waiting_s = calls * case.latency_ms / 1000 / _AT_ONCE
    saves = step in {"create", "update", "destroy"} and case.checkpoints
    saving_s = _CHECKPOINT_S * count * (count if step != "update" else calls) if saves else 0.0
    stacks_s = 2 * (_COMMAND_S + _RESOURCE_S * count + waiting_s + saving_s)
    alone_s = waiting_s * 1.25 if "httpx4" in SUBJECTS_BY_STEP[step] else 0.0
    return stacks_s + alone_s
