"""What the runners of both code hosts share: a repository, the folder of a job, its shell, a bucket, artifacts."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from moto.server import ThreadedMotoServer

from pulumi_chatbotkit.testing.cheap_commands import LESS_GARBAGE_COLLECTION
from support.new_stacks import leave_out_logs
from support.project import LIMIT_S
from support.users_environment import plain_shell

INSTALL: Final = "python -m venv .venv && .venv/bin/pip install"
"""The beginning of the lines that install packages. Here `.venv` is the environment of the tests instead; that the
wheel can be installed and has what it needs is tested with ``init``."""
AWS_KEYS: Final = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-central-1"}
_BUCKET: Final = "state"
_AUTHOR: Final = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")


class Bucket:
    """A bucket of S3 on a loopback port."""

    def __init__(self, url: str, requests: list[str]) -> None:
        self._url, self._requests = f"{url}/{_BUCKET}", requests
        self.back_end = f"s3://{_BUCKET}/pulumi?endpoint={url}&s3ForcePathStyle=true"

    def take_writes(self) -> list[str]:
        """The requests since the last call of this that were no reads."""
        writes = [each for each in self._requests if not re.search("(GET|HEAD) /", each)]
        self._requests.clear()
        return writes

    def put(self, key: str, text: str) -> None:
        httpx.put(f"{self._url}/{key}", content=text.encode()).raise_for_status()

    def delete(self, key: str) -> None:
        httpx.delete(f"{self._url}/{key}", headers={"Authorization": "AWS test:test"}).raise_for_status()


@contextmanager
def served_bucket() -> Generator[Bucket]:
    """An empty bucket, until the block ends."""
    log, requests = logging.getLogger("werkzeug"), _Requests()
    log.setLevel(logging.INFO)
    log.addHandler(requests)
    log.propagate = False  # else pytest shows a line for each request
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        httpx.post(f"{url}/moto-api/reset").raise_for_status()  # what is in it belongs to the process
        httpx.put(f"{url}/{_BUCKET}").raise_for_status()
        yield Bucket(url, requests.lines)
    finally:
        server.stop()
        log.removeHandler(requests)


class _Requests(logging.Handler):
    """The lines that moto's server logs: one for each request."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Repository:
    """A clone in which a person works, and the repository at the code host that it is pushed to."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.remote = folder / "clone", folder / "remote.git"
        _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        _git(folder, "clone", "--quiet", str(self.remote), str(self.clone))
        _git(self.clone, "checkout", "--quiet", "-B", "main")

    def branch(self, name: str) -> None:
        _git(self.clone, "checkout", "--quiet", "-B", name)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.clone / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def push(self, message: str) -> str:
        """Commit everything and push the branch; the commit."""
        _git(self.clone, "add", "--all")
        _git(self.clone, *_AUTHOR, "commit", "--quiet", "--message", message)
        _git(self.clone, "push", "--quiet", "origin", "HEAD")
        return self.commit()

    def merge(self, branch: str) -> str:
        """Merge a branch into main and push that; the commit."""
        _git(self.clone, "checkout", "--quiet", "main")
        _git(self.clone, *_AUTHOR, "merge", "--quiet", "--no-ff", branch)
        _git(self.clone, "push", "--quiet", "origin", "main")
        return self.commit()

    def commit(self) -> str:
        return _git(self.clone, "rev-parse", "HEAD").strip()

    def check_out(self, ref: str, folder: Path) -> None:
        """A fresh clone, at a branch or commit."""
        _git(folder.parent, "clone", "--quiet", str(self.remote), str(folder))
        _git(folder, "checkout", "--quiet", "--detach", ref)


@dataclass
class Job:
    """A job that has run.

    Attributes:
        name: As the pipeline has it, with its stack.
        failed: The steps or parts that have failed.
        output: What all have printed.
        summary: What was written for the page of the run (GitHub).
    """

    name: str
    failed: list[str] = field(default_factory=list[str])
    output: str = ""
    summary: str = ""


def shell(script: Path, options: str, folder: Path, environ: Mapping[str, str]) -> tuple[int, str]:
    """Run a script with bash as a runner does, with nothing else in the environment; exit code and output."""
    ran = finished([_program("bash"), *options.split(), str(script)], folder, environ)
    return ran.returncode, ran.stdout


def finished(words: Sequence[str], folder: Path, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A command that has ended, with all that it printed as its standard output."""
    return subprocess.run(
        words,
        cwd=folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def machine(home: Path) -> dict[str, str]:
    """The variables of a fresh machine: nothing of Pulumi, AWS or a code host."""
    shell = {name: value for name, value in plain_shell(os.environ).items() if not name.startswith("PULUMI_OPTION_")}
    foreign = ("AWS_", "CI", "GITHUB_", "GITLAB_")
    if not home.exists():
        leave_out_logs(home)
    own = {name: value for name, value in shell.items() if not name.startswith(foreign)}
    return {**own, **LESS_GARBAGE_COLLECTION, "PULUMI_HOME": str(home)}


def link_environment(folder: Path) -> None:
    """Make the environment of the tests the job's."""
    (folder / ".venv").symlink_to(sys.prefix)


def without_installation(lines: Iterable[str]) -> list[str]:
    """The lines of a script that do not install packages."""
    return [line for line in lines if not line.startswith(INSTALL)]


def _git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run([_program("git"), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found is not None, f"{name} is not on PATH"
    return found
