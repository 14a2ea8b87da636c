"""Runs the jobs of a ``.gitlab-ci.yml`` in gitlab-ci-local, a runner that others wrote, without containers.

Each job has a folder of its own, with the files of the repository: a report reaches the next job as an artifact only.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support import rsync
from support.code_hosts import FakeGitLab
from support.gitlab_runner import pipeline_variables
from support.job_runs import AWS_KEYS, INSTALL, Repository, finished, machine
from support.project import REPOSITORY

PROGRAM: Final = REPOSITORY / "tests" / "wire" / "third_party" / "node_modules" / ".bin" / "gitlab-ci-local"
# The schema is looked at where jobs are listed, which is a second less for each pipeline here.
_OPTIONS: Final = (
    *("--force-shell-executor", "--no-artifacts-to-source"),
    *("--no-json-schema-validation", "--no-color"),
    *("--unset-variable", "PULUMI_CHATBOTKIT_CACHE"),  # the cache of this machine has the Pulumi CLI
)
_SETTINGS: Final = ".gitlab-ci-local-variables.yml"


class GitLabCiLocal:
    """gitlab-ci-local for one project.

    ``settings`` are CI/CD variables by environment; "" is all environments.
    """

    def __init__(
        self, folder: Path, repository: Repository, host: FakeGitLab, settings: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._folder, self._repository, self._host, self._settings = folder, repository, host, settings
        self._home = folder / "home"
        self._environ = _with_rsync(machine(self._home), folder / "programs")
        self._count = 0

    def run(self, source: str, commit: str, *, isolated: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the jobs that a pipeline of this source has.

        Args:
            source: ``CI_PIPELINE_SOURCE``, such as ``push``.
            commit: Whose pipeline it is, as its file is there.
            isolated: False: all jobs have one folder, for jobs whose ``after_script`` needs what ``script`` has left;
                gitlab-ci-local takes it away in a job's own folder.
        """
        self._count += 1
        folder = self._folder / f"local-{self._count}"
        self._repository.check_out(commit, folder)
        _link_instead_of_install(folder / ".gitlab-ci.yml")
        (folder / _SETTINGS).write_text(json.dumps(_by_variable(self._settings)), encoding="utf-8")
        # For jobs with an image, gitlab-ci-local itself would name a folder in a container.
        given = {**pipeline_variables(self._host, source, commit), "CI_PROJECT_DIR": str(folder)}
        isolation = "--shell-isolation" if isolated else "--no-shell-isolation"
        words = [str(PROGRAM), *_OPTIONS, isolation, "--home", str(self._home), *variable_options(given)]
        return finished(words, folder, self._environ)


def variable_options(given: Mapping[str, str]) -> list[str]:
    """The options that set variables, also those that GitLab itself sets."""
    words = [word for name, value in given.items() for word in ("--variable", f"{name}={value}")]
    return [*words, "--ignore-predefined-vars", ",".join(given)]


def _link_instead_of_install(pipeline: Path) -> None:
    """Make the environment of the tests the jobs'."""
    link = f"- ln -s {shlex.quote(sys.prefix)} .venv"
    text = re.sub(f"- {re.escape(INSTALL)} .*", link, pipeline.read_text("utf-8"))
    assert link in text
    pipeline.write_text(text, encoding="utf-8")


def _by_variable(settings: Mapping[str, Mapping[str, str]]) -> JsonObject:
    """The same in a form that gitlab-ci-local reads. A role gives what AWS gives for it."""
    by_variable: dict[str, dict[str, JsonValue]] = defaultdict(dict)
    for environment, own in settings.items():
        for name, value in {**own, **(AWS_KEYS if "AWS_ROLE_ARN" in own else {})}.items():
            by_variable[name][environment or "*"] = value
    return {name: {"type": "variable", "values": values} for name, values in by_variable.items()}


def _with_rsync(environ: Mapping[str, str], programs: Path) -> dict[str, str]:
    """The variables of a machine that has rsync, or what stands in for it."""
    if shutil.which("rsync"):
        return dict(environ)
    programs.mkdir()
    (programs / "rsync").symlink_to(rsync.__file__)
    return {**environ, "PATH": f"{programs}{os.pathsep}{environ['PATH']}"}
