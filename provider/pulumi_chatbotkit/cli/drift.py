"""``drift``: what differs between states and service. Its report as a table, JSON or Markdown."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.moments import minute
from pulumi_chatbotkit.cli.reports import (
    Part,
    customer_name,
    exit_code_of,
    in_cell,
    markdown,
    progress_line,
    row,
    short,
    shown,
)
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.operations.drift.check import DriftOptions
from pulumi_chatbotkit.operations.drift.ignore_rules import IgnoreFileError, read_ignore_file
from pulumi_chatbotkit.operations.drift.repair import repair_plan
from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.operations.drift.runs import drift_of_stacks
from pulumi_chatbotkit.operations.stack_reading import read_stacks
from pulumi_chatbotkit.operations.state_objects import UnknownType
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError

app = typer.Typer(add_completion=False)

JSON_VERSION: Final = 1
"""Of the JSON document: a number that grows when a key changes its meaning or goes."""
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
        raise failed(str(error)) from None
    except Interrupted:
        raise failed("interrupted: nothing is known of what was not read") from None
    if repair:
        typer.echo("\n".join(repair_plan(report)))
    elif as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report)
    raise typer.Exit(exit_code(report))


def _days_ago_ms(days: int | None) -> int | None:
    return None if days is None else round((time.time() - days * _DAY_S) * 1000)


def exit_code(report: DriftReport) -> int:
    """0, 1 or 7 (docs/drift.md)."""
    return exit_code_of(report.failures, report.findings)


def as_document(report: DriftReport) -> dict[str, object]:
    """The report as JSON, described in docs/drift.md."""
    return {
        "version": JSON_VERSION,
        "stacks": report.stacks,
        "objects": report.objects,
        "accounts": report.accounts,
        "otherStacks": report.other_stacks,
        "findings": [_as_json(each) for each in report.findings],
        "failures": [asdict(each) for each in report.failures],
        "notCompared": [asdict(each) for each in report.not_compared],
        "ignored": [{"rule": each.rule, "reason": each.reason, **_as_json(each.finding)} for each in report.ignored],
        "expiredRules": [asdict(each) for each in report.expired],
    }


def as_markdown_text(report: DriftReport) -> str:
    """The report as Markdown, cut between rows to fit a comment."""
    parts = [
        Part(in_cell(title), ("| what | object | declared | found | changed |", "|---|---|---|---|---|"), rows)
        for title, rows in _by_customer(report)
    ]
    head = ["## Drift", "", *(in_cell(line) for line in _summary(report))]
    return markdown(head, parts, "differences")


def _by_customer(report: DriftReport) -> Iterator[tuple[str, list[str]]]:
    customers: dict[str, list[str]] = {}
    for each in report.findings:
        customers.setdefault(customer_name(each.customer), []).append(row(*_cells(each)[1:]))
    for failure in report.failures:
        line = f"| not checked | {in_cell(failure.what)} | {in_cell(short(failure.reason, 200))} | | |"
        customers.setdefault("Not checked", []).append(line)
    yield from customers.items()


def _print(report: DriftReport) -> None:
    if report.findings:
        print_table(
            "customer",
            "what",
            "object",
            "declared",
            "found",
            "changed",
            rows=[_cells(each) for each in report.findings],
        )
    for failure in report.failures:
        typer.echo(printable(f"not checked: {failure.what}: {failure.reason}", keep="\n"), err=True)
    for line in _summary(report):
        typer.echo(printable(line))


def _summary(report: DriftReport) -> Iterator[str]:
    stacks = ", ".join(report.stacks) or "no stack"
    yield f"{counted(len(report.findings), 'difference')} in {counted(report.objects, 'object')} of {stacks}"
    if report.other_stacks:
        names = ", ".join(f"{name}: {count:,}" for name, count in sorted(report.other_stacks.items()))
        yield f"not looked at: partner users of stacks that were not named ({names})"
    if report.failures:
        yield f"{len(report.failures):,} could not be checked"
    if report.not_compared:
        yield f"{len(report.not_compared):,} secrets are encrypted in the state and were not compared (--show-secrets)"
    if report.ignored:
        yield f"{len(report.ignored):,} differences were ignored by rules"
    for each in report.expired:
        yield f"rule {each.rule} (line {each.line}) has expired on {each.until} and no longer applies: {each.reason}"


def _cells(each: Finding) -> list[str]:
    what = f"{each.field}" if each.sort is Sort.FIELD else each.sort.value
    if each.argument and each.argument != each.field:
        what += f" ({each.argument})"
    name = f"{each.kind} {each.name}" if each.name else each.kind
    before, after = _both(each) if each.sort is Sort.FIELD else ("", each.detail)
    return [
        customer_name(each.customer),
        what,
        f"{name} {each.id}",
        before,
        after,
        minute(each.updated_at or each.created_at),
    ]


def _both(each: Finding) -> tuple[str, str]:
    """Declared and found value; of maps, the entries that differ."""
    if isinstance(each.declared, dict) and isinstance(each.found, dict):
        keys = [key for key in {**each.declared, **each.found} if each.declared.get(key) != each.found.get(key)]
        before = ", ".join(f"{key}: {shown(each.declared.get(key))}" for key in keys)
        after = ", ".join(f"{key}: {shown(each.found.get(key))}" for key in keys)
        return short(before), short(after)
    return short(shown(each.declared)), short(shown(each.found))


def _as_json(each: Finding) -> dict[str, object]:
    return {
        "sort": each.sort.value,
        "stack": each.stack or None,
        "customer": each.customer or None,
        "account": each.account or None,
        "kind": each.kind,
        "name": each.name or None,
        "id": each.id,
        "urn": each.urn or None,
        "field": each.field or None,
        "argument": each.argument or None,
        "declared": each.declared,
        "found": each.found,
        "secret": each.is_secret,
        "createdAt": each.created_at,
        "updatedAt": each.updated_at,
        "detail": each.detail or None,
    }
