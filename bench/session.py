"""A whole run: measures what is missing, saves each measurement at once, and reports progress."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console

from bench import machine
from bench.options import Options
from bench.pacing import measure_pacing
from bench.plan import PlannedRound, cases_of, estimated_s, is_complete, planned_rounds, rounds_of
from bench.reports import measure_drift, measure_large, measure_printed
from bench.results import Measurement, Report, read_report, write_report
from bench.rounds import Round, measure
from bench.starts import measure_starts, warm_up
from bench.tenants_file import measure_previews, measure_reading
from bench.throughput import measure_throughput
from pulumi_chatbotkit.pulumi_cli import PulumiCli


@dataclass(frozen=True)
class Session:
    """A run with its options; ``console`` shows the progress."""

    options: Options
    pulumi_cli: PulumiCli
    node: str
    """The program; "" if nothing is measured that needs it."""
    console: Console

    def run(self) -> Report:
        """Measure and return the whole report. Raises ``CommandFailed``."""
        report = self._new_or_resumed()
        steps = self.options.selection.steps
        todo = [one for one in planned_rounds(self.options.selection) if steps and not is_complete(report, one, steps)]
        self._announce(todo)
        warm_up()
        self._measure_parts(report)
        for index, one in enumerate(todo):
            left_s = sum(estimated_s(each, steps) for each in todo[index:])
            self._print(f"[{index + 1}/{len(todo)}] {one.case}, round {one.number + 1}; about {_minutes(left_s)} left")
            self._measure_round(report, one)
        return report

    def _new_or_resumed(self) -> Report:
        """The report of an interrupted run to resume, or a new one."""
        try:
            keeps = self.options.resume or self.options.again
            report = read_report(self.options.folder) if keeps else None
        except FileNotFoundError:
            report = None
        where = machine.machine(), machine.versions(self.pulumi_cli, self.node)
        today = datetime.now(UTC).date().isoformat()
        report = report or Report(machine=where[0], versions=where[1], date=today)
        if self.options.again:
            self._forget_parts(report)
        selection = self.options.selection
        report.rounds.update({str(case): rounds_of(case, selection) for case in cases_of(selection)})
        return report

    def _forget_parts(self, report: Report) -> None:
        """Forget what is to be measured again."""
        options = self.options
        report.starts = None if options.starts else report.starts
        report.throughput = [] if options.emulator else report.throughput
        report.pacing = None if options.pacing else report.pacing
        report.reading = None if options.file else report.reading
        if options.reports:
            report.printed, report.drift_checks, report.large_reports = [], [], []

    def _announce(self, todo: list[PlannedRound]) -> None:
        seconds = sum(estimated_s(one, self.options.selection.steps) for one in todo)
        if todo:
            self._print(f"{len(todo)} rounds to measure, about {_minutes(seconds)} on two cores")
        self._print(f"Measurements are saved in {self.options.folder}; after an interruption, continue with --resume")

    def _measure_parts(self, report: Report) -> None:
        if self.options.starts and report.starts is None:
            self._print("start-up times")
            report.starts = measure_starts()
        if self.options.emulator and not report.throughput:
            self._print("the emulator's throughput")
            report.throughput = list(measure_throughput())
        if self.options.pacing and report.pacing is None:
            self._print("the client's pace at a service that limits it")
            report.pacing = measure_pacing()
        if self.options.file and report.reading is None:
            self._print("a tenants file: reading it, and previews beside the same declared by hand")
            report.reading = measure_reading()
            report.file_previews = measure_previews(self.pulumi_cli)
        write_report(report, self.options.folder)
        if self.options.reports:
            self._measure_reports(report)

    def _measure_reports(self, report: Report) -> None:
        """Some minutes, so each part is saved by itself."""
        if not report.printed:
            self._print("what reports print of the changes of 35 tenants")
            report.printed = measure_printed(self.pulumi_cli)
            write_report(report, self.options.folder)
        if not report.drift_checks:
            self._print("drift beside the engine and bare httpx, about 5 min")
            report.drift_checks = [*measure_drift(self.pulumi_cli)]
            write_report(report, self.options.folder)
        if not report.large_reports:
            self._print("reports of 10,000 objects, about 10 min")
            report.large_reports = [*measure_large(self.pulumi_cli)]
            write_report(report, self.options.folder)

    def _measure_round(self, report: Report, one: PlannedRound) -> None:
        # An interrupted run may have measured a part of this round; all of a round is to be measured at one time.
        report.measurements = [
            each for each in report.measurements if (each.case, each.round) != (one.case, one.number)
        ]
        started_s = time.monotonic()

        def keep(found: Measurement) -> None:
            report.measurements.append(found)
            write_report(report, self.options.folder)
            calls = sum(found.calls.values())
            self._print(f"    {found.step:8} {found.subject:9} {found.seconds:8.2f} s {calls:6,} calls")

        steps = self.options.selection.steps
        measure(Round(case=one.case, number=one.number, steps=steps, pulumi_cli=self.pulumi_cli, node=self.node), keep)
        self._print(f"    took {_minutes(time.monotonic() - started_s)}")

    def _print(self, line: str) -> None:
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
