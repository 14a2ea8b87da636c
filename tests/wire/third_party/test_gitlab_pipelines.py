"""What gitlab-ci-local, a runner that others wrote, makes of the pipeline that ``init --ci gitlab`` writes.

It expands the file as GitLab does, and holds it against GitLab's schema; it leaves ``workflow`` out. Jobs are run by
``tests/e2e``: in gitlab-ci-local they would need containers, or rsync and packages from an index.
"""

import csv
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app

from .node_sdk import FOLDER

RUNNER: Final = FOLDER / "node_modules" / ".bin" / "gitlab-ci-local"
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


def listed(project: Path, source: str, variables: dict[str, str]) -> str:
    """The jobs that a pipeline has."""
    given = {"CI_PIPELINE_SOURCE": source, **variables}
    words = [word for name, value in given.items() for word in ("--variable", f"{name}={value}")]
    ran = subprocess.run(
        [RUNNER, "--list-csv", *words, "--ignore-predefined-vars", ",".join(given)],
        cwd=project,
        env={**os.environ, "HOME": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
