"""Prints the results of a run on the terminal: seconds and targets, as tables."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench import figures
from bench.results import STEPS, Report, Subject

_SUBJECTS: tuple[Subject, ...] = ("httpx32", "httpx4", "node", "floor", "provider")
_STYLES = {"hit": "green", "missed": "bold red", "not measured": "dim"}


_UNLIMITED = 10_000


def print_report(report: Report, console: Console) -> None:
    """Print both tables; a narrow terminal wraps their lines instead of cutting them."""
    for table in (_seconds(report), _targets(report)):
        needed = Console(width=_UNLIMITED).measure(table).maximum
        console.width = max(console.width, needed)
        console.print(table, crop=False, soft_wrap=False)


def _seconds(report: Report) -> Table:
    table = Table("case", "step", *_SUBJECTS, "provider / floor", title="Seconds", title_justify="left", box=None)
    for case in report.cases():
        for step in STEPS:
            found = figures.ratio(report, case, step)
            if found is not None:
                medians = [figures.seconds(report, case, step, subject) for subject in _SUBJECTS]
                shown = ["" if median is None else f"{median:.1f}" for median in medians]
                table.add_row(str(case), step, *shown, f"{found:.2f}")
        table.add_section()
    return table


def _targets(report: Report) -> Table:
    table = Table("target", "case", "measured", "", title="Targets", title_justify="left", box=None)
    for one in figures.target_results(report):
        table.add_row(one.target, one.case, one.measured, Text(one.verdict, _STYLES[one.verdict]))
    return table
