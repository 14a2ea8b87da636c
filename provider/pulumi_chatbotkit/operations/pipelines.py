"""The pipeline of a project at GitHub or GitLab: its files, and the settings that it needs there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import yaml

from pulumi_chatbotkit.operations.template_files import rendered

CodeHost: TypeAlias = Literal["github", "gitlab"]
CODE_HOSTS: Final[tuple[CodeHost, ...]] = get_args(CodeHost)
STACKS: Final = ("staging", "production")
PACKAGE: Final = f"pulumi-chatbotkit~={metadata.version('pulumi-chatbotkit')}"
"""The requirement of new projects."""

_TEMPLATES: Final = "pipeline_templates"
_STACK: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")
"""A stack's name that can be the name of a job of GitHub, too."""

_KEY: Final = "CHATBOTKIT_API_TOKEN"
_PASSPHRASE: Final = "PULUMI_CONFIG_PASSPHRASE"  # noqa: S105 - a name
_ROLE: Final = "AWS_ROLE_ARN"
_REPORTS: Final = "reports"
_BACK_END: Final = ("PULUMI_BACKEND_URL", "AWS_REGION")


class PipelineRefused(Exception):
    """No pipeline can be made; the message says why, and what to do."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline.

    Attributes:
        code_host: Where it runs.
        stacks: The stacks that it previews, applies and checks, in the order in which a change reaches them.
    """

    code_host: CodeHost
    stacks: tuple[str, ...] = STACKS


@dataclass(frozen=True)
class Setting:
    """What has to be set at one place of the code host.

    Attributes:
        place: The repository or project as a whole, or an environment of it.
        open_to: Which runs get at it.
        secrets: Names of secrets; at GitLab, of masked variables.
        variables: Names of variables.
    """

    place: str
    open_to: str
    secrets: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class _CodeHost:
    """How a code host does it.

    Attributes:
        files: Templates by the path of the file in the repository.
        shared: What all stacks need.
        environments: The end of an environment's name, who may use it, its secrets: three for each stack, because each
            of its jobs gets what it needs and no more.
        name: How people call it.
        taken: Environments that are no stack's.
        ignores_case: Whether environments whose names differ in case are one.
    """

    name: str
    files: Mapping[str, str]
    shared: tuple[Setting, ...]
    environments: tuple[tuple[str, str, tuple[str, ...]], ...]
    taken: tuple[str, ...] = ()
    ignores_case: bool = False


_HOSTS: Final[Mapping[CodeHost, _CodeHost]] = {
    "github": _CodeHost(
        name="GitHub",
        files={
            ".github/workflows/preview.yml": "github_preview.yml.j2",
            ".github/workflows/up.yml": "github_up.yml.j2",
            ".github/workflows/drift.yml": "github_drift.yml.j2",
            ".github/actions/setup/action.yml": "github_setup_action.yml.j2",
        },
        shared=(Setting("repository", "every run", variables=_BACK_END),),
        environments=(
            ("", "branch main, after a review", (_KEY, _PASSPHRASE)),
            ("-preview", "every branch", (_PASSPHRASE,)),
            ("-drift", "branch main", (_KEY,)),
        ),
        ignores_case=True,
    ),
    "gitlab": _CodeHost(
        name="GitLab",
        files={".gitlab-ci.yml": "gitlab-ci.yml.j2"},
        shared=(
            Setting("all environments", "every branch", variables=_BACK_END),
            Setting(_REPORTS, "every branch", ("GITLAB_TOKEN",)),
        ),
        environments=(
            ("", "protected branches", (_KEY, _PASSPHRASE)),
            ("/preview", "every branch", (_PASSPHRASE,)),
            ("/drift", "protected branches", (_KEY,)),
        ),
        taken=(_REPORTS,),
    ),
}


def pipeline_texts(pipeline: Pipeline) -> dict[str, str]:
    """The texts of its files, by their path in the repository.

    Raises:
        PipelineRefused: a stack cannot have this name, or is named twice, or would share an environment.
    """
    _check_names(pipeline.stacks)
    _check_environments(pipeline.stacks, _HOSTS[pipeline.code_host])
    values = {"stacks": list(pipeline.stacks), "package": PACKAGE}
    files = _HOSTS[pipeline.code_host].files
    return {path: rendered(_TEMPLATES, template, values) for path, template in files.items()}


def settings_of(pipeline: Pipeline) -> tuple[Setting, ...]:
    """What has to be set at the code host before the pipeline can run."""
    host = _HOSTS[pipeline.code_host]
    environments = (
        Setting(f"{stack}{ending}", open_to, secrets, (_ROLE,))
        for stack in pipeline.stacks
        for ending, open_to, secrets in host.environments
    )
    return (*host.shared, *environments)


def check_is_root(folder: Path) -> None:
    """Code hosts look for a pipeline in the root of a repository only. No repository at all is no problem yet.

    Raises:
        PipelineRefused: the folder is inside a repository whose root is another.
    """
    absolute = folder.absolute()
    root = next((each for each in (absolute, *absolute.parents) if (each / ".git").exists()), absolute)
    if root != absolute:
        message = (
            f"{folder} is in the repository {root}, and pipelines are looked for in its root only, so nothing was "
            "written. Leave out --ci here; docs/pipelines.md says how to run the pipeline of a folder"
        )
        raise PipelineRefused(message)


def _check_names(stacks: Sequence[str]) -> None:
    for stack in stacks:
        if not _STACK.fullmatch(stack) or yaml.safe_load(stack) != stack:
            message = (
                f"{stack!r} cannot be a stack of a pipeline, whose jobs have its name: it may have up to 100 letters, "
                "digits, hyphens and underscores, must begin with a letter, and cannot be a word such as `on`"
            )
            raise PipelineRefused(message)
    if len(set(stacks)) < len(stacks):
        message = f"a stack is named twice: {', '.join(stacks)}"
        raise PipelineRefused(message)


def _check_environments(stacks: Sequence[str], host: _CodeHost) -> None:
    """An environment of two jobs would give each the secrets of the other, by the looser of two rules."""
    owners = dict.fromkeys(host.taken, "the pipeline's own jobs")
    for stack in stacks:
        for ending, *_ in host.environments:
            environment = f"{stack}{ending}"
            name = environment.lower() if host.ignores_case else environment
            if name in owners:
                forms = ", ".join(f"NAME{end}" for end, *_ in host.environments)
                case = ", whose names ignore case" if host.ignores_case else ""
                message = (
                    f"stack {stack!r} and {owners[name]} would share the environment {environment!r} of {host.name}, "
                    f"and with it secrets and rules; each job needs one of its own{case}. Rename a stack, so that none "
                    f"is called like another's environment ({forms})"
                )
                raise PipelineRefused(message)
            owners[name] = f"stack {stack!r}"
