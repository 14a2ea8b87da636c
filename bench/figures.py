"""Medians, ratios and target results, computed from the measurements of a report."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bench.results import Case, DriftCheck, Measurement, Report, Role, Step, Subject

_RATIO_BY_STEP: Final[dict[Step, float]] = {"create": 1.15, "update": 1.15, "preview": 1.15, "refresh": 1.3}
"""Largest allowed ratio of the provider to the floor."""

REQUESTS_PER_CPU_SECOND: Final = 1_000
START_S: Final = 0.5
PACE_RATIO: Final = 1.15
PROVIDER_MIB: Final = 150
READ_S: Final = 2
READ_MIB: Final = 150
FILE_RATIO: Final = 1.15
DRIFT_SPEED: Final = 3
DRIFT_RATIO: Final = 1.3
REPORT_MB: Final = 300
_MB_OF_MIB: Final = 1.048576
PROCESS_ROLES: Final = ("provider", "program", "engine", "emulator")
"""The roles of the processes that run during a step."""

Verdict = Literal["hit", "missed", "not measured"]


@dataclass(frozen=True)
class TargetResult:
    """A target for a case, what was measured, and whether the target is hit."""

    target: str
    case: str
    measured: str
    verdict: Verdict


def seconds(report: Report, case: Case, step: Step, subject: Subject) -> float | None:
    """The median of the rounds; None if it was not measured."""
    rounds = report.of(case, step, subject)
    return statistics.median(one.seconds for one in rounds) if rounds else None


def spread(report: Report, case: Case, step: Step, subject: Subject) -> tuple[float, float] | None:
    """The seconds of the fastest and of the slowest round."""
    rounds = [one.seconds for one in report.of(case, step, subject)]
    return (min(rounds), max(rounds)) if rounds else None


def ratio(report: Report, case: Case, step: Step, to: Subject = "floor") -> float | None:
    """The provider's median over another subject's."""
    own, other = seconds(report, case, step, "provider"), seconds(report, case, step, to)
    return own / other if own is not None and other else None


def calls(report: Report, case: Case, step: Step, subject: Subject = "provider") -> dict[str, int] | None:
    """How many calls of each action the last round made."""
    rounds = report.of(case, step, subject)
    return rounds[-1].calls if rounds else None


def peak_mib(measurements: list[Measurement], role: Role) -> float | None:
    """Peak memory, in MiB, of the largest process of a role."""
    peaks = [one.peak_mib[role] for one in measurements if role in one.peak_mib]
    return max(peaks, default=None)


def cpu_s(measurements: list[Measurement], role: str) -> float | None:
    """The median of a role's processor seconds."""
    found = [one.cpu_s[role] for one in measurements if role in one.cpu_s]
    return statistics.median(found) if found else None


def target_results(report: Report) -> list[TargetResult]:
    """The result of every target in every case."""
    own = (*_ratios(report), *_previews(report), *_deletions(report), *_memory(report), *_pacing(report))
    return [*own, *_file(report), *_drift_checks(report), *_large_reports(report), *_emulator(report)]


def _ratios(report: Report) -> Iterator[TargetResult]:
    for step, bound in _RATIO_BY_STEP.items():
        for case in report.cases():
            found = ratio(report, case, step)
            if found is not None:
                target = f"{step} in at most {bound:.2f} times the floor"
                yield TargetResult(target, str(case), f"{found:.2f}", _within(round(found, 2), bound))


@dataclass(frozen=True)
class MissedStep:
    """A step that missed its target, and the processor time that it took.

    Args:
        above_s: Seconds above the floor.
        allowed_s: Seconds above the floor that the target allows.
        processor_s: By role, the processor seconds above those of the same role of the floor.
        client_s: Processor seconds of bare httpx for the same calls; None if there are none.
    """

    case: Case
    step: Step
    above_s: float
    allowed_s: float
    processor_s: dict[str, float]
    client_s: float | None


