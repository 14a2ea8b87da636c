"""Spares the language host its list of installed packages, which costs as much time as a small run of the provider."""

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def python_with_known_packages() -> Path:
    """A command for the language host: this Python, but what pip lists is only looked up once."""
    folder = Path(tempfile.mkdtemp(prefix="pulumi-chatbotkit-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "-v", "--format", "json"], check=True, capture_output=True
    ).stdout
    (folder / "packages.json").write_bytes(listed)
    command = folder / "python"
    command.write_text(
        f"""#!/bin/sh
case "$*" in
    "-m pip list -v --format json") exec cat '{folder}/packages.json' ;;
    *) exec '{sys.executable}' "$@" ;;
esac
""",
        encoding="utf-8",
    )
    command.chmod(0o700)
    return command
