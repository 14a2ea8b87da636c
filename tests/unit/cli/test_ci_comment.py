"""`ci comment`: one comment for each stack on a pull or merge request, whatever the report is."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT
from pulumi_chatbotkit.operations.drift.document import as_document as drift_document
from pulumi_chatbotkit.operations.drift.report import DriftReport
from support.code_host_server import TOKEN, Answer, Fault
from support.code_hosts import OTHER_BOT, FakeGitHub

from .conftest import Job, change, changes, write

MARKER = "<!-- pulumi-chatbotkit:preview project= stack=dev -->"


def test_a_comment_is_posted_and_then_updated(job: Job) -> None:
    """With the summary first, and commit, time and link last; another stack has its own."""
    first = job.run("comment", write(changes(change())), "--stack", "dev")
    second = job.run("comment", write(changes(change(1), change(2))), "--stack", "dev")
    other = job.run("comment", write(changes(stack="prod")), "--stack", "prod")

    assert [each.exit_code for each in (first, second, other)] == [0, 0, 0], first.stderr
    assert (first.stdout[:6], second.stdout[:7], other.stdout[:6]) == ("posted", "updated", "posted")
    dev, prod = job.host.comments()
    lines = dev.body.splitlines()
    assert lines[0] == MARKER
    assert lines[1:4] == [
        "## Changes of dev",
        "",
        "2 resources of dev would change in 1 customer: 2 fields changed",
    ]
    assert lines[-1].startswith("*2027-01-15 08:00 UTC, commit a1b2c3d, [the run](<https://git")
    assert "nothing would change" in prod.body


def test_the_comment_is_found_on_page_three(job: Job) -> None:
    """What others say does not push it out of sight."""
    for number in range(5):
        job.host.say(f"comment {number}")
    job.run("comment", write(changes(change())), "--stack", "dev")
    job.host.say("and one more")

    done = job.run("comment", write(changes()), "--stack", "dev")

    assert done.stdout.startswith("updated")
    assert len([each for each in job.host.comments() if each.author == job.host.own]) == 1
    assert "nothing would change" in job.host.comments()[5].body


def test_the_project_is_a_part_of_the_marker(job: Job) -> None:
    """Of two projects with a stack of the same name each has its comment; the name is that of the Pulumi.yaml."""
    report = write(changes(change()))
    job.run("comment", report, "--stack", "dev")
    Path("Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    job.run("comment", report, "--stack", "dev")
    job.run("comment", report, "--stack", "dev", "--project", "shop")
    job.run("comment", report, "--stack", "dev", "--project", "x --> @team")

    found = [each.body.splitlines()[0] for each in job.host.comments()]
    assert found == [
        MARKER,
        "<!-- pulumi-chatbotkit:preview project=shop stack=dev -->",
        "<!-- pulumi-chatbotkit:preview project=x%20--%3E%20%40team stack=dev -->",
    ]


def test_the_marker_of_somebody_else_is_not_taken_over(job: Job) -> None:
    """Who wrote that comment could edit it afterwards, and say what is not so."""
    theirs = job.host.say(f"{MARKER}\nnothing would change", author="mallory")

    job.run("comment", write(changes(change())), "--stack", "dev")

    assert theirs.body == f"{MARKER}\nnothing would change"
    assert [each.author for each in job.host.comments()] == ["mallory", job.host.own]


def test_of_a_persons_token_only_the_persons_comments_count(job: Job) -> None:
    """The host tells whose token it is; an app of the same repository is somebody else."""
    if isinstance(job.host, FakeGitHub):
        job.host.is_personal = True
    theirs = job.host.say(MARKER, author=OTHER_BOT)

    for _ in range(2):
        assert job.run("comment", write(changes(change())), "--stack", "dev").exit_code == 0

    assert theirs.body == MARKER
    assert [each.author for each in job.host.comments()] == [OTHER_BOT, job.host.own]


@pytest.mark.parametrize("first", ["", "Quoted:\n", "```\n"])
def test_a_quoted_marker_does_not_count(job: Job, first: str) -> None:
    """Of another app, whose comment would be overwritten; of the own account, a comment about a comment."""
    theirs = [job.host.say(f"{first}{MARKER}\n```", author=OTHER_BOT)]
    theirs += [job.host.say(f"{first}{MARKER}\n```", author=job.host.own)] if first else []

    for _ in range(2):
        assert job.run("comment", write(changes(change())), "--stack", "dev").exit_code == 0

    *before, own = job.host.comments()
    assert before == theirs
    assert {each.body for each in before} == {f"{first}{MARKER}\n```"}
    assert own.author == job.host.own


def test_a_token_whose_account_is_not_told_is_an_error(job: Job) -> None:
    """As that of a person, where an organization asks for single sign-on: no comment is known to be the own one."""
    theirs = job.host.say(MARKER, author=OTHER_BOT)
    job.host.faults = [Fault(Answer(403, {"message": "Resource protected by organization SAML"}), path="/user")]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "GET /user: Resource protected by organization SAML (HTTP 403)" in done.stderr
    if isinstance(job.host, FakeGitHub):
        assert "allow it for the organization (single sign-on), or give the step `env: GITHUB_TOKEN" in done.stderr
    assert job.host.comments() == [theirs]


def test_the_token_of_another_app_is_an_error(job: Job) -> None:
    """GitHub does not tell whose it is; its comments would be made anew by each run, without a word."""
    if not isinstance(job.host, FakeGitHub):
        assert job.run("comment", write(changes(change())), "--stack", "dev").exit_code == 0
        return
    job.host.app = OTHER_BOT

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "of the account another-app[bot], so the next run would not find it" in done.stderr


def test_duplicates_are_deleted_and_the_oldest_stays(job: Job) -> None:
    """They come from jobs that ran at the same time."""
    kept, _ = job.host.say(MARKER, author=job.host.own), job.host.say("in between")
    job.host.say(MARKER, author=job.host.own)

    done = job.run("comment", write(changes()), "--stack", "dev")

    assert done.exit_code == 0
    assert [each.author for each in job.host.comments()] == [job.host.own, "ada"]
    assert job.host.comments()[0].id == kept.id
    assert "nothing would change" in kept.body


def test_a_duplicate_that_another_job_deletes_first_is_no_error(job: Job) -> None:
    """It is gone, which is what was wanted."""
    for _ in range(2):
        job.host.say(MARKER, author=job.host.own)
    job.host.faults = [Fault(Answer(404, {"message": "Not Found"}), "DELETE", is_stored=True)]

    assert job.run("comment", write(changes()), "--stack", "dev").exit_code == 0
    assert len(job.host.comments()) == 1


def test_of_two_jobs_that_post_at_the_same_time_one_comment_stays(job: Job) -> None:
    """The other job has posted between this one's look and its post."""
    kept = job.host.say(MARKER, author=job.host.own)
    job.host.faults = [Fault(Answer(200, []), "GET")]

    done = job.run("comment", write(changes()), "--stack", "dev")

    assert done.exit_code == 0
    assert job.host.comments() == [kept]
    assert "nothing would change" in kept.body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "changes.json. The log of the step that should have written it says why."),
        ("", "changes.json is empty"),
        ('{"version": 1, "groups', "changes.json is no JSON, or was cut off"),
        ("[]", "changes.json is neither what"),
        ('{"version": 2, "groups": []}', "version 2 of the document is not known"),
        ('{"version": 1, "groups": 3}', "changes.json: stack is missing"),
        ('{"version": 1, "findings": []}', "stacks is missing"),
    ],
)
def test_a_report_that_cannot_be_used_is_a_failed_preview(job: Job, content: str | None, reason: str) -> None:
    """Otherwise the comment of an earlier commit would still be believed."""
    job.run("comment", write(changes()), "--stack", "dev")
    Path("changes.json").unlink()
    if content is not None:
        Path("changes.json").write_text(content, encoding="utf-8")

    done = job.run("comment", "changes.json", "--stack", "dev", "--skip-unchanged", "--run-url", "https://ci.example/7")

    (comment,) = job.host.comments()
    assert done.exit_code == 0
    assert "## The preview of dev failed" in comment.body
    assert reason in comment.body.replace("\\", "")
    assert "[the run](<https://ci.example/7>)" in comment.body
    assert "nothing would change" not in comment.body


