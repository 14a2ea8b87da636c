"""What gitlab-ci-local, a runner that others wrote, makes of the pipeline that ``init --ci gitlab`` writes.

It expands the file as GitLab does, holds it against GitLab's schema, and runs the jobs in the shell of this machine; it
leaves ``workflow`` out. Not run: the installation of packages (``support.job_runs``).
"""

import csv
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.testing import EmulatorServer
from support.code_hosts import FakeGitLab
from support.gitlab_ci_local import PROGRAM, GitLabCiLocal, variable_options
from support.gitlab_runner import scoped_variables
from support.job_runs import served_bucket
from support.pipeline_project import edited_in_the_console, new_repository, settings_of_jobs

GIT: Final = """\
[user]
    name = Ada
    email = ada@example.com
[remote "origin"]
    url = git@gitlab.com:group/shop.git
"""
REQUEST: Final = {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "12", "CI_PROJECT_ID": "12", "CI_COMMIT_BRANCH": ""}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the pipeline, on the branch main."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], check=True)  # noqa: S607 - whichever there is
    with (tmp_path / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(GIT)
    assert CliRunner().invoke(app, ["init", "--yes", "--ci", "gitlab"]).exit_code == 0
    for arguments in (["add", "--all"], ["commit", "--quiet", "--message", "Project"]):
        subprocess.run(["git", *arguments], check=True)  # noqa: S607 - whichever there is
    return tmp_path


@pytest.mark.parametrize(
    ("source", "variables", "jobs"),
    [
        (
            "merge_request_event",
            REQUEST,
            [
                ("preview staging", "on_success", "[]"),
                ("preview production", "on_success", "[]"),
                ("comment staging", "always", "[preview staging]"),
                ("comment production", "always", "[preview production]"),
            ],
        ),
        ("push", {}, [("up staging", "on_success", "[]"), ("up production", "manual", "[up staging]")]),
        (
            "schedule",
            {},
            [
                ("drift staging", "on_success", "[]"),
                ("drift production", "on_success", "[]"),
                ("issue staging", "always", "[drift staging]"),
                ("issue production", "always", "[drift production]"),
            ],
        ),
    ],
)
def test_each_event_has_its_jobs(
    project: Path, source: str, variables: dict[str, str], jobs: list[tuple[str, str, str]]
) -> None:
    """In their order, those that report also after a failure, and production by hand."""
    printed = listed(project, source, variables)

    rows = csv.DictReader(printed[printed.index("name;") :].splitlines(), delimiter=";")
    assert [(row["name"], row["when"], row["needs"]) for row in rows] == jobs


def test_jobs_run_from_a_push_to_a_closed_issue(tmp_path: Path, emulator: EmulatorServer) -> None:
    """A request whose preview fails, which its comment says; an edit in the console. Reports come as artifacts."""
    with served_bucket() as bucket, FakeGitLab(request=7).served() as host:
        repository = new_repository(tmp_path, bucket, emulator, "gitlab")
        runner = GitLabCiLocal(tmp_path, repository, host, scoped_variables(settings_of_jobs(bucket, emulator), host))
        first = repository.commit()
        made = runner.run("push", first, isolated=False)
        assert made.returncode == 0, made.stdout
        assert "5 created" in made.stdout

        repository.branch("more")
        repository.edit("tenants.yaml", "conversations: 10000", "conversations: many")
        previewed = runner.run("merge_request_event", repository.push("More, but how many?"))
        assert previewed.returncode == 1, previewed.stdout
        (comment,) = host.comments()
        assert "The preview of live failed" in comment.body
        assert "is 'many', but must be a whole number" in comment.body

        with edited_in_the_console(emulator):
            night = runner.run("schedule", first)
        assert night.returncode == 0, night.stdout
        assert [(each.is_open, "You sell." in each.body) for each in host.issues] == [(True, True)]
        after = runner.run("schedule", first)
        assert after.returncode == 0, after.stdout
        assert [each.is_open for each in host.issues] == [False]


def listed(project: Path, source: str, variables: dict[str, str]) -> str:
    """The jobs that a pipeline has."""
    ran = subprocess.run(
        [PROGRAM, "--list-csv", *variable_options({"CI_PIPELINE_SOURCE": source, **variables})],
        cwd=project,
        env={**os.environ, "HOME": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
