"""`ci comment`: one comment for each stack on a pull or merge request, whatever happens on the way."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT
from pulumi_chatbotkit.operations.changes.document import as_document
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Failure, Group, Sort
from support.code_host_server import OWN, TOKEN, Answer, Fault
from support.code_hosts import FakeGitHub

from .conftest import EPOCH_S, Job

MARKER = "<!-- pulumi-chatbotkit:preview project= stack=dev -->"


def change(number: int = 0, customer: str = "acme", after: str = "y") -> Change:
    name = f"bot{number}"
    return Change(
        sort=Sort.UPDATE, kind="Bot", name=name, urn=name, customer=customer, field="name", before="x", after=after
    )


def changes(*made: Change, failures: tuple[str, ...] = (), stack: str = "dev") -> ChangesReport:
    groups = [Group(changes=made)] if made else []
    failed = [Failure(what="Bot a", reason=each) for each in failures]
    return ChangesReport(stack=stack, resources=len(made), groups=groups, failures=failed)


def write(report: ChangesReport) -> str:
    Path("changes.json").write_text(json.dumps(as_document(report)), encoding="utf-8")
    return "changes.json"


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
    assert len([each for each in job.host.comments() if each.author == OWN]) == 1
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
    assert [each.author for each in job.host.comments()] == ["mallory", OWN]


def test_duplicates_are_deleted_and_the_oldest_stays(job: Job) -> None:
    """They come from jobs that ran at the same time."""
    kept, _ = job.host.say(MARKER, author=OWN), job.host.say("in between")
    job.host.say(MARKER, author=OWN)

    done = job.run("comment", write(changes()), "--stack", "dev")

    assert done.exit_code == 0
    assert [each.author for each in job.host.comments()] == [OWN, "ada"]
    assert job.host.comments()[0].id == kept.id
    assert "nothing would change" in kept.body


def test_of_two_jobs_that_post_at_the_same_time_one_comment_stays(job: Job) -> None:
    """The other job has posted between this one's look and its post."""
    kept = job.host.say(MARKER, author=OWN)
    job.host.faults = [Fault(Answer(200, []), "GET")]

    done = job.run("comment", write(changes()), "--stack", "dev")

    assert done.exit_code == 0
    assert job.host.comments() == [kept]
    assert "nothing would change" in kept.body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "changes.json: No such file or directory"),
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

    done = job.run("comment", write(changes(*made)), "--stack", "dev")

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


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_service_that_fails_for_a_while_is_asked_again(job: Job, status: int) -> None:
    """Reads and writes; nothing is posted twice."""
    job.host.faults = [Fault(Answer(status), "GET", times=2), Fault(Answer(status), "POST", times=2)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert len(job.host.comments()) == 1
    assert len(job.waits) == 4


@pytest.mark.parametrize("fault", [None, Answer(502, {"message": "Bad gateway"}), Answer(201)])
def test_a_comment_whose_answer_was_lost_is_not_posted_twice(job: Job, fault: Answer | None) -> None:
    """It is looked for before it is posted again."""
    job.host.faults = [Fault(fault, "POST", is_stored=True)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert len(job.host.comments()) == 1


def test_a_connection_that_drops_before_the_comment_is_stored_is_tried_again(job: Job) -> None:
    """The comment is looked for, and is not there."""
    job.host.faults = [Fault(None, "GET"), Fault(None, "POST", times=2)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert len(job.host.comments()) == 1


LIMITS = [
    (Answer(429, {"message": "slow down"}, {"Retry-After": "7"}), 7.0),
    (Answer(403, {"message": "You have exceeded a secondary rate limit"}, {"retry-after": "20"}), 20.0),
    (Answer(403, {"message": "You have exceeded a secondary rate limit."}), 60.0),
    (
        Answer(403, {"message": "x"}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{EPOCH_S + 90:.0f}"}),
        90.0,
    ),
    (Answer(429, {"message": "x"}, {"RateLimit-Reset": f"{EPOCH_S + 30:.0f}"}), 30.0),
]


@pytest.mark.parametrize(("answer", "seconds"), LIMITS)
def test_rate_limits_are_waited_for(job: Job, answer: Answer, seconds: float) -> None:
    """As long as the host says, and a post that was refused so is sent again."""
    job.host.faults = [Fault(answer, "POST")]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert len(job.host.comments()) == 1
    (wait,) = job.waits
    assert seconds <= wait < seconds + 1
    assert "trying again in" in done.stderr


def test_a_rate_limit_is_not_waited_for_for_hours(job: Job) -> None:
    """The job would cost more than it is worth, and be ended at last."""
    answer = Answer(429, {"message": "later"}, {"Retry-After": "3600"})
    job.host.faults = [Fault(answer, times=99)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "a rate limit: later (HTTP 429)" in done.stderr
    assert sum(job.waits) == 300


def test_a_host_that_stays_away_is_an_error(job: Job) -> None:
    """With the call, and after a few attempts."""
    job.host.faults = [Fault(Answer(503, {"message": "maintenance"}), times=99)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "maintenance (HTTP 503)" in done.stderr
    assert done.stderr.startswith(("error: GitHub: GET /repos/owner/shop/issues/7/comments: ", "error: GitLab: GET "))


def test_missing_permissions_are_named(job: Job) -> None:
    """As the workflow has to spell them; a token of a pull request from a fork only reads."""
    job.host.refused_permissions = {"requests"}

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    named = "permissions: pull-requests: write" if isinstance(job.host, FakeGitHub) else "scope `api`"
    assert named in done.stderr
    assert TOKEN not in done.stderr


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        (["--pull-request", "8"], {}, "HTTP 404); there is no such thing"),
        ([], {"GITHUB_TOKEN": "another-token", "GITLAB_TOKEN": "another-token"}, "HTTP 401); GIT"),
        ([], {"GITHUB_TOKEN": "", "GITLAB_TOKEN": ""}, "_TOKEN is not set: "),
        ([], {"GITHUB_TOKEN": "a b", "GITLAB_TOKEN": "a b"}, "characters that no token has"),
        ([], {"GITHUB_API_URL": "nowhere", "CI_API_V4_URL": "nowhere"}, "is no URL of an API"),
        ([], {"GITHUB_REPOSITORY": "", "CI_PROJECT_ID": ""}, " is not set: GitHub sets it"),
        ([], {"GITHUB_REF": "refs/heads/main", "CI_MERGE_REQUEST_IID": ""}, "give --pull-request"),
        (["--run-url", "javascript:alert(1)"], {}, "--run-url 'javascript:alert(1)': it must be an address"),
    ],
)
def test_what_is_wrong_with_the_job_is_named(
    job: Job, monkeypatch: pytest.MonkeyPatch, words: list[str], variables: dict[str, str], said: str
) -> None:
    """Exit code 1, and nothing is posted."""
    for name, value in variables.items():
        if name.startswith("GITHUB") is isinstance(job.host, FakeGitHub):
            monkeypatch.setenv(name, value)

    done = job.run("comment", write(changes(change())), "--stack", "dev", *words)

    assert done.exit_code == 1
    assert said in done.stderr.replace("GitLab sets", "GitHub sets")
    assert "another-token" not in done.stderr
    assert job.host.comments() == []


def test_a_job_token_of_gitlab_is_refused_before_it_is_sent(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks right, and GitLab would only say 401."""
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_PROJECT_ID", "12")
    monkeypatch.setenv("CI_MERGE_REQUEST_IID", "7")
    monkeypatch.setenv("GITLAB_TOKEN", "the-token-of-a-job")
    monkeypatch.setenv("CI_JOB_TOKEN", "the-token-of-a-job")

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "GITLAB_TOKEN is the job's token, which cannot write comments" in done.stderr
    assert job.host.received == []


def test_outside_of_a_pipeline_nothing_is_sent(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names what is missing."""
    monkeypatch.setenv("GITHUB_ACTIONS", "")
    monkeypatch.setenv("GITLAB_CI", "")

    done = job.run("comment", write(changes(change())), "--stack", "dev", "--pull-request", "7")

    assert done.exit_code == 1
    assert "GITHUB_ACTIONS=true" in done.stderr
    assert "GITLAB_CI=true" in done.stderr
    assert job.host.received == []


@pytest.mark.parametrize(
    "event",
    [
        {"pull_request": {"number": 7, "head": {"sha": "feedbeef" * 5}}},
        {"workflow_run": {"pull_requests": [{"number": 7}], "head_sha": "feedbeef" * 5}},
    ],
)
def test_number_and_commit_come_from_the_event_of_github(
    job: Job, monkeypatch: pytest.MonkeyPatch, event: dict[str, object]
) -> None:
    """GITHUB_SHA of a pull request is a merge that nobody has made."""
    Path("event.json").write_text(json.dumps(event), encoding="utf-8")
    monkeypatch.setenv("GITHUB_REF", "refs/heads/main")
    monkeypatch.setenv("GITHUB_EVENT_PATH", "event.json")
    commit = "feedbee" if isinstance(job.host, FakeGitHub) else "a1b2c3d"

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert f"commit {commit}, " in job.host.comments()[0].body
