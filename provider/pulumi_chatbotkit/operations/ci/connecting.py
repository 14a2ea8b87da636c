"""The code host of a pipeline, from the environment of its job."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import quote

import httpx

from pulumi_chatbotkit.api.errors import ConfigurationError
from pulumi_chatbotkit.api.requests import HEADER_SAFE
from pulumi_chatbotkit.operations.ci.code_host import CodeHost
from pulumi_chatbotkit.operations.ci.github import GitHub, github_access
from pulumi_chatbotkit.operations.ci.gitlab import NEEDED_TOKEN, GitLab, gitlab_access
from pulumi_chatbotkit.operations.ci.http_client import LAST_PORT
from pulumi_chatbotkit.operations.ci.pipeline_run import Platform
from pulumi_chatbotkit.operations.ci.sending import Access, CodeHostApi, Surroundings

NO_PLATFORM: Final = (
    "this is neither a job of GitHub Actions (GITHUB_ACTIONS=true) nor of GitLab CI (GITLAB_CI=true), so it is not "
    "known where to write"
)
_NEEDED: Final = {
    "GITHUB_TOKEN": "give the step `env: GITHUB_TOKEN: ${{ github.token }}`",
    "GITHUB_API_URL": "GitHub sets it in each job, e.g. https://api.github.com",
    "GITHUB_REPOSITORY": "GitHub sets it in each job, e.g. owner/name",
    "GITLAB_TOKEN": f"make it a masked variable of the project, with {NEEDED_TOKEN}; a job token (CI_JOB_TOKEN) cannot "
    "write comments or issues",
    "CI_API_V4_URL": "GitLab sets it in each job, e.g. https://gitlab.com/api/v4",
    "CI_PROJECT_ID": "GitLab sets it in each job",
}


@asynccontextmanager
async def connected(
    platform: Platform | None, environ: Mapping[str, str], surroundings: Surroundings
) -> AsyncGenerator[CodeHost]:
    """The repository or project of the job. Nothing is sent yet.

    Raises:
        ConfigurationError: the environment lacks something; the message names it.
    """
    if platform is None:
        raise ConfigurationError(NO_PLATFORM)
    if platform is Platform.GITHUB:
        repository = quote(_needed(environ, "GITHUB_REPOSITORY"))
        access = github_access(_base_url(environ, "GITHUB_API_URL"), _token(environ, "GITHUB_TOKEN"))
        async with CodeHostApi(access, surroundings) as api:
            yield GitHub(api, repository)
    else:
        project = quote(_needed(environ, "CI_PROJECT_ID"), safe="")
        async with CodeHostApi(_gitlab(environ), surroundings) as api:
            yield GitLab(api, project)


def _gitlab(environ: Mapping[str, str]) -> Access:
    token = _token(environ, "GITLAB_TOKEN")
    if token == environ.get("CI_JOB_TOKEN"):
        message = f"GITLAB_TOKEN is the job's token, which cannot write comments or issues: it must be {NEEDED_TOKEN}"
        raise ConfigurationError(message)
    return gitlab_access(_base_url(environ, "CI_API_V4_URL"), token)


def _token(environ: Mapping[str, str], name: str) -> str:
    token = _needed(environ, name)
    if HEADER_SAFE.fullmatch(token) is None:
        message = f"{name} holds characters that no token has, such as spaces or line ends: copy it again"
        raise ConfigurationError(message)
    return token


def _base_url(environ: Mapping[str, str], name: str) -> str:
    given = _needed(environ, name)
    if not _is_base_url(given):
        message = f"{name} is no URL of an API: {_NEEDED[name]}"
        raise ConfigurationError(message)
    return given.rstrip("/")


def _is_base_url(text: str) -> bool:
    try:
        url = httpx.URL(text)
        is_port = url.port is None or 0 < url.port <= LAST_PORT
        return url.scheme in {"http", "https"} and bool(url.host) and not url.userinfo and is_port
    except (httpx.InvalidURL, UnicodeError):
        return False


def _needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name)
    if not value:
        message = f"{name} is not set: {_NEEDED[name]}"
        raise ConfigurationError(message)
    return value
