"""Which report the pipelines of ``init --ci`` take for that of a check: its own, and no older or foreign one.

The steps run as they are in the files, but for what needs Pulumi: here, no check is ever made.
"""

import json
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.operations.drift.document import as_document
from pulumi_chatbotkit.operations.drift.report import DriftReport
from support.code_hosts import FakeGitHub, FakeGitLab
from support.github_runner import GitHubRunner
from support.gitlab_runner import GitLabRunner
from support.job_runs import Job, Repository

MAIN: Final = "refs/heads/main"
SETUP: Final = "Find or get the Pulumi CLI"
NOTHING: Final = json.dumps(as_document(DriftReport(stacks=["live"], objects=12)))
"""The report of a night in which nothing differed, which would close the issue."""


def new_repository(folder: Path, host: str) -> Repository:
    """A project whose report of a check was committed by mistake."""
    repository = Repository(folder)
    words = ["init", str(repository.clone), "--yes", "--ci", host, "--stack", "live"]
    made = CliRunner().invoke(app, words)
    assert made.exit_code == 0, made.output
    ignored = repository.clone / ".gitignore"
    assert {"report.json", "events.jsonl"} <= {*ignored.read_text(encoding="utf-8").splitlines()}
    ignored.unlink()
    for name in ("report.json", "events.jsonl"):
        (repository.clone / name).write_text(NOTHING, encoding="utf-8")
    repository.push("Project")
    return repository


def github(folder: Path, host: FakeGitHub) -> tuple[GitHubRunner, str]:
    """A runner, on which an earlier job has left files, and the commit."""
    repository = new_repository(folder, "github")
    empty: dict[str, str] = {}
    runner = GitHubRunner(folder, repository, host, {"": empty, "live": empty, "live-drift": empty})
    runner.left_behind = {"report.json": NOTHING}
    return runner, repository.commit()


def said_to_have_failed(host: FakeGitHub | FakeGitLab, reason: str = "there is no report.json") -> bool:
    """Whether the stack has its issue, which says that there was no check."""
    (issue,) = host.issues
    return issue.is_open and "The drift check of live failed" in issue.body and reason in issue.body.replace("\\", "")


@pytest.mark.parametrize("broken", ["actions/checkout", SETUP])
def test_a_setup_that_fails_at_github_leaves_no_report(tmp_path: Path, broken: str) -> None:
    """Neither the one that was committed nor that of an earlier job is kept, and the next job says so."""
    with FakeGitHub().served() as host:
        runner, commit = github(tmp_path, host)
        runner.broken = {broken}

        jobs = runner.run("drift", ref=MAIN, commit=commit)

        assert jobs["drift live"].failed == [broken]
        assert jobs["issue live"].failed == []
        assert said_to_have_failed(host)


def test_a_second_attempt_does_not_take_the_report_of_the_first(tmp_path: Path) -> None:
    """Artifacts of all attempts belong to one run. After a failed one, none of an earlier attempt is taken."""
    with FakeGitHub().served() as host:
        runner, commit = github(tmp_path, host)
        runner.broken = {SETUP}
        runner.run("drift", ref=MAIN, commit=commit)
        runner.keep("drift.live.1", NOTHING.encode())

        jobs = runner.run("drift", ref=MAIN, commit=commit, attempt=2)

        assert jobs["issue live"].failed == []
        assert said_to_have_failed(host)


def test_a_job_that_is_run_again_alone_takes_the_report_of_the_newest_attempt(tmp_path: Path) -> None:
    """The check has succeeded, and is not made again; that of another stack does not count."""
    with FakeGitHub().served() as host:
        runner, commit = github(tmp_path, host)
        runner.broken = {SETUP}
        runner.run("drift", ref=MAIN, commit=commit)
        runner.broken = {"actions/checkout", "./.github/actions/setup", "Drift"}
        for name, objects in (("live.9", 90), ("live.10", 100), ("live-2.11", 110)):
            report = DriftReport(stacks=["live"], objects=objects)
            runner.keep(f"drift.{name}", json.dumps(as_document(report)).encode())
        runner.say_succeeded("drift")

        again = runner.run("drift", ref=MAIN, commit=commit, attempt=11, only=["issue"])

        (job,) = again.values()
        assert job.failed == []
        assert [each.is_open for each in host.issues] == [False]
        assert "100 objects checked" in host.issues[0].notes[-1].body


def gitlab(folder: Path, host: FakeGitLab) -> tuple[GitLabRunner, str]:
    """A runner whose folder has what the jobs of last night have left."""
    repository = new_repository(folder, "gitlab")
    empty: dict[str, str] = {}
    token = {"GITLAB_TOKEN": host.job_variables()["GITLAB_TOKEN"]}
    settings = {"": empty, "live": empty, "live/drift": empty, "reports": token}
    runner = GitLabRunner(folder, repository, host, settings)
    runner.folder.mkdir()
    (runner.folder / "report.json").write_text(NOTHING, encoding="utf-8")
    return runner, repository.commit()


@pytest.mark.parametrize(
    "broken",
    [
        '(umask 077 && printf \'%s\' "$AWS_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE")',
        ".venv/bin/pulumi-chatbotkit engine ensure",
    ],
)
def test_a_setup_that_fails_at_gitlab_leaves_no_report(tmp_path: Path, broken: str) -> None:
    """A runner uses its folder again, also for the job that has no code of the project."""
    with FakeGitLab().served() as host:
        runner, commit = gitlab(tmp_path, host)
        runner.broken = {broken}

        jobs = runner.run("schedule", commit)

        assert [*map(bool, (each.failed for each in jobs.values()))] == [True, False]
        assert said_to_have_failed(host)


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_an_up_that_never_began_says_nothing_of_an_old_one(tmp_path: Path, host: str) -> None:
    """Events that were committed, or left behind, are not those of this run."""
    job: Job
    if host == "github":
        with FakeGitHub().served() as served:
            runner, commit = github(tmp_path, served)
            runner.broken = {SETUP}
            job = runner.run("up", ref=MAIN, commit=commit)["live"]
            assert (job.failed, job.summary) == ([SETUP], "")
    else:
        with FakeGitLab().served() as served:
            runner_of_gitlab, commit = gitlab(tmp_path, served)
            runner_of_gitlab.broken = {".venv/bin/pulumi-chatbotkit engine ensure"}
            job = runner_of_gitlab.run("push", commit)["up live"]
            assert job.failed
            assert "The run of live failed" in job.output
            assert "there is no report.json" in job.output.replace("\\", "")
