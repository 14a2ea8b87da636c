"""A whole run: measures what is missing, keeps every measurement at once, and says how far it is."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console

from bench import machine
from bench.options import Options
from bench.pacing import measure_pacing
from bench.plan import Planned, cases_of, estimated_s, is_whole, planned, rounds_of
from bench.results import Measurement, Report, read_report, write_report
from bench.rounds import Round, measure
from bench.starts import measure_starts, warm_up
from bench.throughput import measure_throughput
from pulumi_chatbotkit.pulumi_cli import PulumiCli


@dataclass(frozen=True)
class Session:
    """What a run needs, and where it reports to."""

    options: Options
    pulumi_cli: PulumiCli
    node: str
    console: Console

    def run(self) -> Report:
        """The whole report. Raises ``CommandFailed``."""
        report = self._begun()
        steps = self.options.chosen.steps
        todo = [one for one in planned(self.options.chosen) if steps and not is_whole(report, one, steps)]
        self._announce(todo)
        warm_up()
        self._measure_parts(report)
        for index, one in enumerate(todo):
            left_s = sum(estimated_s(each, steps) for each in todo[index:])
            self._say(f"[{index + 1}/{len(todo)}] {one.case}, round {one.number + 1}; about {_minutes(left_s)} left")
            self._measure_round(report, one)
        return report

    def _begun(self) -> Report:
        """The report of an interrupted run that is to go on, or a new one."""
        try:
            report = read_report(self.options.folder) if self.options.resume else None
        except FileNotFoundError:
            report = None
        where = machine.machine(), machine.versions(self.pulumi_cli, self.node)
        today = datetime.now(UTC).date().isoformat()
        report = report or Report(machine=where[0], versions=where[1], date=today)
        chosen = self.options.chosen
        report.rounds.update({str(case): rounds_of(case, chosen) for case in cases_of(chosen)})
        return report

    def _announce(self, todo: list[Planned]) -> None:
        seconds = sum(estimated_s(one, self.options.chosen.steps) for one in todo)
        self._say(f"{len(todo)} rounds to measure, which take about {_minutes(seconds)} on two cores")
        self._say(f"Kept at once in {self.options.folder}; go on after an interruption with --resume")

    def _measure_parts(self, report: Report) -> None:
        if self.options.starts and report.starts is None:
            self._say("start-up times")
            report.starts = measure_starts()
        if self.options.emulator and not report.throughput:
            self._say("the emulator's throughput")
            report.throughput = list(measure_throughput())
        if self.options.pacing and report.pacing is None:
            self._say("the client's pace at a service that limits it")
            report.pacing = measure_pacing()
        write_report(report, self.options.folder)

    def _measure_round(self, report: Report, one: Planned) -> None:
        # What an interrupted run left of the round was measured at another time than the rest would be.
        report.measurements = [
            each for each in report.measurements if (each.case, each.round) != (one.case, one.number)
        ]
        started_s = time.monotonic()

        def keep(found: Measurement) -> None:
            report.measurements.append(found)
            write_report(report, self.options.folder)
            calls = sum(found.calls.values())
            self._say(f"    {found.step:8} {found.subject:9} {found.seconds:8.2f} s {calls:6,} calls")

        steps = self.options.chosen.steps
        measure(Round(case=one.case, number=one.number, steps=steps, pulumi_cli=self.pulumi_cli, node=self.node), keep)
        self._say(f"    took {_minutes(time.monotonic() - started_s)}")

    def _say(self, line: str) -> None:
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
