"""Makes a Pulumi project for the customers of one's own: program, tenants file, test, README.

Nothing that exists is overwritten. Where a program is there already, nothing is written at all.
"""

import os
import re
import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from pulumi_chatbotkit.api.endpoint import HOSTED
from pulumi_chatbotkit.operations.pipelines import (
    PACKAGE,
    Pipeline,
    Setting,
    check_is_root,
    pipeline_texts,
    settings_of,
)
from pulumi_chatbotkit.operations.template_files import rendered, write_new
from pulumi_chatbotkit.operations.tenants_file_head import TENANTS_FILE_HEAD

Service: TypeAlias = Literal["embedded", "hosted"]
TenantsIn: TypeAlias = Literal["file", "program"]
SERVICES: Final[tuple[Service, ...]] = get_args(Service)
TENANTS_IN: Final[tuple[TenantsIn, ...]] = get_args(TenantsIn)

_TEMPLATES: Final = "project_template"
_PROJECT: Final = "Pulumi.yaml"
_REQUIREMENTS: Final = "requirements.txt"
_IGNORED: Final = ".gitignore"
_NEEDED_BY_PIPELINES: Final = {_REQUIREMENTS: [PACKAGE], _IGNORED: ["report.json", "events.jsonl"]}
"""Lines of files that are not the pipeline's own: the package, and what its steps write."""
_ENDPOINTS: Final[Mapping[Service, str]] = {"embedded": "embedded", "hosted": HOSTED}
_DESCRIPTION: Final = "The customers of our product, in ChatBotKit"
_LONGEST_NAME: Final = 100
_NAME: Final = re.compile(rf"[A-Za-z0-9_.-]{{1,{_LONGEST_NAME}}}")
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_ENTRY: Final = re.compile(r"/?([^\s#~=<>!;\[/]+)")
"""What a line of a list names: ``.venv`` in ``/.venv/``, ``pytest`` in ``pytest>=8  # for tests/``."""


@dataclass(frozen=True)
class _File:
    """A file of the project.

    Attributes:
        path: In the project.
        template: Its name in ``project_template/``.
        is_program: Part of what makes a folder a Pulumi program: if one is there already, nothing is written.
        tenants_in: Only for projects that have their tenants there; None for all.
        is_lines: A list of lines, to which a person may add ours if the file is there already.
    """

    path: str
    template: str
    is_program: bool = False
    tenants_in: TenantsIn | None = None
    is_lines: bool = False


_FILES: Final = (
    _File(_PROJECT, "Pulumi.yaml.j2", is_program=True),
    _File("__main__.py", "program_with_file.py.j2", is_program=True, tenants_in="file"),
    _File("__main__.py", "program.py.j2", is_program=True, tenants_in="program"),
    _File("tenants.yaml", "tenants.yaml.j2", is_program=True, tenants_in="file"),
    _File("tests/test_program.py", "test_program.py.j2"),
    _File(_REQUIREMENTS, "requirements.txt.j2", is_lines=True),
    _File("pyproject.toml", "pyproject.toml.j2"),
    _File(_IGNORED, "gitignore.j2", is_lines=True),
    _File("README.md", "README.md.j2"),
)


class ProjectRefused(Exception):
    """No project is made; the message says why, and what to do."""


@dataclass(frozen=True)
class ProjectSettings:
    """What a project is like.

    Attributes:
        name: Pulumi's name of it: letters, digits, ``-``, ``_`` and ``.``.
        service: What the stack ``dev`` uses: the emulator inside the provider, or the hosted service.
        tenants_in: Where the customers are: ``tenants.yaml``, or the program itself.
        pipeline: The pipeline that is written, too; None for none.
    """

    name: str
    service: Service = "embedded"
    tenants_in: TenantsIn = "file"
    pipeline: Pipeline | None = None


@dataclass(frozen=True)
class NewProject:
    """What was made.

    Attributes:
        written: The files, by their path in the project.
        kept: Files that were there already and are as they were.
        to_add: Lines that files that were kept should have, by file.
        commands: The next ones, for a shell in the folder that the command was run in: three; of a template, one; of a
            pipeline that was added to a project, none.
        settings: What the pipeline needs at the code host; nothing without a pipeline.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    to_add: Mapping[str, tuple[str, ...]]
    commands: tuple[str, ...]
    settings: tuple[Setting, ...] = ()


def name_for(folder: Path) -> str:
    """A name for a project in ``folder``, made from the folder's."""
    return _NOT_IN_NAMES.sub("-", folder.absolute().name).strip("-.")[:_LONGEST_NAME] or "tenants"


def has_project(folder: Path) -> bool:
    """True if a Pulumi project is there already, to which a pipeline can be added."""
    return bool(_there(folder, (_PROJECT, "Pulumi.yml")))


def add_pipeline(folder: Path, pipeline: Pipeline) -> NewProject:
    """Write the files of a pipeline that are not there yet into the project in ``folder``, and nothing else.

    Raises:
        PipelineRefused: a stack's name is not allowed, or the folder is not the root of its repository. Nothing was
            written.
        OSError: as ``make_project``.
    """
    texts = _pipeline_texts(folder, pipeline)
    kept = _there(folder, texts)
    new = {path: text for path, text in texts.items() if path not in kept}
    write_new(folder, new)
    needed = {name: _lacking(folder / name, lines) for name, lines in _NEEDED_BY_PIPELINES.items()}
    to_add = {name: lines for name, lines in needed.items() if lines}
    return NewProject(tuple(new), kept, to_add, (), settings_of(pipeline))


