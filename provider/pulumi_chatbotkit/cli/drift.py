"""``drift``: what differs between states and service."""

import json
import time
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.drift_forms import as_markdown_text, exit_code, print_page
from pulumi_chatbotkit.cli.drift_junit import as_junit, nothing_checked
from pulumi_chatbotkit.cli.failure import failed, masked
from pulumi_chatbotkit.cli.reports import progress_line
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.operations.drift.check import DriftOptions
from pulumi_chatbotkit.operations.drift.document import as_document
from pulumi_chatbotkit.operations.drift.ignore_rules import IgnoreFileError, read_ignore_file
from pulumi_chatbotkit.operations.drift.repair import repair_plan
from pulumi_chatbotkit.operations.drift.report import DriftReport, Failure
from pulumi_chatbotkit.operations.drift.runs import drift_of_stacks
from pulumi_chatbotkit.operations.stack_reading import read_stacks
from pulumi_chatbotkit.operations.state_objects import UnknownType
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
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the report to this file as JUnit XML.")
    ] = None,
) -> None:
    """Compare what stacks declare with the service. Exit code: 0 no difference, 7 differences, 1 not checked.

    Reads the state as it is: no program is run, nothing is locked or written, and no passphrase is needed if
    CHATBOTKIT_API_TOKEN has the key.
    """
    # Written first, so that a run that is killed leaves no results of an earlier one.
    named = stack or []
    _write(junit, nothing_checked("the check has not ended", named))
    try:
        rules = read_ignore_file(ignore) if ignore else ()
        found = read_stacks(commands_of(None), [*named] or [None], show_secrets=show_secrets)
        report = drift_of_stacks(
            found, DriftOptions(declared_only, _days_ago_ms(keys_older_than), rules), progress_line
        )
    except (PulumiCliError, ChatBotKitError, EmulatorFileError, IgnoreFileError, UnknownType, OSError) as error:
        _write(junit, nothing_checked(masked(str(error)), named))
        raise _not_checked(str(error), as_json=as_json) from None
    except Interrupted:
        raise _not_checked("interrupted: nothing is known of what was not read", as_json=as_json) from None
    _write(junit, as_junit(report))
    if repair:
        typer.echo("\n".join(repair_plan(report)))
    elif as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        print_page(report)
    raise typer.Exit(exit_code(report))


def _not_checked(reason: str, *, as_json: bool) -> typer.Exit:
    """Print that there is no report, also as a document, so that what reads it learns why; returns what to raise."""
    if as_json:
        failure = Failure(stack="", what="", reason=masked(reason))
        typer.echo(json.dumps(as_document(DriftReport(failures=[failure])), indent=2))
    return failed(reason)


def _days_ago_ms(days: int | None) -> int | None:
    return None if days is None else round((time.time() - days * _DAY_S) * 1000)


def _write(file: Path | None, text: str) -> None:
    if file is None:
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise failed(f"--junit {file}: {error.strerror}: name a file in a folder that you may write to") from None
