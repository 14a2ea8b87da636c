"""Repairs a stack after Pulumi was killed: removes the lock, and on a file backend repairs damaged files.

Beside each of its files the file backend keeps one that ends in ``.attrs``, and overwrites it in place. If Pulumi is
killed meanwhile, the file stays empty and the next command fails with ``failed to load checkpoint: EOF``. Pulumi needs
nothing of it. The state itself is copied first and then replaced by a rename, so of state and copy one is always
complete. To go back to the older copy loses nothing: objects that it does not know are found at the service by their
marker.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import unquote, urlsplit

import yaml

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY, private_folder, write_private
from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.interrupted_run import ids_in, next_steps, read_interrupted_run
from pulumi_chatbotkit.pulumi_cli.locks import locks_in, refuse_living
from pulumi_chatbotkit.pulumi_cli.stack_commands import pulumi

RECOVERED_FILE: Final = "recovered.json"
"""In ``.pulumi-chatbotkit``: the next run of the stack that it names may adopt what carries the stack's marker, and
may find the objects that it names gone."""


@dataclass(frozen=True)
class StackFiles:
    """The files of a stack on a file backend."""

    backend: Path
    project: str
    stack: str

    @property
    def state(self) -> Path:
        return self.backend / "stacks" / self.project / f"{self.stack}.json"

    @property
    def locks(self) -> Path:
        return self.backend / "locks" / "organization" / self.project / self.stack

    @property
    def history(self) -> Path:
        return self.backend / "history" / self.project / self.stack


def recover(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str) -> list[str]:
    """Make a stack usable again after Pulumi was killed. Returns what was found and done, and what to do next.

    Args:
        pulumi_cli: The Pulumi CLI to use.
        environment: Its environment variables: backend, passphrase.
        project: Folder of the program.
        stack: Name of the stack.

    Raises:
        PulumiCliError: there is no such project or stack, the run is still alive, or neither state file can be read.
        OSError: a file cannot be written.
    """
    name = project_name(project)
    files = stack_files(pulumi_cli, environment, project, name, stack)
    lines: list[str] = []
    if files is not None:
        refuse_living(locks_in(files.locks))
        lines += [*_remove_damaged_attributes(files), *_restore_damaged_state(files.state)]
    is_older = any("was put back" in line for line in lines)
    lines += _unlock(pulumi_cli, environment, project, stack, files)
    export = pulumi(pulumi_cli, environment, project, "stack", "export", "--stack", stack)
    found = read_interrupted_run(export, None if files is None else files.history)
    _allow_to_finish(project, f"{name}/{stack.rpartition('/')[2]}", ids_in(export))
    return [*lines, *next_steps(found, is_older=is_older)]


def damaged_files(files: StackFiles) -> list[Path]:
    """What a killed Pulumi did not finish writing, and ``recover`` repairs."""
    is_damaged = files.state.exists() and not _is_complete(files.state)
    return [*_damaged_attributes(files), *([files.state] if is_damaged else [])]


def _remove_damaged_attributes(files: StackFiles) -> Iterator[str]:
    for file in _damaged_attributes(files):
        file.unlink()
        yield f"{file.name} was not whole and is gone: Pulumi needs nothing of it"


def _damaged_attributes(files: StackFiles) -> Iterator[Path]:
    patterns = (
        (files.state.parent, f"{files.stack}.json*.attrs"),
        (files.locks, "*.attrs"),
        (files.history, "*.attrs"),
        (files.backend / "backups" / files.project / files.stack, "*.attrs"),
    )
    for folder, pattern in patterns:
        yield from (file for file in sorted(folder.glob(pattern)) if not _is_complete(file))


def _restore_damaged_state(state: Path) -> Iterator[str]:
    backup = state.with_name(f"{state.name}.bak")
    if not state.exists() or _is_complete(state):
        return
    if not _is_complete(backup):
        message = (
            f"{state} holds half of a state, and so does its copy {backup.name}: restore it from a backup of yours"
        )
        raise PulumiCliError(message)
    broken = state.with_name(f"{state.name}.broken")
    state.replace(broken)
    shutil.copy2(backup, state)
    yield f"{state.name} held half of a state: the copy before it was put back, and the half kept as {broken.name}"


def stack_files(
    pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, name: str, stack: str
) -> StackFiles | None:
    """The files of the stack on a file backend; None for other backends. Raises ``PulumiCliError``."""
    answer = cast("JsonObject", json.loads(pulumi(pulumi_cli, environment, project, "whoami", "--json")))
    return files_at(str(answer.get("url", "")), name, stack)


def files_at(url: str, name: str, stack: str) -> StackFiles | None:
    """The files of the stack if ``url`` is that of a file backend; None for other backends."""
    backend = urlsplit(url)
    if backend.scheme != "file":
        return None
    return StackFiles(Path(unquote(backend.path)) / ".pulumi", name, stack.rpartition("/")[2])


def project_name(project: Path) -> str:
    """The name in the project's file.

    Raises:
        PulumiCliError: there is no such file, or it names no project.
    """
    file = next((project / name for name in ("Pulumi.yaml", "Pulumi.yml") if (project / name).is_file()), None)
    if file is None:
        message = f"there is no Pulumi.yaml in {project}: run this in the folder of the program"
        raise PulumiCliError(message)
    try:
        name = (as_object(yaml.safe_load(file.read_text(encoding="utf-8"))) or {}).get("name")
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        message = f"{file} cannot be read as YAML: {_reason(error)}"
        raise PulumiCliError(message) from error
    if not isinstance(name, str):
        message = f"{file} has no name of a project"
        raise PulumiCliError(message)
    return name


def _reason(error: Exception) -> str:
    """Why, without what the reader of YAML quotes of the file: a key may be in it."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return "it is no YAML" if isinstance(error, yaml.YAMLError) else str(error)


def _unlock(
    pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str, files: StackFiles | None
) -> Iterator[str]:
    locks = [] if files is None else locks_in(files.locks)
    pulumi(pulumi_cli, environment, project, "cancel", "--yes", "--stack", stack)
    for lock in locks:
        yield f"removed the lock of {lock}"
    if files is None:
        yield f"the backend was asked to end what runs in {stack}, and to remove its lock"
    elif not locks:
        yield f"there was no lock on {stack}"


def _allow_to_finish(project: Path, stack: str, objects: list[str]) -> None:
    folder = project / LOCAL_DIRECTORY
    private_folder(folder)
    file = folder / RECOVERED_FILE
    file.unlink(missing_ok=True)
    write_private(file, json.dumps({"stack": stack, "objects": objects}).encode())


def _is_complete(file: Path) -> bool:
    try:
        return isinstance(json.loads(file.read_bytes()), dict)
    except (OSError, ValueError, RecursionError):
        return False
