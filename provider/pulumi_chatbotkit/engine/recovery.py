"""What a killed engine leaves of a stack: a lock, and on a file backend perhaps half of a state file.

The file backend copies the state file before it writes it anew, so of the two one is always whole. An older state is no
loss here: what it lacks is found at the service by its marker.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import yaml

from pulumi_chatbotkit.engine.binaries import Engine
from pulumi_chatbotkit.engine.errors import EngineError


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
    folder = _state_folder(engine, environment, project)
    if folder is None:
        return
    state = folder / f"{stack}.json"
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


def _state_folder(engine: Engine, environment: Mapping[str, str], project: Path) -> Path | None:
    """Where a file backend keeps the states of the project's stacks; None for other backends."""
    answer = cast("dict[str, str]", json.loads(_pulumi(engine, environment, project, "whoami", "--json")))
    backend = urlsplit(answer.get("url", ""))
    if backend.scheme != "file":
        return None
    name = cast("dict[str, object]", yaml.safe_load((project / "Pulumi.yaml").read_text(encoding="utf-8")))["name"]
    return Path(unquote(backend.path)) / ".pulumi" / "stacks" / str(name)


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
