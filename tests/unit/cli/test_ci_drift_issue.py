"""`ci drift-issue`: one issue for each stack, which is closed only if everything was checked and nothing differs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT
from pulumi_chatbotkit.operations.changes.document import as_document as changes_document
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from pulumi_chatbotkit.operations.drift.document import as_document
from pulumi_chatbotkit.operations.drift.report import DriftReport, Failure, Finding, Sort
from support.code_host_server import TOKEN, Answer, Fault, StoredIssue
from support.code_hosts import FakeGitHub

from .conftest import Job

NOTHING = DriftReport(stacks=["dev"], objects=12)
FAILURE = Failure(stack="dev", what="Bot a", reason="no answer")
MARKER = "<!-- pulumi-chatbotkit:drift project= stack=dev -->"


def differs(*found: str) -> DriftReport:
    findings = [
        Finding(sort=Sort.FIELD, customer="acme", kind="Bot", name=each, id=f"id-{each}", field="name", found=each)
        for each in found
    ]
    return DriftReport(stacks=["dev"], objects=12, findings=findings)


def tell(job: Job, report: DriftReport, *words: str) -> str:
    """Runs the command, which must succeed; what it says."""
    Path("drift.json").write_text(json.dumps(as_document(report)), encoding="utf-8")
    done = job.run("drift-issue", "drift.json", "--stack", "dev", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def only_issue(job: Job) -> StoredIssue:
    (issue,) = job.host.issues
    return issue


def test_the_life_of_an_issue(job: Job) -> None:
    """Opened, updated, closed, and opened again: always the same one."""
    assert tell(job, NOTHING).startswith("nothing differs in dev, and no issue is open")
    assert "opened issue" in tell(job, differs("a"))
    issue = only_issue(job)
    assert (issue.title, issue.labels, issue.is_open) == ("Drift: dev", ["drift"], True)
    assert issue.body.splitlines()[0] == MARKER
    assert "1 difference in 12 objects of dev" in issue.body
    assert "commit a1b2c3d, [the run](<https://git" in issue.body
    assert issue.notes == []

    assert "updated issue" in tell(job, differs("a", "b"))
    assert "2 differences in 12 objects" in issue.body
    assert ["2 differences now" in each.body for each in issue.notes] == [True]

    assert "closed issue" in tell(job, NOTHING)
    assert not issue.is_open
    assert "Nothing differs any more: 12 objects checked.\n\n*2027-01-15 08:00 UTC" in issue.notes[-1].body
    assert "nothing differs in dev, and no issue is open" in tell(job, NOTHING)

    assert "reopened issue" in tell(job, differs("a", "b"))
    assert (only_issue(job).is_open, len(issue.notes)) == (True, 3)


def test_the_same_difference_is_not_commented_again(job: Job) -> None:
    """In whatever order, and however recently the objects have changed: people would stop to read."""
    tell(job, differs("a", "b"))
    again = differs("b", "a")

    tell(job, replace(again, findings=[replace(each, updated_at=1_800_000_000_000) for each in again.findings]))

    assert only_issue(job).notes == []
    assert "2027-01-15 08:00 |" in only_issue(job).body


@pytest.mark.parametrize(
    "report",
    [
        replace(NOTHING, failures=[FAILURE]),
        replace(differs("a"), failures=[FAILURE]),
        DriftReport(objects=12),
        replace(NOTHING, stacks=["dev", "prod"]),
        replace(NOTHING, stacks=["shop/dev", "blog/dev"]),
        replace(NOTHING, stacks=["prod"]),
    ],
    ids=["not checked", "both", "no stack", "two stacks", "two of one name", "another stack"],
)
def test_a_check_that_failed_never_says_that_nothing_differs(job: Job, report: DriftReport) -> None:
    """It opens an issue, keeps open what is open, and opens again what is closed; one comment for all of them."""
    tell(job, report)
    issue = only_issue(job)
    assert (issue.title, issue.is_open) == ("Drift check failed: dev", True)
    assert "## The drift check of dev failed" in issue.body
    assert "0 differences" not in issue.body

    tell(job, report)
    assert (issue.is_open, issue.notes) == (True, [])
    tell(job, NOTHING)
    assert not issue.is_open
    tell(job, report)
    assert only_issue(job).is_open
    assert "it is not known what differs" in issue.notes[-1].body


@pytest.mark.parametrize("content", [None, "", "{", '{"version": 1, "groups": []}', '{"version": 9, "findings": []}'])
def test_a_missing_report_is_a_failed_check(job: Job, content: str | None) -> None:
    """The step before has failed; the open issue is not closed."""
    tell(job, differs("a"))
    Path("drift.json").unlink()
    if content is not None:
        Path("drift.json").write_text(content, encoding="utf-8")

    done = job.run("drift-issue", "drift.json", "--stack", "dev")

    assert done.exit_code == 0
    assert done.stdout.startswith("check failed in dev: updated issue")
    assert only_issue(job).is_open
    assert "## The drift check of dev failed" in only_issue(job).body


def test_a_report_of_changes_is_no_check(job: Job) -> None:
    """That nothing would change does not say that nothing differs."""
    tell(job, differs("a"))
    Path("changes.json").write_text(json.dumps(changes_document(ChangesReport(stack="dev"))), encoding="utf-8")

    job.run("drift-issue", "changes.json", "--stack", "dev")

    assert "changes.json is a report of changes" in only_issue(job).body
    assert only_issue(job).is_open


def test_the_issue_is_found_on_page_three(job: Job) -> None:
    """Among others with the label, open and closed; a marker without the label does not count."""
    for number in range(5):
        job.host.issues.append(StoredIssue(20 + number, "x", "x", ["drift"], is_open=number % 2 == 0))
    job.host.issues.append(StoredIssue(30, "closed", MARKER, ["drift"], is_open=False))
    job.host.issues.append(StoredIssue(31, "no label", MARKER, []))
    job.host.request_body = MARKER  # GitHub lists pull requests among the issues

    assert "reopened issue 30" in tell(job, differs("a"))
    assert len(job.host.issues) == 7


def test_an_open_issue_is_not_opened_again(job: Job) -> None:
    """GitLab takes opening and closing for events, not for states."""
    tell(job, differs("a"))
    tell(job, differs("b"))
    tell(job, NOTHING)

    events = [each.body.get("state_event") for each in job.host.received if each.method == "PUT"]
    assert events == ([] if isinstance(job.host, FakeGitHub) else [None, None, "close"])


def test_of_two_open_issues_the_oldest_stays(job: Job) -> None:
    """They come from jobs that ran at the same time; with nothing left, both are closed."""
    for number in (40, 41, 42):
        job.host.issues.append(StoredIssue(number, "x", MARKER, ["drift"], is_open=number != 40))

    assert "updated issue 41" in tell(job, differs("a"))
    assert [each.is_open for each in job.host.issues] == [False, True, False]
    job.host.issues[2].is_open = True

    tell(job, NOTHING)

    assert [each.is_open for each in job.host.issues] == [False, False, False]


def test_an_issue_of_somebody_else_is_left_alone(job: Job) -> None:
    """Neither overwritten nor closed; nor is an own one that only quotes the marker, as a copy of an issue may."""
    body = f"```\n{MARKER}\n```"
    job.host.issues.append(StoredIssue(20, "theirs", MARKER, ["drift"], author="mallory"))
    job.host.issues.append(StoredIssue(21, "a copy", body, ["drift"]))

    opened = tell(job, differs("a"))
    tell(job, NOTHING)

    theirs, copy, own = job.host.issues
    assert "opened issue" in opened
    assert (theirs.title, theirs.body, theirs.is_open, theirs.notes) == ("theirs", MARKER, True, [])
    assert (copy.title, copy.body, copy.is_open, copy.notes) == ("a copy", body, True, [])
    assert (own.is_open, len(own.notes)) == (False, 1)


def test_an_issue_without_its_label_is_an_error(job: Job) -> None:
    """It would not be found again, and each night would open another one."""
    job.host.drops_labels = True
    Path("drift.json").write_text(json.dumps(as_document(differs("a"))), encoding="utf-8")

    done = job.run("drift-issue", "drift.json", "--stack", "dev")

    number = only_issue(job).number
    assert done.exit_code == 1
    assert f"issue {number} https://git" in done.stderr
    assert "was opened without its label 'drift'" in done.stderr


@pytest.mark.parametrize("label", ["a,b", "None", "any", " "])
def test_what_is_no_label_is_refused(job: Job, label: str) -> None:
    """GitLab takes None for issues without a label and Any for those with one: the issue would not be found."""
    done = job.run("drift-issue", "drift.json", "--stack", "dev", "--label", label)

    assert done.exit_code == 1
    assert f"--label {label!r}: " in done.stderr
    assert job.host.received == []


@pytest.mark.parametrize("report", [differs("b"), NOTHING])
def test_a_change_that_is_refused_is_not_commented(job: Job, report: DriftReport) -> None:
    """Each run would write the comment once more."""
    tell(job, differs("a"))
    Path("drift.json").write_text(json.dumps(as_document(report)), encoding="utf-8")
    refused = Answer(422, {"message": "Validation Failed"})
    job.host.faults = [Fault(refused, method, path="/issues/", times=2) for method in ("PATCH", "PUT")]

    ran = [job.run("drift-issue", "drift.json", "--stack", "dev") for _ in range(2)]

    assert [each.exit_code for each in ran] == [1, 1]
    assert "Validation Failed (HTTP 422)" in ran[0].stderr
    assert only_issue(job).notes == []


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_comment_that_is_refused_is_written_by_the_next_run(job: Job, is_closed: bool) -> None:
    """The issue says what the report says by then, and has been reopened."""
    tell(job, differs("a"))
    only_issue(job).is_open = not is_closed
    report = differs("a") if is_closed else differs("b")
    Path("drift.json").write_text(json.dumps(as_document(report)), encoding="utf-8")
    job.host.faults = [Fault(Answer(422, {"message": "no"}), "POST", path="/issues/")]

    assert job.run("drift-issue", "drift.json", "--stack", "dev").exit_code == 1
    assert (only_issue(job).is_open, only_issue(job).notes) == (True, [])
    for _ in range(2):
        tell(job, report)

    assert len(only_issue(job).notes) == 1


def test_an_issue_that_a_late_list_lacks_is_found_by_the_second_look(job: Job) -> None:
    """The answer of the first create is lost, and the list does not have the issue yet."""
    lists = "/issues"
    job.host.faults = [Fault(Answer(200, []), "GET", path=lists), Fault(None, "POST", is_stored=True)]
    job.host.faults.append(Fault(Answer(200, []), "GET", path=lists))

    tell(job, differs("a"))

    assert [each.is_open for each in job.host.issues] == [True, False]
    assert "updated issue" in tell(job, differs("a"))
    assert [each.is_open for each in job.host.issues] == [True, False]


def test_another_label_is_another_issue(job: Job) -> None:
    """Labels are what people choose."""
    tell(job, differs("a"))
    tell(job, differs("a"), "--label", "night check")

    assert [each.labels for each in job.host.issues] == [["drift"], ["night check"]]


@pytest.mark.parametrize("answer", [None, Answer(504, {"message": "timeout"})])
def test_an_issue_whose_answer_was_lost_is_not_opened_twice(job: Job, answer: Answer | None) -> None:
    """Nor is a comment written twice."""
    job.host.faults = [Fault(answer, "POST", is_stored=True)]
    tell(job, differs("a"))
    job.host.faults = [Fault(answer, "POST", is_stored=True)]
    tell(job, differs("b"))

    assert len(only_issue(job).notes) == 1


def test_a_large_report_fits(job: Job) -> None:
    """In a body of at most 60,000 characters, failures first."""
    many = differs(*(f"bot {each} {'x' * 60}" for each in range(2000)))

    tell(job, replace(many, failures=[FAILURE], other_stacks={f"stack{each}" * 9: 1 for each in range(2000)}))

    body = only_issue(job).body
    assert len(body) <= MARKDOWN_LIMIT
    assert "| not checked | Bot a | no answer |" in body
    assert "more differences in 1 table" in body


def test_missing_permissions_are_named(job: Job) -> None:
    """And exit code 1, because the issue does not say what the report says."""
    job.host.refused_permissions = {"issues"}
    Path("drift.json").write_text(json.dumps(as_document(differs("a"))), encoding="utf-8")

    done = job.run("drift-issue", "drift.json", "--stack", "dev")

    assert done.exit_code == 1
    assert ("permissions: issues: write" if isinstance(job.host, FakeGitHub) else "may not write issues") in done.stderr
    assert TOKEN not in done.stderr


def test_the_title_names_the_project(job: Job) -> None:
    """Of an issue whose title somebody has changed, it is put right."""
    tell(job, differs("a"), "--project", "shop")
    only_issue(job).title = "?"

    tell(job, differs("a"), "--project", "shop")

    assert only_issue(job).title == "Drift: shop/dev"
