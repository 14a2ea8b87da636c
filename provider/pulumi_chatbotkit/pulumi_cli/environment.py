"""The environment variables with which Pulumi runs a program of this project, without a network.

Users' shells and tests get them from the same function.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli

LOCAL_DIRECTORY: Final = Path(".pulumi-chatbotkit")
"""Relative to the directory of the program; holds ``state``, ``home`` and ``passphrase``."""

PASSPHRASE_BYTES: Final = 32
PASSPHRASE_VARIABLES: Final = ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE")


def pulumi_environment(
    pulumi_cli: PulumiCli, directory: Path, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The variables to set, on top of ``environ`` (the process's own by default), before starting ``pulumi``.

    Makes ``directory`` (for the owner alone) if missing, and in it what the local backend needs. A backend or
    passphrase that ``environ`` names already is left as it is: then no variable for it is returned.

    Raises:
        OSError: ``directory`` cannot be made or written.
    """
    environ = os.environ if environ is None else environ
    variables = {
        "PATH": _path(pulumi_cli, environ.get("PATH", "")),
        # The language host would take any python3; the program needs the one that has this package.
        "PULUMI_PYTHON_CMD": sys.executable,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    if environ.get("PULUMI_BACKEND_URL"):
        return variables
    return {**variables, **_local_backend(directory.absolute(), environ)}


def _path(pulumi_cli: PulumiCli, search_path: str) -> str:
    first = [str(pulumi_cli.directory), str(Path(sys.executable).parent)]
    return os.pathsep.join([*first, *(entry for entry in search_path.split(os.pathsep) if entry not in first)])


def _local_backend(directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """State, home and passphrase below ``directory``; a home of its own keeps the user's ``~/.pulumi`` untouched."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    state, home = directory / "state", directory / "home"
    for folder in (state, home):
        folder.mkdir(mode=0o700, exist_ok=True)
    variables = {"PULUMI_BACKEND_URL": f"file://{state}"}
    if not environ.get("PULUMI_HOME"):
        variables["PULUMI_HOME"] = str(home)
    # An empty passphrase is a choice too, so presence counts, not truth.
    if not any(name in environ for name in PASSPHRASE_VARIABLES):
        variables["PULUMI_CONFIG_PASSPHRASE_FILE"] = str(_passphrase_file(directory))
    return variables


def _passphrase_file(directory: Path) -> Path:
    """A random passphrase, made once; losing the file loses the secrets in the state."""
    target = directory / "passphrase"
    if target.exists():
        return target
    draft = directory / f".passphrase-{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(PASSPHRASE_BYTES) + "\n", encoding="utf-8")
    try:
        os.link(draft, target)  # atomic, and unlike a rename it never replaces what another run has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return target
