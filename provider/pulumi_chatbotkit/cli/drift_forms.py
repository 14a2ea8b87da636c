"""The forms of a drift report for people: a table for a terminal, and Markdown for a comment."""

from collections.abc import Iterator, Sequence
from typing import Final

import typer

from pulumi_chatbotkit.cli.moments import minute
from pulumi_chatbotkit.cli.reports import (
    MARKDOWN_LIMIT,
    Part,
    customer_name,
    exit_code_of,
    in_cell,
    markdown,
    row,
    short,
    shown,
)
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable

_COLUMNS: Final = ("customer", "what", "object", "declared", "found", "changed")


def exit_code(report: DriftReport) -> int:
    """0, 1 or 7 (docs/drift.md)."""
    return exit_code_of(report.failures, report.findings)


def as_markdown_text(report: DriftReport, head: Sequence[str] | None = None, limit: int = MARKDOWN_LIMIT) -> str:
    """The report as Markdown, cut between rows to fit a comment.

    Args:
        report: What differs.
        head: The lines at the top, Markdown; None for title and summary.
        limit: Characters.
    """
    parts = [
        Part(in_cell(title), ("| what | object | declared | found | changed |", "|---|---|---|---|---|"), rows)
        for title, rows in _by_customer(report)
    ]
    return markdown(head or ["## Drift", "", *map(in_cell, summary(report))], parts, "differences", limit)


def _by_customer(report: DriftReport) -> Iterator[tuple[str, list[str]]]:
    """What was not checked comes first, so that it is never cut off."""
    if report.failures:
        yield (
            "Not checked",
            [row("not checked", each.what, short(each.reason, 200), "", "") for each in report.failures],
        )
    customers: dict[str, list[str]] = {}
    for each in report.findings:
        customers.setdefault(customer_name(each.customer), []).append(row(*cells(each)[1:]))
    yield from customers.items()


def print_page(report: DriftReport) -> None:
    """Print a row for each difference; what could not be checked goes to standard error."""
    if report.findings:
        print_table(*_COLUMNS, rows=[cells(each) for each in report.findings])
    for failure in report.failures:
        typer.echo(printable(f"not checked: {failure.what}: {failure.reason}", keep="\n"), err=True)
    for line in summary(report):
        typer.echo(printable(line))


def summary(report: DriftReport) -> Iterator[str]:
    """What the report says, in a few lines."""
    stacks = ", ".join(report.stacks) or "no stack"
    if report.findings or not report.failures:
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


def cells(each: Finding) -> list[str]:
    """Customer, what differs, object, declared and found value, time of the change."""
    before, after = both_values(each) if each.sort is Sort.FIELD else ("", each.detail)
    return [
        customer_name(each.customer),
        what_differs(each),
        object_name(each.kind, each.name, each.id),
        before,
        after,
        minute(each.updated_at or each.created_at),
    ]


def what_differs(each: Finding) -> str:
    """The field, with its argument if that is called otherwise; else the sort of the difference."""
    what = each.field if each.sort is Sort.FIELD else each.sort.value
    return f"{what} ({each.argument})" if each.argument and each.argument != each.field else what


def object_name(kind: str, name: str, identifier: str) -> str:
    """``Bot acme.support bot-id``."""
    return " ".join(filter(None, (kind, name, identifier)))


def both_values(each: Finding) -> tuple[str, str]:
    """Declared and found value; of maps, the entries that differ."""
    if isinstance(each.declared, dict) and isinstance(each.found, dict):
        keys = [key for key in {**each.declared, **each.found} if each.declared.get(key) != each.found.get(key)]
        before = ", ".join(f"{key}: {shown(each.declared.get(key))}" for key in keys)
        after = ", ".join(f"{key}: {shown(each.found.get(key))}" for key in keys)
        return short(before), short(after)
    return short(shown(each.declared)), short(shown(each.found))
