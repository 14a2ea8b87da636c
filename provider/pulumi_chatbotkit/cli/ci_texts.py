"""What pipelines say of a report, as Markdown: step summaries, comments, issues. Nothing in it is markup of others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.cli import changes_forms, drift_forms
from pulumi_chatbotkit.cli.moments import minute
from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT, in_cell, markdown, short
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from pulumi_chatbotkit.operations.ci.code_host import IssueText
from pulumi_chatbotkit.operations.ci.drift_issues import Notice, Outcome, digest_of, outcome_of
from pulumi_chatbotkit.operations.ci.markers import found_marker, marker
from pulumi_chatbotkit.operations.ci.report_file import NoReport, Report
from pulumi_chatbotkit.operations.drift.report import DriftReport
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable

_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
_SHORT_COMMIT: Final = 7
_LONGEST_REASON: Final = 1_000
_LONGEST_TITLE: Final = 200
"""Characters: both hosts allow 255."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a text is about: the stack, and the run that says it."""

    stack: str
    """"" if it is not named: then the report names it."""
    project: str = ""
    """"" if it is not known."""
    commit: str = ""
    url: str = ""
    """Of the run."""
    run_id: str = ""
    epoch_ms: int
    """When."""

    @property
    def moment(self) -> str:
        return f"{minute(self.epoch_ms)} UTC"

    @property
    def full_name(self) -> str:
        """``shop/dev``."""
        return f"{self.project}/{self.stack}" if self.project and "/" not in self.stack else self.stack


def summary_text(report: Report, about: About) -> str:
    """For the summary of a step."""
    return _with_footer(report, about, "run", [])


def preview_marker(about: About) -> str:
    """Of the comment of a stack."""
    return marker("preview", project=about.project, stack=about.stack)


def comment_text(report: Report, about: About) -> str:
    """For a pull or merge request."""
    return _with_footer(report, about, "preview", [preview_marker(about)])


def drift_notice(report: Report, about: About, label: str) -> Notice:
    """For the issue of a stack."""
    outcome, digest = outcome_of(report), digest_of(report)
    line = marker("drift", project=about.project, stack=about.stack)
    failed = outcome is Outcome.FAILED
    title = f"Drift check failed: {about.full_name}" if failed else f"Drift: {about.full_name}"
    body = _with_footer(report, about, "drift check", [line, found_marker(digest)])
    said = marker("drift-change", run=f"{about.run_id}.{about.epoch_ms}")
    comment = "\n\n".join([said, _news(report, outcome), _footer(about)])
    return Notice(outcome, digest, line, label, IssueText(short(printable(title), _LONGEST_TITLE), body), comment, said)


def _news(report: Report, outcome: Outcome) -> str:
    """What has changed since the issue was last written, in a sentence."""
    if outcome is Outcome.FAILED:
        return "The check has failed, so it is not known what differs. The reason is in the issue."
    count = len(report.findings) if isinstance(report, DriftReport) else 0
    if outcome is Outcome.DIFFERS:
        return f"What differs has changed: {counted(count, 'difference')} now. They are in the issue."
    objects = report.objects if isinstance(report, DriftReport) else 0
    return f"Nothing differs any more: {counted(objects, 'object')} checked."


def _with_footer(report: Report, about: About, expected: str, first: Sequence[str]) -> str:
    """A whole text of at most ``MARKDOWN_LIMIT`` characters: hidden lines, the report, and the run."""
    top = "".join(f"{line}\n" for line in first)
    bottom = f"\n{_footer(about)}\n"
    return top + _report_text(report, about, expected, MARKDOWN_LIMIT - len(top) - len(bottom)) + bottom


def _footer(about: About) -> str:
    commit = f"commit {about.commit[:_SHORT_COMMIT]}" if _COMMIT.fullmatch(about.commit) else ""
    run = f"[the run](<{about.url}>)" if about.url else ""
    return f"*{', '.join(part for part in (about.moment, commit, run) if part)}*"


def _report_text(report: Report, about: About, expected: str, limit: int) -> str:
    if isinstance(report, NoReport):
        reason = in_cell(short(report.reason, _LONGEST_REASON))
        return markdown([*_failed(expected, about.stack), f"It could not be made: {reason}."], [], "rows", limit)
    if isinstance(report, DriftReport):
        head = None
        if outcome_of(report) is Outcome.FAILED:
            summary = drift_forms.summary(report) if report.failures else ["no stack was checked"]
            head = [*_failed("drift check", about.stack or ", ".join(report.stacks)), *_incomplete(summary)]
        return drift_forms.as_markdown_text(report, head, limit)
    head = None
    if report.failures:
        what = "preview" if report.is_preview else "update"
        head = [*_failed(what, about.stack or report.stack), *_incomplete(changes_forms.summary(report))]
    return changes_forms.as_markdown_text(report, head, limit)


def _failed(what: str, stack: str) -> Iterator[str]:
    yield f"## The {what} of {in_cell(stack or 'the stack')} failed"
    yield ""


def _incomplete(summary: Iterator[str] | Sequence[str]) -> Iterator[str]:
    yield "It could not be made, or not whole: what is here may not be all."
    yield ""
    yield from map(in_cell, summary)


def changes_nothing(report: Report) -> bool:
    """Whether it is known that nothing would change, and no policy says anything."""
    return isinstance(report, ChangesReport) and not (report.groups or report.failures or report.policies)
