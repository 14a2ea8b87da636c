"""Downloads the official release with Pulumi's own Python SDK, in a process of its own with a time limit."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli import process
from pulumi_chatbotkit.pulumi_cli.progress import Progress
from pulumi_chatbotkit.pulumi_cli.versions import PULUMI_VERSION

INSTALLER: Final = "pulumi_chatbotkit.pulumi_cli.install_release"
TIME_LIMIT_S: Final = 600.0
"""For the whole download. Where the network is slower than that, Pulumi is better installed by hand."""


def fill_from_release(directory: Path, environ: Mapping[str, str], progress: Progress) -> None:
    """Install the pinned release into ``bin`` below ``directory``.

    Raises:
        Unavailable: the site cannot be reached, or the installer failed or took too long.
    """
    command = [sys.executable, "-m", INSTALLER, str(PULUMI_VERSION), str(directory)]
    with progress.step(f"downloading Pulumi {PULUMI_VERSION} from pulumi.com"):
        process.run(command, environ=environ, cwd=directory, time_limit_s=TIME_LIMIT_S)
