"""Recognises a Pulumi CLI: the executable, the Python language host beside it, and an accepted version."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from semver import VersionInfo

from pulumi_chatbotkit.pulumi_cli import process
from pulumi_chatbotkit.pulumi_cli.errors import Unavailable
from pulumi_chatbotkit.pulumi_cli.versions import MINIMUM_VERSION, NEXT_MAJOR

CLI: Final = "pulumi"
COMPANIONS: Final = ("pulumi-language-python", "pulumi-resource-pulumi-python")
"""What the CLI starts for a Python program: the language host, and the host of dynamic providers."""

VERSION_TIME_LIMIT_S: Final = 60.0


@dataclass(frozen=True)
class PulumiCli:
    """A Pulumi CLI with a Python language host.

    Attributes:
        directory: holds the executable ``pulumi``.
        version: what ``pulumi version`` says, e.g. ``3.259.0``.
        origin: how it was found, as shown to people, e.g. ``PATH``.
    """

    directory: Path
    version: str
    origin: str

    def __str__(self) -> str:
        return f"Pulumi CLI {self.version} from {self.origin}: {self.directory}"


def on_path(environ: Mapping[str, str]) -> PulumiCli:
    """The Pulumi CLI on the ``PATH`` of ``environ``.

    The companions may lie beside ``pulumi``, beside the file that it is a link to, or anywhere on ``PATH``: Pulumi
    looks for them there.

    Raises:
        Unavailable: no ``pulumi``, a companion missing, or a version that is not accepted.
    """
    search_path = environ.get("PATH", "")
    found = shutil.which(CLI, path=search_path)
    if found is None:
        raise Unavailable("no pulumi there")
    executable = Path(found).absolute()
    beside = [executable.parent, executable.resolve().parent]
    missing = [
        name for name in COMPANIONS if _first_with(name, beside) is None and not shutil.which(name, path=search_path)
    ]
    if missing:
        raise Unavailable(f"{executable} has no {' and no '.join(missing)} beside it or on PATH")
    directory = _first_with(COMPANIONS[0], beside) or executable.parent
    return PulumiCli(directory, str(accepted_version(executable, environ)), "PATH")


def in_directory(directory: Path, environ: Mapping[str, str], origin: str) -> PulumiCli:
    """The Pulumi CLI in ``directory``, after starting it once.

    Raises:
        Unavailable: a file is missing or not executable, or the version is not accepted.
    """
    missing = missing_from(directory)
    if missing:
        raise Unavailable(f"{', '.join(missing)} not in {directory}")
    return PulumiCli(directory, str(accepted_version(directory / CLI, environ)), origin)


def missing_from(directory: Path) -> list[str]:
    """The names of the executables that are missing from ``directory``."""
    return [name for name in (CLI, *COMPANIONS) if shutil.which(name, path=str(directory)) is None]


def accepted_version(executable: Path, environ: Mapping[str, str]) -> VersionInfo:
    """The version that ``executable`` reports.

    Raises:
        Unavailable: it does not start, reports none, or one that this package does not work with.
    """
    said = process.run(
        [str(executable), "version"],
        environ={**environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        time_limit_s=VERSION_TIME_LIMIT_S,
    ).strip()
    try:
        version = VersionInfo.parse(said.removeprefix("v"))
    except ValueError as error:
        raise Unavailable(f"{executable} reports no version, but {said!r}") from error
    if not MINIMUM_VERSION <= version < NEXT_MAJOR:
        raise Unavailable(
            f"{executable} is version {version}; needed is {MINIMUM_VERSION} or newer, below {NEXT_MAJOR}"
        )
    return version


def _first_with(name: str, directories: list[Path]) -> Path | None:
    return next((directory for directory in directories if shutil.which(name, path=str(directory))), None)
