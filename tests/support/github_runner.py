"""Runs the workflows of a repository, step by step, as GitHub's runner does. Actions of others are played, not run."""

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, cast

import yaml

from pulumi_chatbotkit.json_values import JsonObject
from support.code_hosts import FakeGitHub
from support.job_runs import AWS_KEYS, INSTALL, Job, Repository, link_environment, machine, shell

_EXPRESSION: Final = re.compile(r"\$\{\{ ([a-z-]+)\.([\w.-]+)(?: \|\| '(\w+)')? \}\}")
_HASH_FILES: Final = re.compile(r"hashFiles\('([\w.]+)'\) != ''")
_NOT_SKIPPED: Final = re.compile(r"steps\.(\w+)\.outcome != 'skipped'")
_STEP_FAILED: Final = re.compile(r"steps\.(\w+)\.outcome == 'failure'")
_SUCCEEDED: Final = re.compile(r"needs\.(\w+)\.result == 'success'")
_SHELLS: Final = {"": "-e", "bash": "--noprofile --norc -eo pipefail"}


@dataclass
class _Running:
    """A job that runs."""

    job: Job
    folder: Path
    contexts: Mapping[str, Mapping[str, str]]
    environ: dict[str, str]
    begun: set[str] = field(default_factory=set[str])
    """The ids of the steps that were not skipped."""
    ended_badly: set[str] = field(default_factory=set[str])
    """The ids of the steps that have failed."""


