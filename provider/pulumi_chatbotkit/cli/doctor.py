"""``doctor``: checks before a run, each with what was found and what to do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.cli.reports import Part, exit_code_of, markdown, progress_line, row
from pulumi_chatbotkit.operations.doctor.diagnosis import diagnose
from pulumi_chatbotkit.operations.doctor.report import DoctorReport, Line, Mark
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable

app = typer.Typer(add_completion=False)

JSON_VERSION: Final = 1
"""Of the JSON document: a number that grows when a key changes its meaning or goes."""

_COLOURS: Final = {
    Mark.OK: typer.colors.GREEN,
    Mark.WARNING: typer.colors.YELLOW,
    Mark.PROBLEM: typer.colors.RED,
    Mark.NOT_CHECKED: typer.colors.MAGENTA,
}
_MARK_WIDTH: Final = max(len(mark.value) for mark in Mark) + 2
_CHECK_WIDTH: Final = 12


@app.command()
def doctor(
    stack: Annotated[str | None, typer.Option(help="Stack to check; the selected one if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown that fits a comment.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as problems.")] = False,
) -> None:
    """Check tools, project, back end, passphrase, service, key and files before a run. Changes nothing.

    Exit code: 0 nothing to mend, 7 something wants attention, 1 something could not be checked.
    """
    report = diagnose(stack, Path.cwd(), progress=progress_line("groups of checks"))
    if as_json:
        typer.echo(json.dumps(as_document(report), indent=2, ensure_ascii=False))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report)
    raise typer.Exit(exit_code(report, strict=strict))


def exit_code(report: DoctorReport, *, strict: bool = False) -> int:
    """0, 1 or 7 (docs/doctor.md)."""
    wrong = (Mark.PROBLEM, Mark.WARNING) if strict else (Mark.PROBLEM,)
    return exit_code_of(report.with_mark(Mark.NOT_CHECKED), report.with_mark(*wrong))


def as_document(report: DoctorReport) -> dict[str, object]:
    """The report as JSON, described in docs/doctor.md."""
    return {
        "version": JSON_VERSION,
        "project": report.project,
        "stack": report.stack,
        "checks": [
            {"check": each.check, "mark": each.mark.value, "found": each.found, "nextStep": each.next_step or None}
            for each in report.lines
        ],
    }


def as_markdown_text(report: DoctorReport) -> str:
    """The report as Markdown: what is wrong first."""
    worst_first = sorted(report.lines, key=lambda each: [*reversed(Mark)].index(each.mark))
    rows = [row(each.mark.value, each.check, each.found, each.next_step) for each in worst_first]
    parts = [Part("Checks", ("| | check | found | what to do |", "|---|---|---|---|"), rows)]
    return markdown(["## Doctor", "", _summary(report)], parts, "lines")


def _print(report: DoctorReport) -> None:
    for each in report.lines:
        for line in _lines(each):
            typer.echo(line)
    typer.echo(_summary(report))


def _lines(each: Line) -> Iterator[str]:
    mark = typer.style(each.mark.value.ljust(_MARK_WIDTH), fg=_COLOURS[each.mark])
    found = printable(" ".join(each.found.split()))
    yield f"{mark}{each.check.ljust(_CHECK_WIDTH)} {found}"
    if each.next_step:
        yield f"{' ' * (_MARK_WIDTH + _CHECK_WIDTH)} -> {printable(each.next_step)}"


def _summary(report: DoctorReport) -> str:
    problems, warnings, skipped = (
        len(report.with_mark(mark)) for mark in (Mark.PROBLEM, Mark.WARNING, Mark.NOT_CHECKED)
    )
    counts = [counted(problems, "problem"), counted(warnings, "warning"), f"{skipped:,} not checked"]
    return f"{counted(len(report.lines), 'line')}: {', '.join(counts)}"
