"""The pipelines that ``init --ci`` writes: their steps, as they are in the files, from a branch to a closed issue.

Against a served emulator, a bucket, and the API of the code host. Not run: the installation of packages, and the
actions of others (``GitHubRunner`` lists them, and refuses any other).
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.code_hosts import FakeGitHub, FakeGitLab
from support.github_runner import GitHubRunner
from support.gitlab_runner import GitLabRunner, scoped_variables
from support.job_runs import Bucket, Job, served_bucket
from support.pipeline_project import PASSPHRASE, edited_in_the_console, new_repository, settings_of_jobs

MAIN: Final = "refs/heads/main"
REQUEST: Final = "refs/pull/7/merge"
CHANGE: Final = "PartnerUser limits.conversations: 10000 → 12000"
LOCK: Final = "pulumi/.pulumi/locks/organization/clone/live/0d0f2a3e-0000-4000-8000-000000000000.json"
LOCKED_BY: Final = '{"pid": 4711, "username": "ada", "hostname": "laptop", "timestamp": "2026-11-29T03:00:00Z"}'


def succeeded(*jobs: Job) -> None:
    assert [job.failed for job in jobs] == [[]] * len(jobs), "\n".join(job.output for job in jobs)


def conversations(emulator: EmulatorServer) -> object:
    """The limit of the customer, at the service."""
    (customer,) = emulator.records("partner_user")
    return cast("JsonObject", customer["limits"])["conversations"]


@contextmanager
def locked(bucket: Bucket) -> Generator[None]:
    """Somebody else's run has the stack."""
    bucket.put(LOCK, LOCKED_BY)
    yield
    bucket.delete(LOCK)


def no_secret_in(emulator: EmulatorServer, jobs: Iterable[Job], bodies: Iterable[str]) -> None:
    """No log, summary, comment or issue has the key or the passphrase."""
    said = [*bodies, *(job.output + job.summary for job in jobs)]
    assert [text for text in said if emulator.token in text or PASSPHRASE in text] == []


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with served_bucket() as served:
        yield served


@pytest.fixture
def settings(bucket: Bucket, emulator: EmulatorServer) -> dict[str, dict[str, str]]:
    return settings_of_jobs(bucket, emulator)


def test_github_from_a_branch_to_a_closed_issue(
    tmp_path: Path, bucket: Bucket, emulator: EmulatorServer, settings: dict[str, dict[str, str]]
) -> None:
    """A preview that fails, one that does not, a locked stack, an old commit, an edit in the console.

    Previews and checks for drift only read the back end, so that their role needs no more.
    """
    repository = new_repository(tmp_path, bucket, emulator, "github")
    environments = {name if name in ("", "live") else f"live-{name}": each for name, each in settings.items()}
    with FakeGitHub(request=7).served() as host:
        runner = GitHubRunner(tmp_path, repository, host, environments)
        first = repository.commit()
        made = runner.run("up", ref=MAIN, commit=first)["live"]
        succeeded(made)
        assert "5 created" in made.summary

        repository.branch("more")
        repository.edit("tenants.yaml", "conversations: 10000", "conversations: many")
        bucket.take_writes()
        jobs = runner.run("preview", ref=REQUEST, commit=repository.push("More, but how many?"))
        assert jobs["preview live"].failed == ["Preview"]
        succeeded(jobs["comment live"])
        (comment,) = host.comments()
        posted, failed = comment.id, comment.body
        assert "The preview of live failed" in failed
        assert "is 'many', but must be a whole number" in failed
        repository.edit("tenants.yaml", "conversations: many", "conversations: 12000")
        succeeded(*runner.run("preview", ref=REQUEST, commit=repository.push("12,000")).values())
        assert bucket.take_writes() == []
        assert [each.id for each in host.comments()] == [posted]
        assert CHANGE in host.comments()[0].body
        assert conversations(emulator) == 10_000

        merged = repository.merge("more")
        with locked(bucket):
            refused = runner.run("up", ref=MAIN, commit=merged)["live"]
        assert refused.failed == ["Up"]
        assert "currently locked by 1 lock(s)" in refused.output
        assert "created by ada@laptop" in refused.output
        assert "The run of live failed" in refused.summary
        older = runner.run("up", ref=MAIN, commit=first)["live"]
        assert older.failed == ["Refuse a commit that is not the newest"]
        assert f"main has moved on to {merged}" in older.output
        assert conversations(emulator) == 10_000
        changed = runner.run("up", ref=MAIN, commit=merged)["live"]
        succeeded(changed)
        assert CHANGE in changed.summary
        assert conversations(emulator) == 12_000

        assert bucket.take_writes() != []
        with edited_in_the_console(emulator):
            night = runner.run("drift", ref=MAIN, commit=merged)
            succeeded(*night.values())
            assert [(each.is_open, "You sell." in each.body) for each in host.issues] == [(True, True)]
        succeeded(*runner.run("drift", ref=MAIN, commit=merged).values())
        assert bucket.take_writes() == []
        assert [each.is_open for each in host.issues] == [False]
        no_secret_in(emulator, [*jobs.values(), made, refused, changed, *night.values()], [failed])


def test_gitlab_from_a_branch_to_a_closed_issue(
    tmp_path: Path, bucket: Bucket, emulator: EmulatorServer, settings: dict[str, dict[str, str]]
) -> None:
    """A request that is pushed to twice, its merge, an old commit, an edit in the console."""
    repository = new_repository(tmp_path, bucket, emulator, "gitlab")
    with FakeGitLab(request=7).served() as host:
        runner = GitLabRunner(tmp_path, repository, host, scoped_variables(settings, host))
        first = repository.commit()
        succeeded(*runner.run("push", first).values())

        repository.branch("more")
        repository.edit("tenants.yaml", "conversations: 10000", "conversations: many")
        jobs = runner.run("merge_request_event", repository.push("More, but how many?"))
        assert [*jobs] == ["preview live", "comment live"]
        assert [*map(bool, (each.failed for each in jobs.values()))] == [True, False]
        (comment,) = host.comments()
        posted, failed = comment.id, comment.body
        assert "The preview of live failed" in failed
        repository.edit("tenants.yaml", "conversations: many", "conversations: 12000")
        succeeded(*runner.run("merge_request_event", repository.push("12,000")).values())
        assert [each.id for each in host.comments()] == [posted]
        assert CHANGE in host.comments()[0].body

        merged = repository.merge("more")
        older = runner.run("push", first)["up live"]
        assert older.failed
        assert f"main has moved on to {merged}" in older.output
        assert conversations(emulator) == 10_000
        changed = runner.run("push", merged)
        succeeded(*changed.values())
        assert CHANGE in changed["up live"].output
        assert conversations(emulator) == 12_000

        with edited_in_the_console(emulator):
            night = runner.run("schedule", merged)
            succeeded(*night.values())
            assert [(each.is_open, "You sell." in each.body) for each in host.issues] == [(True, True)]
        succeeded(*runner.run("schedule", merged).values())
        assert [each.is_open for each in host.issues] == [False]
        no_secret_in(emulator, [*jobs.values(), *changed.values(), *night.values()], [failed])
