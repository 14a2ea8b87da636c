"""The forms of a report of changes for people: a page for a terminal, and Markdown for a comment."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT, Part, customer_name, in_cell, markdown, row, short, shown
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Group, Sort
from pulumi_chatbotkit.plurals import counted

_HEADINGS: Final = {
    Sort.DELETE: "Deleted",
    Sort.REPLACE: "Replaced: deleted, and made anew with another id",
    Sort.ROTATE: "Keys that rotate",
    Sort.FORGET: "Left at the service, in no state any more",
    Sort.GONE: "Created again, because it does not exist any more",
    Sort.ADOPT: "Adopted, or created if it does not exist",
    Sort.CREATE: "Created",
    Sort.UPDATE: "Changed",
    Sort.REFRESH: "Taken over into the state; nothing is sent",
    Sort.BOOKKEEPING: "Bookkeeping: no object at the service changes",
}
_COUNTED: Final = {
    Sort.DELETE: "{} deleted",
    Sort.REPLACE: "{} replaced",
    Sort.ROTATE: "{} rotated",
    Sort.FORGET: "{} left unmanaged",
    Sort.GONE: "{} created again",
    Sort.ADOPT: "{} adopted",
    Sort.CREATE: "{} created",
    Sort.UPDATE: "{} changed",
    Sort.REFRESH: "{} taken into the state",
    Sort.BOOKKEEPING: "{} of bookkeeping",
}
_NOUNS: Final = {Sort.ROTATE: "key", Sort.UPDATE: "field"}
"""What is counted, where it is no resource."""
_NAMES_SHOWN: Final = 10
_RESOURCES_SHOWN: Final = 5
_LONGEST_REASON: Final = 1_000


def page(report: ChangesReport, *, expand: bool = False) -> Iterator[tuple[str, str]]:
    """The lines of a terminal page, each with its style (``heading``, ``loss``, or "").

    Args:
        report: What changes.
        expand: A line for each resource, instead of the names of customers.
    """
    heading = ""
    for group in report.groups:
        title = _HEADINGS[group.first.sort]
        if title != heading:
            yield title, "heading"
            heading = title
        yield f"  {summary_of(group)}", "loss" if group.lost else ""
        yield from ((f"      {line}", "") for line in group.first.lines)
        yield from ((f"      {line}", "") for line in (_resources(group) if expand else [_names(group)]))
    yield from ((line, "") for line in summary(report))


def summary(report: ChangesReport) -> Iterator[str]:
    """What the report says in a line or two."""
    if report.groups or not report.failures:
        yield _totals(report)
    if report.failures:
        yield f"{counted(len(report.failures), 'error')}: there may be more changes than these"


def _totals(report: ChangesReport) -> str:
    where = report.stack or "the stack"
    what = "would change in" if report.is_preview else "were changed in"
    customers = {each.customer for group in report.groups for each in group.changes if each.customer}
    counts = Counter[Sort]()
    for group in report.groups:
        counts[group.first.sort] += len(group.changes)
    details = ", ".join(_count(sort, counts[sort]) for sort in Sort if counts[sort])
    line = f"{counted(report.resources, 'resource')} of {where} {what} {counted(len(customers), 'customer')}"
    return f"{line}: {details}" if details else f"nothing {'would change' if report.is_preview else 'was changed'}"


def _count(sort: Sort, number: int) -> str:
    return _COUNTED[sort].format(counted(number, _NOUNS[sort]) if sort in _NOUNS else f"{number:,}")


def summary_of(group: Group) -> str:
    """``35 customers: PartnerUser limits.conversations: 500 → 750``."""
    first, number = group.first, len(group.changes)
    customers = group.by_customer()
    named = [each for each in customers if each]
    who = counted(len(named), "customer") if named else customer_name("")
    if first.field and first.sort is not Sort.BOOKKEEPING:
        kind = first.kind if number == len(customers) else counted(number, first.kind)
        what = f"{kind} {first.field}: {_values(first)}"
    else:
        what = counted(number, first.kind) + (f" {first.field}" if first.field else "")
        if first.sort is Sort.UPDATE:
            what += ": differs in what the preview does not show"
    reasons = f", because of {', '.join(first.reasons)}" if first.reasons else ""
    lost = f"; {group.lost}" if group.lost else ""
    return f"{who}: {what}{reasons}{lost}"


def _values(change: Change) -> str:
    if change.is_secret and change.before == change.after:
        return "another secret"
    if change.lines:
        lengths = [f"{each or 0:,}" for each in (change.before_length, change.after_length)]
        return f"text of {lengths[0]} → {lengths[1]} characters"
    return f"{short(shown(change.before))} → {short(shown(change.after))}"


def _names(group: Group) -> str:
    names = [customer_name(each) for each in group.by_customer()]
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" and {more:,} more (--expand)" if more > 0 else "")


def _resources(group: Group) -> list[str]:
    return [
        f"{customer_name(customer)}  {each.name}  {each.id}".rstrip()
        for customer, changes in group.by_customer().items()
        for each in changes
    ]


def as_markdown_text(report: ChangesReport, head: Sequence[str] | None = None, limit: int = MARKDOWN_LIMIT) -> str:
    """The report as Markdown that fits a comment, cut between customers.

    Args:
        report: What changes.
        head: The lines at the top, Markdown; None for title and summary.
        limit: Characters.
    """
    parts: list[Part] = []
    if report.failures:
        rows = [row(each.what, short(each.reason, _LONGEST_REASON)) for each in report.failures]
        parts.append(Part("Errors", ("| resource | error |", "|---|---|"), rows))
    parts += [_part(each) for each in report.groups]
    title = f"## Changes of {in_cell(report.stack or 'the stack')}"
    return markdown(head or [title, "", *map(in_cell, summary(report))], parts, "customers", limit)


def _part(group: Group) -> Part:
    title = f"{re.split('[:,;]', _HEADINGS[group.first.sort])[0]}: {summary_of(group)}"
    header = ("| customer | resources |", "|---|---|")
    if group.first.lines:
        header = ("| customer | resources | lines |", "|---|---|---|")
    rows = [row(customer_name(customer), _some(changes)) for customer, changes in group.by_customer().items()]
    if group.first.lines:
        rows = [
            f"{each}{'<br>'.join(map(in_cell, group.first.lines)) if not index else ''} |"
            for index, each in enumerate(rows)
        ]
    return Part(in_cell(title), header, rows)


def _some(changes: Sequence[Change]) -> str:
    more = len(changes) - _RESOURCES_SHOWN
    names = ", ".join(short(each.name) for each in changes[:_RESOURCES_SHOWN])
    return f"{names} and {more:,} more" if more > 0 else names
