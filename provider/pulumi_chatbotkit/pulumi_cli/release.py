"""The official release, fetched by Pulumi's own Python SDK in a process that can be given a time limit and ended."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli import process
from pulumi_chatbotkit.pulumi_cli.progress import Progress
from pulumi_chatbotkit.pulumi_cli.versions import ENGINE_VERSION

INSTALLER: Final = "pulumi_chatbotkit.pulumi_cli.install_release"
TIME_LIMIT_S: Final = 600.0
"""For the whole download; a line too slow for it is better served by an installed Pulumi."""


def fill_from_release(directory: Path, environ: Mapping[str, str], progress: Progress) -> None:
    """Install the pinned release below ``directory``, into ``bin``.

    Raises:
        Unavailable: the site cannot be reached, or the installer failed or took too long.
    """
    command = [sys.executable, "-m", INSTALLER, str(ENGINE_VERSION), str(directory)]
    with progress.step(f"downloading Pulumi {ENGINE_VERSION} from pulumi.com"):
        process.run(command, environ=environ, cwd=directory, time_limit_s=TIME_LIMIT_S)
