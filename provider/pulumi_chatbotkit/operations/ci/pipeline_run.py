"""What the environment of a job says of its pipeline: which code host, which commit, which pull or merge request.

Sources: GitHub's "Variables reference" and the payloads of its events; GitLab's "Predefined CI/CD variables".
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_LARGEST_EVENT: Final = 64 * 1024 * 1024
_PULL_REF: Final = re.compile(r"refs/pull/([0-9]+)/(?:merge|head)")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")


class Platform(Enum):
    """Whose pipeline it is."""

    GITHUB = "GitHub Actions"
    GITLAB = "GitLab CI"


@dataclass(frozen=True)
class PipelineRun:
    """A run of a pipeline. What the environment does not say is "" or None."""

    platform: Platform | None = None
    commit: str = ""
    """The whole hash, of the branch rather than of the merge that is tried."""
    url: str = ""
    id: str = ""
    request: int | None = None
    """Number of the pull or merge request."""


def pipeline_run(environ: Mapping[str, str]) -> PipelineRun:
    """The run that the environment describes. An event file that cannot be read says nothing."""
    if environ.get("GITHUB_ACTIONS") == "true":
        return _of_github(environ)
    if environ.get("GITLAB_CI") == "true":
        return _of_gitlab(environ)
    return PipelineRun()


def _of_github(environ: Mapping[str, str]) -> PipelineRun:
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    server, repository = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_REPOSITORY")
    number = environ.get("GITHUB_RUN_ID", "")
    head = _text(event, "pull_request", "head", "sha") or _text(event, "workflow_run", "head_sha")
    return PipelineRun(
        Platform.GITHUB,
        head or environ.get("GITHUB_SHA", ""),
        f"{server}/{repository}/actions/runs/{number}" if server and repository and number else "",
        number,
        _pull_request(event, environ.get("GITHUB_REF", "")),
    )


def _of_gitlab(environ: Mapping[str, str]) -> PipelineRun:
    return PipelineRun(
        Platform.GITLAB,
        environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or environ.get("CI_COMMIT_SHA", ""),
        environ.get("CI_JOB_URL", ""),
        environ.get("CI_JOB_ID", ""),
        _number(environ.get("CI_MERGE_REQUEST_IID", "")),
    )


def _event(path: str) -> JsonObject:
    if not path:
        return {}
    try:
        return as_object(json.loads(read_regular_file(Path(path), _LARGEST_EVENT))) or {}
    except (OSError, FileRefused, ValueError, RecursionError):
        return {}


def _pull_request(event: JsonObject, ref: str) -> int | None:
    """Of an event of a pull request, of a comment on one, or of a workflow that follows one."""
    requests = (as_object(event.get("workflow_run")) or {}).get("pull_requests")
    followed = as_object(requests[0]) if isinstance(requests, list) and len(requests) == 1 else None
    issue = as_object(event.get("issue")) or {}
    found = as_object(event.get("pull_request")) or followed or (issue if "pull_request" in issue else {})
    number = found.get("number")
    if isinstance(number, int):
        return _number(repr(number))  # "True" is none
    match = _PULL_REF.fullmatch(ref)
    return _number(match[1]) if match else None


def _text(event: JsonObject, *keys: str) -> str:
    found: object = event
    for key in keys:
        found = (as_object(found) or {}).get(key)
    return found if isinstance(found, str) else ""


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