class GitHubRunner:
    """The runner of one repository.

    ``settings`` are secrets and variables by environment; "" is the repository itself. Steps whose names are in
    ``broken`` fail before they do anything.
    """

    def __init__(
        self, folder: Path, repository: Repository, host: FakeGitHub, settings: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._folder, self._repository, self._host, self._settings = folder, repository, host, settings
        self.broken: set[str] = set()
        self.left_behind: dict[str, str] = {}
        """Files, by name, that an earlier job has left in the folder of the next ones, as on a runner of one's own."""
        self._artifacts: dict[str, bytes] = {}
        self._failed: dict[str, bool] = {}
        self._count = 0
        self._actions: Mapping[str, Callable[[_Running, Mapping[str, str]], bool]] = {
            "actions/checkout": self._check_out,
            "actions/setup-python": _nothing,  # the Python of the tests
            "actions/cache": _nothing,  # the cache of this machine
            "aws-actions/configure-aws-credentials": _take_role,
            "actions/upload-artifact": self._upload,
            "actions/download-artifact": self._download,
        }

    def run(
        self, workflow: str, *, ref: str, commit: str, attempt: int = 1, only: Collection[str] = ()
    ) -> dict[str, Job]:
        """Run a workflow as it is in ``commit``. Its jobs by name and stack; those that were skipped are missing.

        Args:
            workflow: The name of its file.
            ref: As ``GITHUB_REF``.
            commit: Whose run it is.
            attempt: After the first, the artifacts of the earlier ones are there.
            only: The jobs that are run again; else all.
        """
        source = self._folder / f"{workflow}-{commit}-{self._count}"
        self._repository.check_out(commit, source)
        described = yaml.safe_load((source / ".github/workflows" / f"{workflow}.yml").read_text(encoding="utf-8"))
        if attempt == 1:
            self._artifacts.clear()
        done: dict[str, Job] = {}
        for name, body in cast("dict[str, JsonObject]", described["jobs"]).items():
            needed = [job for job in done.values() if job.name.partition(" ")[0] == body.get("needs")]
            waits = "needs" in body and "!cancelled()" not in str(body.get("if"))
            if (only and name not in only) or (waits and (not needed or any(job.failed for job in needed))):
                continue
            for stack in _stacks(body):
                job = self._run_job(Job(f"{name} {stack}".strip()), body, stack, ref, commit, attempt)
                done[job.name] = job
            self._failed[name] = any(job.failed for job in done.values() if job.name.partition(" ")[0] == name)
        return done

    def _run_job(self, job: Job, body: JsonObject, stack: str, ref: str, commit: str, attempt: int) -> Job:
        self._count += 1
        folder = self._folder / f"job-{self._count}"
        summary = self._folder / f"summary-{self._count}"
        environment = body.get("environment", "")
        named = str(environment.get("name") if isinstance(environment, dict) else environment)
        named = named.replace("${{ matrix.stack }}", stack)
        values = {**self._settings[""], **(self._settings[named] if named else {})}
        variables = self._host.job_variables() | {"GITHUB_SHA": commit, "GITHUB_REF": ref}
        contexts = {
            "vars": values,
            "secrets": values,
            "matrix": {"stack": stack},
            "github": {"token": variables.pop("GITHUB_TOKEN"), "ref": ref, "run_attempt": str(attempt)},
            "runner": {"os": "Linux", "arch": "X64"},
        }
        environ = {**machine(self._folder / "home"), **variables, "GITHUB_STEP_SUMMARY": str(summary)}
        running = _Running(job, folder, contexts, environ)
        environ |= _filled(body.get("env"), contexts)
        folder.mkdir()
        for name, text in self.left_behind.items():
            (folder / name).write_text(text, encoding="utf-8")
        for step in cast("list[JsonObject]", body["steps"]):
            self._step(running, step)
        job.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return job

    def _step(self, running: _Running, step: JsonObject) -> None:
        if not self._is_run(str(step.get("if", "")), running):
            return
        running.begun.add(str(step.get("id")))
        used = str(step.get("uses", ""))
        name = str(step.get("name") or used.partition("@")[0])
        if name in self.broken:
            running.job.failed.append(name)
        elif used.startswith("./"):
            given = {"inputs": _filled(step.get("with"), running.contexts)}
            action = yaml.safe_load((running.folder / used / "action.yml").read_text(encoding="utf-8"))
            inner = _Running(running.job, running.folder, {**running.contexts, **given}, running.environ)
            for each in action["runs"]["steps"]:
                self._step(inner, each)
        elif used:
            done = self._actions[used.partition("@")[0]](running, _filled(step.get("with"), running.contexts))
            if not done:
                running.ended_badly.add(str(step.get("id")))
            if not done and not step.get("continue-on-error"):
                running.job.failed.append(name)
        elif str(step["run"]).startswith(INSTALL):
            link_environment(running.folder)
        else:
            self._script(running, step, name)

    def _script(self, running: _Running, step: JsonObject, name: str) -> None:
        script = self._folder / "step.sh"
        script.write_text(str(step["run"]), encoding="utf-8")
        outputs = self._folder / "outputs"
        environ = {**running.environ, "GITHUB_OUTPUT": str(outputs), **_filled(step.get("env"), running.contexts)}
        code, output = shell(script, _SHELLS[str(step.get("shell", ""))], running.folder, environ)
        running.job.output += f"## {name}: {code}\n{output}"
        if code:
            running.job.failed.append(name)
        if outputs.exists() and "id" in step:
            pairs = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
            steps = {f"{step['id']}.outputs.{key}": value for key, value in pairs.items()}
            running.contexts = {**running.contexts, "steps": steps}

    def _check_out(self, running: _Running, given: Mapping[str, str]) -> bool:
        ref = given.get("ref", "").removeprefix("refs/heads/")
        shutil.rmtree(running.folder)
        self._repository.check_out(f"origin/{ref}" if ref else running.environ["GITHUB_SHA"], running.folder)
        return True

    def _upload(self, running: _Running, given: Mapping[str, str]) -> bool:
        path = running.folder / given["path"]
        if path.exists():
            self._artifacts[given["name"]] = path.read_bytes()
        return path.exists() or given["if-no-files-found"] == "ignore"

    def _download(self, running: _Running, given: Mapping[str, str]) -> bool:
        """By name into the folder, by pattern into a folder for each."""
        if "name" in given:
            content = self._artifacts.get(given["name"])
            if content is not None:
                (running.folder / "report.json").write_bytes(content)
            return content is not None
        for name in self._artifacts:
            if fnmatchcase(name, given["pattern"]):
                folder = running.folder / given["path"] / name
                folder.mkdir(parents=True)
                (folder / "report.json").write_bytes(self._artifacts[name])
        return True

    def say_succeeded(self, name: str) -> None:
        """Whatever a job has done in the last run, what needs it is told that it has succeeded."""
        self._failed[name] = False

    def keep(self, name: str, report: bytes) -> None:
        """An artifact of the last run, besides what its steps have kept."""
        self._artifacts[name] = report

    def _is_run(self, condition: str, running: _Running) -> bool:
        files, outcome = _HASH_FILES.search(condition), _NOT_SKIPPED.search(condition)
        if files is not None and not (running.folder / files[1]).exists():
            return False
        if outcome is not None and outcome[1] not in running.begun:
            return False
        failure, success = _STEP_FAILED.search(condition), _SUCCEEDED.search(condition)
        if failure is not None and failure[1] not in running.ended_badly:
            return False
        if success is not None and self._failed[success[1]]:
            return False
        return not running.job.failed or "always()" in condition or "!cancelled()" in condition


def _nothing(running: _Running, given: Mapping[str, str]) -> bool:
    return True


def _take_role(running: _Running, given: Mapping[str, str]) -> bool:
    running.environ.update(AWS_KEYS)
    return given["role-to-assume"].startswith("arn:aws:iam::")


def _stacks(body: JsonObject) -> Iterator[str]:
    match body.get("strategy"):
        case {"matrix": {"stack": list(stacks)}}:
            yield from map(str, stacks)
        case _:
            yield ""


def _filled(values: object, contexts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The values with the expressions in them replaced; what a context does not have is empty, as at GitHub."""

    def value(found: re.Match[str]) -> str:
        return contexts[found[1]].get(found[2], "") or found[3] or ""

    given = cast("dict[str, object]", values or {})
    texts = {key: str(each).lower() if isinstance(each, bool) else str(each) for key, each in given.items()}
    filled = {key: _EXPRESSION.sub(value, text) for key, text in texts.items()}
    assert "${{" not in "".join(filled.values()).replace("${{ hashFiles", ""), filled
    return filled
