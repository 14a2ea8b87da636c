"""What makes each Pulumi command of a test shorter: no list of installed packages, and little garbage collection."""

import atexit
import json
import shlex
import shutil
import sys
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

LESS_GARBAGE_COLLECTION: Final = {"GOGC": "400"}
"""For the Pulumi CLI: a quarter of its start is garbage collection, and a test has little state."""


@cache
def python_with_known_packages(*options: str) -> Path:
    """A command for the language host: this Python, but what pip lists is only looked up once.

    The list costs as much time as a small run of the provider.

    Args:
        options: Options of Python, such as ``-S``.
    """
    folder = Path(tempfile.mkdtemp(prefix="pulumi-chatbotkit-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # What the host reads of `pip list -v`: it looks for plugins in the packages' folders.
    listed = [
        {"name": each.metadata["Name"], "version": each.version, "location": str(each.locate_file(""))}
        for each in metadata.distributions()
    ]
    (folder / "packages.json").write_text(json.dumps(listed), encoding="utf-8")
    command = folder / "python"
    command.write_text(
        f"""#!/bin/sh
case "$*" in
    "-m pip list -v --format json") exec cat '{folder}/packages.json' ;;
    *) exec {shlex.join([sys.executable, *options])} "$@" ;;
esac
""",
        encoding="utf-8",
    )
    command.chmod(0o700)
    return command
