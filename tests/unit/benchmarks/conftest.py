"""A report with known figures."""

import pytest

from bench.results import (
    Case,
    DriftCheck,
    FilePreview,
    FileReading,
    LargeReport,
    Measurement,
    Printed,
    Report,
    Starts,
    Step,
    Subject,
    Throughput,
)

SMALL = Case(resources=3, latency_ms=0, checkpoints=False)


def measured(step: Step, subject: Subject, seconds: float, **calls: int) -> Measurement:
    """One measurement of the small case; calls are written ``bot__create=1``."""
    named = {name.replace("__", "/"): count for name, count in calls.items()}
    return Measurement(case=SMALL, round=0, step=step, subject=subject, seconds=seconds, calls=named)


def drift_check(seconds: float, options: str) -> DriftCheck:
    """One round of a check that starts in one second, as bare httpx for its calls."""
    return DriftCheck(
        objects=1_000, tenants=40, latency_ms=100, round=0, options=options, seconds=seconds, start_s=1.0, httpx_s=1.0,
        preview_s=6.0, calls=100, preview_calls=90,
        cpu_s={"command": 1.5, "engine": 0.5}, preview_cpu_s={"engine": 9.0},
    )  # fmt: skip


@pytest.fixture
def report() -> Report:
    """A create in three rounds, and a preview that makes calls."""
    creates = [measured("create", "provider", seconds, partner_user__create=1) for seconds in (9.0, 2.2, 2.0)]
    floors = [measured("create", "floor", seconds) for seconds in (2.0, 1.0, 8.0)]
    previews = [measured("preview", "provider", 1.0, bot__fetch=2), measured("preview", "floor", 1.0)]
    return Report(
        machine={"cores": "2"},
        versions={"Python": "3.11"},
        date="2026-01-01",
        measurements=[*creates, *floors, *previews],
        throughput=[
            Throughput(action="bot/create", database="file", requests=10, per_second=2_000, per_cpu_second=999),
            Throughput(action="bot/fetch", database="file", requests=10, per_second=2_000, per_cpu_second=None),
        ],
        starts=Starts(
            emulator_first_line_s=0.49,
            emulator_first_answer_s=0.6,
            provider_port_s=0.2,
            provider_first_check_s=0.51,
            import_pulumi_s=0.2,
            import_package_s=0.3,
        ),
        reading=FileReading(tenants=1_000, seconds=2.5, cpu_s=0.6, peak_mib=151.0),
        file_previews=[
            FilePreview(tenants=60, file_s=9.0, hand_s=8.0, file_cpu_s=file, hand_cpu_s={"program": 2.0, "engine": 1.0})
            for file in (
                {"program": 2.3, "engine": 1.1},
                {"program": 2.0, "engine": 1.0},
                {"program": 9.0, "engine": 9.0},
            )
        ],
        printed=[Printed(change="five edits", command="pulumi preview", lines=7, bytes=1_000, seconds=2.5, calls=3)],
        drift_checks=[
            *(drift_check(seconds, "--declared-only") for seconds in (1.5, 2.0, 9.0)),
            drift_check(3.0, ""),
        ],
        large_reports=[
            LargeReport(command="drift", objects=10_000, lines=9, seconds=5.0, cpu_s=4.0, peak_mib=290.0),
            LargeReport(command="orphans", objects=10_000, lines=9, seconds=5.0, cpu_s=None, peak_mib=None),
        ],
    )