def missed_steps(report: Report) -> Iterator[MissedStep]:
    """The steps that took more than their allowed ratio to the floor."""
    for step, bound in _RATIO_BY_STEP.items():
        for case in report.cases():
            found, floor_s = ratio(report, case, step), seconds(report, case, step, "floor")
            if found is None or floor_s is None or round(found, 2) <= bound:
                continue
            own, floor = report.of(case, step, "provider"), report.of(case, step, "floor")
            above_s = {role: (cpu_s(own, role) or 0.0) - (cpu_s(floor, role) or 0.0) for role in PROCESS_ROLES}
            client_s = cpu_s(report.of(case, step, "httpx32"), "client")
            yield MissedStep(case, step, (found - 1) * floor_s, (bound - 1) * floor_s, above_s, client_s)


def _previews(report: Report) -> Iterator[TargetResult]:
    for case in report.cases():
        made = calls(report, case, "preview")
        if made is not None:
            count = sum(made.values())
            yield TargetResult(
                "a preview without changes calls nothing", str(case), f"{count} calls", _within(count, 0)
            )


def _deletions(report: Report) -> Iterator[TargetResult]:
    for case in report.cases():
        made = calls(report, case, "destroy")
        if made is not None:
            users = (calls(report, case, "create") or {}).get("partner_user/create", 0)
            all_calls = sum(made.values())
            measured = f"{all_calls:,} calls for {users:,} tenants"
            yield TargetResult("one call destroys a tenant", str(case), measured, _within(all_calls, users))


def _memory(report: Report) -> Iterator[TargetResult]:
    for case in report.cases():
        own = [one for one in report.measurements if (one.case, one.subject) == (case, "provider")]
        peak = peak_mib(own, "provider")
        if peak is not None:
            target = f"the provider process stays under {PROVIDER_MIB} MiB"
            yield TargetResult(target, str(case), f"{peak:.0f} MiB", _within(peak, PROVIDER_MIB))


def _pacing(report: Report) -> Iterator[TargetResult]:
    found = report.pacing
    if found is None:
        return
    case = f"{found.creates:,} creates, {found.allowed_per_second} requests a second allowed"
    ratio_to_ideal = found.seconds / found.ideal_s
    within = _within(round(ratio_to_ideal, 2), PACE_RATIO)
    yield TargetResult(f"in at most {PACE_RATIO:.2f} times the ideal time", case, f"{ratio_to_ideal:.2f}", within)
    refused = f"{found.refused_late:.1%}"
    yield TargetResult("under 2 % answered 429 after ten seconds", case, refused, _within(found.refused_late, 0.02))
    others = f"{found.neighbour_refused} of {found.neighbour_calls:,} refused"
    starved = found.neighbour_refused / max(found.neighbour_calls, 1)
    yield TargetResult("another caller of the account is not starved", case, others, _within(starved, 0.05))


def file_ratio(report: Report) -> float | None:
    """The processor time of a preview with a tenants file over that of one by hand, medians; None if not measured."""
    if not report.file_previews:
        return None
    file, hand = (
        statistics.median(sum(times.values()) for times in column)
        for column in zip(*((one.file_cpu_s, one.hand_cpu_s) for one in report.file_previews), strict=True)
    )
    return file / hand if hand else None


def _file(report: Report) -> Iterator[TargetResult]:
    found = report.reading
    if found is not None:
        case = f"{found.tenants:,} tenants"
        took = f"{found.cpu_s:.2f} s"
        target = f"a tenants file is read in {READ_S:g} s of processor time"
        yield TargetResult(target, case, took, _within(found.cpu_s, READ_S))
        memory = f"{found.peak_mib:.0f} MiB"
        yield TargetResult(f"and with {READ_MIB} MiB", case, memory, _within(found.peak_mib, READ_MIB))
    ratio_to_hand = file_ratio(report)
    if ratio_to_hand is not None:
        target = f"its preview in at most {FILE_RATIO:.2f} times the processor time of one by hand"
        case = f"{report.file_previews[0].tenants:,} tenants"
        yield TargetResult(target, case, f"{ratio_to_hand:.2f}", _within(round(ratio_to_hand, 2), FILE_RATIO))


