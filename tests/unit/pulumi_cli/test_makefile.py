"""The Makefile, as far as it can be tested without installing anything."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def make(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("make") or "make", *arguments]
    # When `make test` runs these tests, its own flags are in the environment.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(command, cwd=directory, env=environ, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("target", ["setup", "up", "drift", "destroy", "test", "lint", "generate"])
def test_make_alone_lists_each_target_with_a_line(target: str) -> None:
    """People type `make` first in a clone."""
    listed = {line.split()[0]: line.split()[1:] for line in make(ROOT).stdout.splitlines()}

    assert listed[target]


def test_help_in_a_log_has_no_escape_codes() -> None:
    """Colours are for terminals only."""
    assert "\x1b" not in make(ROOT, "help").stdout


def test_a_machine_without_a_fitting_python_is_told_so(tmp_path: Path) -> None:
    """Otherwise an old interpreter would fail minutes later with a syntax error."""
    shutil.copy(ROOT / "Makefile", tmp_path)

    done = make(tmp_path, "setup", "PYTHON=/nowhere/python3")

    assert done.returncode == 2
    assert "no Python 3.11 or newer found (looked for /nowhere/python3)" in done.stderr
