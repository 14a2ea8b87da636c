"""`ci comment` at a code host that fails for a while, and in a job that lacks something."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from support.code_host_server import TOKEN, Answer, Fault
from support.code_hosts import FakeGitHub

from .conftest import EPOCH_S, Job, change, changes, write

MARKER = "<!-- pulumi-chatbotkit:preview project= stack=dev -->"


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


def test_the_last_answer_that_is_lost_is_looked_after_too(job: Job) -> None:
    """All attempts are used up, and the comment is there."""
    job.host.faults = [Fault(None, "POST", times=4), Fault(None, "POST", is_stored=True)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 0
    assert len(job.host.comments()) == 1


def test_a_post_that_is_always_lost_is_an_error_at_last(job: Job) -> None:
    """After five attempts."""
    job.host.faults = [Fault(None, "POST", times=99)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "no answer (" in done.stderr
    assert len([each for each in job.host.received if each.method == "POST"]) == 5


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


@pytest.mark.parametrize("headers", [{"Retry-After": "99999"}, {"RateLimit-Reset": f"{EPOCH_S + 99_999:.0f}"}])
def test_a_rate_limit_is_not_waited_for_for_hours(job: Job, headers: dict[str, str]) -> None:
    """The job would cost more than it is worth; nor for a part of it, after which the call is refused again."""
    job.host.faults = [Fault(Answer(429, {"message": "later"}, headers), times=99)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "a rate limit: later (HTTP 429); it ends in 99999 s, and at most 300 s are waited for" in done.stderr
    assert job.waits == []
    assert len(job.host.received) == 1


def test_rate_limits_that_follow_each_other_end(job: Job) -> None:
    """Five minutes are for all of them."""
    job.host.faults = [Fault(Answer(429, {"message": "later"}, {"Retry-After": "140"}), times=99)]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "it ends in 140 s" in done.stderr
    assert 280 <= sum(job.waits) <= 300


@pytest.mark.parametrize("number", [True, "7", None])
def test_an_answer_without_a_number_is_an_error(job: Job, number: bool | str | None) -> None:
    """The comment could not be changed by it."""
    own: JsonObject = {"login": job.host.own, "id": sum(job.host.own.encode())}
    listed: JsonObject = {"id": number, "body": MARKER, "user": own, "author": own}
    job.host.faults = [Fault(Answer(200, [listed]), "GET", path="/7/")]

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert done.exit_code == 1
    assert "the answer of the API has no id" in done.stderr
    assert job.host.comments() == []


SECRET = "hunter2pw"
ELSEWHERE = {"GITHUB_API_URL": "http://api.invalid", "CI_API_V4_URL": "http://api.invalid"}


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (
            {"HTTP_PROXY": f"socks5://u:{SECRET}@127.0.0.1:1"},
            "HTTP_PROXY cannot be used: a proxy is",
        ),
        ({"HTTPS_PROXY": f"foo://u:{SECRET}@127.0.0.1:1"}, "a proxy is http://HOST:PORT or https://HOST:PORT"),
        ({"HTTPS_PROXY": f"http://u:{SECRET}@127.0.0.1:notaport"}, "a proxy is http://HOST:PORT or https://HOST:PORT"),
        ({"ALL_PROXY": f"http://u:{SECRET}#x@127.0.0.1:1"}, "a proxy is http://HOST:PORT or https://HOST:PORT"),
        ({"HTTP_PROXY": f"http://u:{SECRET}@127.0.0.1:99999"}, "HTTP_PROXY cannot be used: "),
        ({"HTTP_PROXY": f"u:{SECRET}@xn--.invalid:1"}, "HTTP_PROXY cannot be used: "),
        ({"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "a:b"}, "NO_PROXY cannot be used: "),
        ({"SSL_CERT_FILE": "missing.pem"}, "SSL_CERT_FILE or SSL_CERT_DIR cannot be used: No such file or directory"),
        ({"SSL_CERT_FILE": "empty.pem"}, "SSL_CERT_FILE or SSL_CERT_DIR cannot be used: "),
        (dict.fromkeys(ELSEWHERE, "http://127.0.0.1:99999"), "is no URL of an API"),
        (dict.fromkeys(ELSEWHERE, "http://127.0.0.1:0"), "is no URL of an API"),
        (dict.fromkeys(ELSEWHERE, "http://xn--.invalid/"), "is no URL of an API"),
        (dict.fromkeys(ELSEWHERE, f"http://{'a' * 64}.invalid/"), "error: "),
        (dict.fromkeys(ELSEWHERE, "http://a..b/"), "error: "),
    ],
)
def test_what_cannot_be_called_is_named(
    job: Job, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    """Exit code 1 and no traceback, and without the password of a proxy."""
    Path("empty.pem").touch()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in {**ELSEWHERE, **variables}.items():
        monkeypatch.setenv(name, value)

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert done.stderr.startswith("error: ")
    assert said in done.stderr
    assert SECRET not in done.output


@pytest.mark.parametrize(
    ("variables", "event"),
    [
        ({"GITHUB_REF": f"refs/pull/{'9' * 5000}/merge", "CI_MERGE_REQUEST_IID": "9" * 5000}, {}),
        ({"GITHUB_REF": "refs/pull/0/merge", "CI_MERGE_REQUEST_IID": "0"}, {}),
        ({"CI_MERGE_REQUEST_IID": "True"}, {"pull_request": {"number": True}}),
        ({"CI_MERGE_REQUEST_IID": "-7"}, {"pull_request": {"number": -7}}),
        ({"CI_MERGE_REQUEST_IID": "7.5"}, {"pull_request": {"number": 10**30}}),
    ],
)
def test_what_is_no_number_of_a_request_is_none(
    job: Job, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], event: dict[str, object]
) -> None:
    """The option is asked for; nothing is called with such a number."""
    Path("event.json").write_text(json.dumps(event), encoding="utf-8")
    for name, value in {"GITHUB_EVENT_PATH": "event.json", **variables}.items():
        monkeypatch.setenv(name, value)

    done = job.run("comment", write(changes(change())), "--stack", "dev")

    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert "give --pull-request" in done.stderr
    assert job.host.received == []


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
        ([], {"GITHUB_API_URL": "https://a:b@x", "CI_API_V4_URL": "https://a:b@x"}, "is no URL of an API"),
        ([], {"GITHUB_REPOSITORY": "", "CI_PROJECT_ID": ""}, " is not set: GitHub sets it"),
        ([], {"GITHUB_REF": "refs/heads/main", "CI_MERGE_REQUEST_IID": ""}, "give --pull-request"),
        (["--stack", ""], {}, "--stack '': it must be a name"),
        (["--project", "a\nb"], {}, "--project 'a\\nb': it must be a name"),
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
