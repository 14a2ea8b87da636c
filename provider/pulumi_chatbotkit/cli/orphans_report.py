"""The report of ``orphans`` as a table, JSON or Markdown."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import typer

from pulumi_chatbotkit.cli.moments import age, minute
from pulumi_chatbotkit.cli.reports import (
    Part,
    customer_name,
    exit_code_of,
    in_cell,
    markdown,
    row,
)
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.operations.known_to_states import ManagedBy
from pulumi_chatbotkit.operations.labels import all_counted
from pulumi_chatbotkit.operations.orphans.report import MadeWith, Orphan, OrphansReport
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable

JSON_VERSION: Final = 1
"""Of the JSON document: a number that grows when a key changes its meaning or goes."""
_NOT_KNOWN: Final = "may be in the state of its stack, which was not read"
_MADE_WITH: Final = {
    MadeWith.ANOTHER_STATE: "made with another state of the stack",
    MadeWith.UNKNOWN: "made with a state that is not known",
}


def exit_code(report: OrphansReport) -> int:
    """0, 1 or 7 (docs/inventory.md)."""
    return exit_code_of(report.failures, report.orphans)


def print_as(report: OrphansReport, *, as_json: bool, as_markdown: bool) -> None:
    """Print the report as JSON, Markdown, or a table."""
    if as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report)


def _print(report: OrphansReport) -> None:
    """A row for each orphan; what could not be looked at goes to standard error."""
    if report.orphans:
        print_table(
            "customer",
            "orphan",
            "id",
            "made",
            "holds",
            "keys",
            "remark",
            rows=[_cells(each) for each in report.orphans],
        )
    for failure in report.failures:
        typer.echo(printable(f"not checked: {failure.what}: {failure.reason}", keep="\n"), err=True)
    for line in _summary(report):
        typer.echo(printable(line))


def as_markdown_text(report: OrphansReport) -> str:
    """The report as Markdown, cut between rows to fit a comment."""
    header = ("| orphan | id | made | holds | keys | remark |", "|---|---|---|---|---|---|")
    by_customer: dict[str, list[str]] = {}
    for each in report.orphans:
        by_customer.setdefault(customer_name(each.customer), []).append(row(*_cells(each)[1:]))
    failures = [row(each.what, each.reason[:200]) for each in report.failures]
    parts = [Part(in_cell(title), header, rows) for title, rows in by_customer.items()]
    if failures:
        parts.insert(0, Part("Not checked", ("| what | why |", "|---|---|"), failures))
    return markdown(["## Orphans", "", *(in_cell(line) for line in _summary(report))], parts, "orphans")


def as_document(report: OrphansReport) -> dict[str, object]:
    """The report as JSON, described in docs/inventory.md."""
    return {
        "version": JSON_VERSION,
        "stacks": report.stacks,
        "elsewhere": report.elsewhere,
        "accounts": report.accounts,
        "objects": {each.value: report.managed[each] for each in ManagedBy},
        "otherStacks": dict(sorted(report.other_stacks.items())),
        "orphans": [_as_json(each) for each in report.orphans],
        "failures": [asdict(each) for each in report.failures],
    }


def lines_about(each: Orphan) -> Iterator[str]:
    """When it was made, what it holds, and what to know of it."""
    yield f"made {age(each.seen.created_at)}"
    yield f"marked by resource {each.marker.name!r} of stack {each.marker.stack!r}"
    yield f"holds {all_counted(each.holds) or 'nothing'}"
    if each.keys:
        yield f"{counted(each.keys, 'live key')}"
    if _remark(each):
        yield _remark(each)


def _summary(report: OrphansReport) -> Iterator[str]:
    stacks = ", ".join(report.stacks) or "no stack"
    yield f"{counted(len(report.orphans), 'orphan')} in {counted(report.accounts, 'account')}; states read: {stacks}"
    if report.elsewhere:
        yield f"not looked for, as they are of another service or key: {', '.join(report.elsewhere)}"
    if report.other_stacks:
        names = ", ".join(f"{name}: {count:,}" for name, count in sorted(report.other_stacks.items()))
        yield f"of stacks whose state was not read, so not known: {names}"
    if report.failures:
        yield f"{len(report.failures):,} could not be checked"


def _cells(each: Orphan) -> list[str]:
    name = f"{each.seen.kind.class_name} {each.name}".strip()
    keys = f"{each.keys:,}" if each.keys else ""
    made = minute(each.seen.created_at)
    return [customer_name(each.customer), name, each.id, made, all_counted(each.holds), keys, _remark(each)]


def _remark(each: Orphan) -> str:
    remarks = [
        _NOT_KNOWN if not each.is_certain else "",
        f"duplicate of {each.duplicate_of}" if each.duplicate_of else "",
        f"copied from {each.copy_of} with its blueprint" if each.copy_of else "",
        _MADE_WITH.get(each.made_with, "") if each.is_certain else "",
        f"holds what is no orphan: {all_counted(each.managed)}" if each.managed else "",
    ]
    return "; ".join(filter(None, remarks))


def _as_json(each: Orphan) -> dict[str, object]:
    return {
        "kind": each.seen.kind.name,
        "id": each.id,
        "name": each.name or None,
        "customer": each.customer or None,
        "account": each.seen.account or None,
        "stack": each.marker.stack,
        "owner": each.marker.owner,
        "resource": each.marker.name,
        "certain": each.is_certain,
        "madeWith": each.made_with.value,
        "createdAt": each.seen.created_at,
        "updatedAt": each.seen.updated_at,
        "duplicateOf": each.duplicate_of or None,
        "copyOf": each.copy_of or None,
        "holds": each.holds,
        "holdsNoOrphans": each.managed,
        "keys": each.keys,
    }
