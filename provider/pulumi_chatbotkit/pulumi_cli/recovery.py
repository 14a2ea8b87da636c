"""What a killed engine leaves of a stack: a lock, and on a file backend perhaps a file that is not whole.

Beside each of its files the file backend keeps another with the ending ``.attrs``, and writes that one in place: killed
meanwhile, it leaves it empty, and the next command ends with ``failed to load checkpoint: EOF``. It holds nothing that
is needed. The state itself is renamed into its place after a copy of the former was made, so where the machine fails,
one of the two is whole. An older state is no loss here: what it lacks is found at the service by its marker.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import yaml

from pulumi_chatbotkit.pulumi_cli.binaries import Engine
from pulumi_chatbotkit.pulumi_cli.errors import EngineError


def recover(engine: Engine, environment: Mapping[str, str], project: Path, stack: str) -> list[str]:
    """Make a stack usable again whose engine was killed; says what was done, a line each.

    Args:
        engine: Whose command line to use.
        environment: The variables of its processes: backend, passphrase.
        project: Folder of the program.
        stack: Name of the stack.

    Raises:
        EngineError: there is no such project or stack, or neither state file can be read.
    """
    return [*_repaired(engine, environment, project, stack), *_unlocked(engine, environment, project, stack)]


def _repaired(engine: Engine, environment: Mapping[str, str], project: Path, stack: str) -> Iterator[str]:
    backend = _backend_folder(engine, environment, project)
    if backend is None:
        return
    name = _project_name(project)
    yield from _without_broken_attributes(backend, name, stack)
    yield from _with_a_whole_state(backend / "stacks" / name / f"{stack}.json")


def _without_broken_attributes(backend: Path, project: str, stack: str) -> Iterator[str]:
    places = (
        (backend / "stacks" / project, f"{stack}.json*.attrs"),
        (backend / "locks" / "organization" / project / stack, "*.attrs"),
        (backend / "history" / project / stack, "*.attrs"),
        (backend / "backups" / project / stack, "*.attrs"),
    )
    for folder, pattern in places:
        for file in sorted(folder.glob(pattern)):
            if not _is_whole(file):
                file.unlink()
                yield f"{file.name} was not whole and is gone: Pulumi needs nothing of it"


def _with_a_whole_state(state: Path) -> Iterator[str]:
    backup = state.with_name(f"{state.name}.bak")
    if not state.exists() or _is_whole(state):
        return
    if not _is_whole(backup):
        message = (
            f"{state} holds half of a state, and so does its copy {backup.name}: restore it from a backup of yours"
        )
        raise EngineError(message)
    broken = state.with_name(f"{state.name}.broken")
    state.replace(broken)
    shutil.copy2(backup, state)
    yield f"{state.name} held half of a state: the copy before it was put back, and the half kept as {broken.name}"


def _backend_folder(engine: Engine, environment: Mapping[str, str], project: Path) -> Path | None:
    """Where a file backend keeps its files; None for other backends."""
    answer = cast("dict[str, str]", json.loads(_pulumi(engine, environment, project, "whoami", "--json")))
    backend = urlsplit(answer.get("url", ""))
    return Path(unquote(backend.path)) / ".pulumi" if backend.scheme == "file" else None


def _project_name(project: Path) -> str:
    return str(cast("dict[str, object]", yaml.safe_load((project / "Pulumi.yaml").read_text(encoding="utf-8")))["name"])


def _unlocked(engine: Engine, environment: Mapping[str, str], project: Path, stack: str) -> Iterator[str]:
    _pulumi(engine, environment, project, "cancel", "--yes", "--stack", stack)
    yield f"no lock holds {stack}; run `pulumi up`"


def _is_whole(file: Path) -> bool:
    try:
        return isinstance(json.loads(file.read_bytes()), dict)
    except (OSError, ValueError):
        return False


def _pulumi(engine: Engine, environment: Mapping[str, str], project: Path, *arguments: str) -> str:
    command = [str(engine.directory / "pulumi"), *arguments, "--non-interactive"]
    done = subprocess.run(
        command,
        cwd=project,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        message = f"pulumi {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}"
        raise EngineError(message)
    return done.stdout