@dataclass(frozen=True)
class DriftFigures:
    """Medians of the rounds of one drift check.

    Args:
        case: Objects, tenants, latency and options, in words.
        one: Any of the rounds, for what is the same in all.
        cpu_s: Processor seconds of all processes of the command; ``preview_cpu_s``, of the preview.
    """

    case: str
    one: DriftCheck
    seconds: float
    start_s: float
    httpx_s: float
    preview_s: float
    cpu_s: float
    preview_cpu_s: float

    @property
    def faster(self) -> float:
        """How many times as long the engine's preview takes."""
        return self.preview_s / self.seconds

    @property
    def ratio(self) -> float:
        """To bare httpx for the same calls plus the command's start."""
        return self.seconds / (self.httpx_s + self.start_s)


def drift_figures(report: Report) -> Iterator[DriftFigures]:
    """Each check, in the order of its first round."""
    checks: dict[str, list[DriftCheck]] = {}
    for each in report.drift_checks:
        options = f", {each.options}" if each.options else ""
        case = f"{each.objects:,} objects of {each.tenants:,} tenants, {each.latency_ms} ms{options}"
        checks.setdefault(case, []).append(each)
    for case, rounds in checks.items():
        yield DriftFigures(
            case=case,
            one=rounds[0],
            seconds=statistics.median(each.seconds for each in rounds),
            start_s=statistics.median(each.start_s for each in rounds),
            httpx_s=statistics.median(each.httpx_s for each in rounds),
            preview_s=statistics.median(each.preview_s for each in rounds),
            cpu_s=statistics.median(sum(each.cpu_s.values()) for each in rounds),
            preview_cpu_s=statistics.median(sum(each.preview_cpu_s.values()) for each in rounds),
        )


def _drift_checks(report: Report) -> Iterator[TargetResult]:
    """Against the engine, the fields that both compare; against bare httpx, every call."""
    for each in drift_figures(report):
        if each.one.options:
            target = f"drift is at least {DRIFT_SPEED} times as fast as preview --refresh"
            within = _within(DRIFT_SPEED, round(each.faster, 2))
            yield TargetResult(target, each.case, f"{each.faster:.2f}", within)
        target = f"drift in at most {DRIFT_RATIO:.2f} times bare httpx for the same calls, plus its start"
        yield TargetResult(target, each.case, f"{each.ratio:.2f}", _within(round(each.ratio, 2), DRIFT_RATIO))


def _large_reports(report: Report) -> Iterator[TargetResult]:
    for each in report.large_reports:
        target, case = f"a report takes at most {REPORT_MB} MB", f"{each.command}, {each.objects:,} objects"
        if each.peak_mib is None:
            yield TargetResult(target, case, "the system does not tell", "not measured")
        else:
            peak_mb = each.peak_mib * _MB_OF_MIB
            yield TargetResult(target, case, f"{peak_mb:.0f} MB", _within(peak_mb, REPORT_MB))


def _emulator(report: Report) -> Iterator[TargetResult]:
    for one in report.throughput:
        found = one.per_cpu_second
        measured = "the system does not tell" if found is None else f"{found:,}"
        verdict: Verdict = "not measured" if found is None else _within(REQUESTS_PER_CPU_SECOND, found)
        target = f"the emulator answers {REQUESTS_PER_CPU_SECOND:,} requests a second on one core"
        yield TargetResult(target, f"{one.action}, state in {_state_of(one.database)}", measured, verdict)
    if report.starts is not None:
        first_line_s, port_s = report.starts.emulator_first_line_s, report.starts.provider_first_check_s
        limit = f"in under {START_S:g} s"
        yield TargetResult(f"the emulator starts {limit}", "", f"{first_line_s:.2f} s", _within(first_line_s, START_S))
        yield TargetResult(f"the provider process starts {limit}", "", f"{port_s:.2f} s", _within(port_s, START_S))


def _state_of(database: str) -> str:
    return "memory" if database == "memory" else "a file"


def _within(found: float, bound: float) -> Verdict:
    return "hit" if found <= bound else "missed"
