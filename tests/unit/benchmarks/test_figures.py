"""Medians, ratios and target results."""

import pytest

from bench import figures
from bench.results import Case, Measurement, Report, Subject

SMALL = Case(resources=3, latency_ms=0, checkpoints=False)


def verdict(report: Report, target: str, case: str = "") -> figures.Verdict:
    """What was results of the only target that begins so, where it was looked at."""
    (found,) = [
        one for one in figures.target_results(report) if one.target.startswith(target) and one.case.startswith(case)
    ]
    return found.verdict


def test_of_several_rounds_the_median_counts(report: Report) -> None:
    """One slow round does not change the result."""
    assert figures.seconds(report, SMALL, "create", "provider") == 2.2
    assert figures.ratio(report, SMALL, "create") == pytest.approx(1.1)


def test_what_was_not_measured_has_no_figure(report: Report) -> None:
    """A zero would look very fast."""
    assert figures.seconds(report, SMALL, "destroy", "provider") is None
    assert figures.ratio(report, SMALL, "destroy") is None
    assert figures.calls(report, SMALL, "destroy") is None


@pytest.mark.parametrize(
    ("target", "case", "expected"),
    [
        ("create in at most 1.15", "", "hit"),
        ("preview in at most 1.15", "", "hit"),
        ("a preview without changes", "", "missed"),
        ("the emulator answers", "bot/create", "missed"),
        ("the emulator answers", "bot/fetch", "not measured"),
        ("the emulator starts", "", "hit"),
        ("the provider process starts", "", "missed"),
        ("a tenants file is read in 2 s of processor time", "1,000 tenants", "hit"),
        ("and with 150 MiB", "1,000 tenants", "missed"),
        ("its preview in at most 1.15", "60 tenants", "hit"),
        ("drift is at least 3 times as fast", "1,000 objects of 40 tenants, 100 ms, --declared-only", "hit"),
        ("drift in at most 1.30 times", "1,000 objects of 40 tenants, 100 ms, --declared-only", "hit"),
        ("a report takes at most 300 MB", "drift, 10,000", "missed"),
        ("a report takes at most 300 MB", "orphans, 10,000", "not measured"),
    ],
)
def test_a_target_is_hit_or_missed_by_its_figure(
    report: Report, target: str, case: str, expected: figures.Verdict
) -> None:
    """Below and above the bound, and where the system does not report it."""
    assert verdict(report, target, case) == expected


def test_only_the_fields_that_both_compare_are_held_against_the_engine(report: Report) -> None:
    """What nobody declared, the engine does not look for; bare httpx repeats all calls."""
    of_everything = [
        (one.target.split(" in at most ")[0], one.measured, one.verdict)
        for one in figures.target_results(report)
        if one.case == "1,000 objects of 40 tenants, 100 ms"
    ]

    assert of_everything == [("drift", "1.50", "missed")]


@pytest.mark.parametrize(("deletes", "expected"), [(1, "hit"), (3, "missed")])
def test_a_tenant_takes_one_call_to_destroy(report: Report, deletes: int, expected: figures.Verdict) -> None:
    """All calls of the step count."""
    calls = {"partner_user/delete": 1, "bot/delete": deletes - 1}
    destroy = Measurement(case=SMALL, round=0, step="destroy", subject="provider", seconds=1, calls=calls)
    report.measurements.append(destroy)

    assert verdict(report, "one call destroys a tenant") == expected


def test_the_processor_time_of_a_missed_step_is_reported(report: Report) -> None:
    """With the seconds above the floor, and how many the target allows. A step that hits its target is not in it."""

    def update(subject: Subject, seconds: float, cpu_s: dict[str, float]) -> Measurement:
        return Measurement(case=SMALL, round=0, step="update", subject=subject, seconds=seconds, calls={}, cpu_s=cpu_s)

    report.measurements += [
        update("provider", 2.0, {"provider": 0.9, "engine": 0.5, "emulator": 0.3}),
        update("floor", 1.0, {"provider": 0.2, "engine": 0.4}),
        update("httpx32", 0.5, {"client": 0.4}),
    ]

    (found,) = figures.missed_steps(report)

    assert (found.case, found.step, found.above_s, found.client_s) == (SMALL, "update", 1.0, 0.4)
    assert found.allowed_s == pytest.approx(0.15)
    assert found.processor_s == pytest.approx({"provider": 0.7, "program": 0.0, "engine": 0.1, "emulator": 0.3})


def test_a_missed_step_without_calls_is_reported_too(report: Report) -> None:
    """A preview makes no calls, so there is no time of bare httpx."""
    times: dict[Subject, float] = {"provider": 2.0, "floor": 1.0}
    for subject, seconds in times.items():
        preview = Measurement(case=SMALL, round=9, step="preview", subject=subject, seconds=seconds, calls={})
        report.measurements = [one for one in report.measurements if (one.step, one.subject) != ("preview", subject)]
        report.measurements.append(preview)

    assert [(one.step, one.client_s) for one in figures.missed_steps(report)] == [("preview", None)]
