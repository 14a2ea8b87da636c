"""The package as users get it: its wheel, an environment that has nothing but what the wheel requires, and a shell."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from support.project import LIMIT_S, REPOSITORY
from support.users_packages import link_packages, required

_FOREIGN = ("CHATBOTKIT_", "CBK_", "PULUMI_", "PYTHON", "PIP_", "VIRTUAL_ENV")
_KEPT = ("PULUMI_CHATBOTKIT_CACHE",)


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this package into ``folder``."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def users_shell(wheels: Path, packages: Path) -> dict[str, str]:
    """The variables of a shell in which pip installs what is in ``wheels``, without a network.

    pip, pytest and what the wheel requires are found in ``packages``, which is made; nothing else is.
    """
    packages.mkdir()
    link_packages(packages, required("pulumi-chatbotkit") | required("pytest") | {"pytest", "pip"})
    return {
        **plain_shell(os.environ),
        "PYTHONPATH": str(packages),
        "PIP_FIND_LINKS": str(wheels),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def plain_shell(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables without those of other programs. ``python3`` is the Python of the tests; Pulumi asks nobody."""
    own = {name: value for name, value in environ.items() if name in _KEPT or not name.startswith(_FOREIGN)}
    return {
        **own,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}",
        "PULUMI_OPTION_YES": "true",
        "PULUMI_OPTION_SKIP_PREVIEW": "true",
        "NO_COLOR": "1",
    }


def typed(folder: Path, environ: Mapping[str, str], *lines: str) -> str:
    """Type lines into one shell, up to the first that fails; what they print."""
    shell = ["bash", "-e", "-c", "\n".join(lines)]
    ran = subprocess.run(
        shell,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def next_commands(printed: str) -> list[str]:
    """The commands that ``init`` says."""
    return [line.strip() for line in printed.partition("Next:\n")[2].splitlines() if line.strip()]