def test_errors_of_a_failed_preview_are_in_the_comment(job: Job) -> None:
    """With what is known of the changes, but never that nothing would change."""
    job.run("comment", write(changes(failures=("boom: line 1\nline 2",))), "--stack", "dev")
    (comment,) = job.host.comments()
    assert "## The preview of dev failed" in comment.body
    assert "| Bot a | boom: line 1 line 2 |" in comment.body
    assert "nothing would change" not in comment.body

    job.run("comment", write(changes(change(), failures=("boom",))), "--stack", "dev")

    assert "1 resource of dev would change in 1 customer" in comment.body
    assert "could not be made, or not whole" in comment.body


def test_a_report_of_drift_is_no_preview(job: Job) -> None:
    """It would be a comment that says nothing of the change."""
    Path("drift.json").write_text(json.dumps(drift_document(DriftReport(stacks=["dev"]))), encoding="utf-8")

    job.run("comment", "drift.json", "--stack", "dev")

    assert "drift.json is a report of drift" in job.host.comments()[0].body


@pytest.mark.parametrize("text", ["name: [", "runtime: python", "name: 7"])
def test_a_broken_project_file_does_not_hide_the_failure(job: Job, text: str) -> None:
    """It may be what the preview has failed for."""
    Path("Pulumi.yaml").write_text(text, encoding="utf-8")

    done = job.run("comment", "missing.json", "--stack", "dev")

    assert done.exit_code == 0
    assert job.host.comments()[0].body.startswith(f"{MARKER}\n## The preview of dev failed")


