"""The one issue of a stack: open while something differs or could not be checked, else closed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from pulumi_chatbotkit.operations.ci.code_host import CodeHost, Issue, IssueText, Thread, ThreadKind
from pulumi_chatbotkit.operations.ci.markers import found_in, found_marker
from pulumi_chatbotkit.operations.ci.report_file import Report
from pulumi_chatbotkit.operations.drift.document import finding_document
from pulumi_chatbotkit.operations.drift.report import DriftReport

CHECK_FAILED: Final = "check-failed"
"""The digest of a check that failed, whatever it has found until then."""

_WAITS: Final = "waits-for-its-comment"
"""The digest of an issue whose comment is not yet written."""


class Outcome(Enum):
    """What a drift check says. Nothing differs only if every object of a stack was checked."""

    SAME = "nothing differs"
    DIFFERS = "something differs"
    FAILED = "check failed"


class Told(Enum):
    """What has become of the issue."""

    OPENED = "opened"
    UPDATED = "updated"
    REOPENED = "reopened"
    CLOSED = "closed"
    NONE = "not needed"


@dataclass(frozen=True)
class Notice:
    """What an issue is to say. Text and comment begin with their markers, a line each."""

    outcome: Outcome
    digest: str
    """Of what differs; the issue's text has it, too."""
    marker: str
    label: str
    text: IssueText
    comment: str
    """Added if what differs has changed, the issue was closed, or is closed now."""
    comment_marker: str


def outcome_of(report: Report) -> Outcome:
    """What a report says. One of no stack, or with anything that was not checked, is a failed check."""
    if not isinstance(report, DriftReport) or report.failures or not report.stacks:
        return Outcome.FAILED
    return Outcome.DIFFERS if report.findings else Outcome.SAME


def digest_of(report: Report) -> str:
    """The same for reports in which the same differs, in whatever order and however recently."""
    if not isinstance(report, DriftReport) or outcome_of(report) is Outcome.FAILED:
        return CHECK_FAILED
    found = (finding_document(replace(each, updated_at=None)) for each in report.findings)
    lines = sorted(json.dumps(each, sort_keys=True) for each in found)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


async def tell_drift(host: CodeHost, notice: Notice) -> tuple[Told, Issue | None]:
    """Make the stack's issue say what the notice says.

    If several are open, from jobs that ran at the same time, the oldest stays and the others are closed; so it is
    looked again after a new one was opened. A comment is written after the issue has changed, because it would be
    written again by each run if the change is refused; until then the issue says that it waits for its comment.

    Raises:
        CodeHostError: it could not be done.
    """
    issues = await host.issues(notice.label, notice.marker)
    opened = [each for each in issues if each.is_open]
    if notice.outcome is Outcome.SAME:
        for each in opened:
            await host.update_issue(each, None, is_open=False)
            await _comment(host, each, notice)
        return (Told.CLOSED, opened[0]) if opened else (Told.NONE, None)
    if not issues:
        return await _open(host, notice)
    kept = opened[0] if opened else issues[-1]
    await _update(host, kept, notice)
    await _close(host, opened[1:])
    return (Told.UPDATED if kept.is_open else Told.REOPENED), kept


async def _open(host: CodeHost, notice: Notice) -> tuple[Told, Issue]:
    made = await host.open_issue(notice.text, notice.label, notice.marker)
    found = await host.issues(notice.label, notice.marker)
    opened = [each for each in found if each.is_open] or [made]
    kept = opened[0]
    if kept.number != made.number:
        await _update(host, kept, notice)
    await _close(host, opened[1:])
    return Told.OPENED, kept


async def _update(host: CodeHost, issue: Issue, notice: Notice) -> None:
    if not issue.is_open or found_in(issue.body) != notice.digest:
        body = notice.text.body.replace(found_marker(notice.digest), found_marker(_WAITS))
        await host.update_issue(issue, replace(notice.text, body=body), is_open=True)
        await _comment(host, issue, notice)
    await host.update_issue(replace(issue, is_open=True), notice.text, is_open=True)


async def _close(host: CodeHost, issues: Sequence[Issue]) -> None:
    for each in issues:
        await host.update_issue(each, None, is_open=False)


async def _comment(host: CodeHost, issue: Issue, notice: Notice) -> None:
    await host.add_comment(Thread(ThreadKind.ISSUE, issue.number), notice.comment, notice.comment_marker)