def make_project(folder: Path, settings: ProjectSettings) -> NewProject:
    """Write a project into ``folder``, which is made if there is none; with its pipeline, if it is to have one.

    Raises:
        ProjectRefused: the name is not allowed, or a program is there already. Nothing was written.
        PipelineRefused: as ``add_pipeline``.
        OSError: a file cannot be written. What was written before is removed again.
    """
    if not _NAME.fullmatch(settings.name):
        message = (
            f"{settings.name!r} cannot be the name of a project: it may have up to {_LONGEST_NAME} letters, digits, "
            "hyphens, underscores and periods"
        )
        raise ProjectRefused(message)
    values = _values(settings, settings.name, _DESCRIPTION)
    return _make(folder, settings, {**values, "for_pulumi_new": False})


def make_pulumi_template(folder: Path, settings: ProjectSettings) -> NewProject:
    """Write the same project as a template for ``pulumi new FOLDER``, which fills in name and description.

    Raises:
        ProjectRefused: a program or a template is there already. Nothing was written.
        OSError: as ``make_project``.
    """
    values = _values(settings, "${PROJECT}", "${DESCRIPTION}")
    made = _make(folder, settings, {**values, "for_pulumi_new": True})
    # Only files: the host of Pulumi that `engine ensure` builds would make the virtual environment in the wrong folder.
    command = f"pulumi new {shlex.quote(str(folder.absolute()))} --generate-only"
    return NewProject(made.written, made.kept, made.to_add, (command,))


def _values(settings: ProjectSettings, name: str, description: str) -> dict[str, object]:
    return {
        "name": name,
        "description": description,
        "endpoint": _ENDPOINTS[settings.service],
        "hosted": settings.service == "hosted",
        "with_file": settings.tenants_in == "file",
        "package": PACKAGE,
        "commands": _commands(settings.service),
        "tenants_file_head": TENANTS_FILE_HEAD,
        "shared_stack": settings.pipeline.stacks[-1] if settings.pipeline else "prod",
        "pipeline": settings.pipeline,
        "pipeline_settings": settings_of(settings.pipeline) if settings.pipeline else (),
    }


def _commands(service: Service) -> tuple[str, ...]:
    """What makes the stack ``dev`` in a clone of the project."""
    return (
        "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt",
        '.venv/bin/pulumi-chatbotkit engine ensure && eval "$(.venv/bin/pulumi-chatbotkit engine env)"',
        f"pulumi stack select --create dev && pulumi config set chatbotkit:endpoint {_ENDPOINTS[service]} && pulumi up",
    )


def _make(folder: Path, settings: ProjectSettings, values: Mapping[str, object]) -> NewProject:
    files = [each for each in _FILES if each.tenants_in in (None, settings.tenants_in)]
    there = [each for each in files if os.path.lexists(folder / each.path)]
    programs = [each.path for each in there if each.is_program]
    if programs:
        message = (
            f"{folder} has {' and '.join(programs)} already, so nothing was written: name another folder, or move "
            "them away"
        )
        raise ProjectRefused(message)
    pipeline = _pipeline_texts(folder, settings.pipeline)
    kept = _there(folder, pipeline)
    texts = {each.path: rendered(_TEMPLATES, each.template, values) for each in files if each not in there}
    texts |= {path: text for path, text in pipeline.items() if path not in kept}
    write_new(folder, texts)
    first, *others = _commands(settings.service)
    enter = "" if folder.absolute() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    return NewProject(
        written=tuple(texts),
        kept=(*(each.path for each in there), *kept),
        to_add={each.path: lines for each in there if each.is_lines and (lines := _to_add(folder, each, values))},
        commands=(f"{enter}{first}", *others),
        settings=settings_of(settings.pipeline) if settings.pipeline else (),
    )


def _pipeline_texts(folder: Path, pipeline: Pipeline | None) -> Mapping[str, str]:
    if pipeline is None:
        return {}
    check_is_root(folder)
    return pipeline_texts(pipeline)


def _there(folder: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that have something already, be it a link that leads nowhere."""
    return tuple(path for path in paths if os.path.lexists(folder / path))


def _to_add(folder: Path, kept: _File, values: Mapping[str, object]) -> tuple[str, ...]:
    """The lines of ours that a file lacks; none if it cannot be read."""
    return _lacking(folder / kept.path, rendered(_TEMPLATES, kept.template, values).splitlines())


def _lacking(path: Path, lines: Iterable[str]) -> tuple[str, ...]:
    """Those of the lines whose entry a file lacks; all if there is no file, none if it cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        text = path.read_text(encoding="utf-8") if os.path.lexists(path) else ""
        has = {_entry(line) for line in text.splitlines()}
        return tuple(line for line in lines if _entry(line) is not None and _entry(line) not in has)
    return ()


def _entry(line: str) -> str | None:
    found = _ENTRY.match(line.strip())
    return found[1] if found else None
