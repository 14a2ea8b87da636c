"""Runs the jobs of a ``.gitlab-ci.yml``, as GitLab and its runner do: rules, extends, variables, artifacts."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

import yaml

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.code_hosts import FakeGitLab
from support.job_runs import AWS_KEYS, Job, Repository, link_environment, machine, shell, without_installation

_CONDITION: Final = re.compile(r'\$(\w+) == (?:"(\w+)"|\$(\w+))')
_VARIABLE: Final = re.compile(r"\$(\w+)")
_OPTIONS: Final = "--noprofile --norc -eo pipefail"


class GitLabRunner:
    """The runner of one project. As a runner does, it has one folder for all jobs, in which each finds what was left.

    ``settings`` are CI/CD variables by environment; "" is all environments. A line that is in ``broken`` fails.
    """

    def __init__(
        self, folder: Path, repository: Repository, host: FakeGitLab, settings: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._folder, self._repository, self._host, self._settings = folder, repository, host, settings
        self.broken: set[str] = set()
        self.folder = folder / "builds"
        self._count = 0

    def run(self, source: str, commit: str) -> dict[str, Job]:
        """Run the jobs that a pipeline of this source has, by stage; those of a request if it is one.

        Args:
            source: ``CI_PIPELINE_SOURCE``, such as ``push``.
            commit: Whose pipeline it is, as its file is there.
        """
        self._count += 1
        folder = self._folder / f"pipeline-{self._count}"
        self._repository.check_out(commit, folder)
        described = cast("JsonObject", yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8")))
        variables = pipeline_variables(self._host, source, commit)
        workflow = cast("JsonObject", described["workflow"])
        assert any(_holds(str(rule["if"]), variables) for rule in _list(workflow["rules"]))
        done: dict[str, Job] = {}
        reports: dict[str, bytes] = {}
        stages = [str(each) for each in cast("list[JsonValue]", described["stages"])]
        jobs = {name: _extended(described, name) for name in described if "script" in _extended(described, name)}
        shown = {name: body for name, body in jobs.items() if not name.startswith(".")}
        for name in sorted(shown, key=lambda each: stages.index(str(shown[each]["stage"]))):
            rule = next((each for each in _list(shown[name]["rules"]) if _holds(str(each["if"]), variables)), None)
            needed = [str(each) for each in cast("list[JsonValue]", shown[name].get("needs", []))]
            failed = any(done[each].failed for each in needed if each in done)
            if rule is not None and (not failed or rule.get("when") == "always"):
                done[name] = self._run_job(name, shown[name], variables, needed, reports)
        return done

    def _run_job(
        self, name: str, body: JsonObject, variables: Mapping[str, str], needed: list[str], reports: dict[str, bytes]
    ) -> Job:
        job, folder = Job(name), self.folder
        own = {key: str(each) for key, each in cast("JsonObject", body["variables"]).items()}
        self._get_sources(own.get("GIT_STRATEGY", "fetch"), variables["CI_COMMIT_SHA"])
        environment = _expanded(str(cast("JsonObject", body["environment"])["name"]), own)
        predefined = {**variables, "CI_PROJECT_DIR": str(folder)}
        environ = {**machine(self._folder / "home"), **predefined}
        environ |= {key: _expanded(value, predefined) for key, value in own.items()}
        environ |= {**self._settings[""], **self._settings[environment]}  # go before those of the file
        environ |= dict.fromkeys(cast("JsonObject", body.get("id_tokens", {})), "a token")
        if environ.get("AWS_ROLE_ARN"):
            environ |= AWS_KEYS  # instead of what the role would give
        # The cache of this machine has the Pulumi CLI.
        environ.pop("PULUMI_CHATBOTKIT_CACHE", None)
        for each in needed:
            if each in reports:
                (folder / "report.json").write_bytes(reports[each])
        link_environment(folder)
        self._scripts(job, body, folder, environ)
        report = folder / "report.json"
        if "artifacts" in body and report.exists():
            reports[name] = report.read_bytes()
        return job

    def _get_sources(self, strategy: str, commit: str) -> None:
        """All strategies but ``none`` begin with a folder without what was not committed."""
        if strategy == "none":
            self.folder.mkdir(exist_ok=True)
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        if strategy == "empty":
            self.folder.mkdir()
        else:
            assert strategy == "fetch"
            self._repository.check_out(commit, self.folder)

    def _scripts(self, job: Job, body: JsonObject, folder: Path, environ: Mapping[str, str]) -> None:
        for part in (("before_script", "script"), ("after_script",)):
            lines = [str(line) for key in part for line in cast("list[JsonValue]", body.get(key, []))]
            lines = ["false" if line in self.broken else line for line in lines]
            script = self._folder / "part.sh"
            script.write_text("\n".join(without_installation(lines)), encoding="utf-8")
            code, output = shell(script, _OPTIONS, folder, environ)
            job.output += f"## {part[-1]}: {code}\n{output}"
            if code and part[-1] == "script":  # what comes after it does not count
                job.failed.append("script")


def pipeline_variables(host: FakeGitLab, source: str, commit: str) -> dict[str, str]:
    """The variables that GitLab itself gives to the jobs of a pipeline; those of a request if it is one."""
    given = host.job_variables()
    given.pop("GITLAB_TOKEN")  # is a variable of the project
    given |= {"CI_PIPELINE_SOURCE": source, "CI_COMMIT_SHA": commit, "CI_DEFAULT_BRANCH": "main"}
    if source == "merge_request_event":
        return given | {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": given["CI_PROJECT_ID"]}
    del given["CI_MERGE_REQUEST_IID"]
    return given | {"CI_COMMIT_BRANCH": "main"}


def scoped_variables(settings: Mapping[str, Mapping[str, str]], host: FakeGitLab) -> dict[str, Mapping[str, str]]:
    """CI/CD variables by environment, as GitLab names those of the stack live; "" is all environments."""
    named = {name if name in ("", "live") else f"live/{name}": each for name, each in settings.items()}
    return {**named, "reports": {"GITLAB_TOKEN": host.job_variables()["GITLAB_TOKEN"]}}


def _list(value: JsonValue) -> list[JsonObject]:
    return cast("list[JsonObject]", value)


def _extended(described: JsonObject, name: str) -> JsonObject:
    """A job with what it extends, {} for what is no job; maps are merged, everything else is replaced."""
    body = described[name]
    if not isinstance(body, dict):
        return {}
    if "extends" not in body:
        return body
    merged = dict(_extended(described, str(body["extends"])))
    for key, value in body.items():
        base = merged.get(key)
        merged[key] = {**base, **value} if isinstance(base, dict) and isinstance(value, dict) else value
    return merged


def _holds(condition: str, variables: Mapping[str, str]) -> bool:
    """Whether a condition of ``rules`` holds: comparisons with ``==``, joined by ``&&``, those by ``||``."""

    def equal(comparison: str) -> bool:
        found = _CONDITION.fullmatch(comparison)
        assert found is not None, comparison
        return variables.get(found[1]) == (found[2] if found[2] is not None else variables.get(found[3]))

    return any(all(map(equal, each.split(" && "))) for each in condition.split(" || "))


def _expanded(text: str, variables: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: variables.get(found[1], ""), text)
