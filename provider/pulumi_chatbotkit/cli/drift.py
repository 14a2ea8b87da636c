"""``drift``: what differs between states and service. Its report as a table, JSON or Markdown."""

import json
import os
import time
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.drift_forms import as_markdown_text, cells, summary
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.reports import exit_code_of, progress_line
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.operations.drift.check import DriftOptions
from pulumi_chatbotkit.operations.drift.document import as_document
from pulumi_chatbotkit.operations.drift.ignore_rules import IgnoreFileError, read_ignore_file
from pulumi_chatbotkit.operations.drift.repair import repair_plan
from pulumi_chatbotkit.operations.drift.report import DriftReport, Failure
from pulumi_chatbotkit.operations.drift.runs import drift_of_stacks
from pulumi_chatbotkit.operations.environment_secrets import environment_redactor
from pulumi_chatbotkit.operations.stack_reading import read_stacks
from pulumi_chatbotkit.operations.state_objects import UnknownType
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError

app = typer.Typer(add_completion=False)

_DAY_S: Final = 24 * 60 * 60


@app.command()
def drift(  # noqa: PLR0913, PLR0917 - a parameter for each option
    stack: Annotated[list[str] | None, typer.Option(help="Stack to check, repeatable; else the selected one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown that fits a comment.")] = False,
    declared_only: Annotated[
        bool, typer.Option("--declared-only", help="Do not look for what nobody declared.")
    ] = False,
    keys_older_than: Annotated[
        int | None, typer.Option(min=0, max=36_500, metavar="DAYS", help="Report keys that are older.")
    ] = None,
    ignore: Annotated[Path | None, typer.Option(help="File of rules for known differences, YAML.")] = None,
    show_secrets: Annotated[
        bool, typer.Option("--show-secrets", help="Decrypt secrets of the state to compare them; none is shown.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair-plan", help="Print the pulumi commands that put it right, and no report.")
    ] = False,
) -> None:
    """Compare what stacks declare with the service. Exit code: 0 no difference, 7 differences, 1 not checked.

    Reads the state as it is: no program is run, nothing is locked or written, and no passphrase is needed if
    CHATBOTKIT_API_TOKEN has the key.
    """
    try:
        rules = read_ignore_file(ignore) if ignore else ()
        found = read_stacks(commands_of(None), [*stack] if stack else [None], show_secrets=show_secrets)
        report = drift_of_stacks(
            found, DriftOptions(declared_only, _days_ago_ms(keys_older_than), rules), progress_line("objects")
        )
    except (PulumiCliError, ChatBotKitError, EmulatorFileError, IgnoreFileError, UnknownType, OSError) as error:
        raise _not_checked(str(error), as_json=as_json) from None
    except Interrupted:
        raise _not_checked("interrupted: nothing is known of what was not read", as_json=as_json) from None
    if repair:
        typer.echo("\n".join(repair_plan(report)))
    elif as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report)
    raise typer.Exit(exit_code(report))


def _not_checked(reason: str, *, as_json: bool) -> typer.Exit:
    """Print that there is no report, also as a document, so that what reads it learns why; returns what to raise."""
    if as_json:
        shown = environment_redactor(os.environ).redact(reason)
        typer.echo(json.dumps(as_document(DriftReport(failures=[Failure(stack="", what="", reason=shown)])), indent=2))
    return failed(reason)


def _days_ago_ms(days: int | None) -> int | None:
    return None if days is None else round((time.time() - days * _DAY_S) * 1000)


def exit_code(report: DriftReport) -> int:
    """0, 1 or 7 (docs/drift.md)."""
    return exit_code_of(report.failures, report.findings)


def _print(report: DriftReport) -> None:
    if report.findings:
        print_table(
            "customer",
            "what",
            "object",
            "declared",
            "found",
            "changed",
            rows=[cells(each) for each in report.findings],
        )
    for failure in report.failures:
        typer.echo(printable(f"not checked: {failure.what}: {failure.reason}", keep="\n"), err=True)
    for line in summary(report):
        typer.echo(printable(line))
