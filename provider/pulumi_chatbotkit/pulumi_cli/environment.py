"""The environment variables with which Pulumi runs a program of this project, without a network.

Users' shells and tests get them from the same function.
"""

import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY, make_private, private_folder, write_private
from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError

PASSPHRASE_BYTES: Final = 32
BACKEND_VARIABLE: Final = "PULUMI_BACKEND_URL"
HOME_VARIABLE: Final = "PULUMI_HOME"
PASSPHRASE_FILE_VARIABLE: Final = "PULUMI_CONFIG_PASSPHRASE_FILE"  # noqa: S105 - a name
PASSPHRASE_VARIABLES: Final = ("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE_FILE_VARIABLE)
DIRECTORY_VARIABLE: Final = "PULUMI_CHATBOTKIT_DIRECTORY"
"""The folder that a shell's variables belong to: in another project they are replaced, not used."""
RUN_PROGRAM_VARIABLE: Final = "PULUMI_RUN_PROGRAM"

_PROJECT_FILES: Final = ("Pulumi.yaml", "Pulumi.yml")


def local_directory(working_directory: Path) -> Path:
    """The folder for state, home and passphrase: beside the nearest ``Pulumi.yaml`` at or above a directory."""
    start = working_directory.absolute()
    return next(filter(is_project, (start, *start.parents)), start) / LOCAL_DIRECTORY


def is_project(folder: Path) -> bool:
    """True if the folder is that of a program: it has a ``Pulumi.yaml``."""
    return any((folder / name).is_file() for name in _PROJECT_FILES)


def pulumi_environment(
    pulumi_cli: PulumiCli, directory: Path, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The variables to set, on top of ``environ`` (the process's own by default), before starting ``pulumi``.

    Makes ``directory`` (for the owner alone) if missing, and in it what the local backend needs. A backend or
    passphrase that ``environ`` names already is left as it is: then no variable for it is returned. What an earlier
    call for another directory has set does not count.

    Raises:
        OSError: ``directory`` cannot be made or written.
        PulumiCliError: the passphrase of a state is missing, or a variable belongs to another project.
    """
    variables = pulumi_variables(pulumi_cli, directory, environ)
    if DIRECTORY_VARIABLE in variables:
        _make_local_backend(directory.absolute(), with_passphrase=PASSPHRASE_FILE_VARIABLE in variables)
    return variables


def pulumi_variables(
    pulumi_cli: PulumiCli, directory: Path, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The same variables; nothing is made, so what they name may not be there.

    Raises:
        PulumiCliError: a variable belongs to another project.
    """
    environ = os.environ if environ is None else environ
    directory = directory.absolute()
    ours = _set_by_us(environ, directory)
    chosen = {name: value for name, value in environ.items() if name not in ours}
    variables = {
        "PATH": _path(pulumi_cli, environ.get("PATH", "")),
        # The language host would take any python3; the program needs the one that has this package.
        "PULUMI_PYTHON_CMD": sys.executable,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    if not environ.get(RUN_PROGRAM_VARIABLE):
        # Otherwise destroy and refresh use the endpoint and the key of the last up, which the state holds.
        variables[RUN_PROGRAM_VARIABLE] = "true"
    if not chosen.get(BACKEND_VARIABLE):
        variables |= _local_backend(directory, chosen)
    left_over = sorted(ours - variables.keys() - _without_effect(environ))
    if left_over:
        raise PulumiCliError(_left_over(left_over, environ[DIRECTORY_VARIABLE]))
    return variables


def other_directory(directory: Path, environ: Mapping[str, str]) -> str | None:
    """The folder of another project that the variables belong to; None if there is none, or it is this one."""
    earlier = environ.get(DIRECTORY_VARIABLE)
    return None if earlier in (None, str(directory.absolute())) else earlier


def _set_by_us(environ: Mapping[str, str], directory: Path) -> set[str]:
    """The variables that still are as an earlier call has set them, for this directory or another."""
    places = {directory, Path(environ.get(DIRECTORY_VARIABLE, directory))}
    set_here = {(name, value) for place in places for name, value in _variables_of(place)}
    return {name for name, value in environ.items() if (name, value) in set_here}


def _variables_of(directory: Path) -> Iterator[tuple[str, str]]:
    yield DIRECTORY_VARIABLE, str(directory)
    yield BACKEND_VARIABLE, f"file://{directory / 'state'}"
    yield HOME_VARIABLE, str(directory / "home")
    yield PASSPHRASE_FILE_VARIABLE, str(directory / "passphrase")


def _without_effect(environ: Mapping[str, str]) -> set[str]:
    """Variables that Pulumi does not look at: the file, beside a passphrase that is set, even an empty one."""
    return {PASSPHRASE_FILE_VARIABLE} if PASSPHRASE_VARIABLES[0] in environ else set()


def _left_over(names: list[str], earlier: str) -> str:
    return (
        f"{' and '.join(names)} of this shell: set for the project of {earlier}, by `engine env` there, and nothing "
        f"replaces it here. Run `unset {' '.join(names)}`, and then this again"
    )


def _path(pulumi_cli: PulumiCli, search_path: str) -> str:
    first = [str(pulumi_cli.directory), str(Path(sys.executable).parent)]
    return os.pathsep.join([*first, *(entry for entry in search_path.split(os.pathsep) if entry not in first)])


def _local_backend(directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """State, home and passphrase below ``directory``; a home of its own keeps the user's ``~/.pulumi`` untouched."""
    variables = dict(_variables_of(directory))
    if environ.get(HOME_VARIABLE):
        del variables[HOME_VARIABLE]
    # An empty passphrase is a choice too, so presence counts, not truth.
    if any(name in environ for name in PASSPHRASE_VARIABLES):
        del variables[PASSPHRASE_FILE_VARIABLE]
    return variables


def _make_local_backend(directory: Path, *, with_passphrase: bool) -> None:
    for folder in (directory, directory / "state", directory / "home"):
        private_folder(folder)
    if with_passphrase:
        _make_passphrase(directory)


def _make_passphrase(directory: Path) -> None:
    """A random passphrase, made once; losing the file loses the secrets in the state."""
    target = directory / "passphrase"
    if make_private(target):
        return
    stacks = sorted(path.stem for path in (directory / "state").glob(".pulumi/stacks/*/*.json"))
    if stacks:
        message = (
            f"{target} is missing, and the state beside it was made with it (stack {', '.join(stacks)}): a new "
            "passphrase could not read that state. Put the file back, or set PULUMI_CONFIG_PASSPHRASE to what it held. "
            f"If both are lost, so are the secrets in the state: move {directory} away to begin anew"
        )
        raise PulumiCliError(message)
    draft = directory / f".passphrase-{os.getpid()}"
    draft.unlink(missing_ok=True)
    write_private(draft, f"{secrets.token_urlsafe(PASSPHRASE_BYTES)}\n".encode())
    try:
        with suppress(FileExistsError):
            os.link(draft, target)  # atomic, and unlike a rename it never replaces what another run has just made
    finally:
        draft.unlink()