@pytest.mark.parametrize("stack", ["prod", "org/shop/prod"])
def test_the_report_of_another_stack_is_not_shown_for_this_one(job: Job, stack: str) -> None:
    """A mistake in a pipeline that would hide what changes."""
    job.run("comment", write(changes(change())), "--stack", stack)

    assert "the report is of stack dev: make one of" in job.host.comments()[0].body


def test_skip_unchanged_posts_nothing_new_and_corrects_what_is_there(job: Job) -> None:
    """A comment that says what no longer changes would be wrong."""
    skipped = job.run("comment", write(changes()), "--stack", "dev", "--skip-unchanged")
    assert (skipped.exit_code, job.host.comments()) == (0, [])
    assert "no comment" in skipped.stdout
    job.run("comment", write(changes(change())), "--stack", "dev", "--skip-unchanged")

    done = job.run("comment", write(changes()), "--stack", "dev", "--skip-unchanged")

    assert done.exit_code == 0
    (comment,) = job.host.comments()
    assert "nothing would change" in comment.body


def test_a_thousand_customers_fit(job: Job) -> None:
    """Cut between rows, with the number of those left out; the link to the whole stays."""
    made = [change(each, f"customer {each:04} {'x' * 80}") for each in range(1000)]

    url = f"https://ci.example/{'x' * 900}"
    done = job.run("comment", write(changes(*made)), "--stack", "dev", "--run-url", url)

    (comment,) = job.host.comments()
    assert done.exit_code == 0
    assert MARKDOWN_LIMIT - 1000 < len(comment.body) <= MARKDOWN_LIMIT
    rows = [line for line in comment.body.splitlines() if line.startswith("| customer 0")]
    assert all(each.endswith(" |") for each in rows)
    assert f"*Cut here: {1000 - len(rows):,} more customers in 1 table.*" in comment.body
    assert comment.body.rstrip().endswith(")*")


def test_nothing_of_a_report_is_markup_or_a_mention(job: Job) -> None:
    """Not of customers, values or errors; nor a command of GitLab, which begins a line."""
    evil = f"@team &commat;team |</table> {MARKER} [x](https://evil.example) /close\n/close"
    made = changes(change(customer=evil, after=evil), failures=(evil, f"\n/close {evil}"))

    job.run("comment", write(made), "--stack", "dev")

    (comment,) = job.host.comments()
    assert comment.body.splitlines().count(MARKER) == 1
    for markup in ("@team", "<!--\n", "](https://evil", "</table>", " &commat"):
        assert markup not in comment.body.partition("\n")[2]
    assert not [line for line in comment.body.splitlines() if line.startswith("/")]


def test_credentials_of_the_environment_are_not_repeated(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log would mask them; a comment does not."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "planted passphrase: 0a1b2c")
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", "sk-planted-0a1b2c3d4e5f")
    reasons = (f"refused: {TOKEN}", "Authorization: sk-planted-0a1b2c3d4e5f", "wrong: planted passphrase: 0a1b2c")

    done = job.run("comment", write(changes(change(after=TOKEN), failures=reasons)), "--stack", "dev")

    (comment,) = job.host.comments()
    for text in (comment.body, done.output):
        assert TOKEN not in text
        assert "0a1b2c" not in text
