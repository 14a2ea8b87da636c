"""A job of a pipeline at a fake code host, without the variables of the job that runs the tests; it never waits."""

import json
import os
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.api.timing import Timing
from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.operations.changes.document import as_document
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Failure, Group, Sort
from support.code_host_server import FakeCodeHost
from support.code_hosts import FakeGitHub, FakeGitLab

EPOCH_S = 1_800_000_000.0
"""When a job starts."""


@dataclass
class Job:
    """Runs `ci` in a folder without a project. Waits are noted, and over at once."""

    host: FakeCodeHost
    waits: list[float] = field(default_factory=list[float])
    now_s: float = 0.0

    def run(self, *words: str) -> Result:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)
            self.now_s += seconds

        timing = Timing(lambda: self.now_s, lambda: EPOCH_S + self.now_s, sleep, lambda: 0.5)
        return CliRunner().invoke(app, ["ci", *words], obj=timing)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a project, and no variables of a pipeline."""
    for name in os.environ:
        if name.startswith(("GITHUB_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=[FakeGitHub, FakeGitLab])
def job(request: pytest.FixtureRequest, outside: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Job]:
    """A job at each code host; pages have two items."""
    assert outside
    with request.param(page_size=2).served() as host:
        for name, value in host.job_variables().items():
            monkeypatch.setenv(name, value)
        yield Job(host)


def change(number: int = 0, customer: str = "acme", after: str = "y") -> Change:
    """A field of a bot."""
    name = f"bot{number}"
    return Change(
        sort=Sort.UPDATE, kind="Bot", name=name, urn=name, customer=customer, field="name", before="x", after=after
    )


def changes(*made: Change, failures: tuple[str, ...] = (), stack: str = "dev") -> ChangesReport:
    """A report of these changes, which are alike."""
    groups = [Group(changes=made)] if made else []
    failed = [Failure(what="Bot a", reason=each) for each in failures]
    return ChangesReport(stack=stack, resources=len(made), groups=groups, failures=failed)


def write(report: ChangesReport) -> str:
    """The name of a file with the report."""
    Path("changes.json").write_text(json.dumps(as_document(report)), encoding="utf-8")
    return "changes.json"
