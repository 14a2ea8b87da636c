"""Repairs a stack after Pulumi was killed: removes the lock, and on a file backend repairs damaged files.

Beside each of its files the file backend keeps one that ends in ``.attrs``, and overwrites it in place. If Pulumi is
killed meanwhile, the file stays empty and the next command fails with ``failed to load checkpoint: EOF``. Pulumi needs
nothing of it. The state itself is copied first and then replaced by a rename, so of state and copy one is always
complete. To go back to the older copy loses nothing: objects that it does not know are found at the service by their
marker.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import yaml

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError


def recover(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str) -> list[str]:
    """Make a stack usable again after Pulumi was killed. Returns what was done, a line each.

    Args:
        pulumi_cli: The Pulumi CLI to use.
        environment: Its environment variables: backend, passphrase.
        project: Folder of the program.
        stack: Name of the stack.

    Raises:
        PulumiCliError: there is no such project or stack, or neither state file can be read.
    """
    return [*_repair(pulumi_cli, environment, project, stack), *_unlock(pulumi_cli, environment, project, stack)]


def _repair(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str) -> Iterator[str]:
    backend = _backend_folder(pulumi_cli, environment, project)
    if backend is None:
        return
    name = _project_name(project)
    yield from _remove_damaged_attributes(backend, name, stack)
    yield from _restore_damaged_state(backend / "stacks" / name / f"{stack}.json")


def _remove_damaged_attributes(backend: Path, project: str, stack: str) -> Iterator[str]:
    patterns = (
        (backend / "stacks" / project, f"{stack}.json*.attrs"),
        (backend / "locks" / "organization" / project / stack, "*.attrs"),
        (backend / "history" / project / stack, "*.attrs"),
        (backend / "backups" / project / stack, "*.attrs"),
    )
    for folder, pattern in patterns:
        for file in sorted(folder.glob(pattern)):
            if not _is_complete(file):
                file.unlink()
                yield f"{file.name} was not whole and is gone: Pulumi needs nothing of it"


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


def _backend_folder(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path) -> Path | None:
    """The folder of a file backend; None for other backends."""
    answer = cast("dict[str, str]", json.loads(_pulumi(pulumi_cli, environment, project, "whoami", "--json")))
    backend = urlsplit(answer.get("url", ""))
    return Path(unquote(backend.path)) / ".pulumi" if backend.scheme == "file" else None


def _project_name(project: Path) -> str:
    return str(cast("dict[str, object]", yaml.safe_load((project / "Pulumi.yaml").read_text(encoding="utf-8")))["name"])


def _unlock(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str) -> Iterator[str]:
    _pulumi(pulumi_cli, environment, project, "cancel", "--yes", "--stack", stack)
    yield f"no lock holds {stack}; run `pulumi up`"


def _is_complete(file: Path) -> bool:
    try:
        return isinstance(json.loads(file.read_bytes()), dict)
    except (OSError, ValueError):
        return False


def _pulumi(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, *arguments: str) -> str:
    command = [str(pulumi_cli.directory / "pulumi"), *arguments, "--non-interactive"]
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
        raise PulumiCliError(message)
    return done.stdout
