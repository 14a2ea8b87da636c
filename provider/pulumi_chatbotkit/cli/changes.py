"""``changes``: what a preview would change or an update has changed, grouped. As a page, JSON or Markdown."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.cli.changes_forms import as_markdown_text, page
from pulumi_chatbotkit.cli.failure import failed, masked
from pulumi_chatbotkit.cli.reports import exit_code_of
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.operations.changes.collecting import changes_of_run
from pulumi_chatbotkit.operations.changes.document import as_document
from pulumi_chatbotkit.operations.changes.previewing import preview_changes
from pulumi_chatbotkit.operations.changes.recorded_runs import NotARun
from pulumi_chatbotkit.operations.changes.report import ChangesReport, Failure
from pulumi_chatbotkit.operations.environment_secrets import environment_redactor
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError

app = typer.Typer(add_completion=False)

_STANDARD_INPUT: Final = "-"
_STYLES: Final = {"heading": "bold", "loss": "red", "": ""}
_REFRESHED: Final = ("--refresh", "--run-program")


@app.command()
def changes(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE | -] [-- PULUMI ARGS]",
            help="What `pulumi preview --json` or `pulumi up --json` has printed, - for standard input; else "
            "`pulumi preview` is run, with what follows --.",
        ),
    ] = None,
    stack: Annotated[str | None, typer.Option(help="Stack to preview; else the selected one.")] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Preview with --refresh --run-program: drift is undone, too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown that fits a comment.")] = False,
    expand: Annotated[bool, typer.Option("--expand", help="A line for each resource.")] = False,
) -> None:
    """Show what a preview would change, by what is alike. Exit code: 0 nothing, 7 changes, 1 errors or no preview.

    Changes nothing. Secrets are not shown.
    """
    words = source or []
    try:
        if words and (words[0] == _STANDARD_INPUT or not words[0].startswith("-")):
            report = _recorded(words, has_options=refresh or stack is not None)
        else:
            if sys.stderr.isatty():
                typer.echo("pulumi preview is running", err=True)
            report = preview_changes(commands_of(stack), [*(_REFRESHED if refresh else ()), *words])
    except (PulumiCliError, NotARun, OSError, UnicodeDecodeError) as error:
        if as_json:  # what reads the document must learn why there is nothing in it
            failure = Failure(what="", reason=masked(str(error)))
            typer.echo(json.dumps(as_document(ChangesReport(failures=[failure])), indent=2))
        raise failed(str(error)) from None
    if as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report, expand=expand)
    raise typer.Exit(exit_code(report))


def exit_code(report: ChangesReport) -> int:
    """0, 1 or 7 (docs/changes.md)."""
    return exit_code_of(report.failures, report.groups)


def _recorded(words: Sequence[str], *, has_options: bool) -> ChangesReport:
    name, *others = words
    if others or has_options:
        message = f"{name} is read as it is: --stack, --refresh and arguments of Pulumi are for a preview that is run"
        raise failed(message)
    redactor = environment_redactor(os.environ)
    if name == _STANDARD_INPUT:
        return changes_of_run(sys.stdin, redactor=redactor)
    with Path(name).open(encoding="utf-8") as file:
        return changes_of_run(file, redactor=redactor)


def _print(report: ChangesReport, *, expand: bool) -> None:
    # Imported here, because the other forms need no console.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    for failure in report.failures:
        what = f"{failure.what}: " if failure.what else ""
        typer.echo(printable(f"error: {what}{failure.reason}", keep="\n"), err=True)
    console = Console()
    for line, style in page(report, expand=expand):
        console.print(Text(printable(line), style=_STYLES[style]), soft_wrap=True)
