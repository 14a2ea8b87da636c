"""actionlint, the checker of GitHub's workflows: built from its Go module into the cache that has the Pulumi CLI, too.

Its packages on PyPI download an executable when they are installed, which not every network allows.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli import progress_on
from pulumi_chatbotkit.pulumi_cli.cache import Manifest, build_directory, cache_entry, entry_locked, publish
from pulumi_chatbotkit.pulumi_cli.go_build import GO_ENVIRONMENT, STRIP_FLAGS, Go, Program

_MODULE: Final = "github.com/rhysd/actionlint"
_MODULES: Final = Path(__file__).parent / "go_modules"
_NAME: Final = "actionlint"


def actionlint() -> Path:
    """The executable, of the version in its ``go.mod``. Built if the cache has none, which takes half a minute.

    Raises:
        Unavailable: the build failed.
        AssertionError: there is no Go.
    """
    pinned = re.search(rf"{_MODULE} v(\S+)", (_MODULES / _NAME / "go.mod").read_text(encoding="utf-8"))
    assert pinned is not None
    version = pinned[1]
    entry = cache_entry(os.environ, _NAME, version)
    if not entry.is_dir():
        progress = progress_on()
        with entry_locked(entry, progress):
            if not entry.is_dir():
                with build_directory(entry) as directory:
                    _build(directory / _NAME, version)
                    publish(directory, entry, Manifest(version=version, origin="build from Go modules"))
    return entry / _NAME


def _build(target: Path, version: str) -> None:
    executable = shutil.which("go")
    assert executable is not None, "actionlint is built with Go: install Go 1.26 or newer"
    program = Program(_NAME, _NAME, f"{_MODULE}/cmd/actionlint", f"{STRIP_FLAGS} -X {_MODULE}.version={version}")
    with tempfile.TemporaryDirectory(prefix="chatbotkit-actionlint-") as scratch:
        modules = shutil.copytree(_MODULES, Path(scratch) / "modules")  # go writes a lock file beside go.mod
        go = Go(executable, {**os.environ, **GO_ENVIRONMENT}, modules)
        go.download(program)
        go.build(program, target)
