"""The forms of a drift report for people: rows of a table, its summary, and Markdown for a comment."""

from collections.abc import Iterator, Sequence

from pulumi_chatbotkit.cli.moments import minute
from pulumi_chatbotkit.cli.reports import (
    MARKDOWN_LIMIT,
    Part,
    customer_name,
    in_cell,
    markdown,
    row,
    short,
    shown,
)
from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.plurals import counted


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
