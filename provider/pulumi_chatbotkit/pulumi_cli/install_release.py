"""A program: installs one official Pulumi release. Arguments: the version, the directory that gets ``bin``.

``PulumiCommand.install`` takes no time limit and cannot be interrupted from a thread, hence a process of its own.
"""

import socket
import subprocess
import sys
from typing import Final

from pulumi.automation import PulumiCommand
from semver import VersionInfo

CONNECT_TIME_LIMIT_S: Final = 10.0


def install(version: str, root: str) -> None:
    """Install ``version`` into ``root``, or end the process with the reason as the last line of standard error."""
    socket.setdefaulttimeout(CONNECT_TIME_LIMIT_S)
    try:
        PulumiCommand.install(root=root, version=VersionInfo.parse(version))
    except subprocess.CalledProcessError as error:
        sys.exit(f"the installer failed: {error.output.decode(errors='replace')}")
    except OSError as error:
        # urllib wraps the cause in "<urlopen error ...>"; people need the cause alone.
        sys.exit(f"get.pulumi.com cannot be reached ({getattr(error, 'reason', error)})")


if __name__ == "__main__":
    install(*sys.argv[1:])
