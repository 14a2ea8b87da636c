"""Environments with other versions of Pulumi's SDK: the oldest that the package accepts, and the newest there is.

They stand in ``.venv-sdk``, one per SDK version and Python version, and are made when first asked for. ``make test``
runs this module beforehand, which also asks the package index which version is the newest.
"""

import fcntl
import re
import subprocess
import sys
import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from uv import find_uv_bin

Sdk: TypeAlias = Literal["oldest", "locked", "newest"]
SDKS: tuple[Sdk, ...] = get_args(Sdk)

_PROJECT = Path(__file__).parents[2]
_FOLDER = _PROJECT / ".venv-sdk"
_NEWEST = _FOLDER / "newest.txt"
"""The newest version, as found by the last ``make test``."""


class NoEnvironment(Exception):
    """The environment is not there and cannot be made; the message is what uv says."""


def interpreter(sdk: Sdk) -> Path:
    """The Python of an environment with this SDK and what this package needs, except the package itself.

    Raises:
        NoEnvironment: it is missing, and the package index cannot be reached.
    """
    wanted = _version(sdk)
    if wanted == version("pulumi"):
        return Path(sys.executable)
    folder = _FOLDER / f"{wanted}-py{sys.version_info.major}.{sys.version_info.minor}"
    complete = folder / "complete"
    with _one_process_at_a_time():
        if not complete.exists():
            _make(folder, wanted)
            complete.touch()
    return folder / "bin" / "python"


def _version(sdk: Sdk) -> str:
    if sdk == "locked":
        return version("pulumi")
    if sdk == "oldest":
        return cast("re.Match[str]", re.search(r">=([\d.]+)", _requirement()))[1]
    with _one_process_at_a_time():
        if not _NEWEST.exists():
            _NEWEST.write_text(_newest())
        return _NEWEST.read_text()


def _requirement() -> str:
    """The line of the package's metadata, e.g. ``pulumi>=3.216.0,<4``."""
    project = tomllib.loads((_PROJECT / "pyproject.toml").read_text())["project"]
    dependencies = cast("list[str]", project["dependencies"])
    return next(each for each in dependencies if re.match(r"pulumi\b", each))


def _newest() -> str:
    resolved = _uv("pip", "compile", "--no-header", "--no-deps", "--python", sys.executable, "-", given=_requirement())
    return cast("re.Match[str]", re.search(r"pulumi==(\S+)", resolved))[1]


def _make(folder: Path, sdk_version: str) -> None:
    """Install the locked version of everything except the SDK and what it brings along."""
    _uv("venv", "--clear", "--python", sys.executable, str(folder))
    constraints = folder / "constraints.txt"
    locked = ("export", "--frozen", "--no-default-groups", "--no-emit-project", "--no-hashes", "--prune", "pulumi")
    constraints.write_text(_uv(*locked))
    python = ("--python", str(folder / "bin" / "python"))
    _uv("pip", "install", *python, "-r", "pyproject.toml", "-c", str(constraints), f"pulumi=={sdk_version}")


def _uv(*arguments: str, given: str = "") -> str:
    command = [find_uv_bin(), "--quiet", *arguments]
    ran = subprocess.run(command, cwd=_PROJECT, input=given, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise NoEnvironment(f"uv {arguments[0]}: {ran.stderr.strip()}")
    return ran.stdout


@contextmanager
def _one_process_at_a_time() -> Generator[None]:
    """The workers of one test run share the environments."""
    _FOLDER.mkdir(exist_ok=True)
    with (_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    try:
        _NEWEST.write_text(_newest())
    except NoEnvironment as error:
        if not _NEWEST.exists():
            raise
        print(f"sdk: the package index cannot be asked, {_NEWEST.read_text()} counts as the newest: {error}")
    for sdk in SDKS:
        interpreter(sdk)
        print(f"sdk: {sdk} is {_version(sdk)}")


if __name__ == "__main__":
    _main()
