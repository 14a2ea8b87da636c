"""Copies of the project's tree, one per worker, because a fault is planted in the file itself.

Each has an environment whose interpreter finds the package in the copy, in the processes that tests start as well, and
everything else where this process finds it.
"""

import os
import shutil
import signal
import site
import subprocess
import sys
import venv
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from tools.mutants.mutations import ROOT, Mutation
from tools.mutants.plugin import SEED

_NOT_COPIED: Final = (
    ".git",
    ".venv*",
    ".mutants",
    ".soak",
    ".hypothesis",
    ".*_cache",
    "node_modules",
    "dist",
    "results",
)
_PYTEST: Final = (
    "-q",
    "-x",
    "-p",
    "tools.mutants.plugin",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--tb=line",
    "-o",
    "faulthandler_timeout=0",
)


@dataclass(frozen=True)
class Tree:
    """One copy, used by one worker at a time."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Tree":
        """A fresh copy in ``folder``; of an older one, only the environment stays."""
        tree = cls(folder)
        shutil.rmtree(tree.root, ignore_errors=True)
        shutil.copytree(ROOT, tree.root, symlinks=True, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        tree._make_environment()
        return tree

    @property
    def root(self) -> Path:
        """The copy of the project's folder."""
        return self.folder / "tree"

    @contextmanager
    def planted(self, mutation: Mutation) -> Generator[None]:
        """While the block runs, the module has the fault."""
        module = self.root / mutation.file
        original = module.read_text(encoding="utf-8")
        module.write_text(mutation.mutated, encoding="utf-8")
        # Python tells a stale compiled module by size and second; a fault may leave both as they were.
        compiled = Path(cache_from_source(str(module)))
        compiled.unlink(missing_ok=True)
        try:
            yield
        finally:
            module.write_text(original, encoding="utf-8")
            compiled.unlink(missing_ok=True)

    def pytest(
        self, arguments: Sequence[str], environment: Mapping[str, str], *, limit_s: float | None = None
    ) -> subprocess.CompletedProcess[str] | None:
        """Run pytest in the copy; None if it took longer than ``limit_s``."""
        scratch = self.folder / "tmp"
        scratch.mkdir(exist_ok=True)
        command = [str(self._python), "-m", "pytest", *_PYTEST, f"--hypothesis-seed={SEED}", *arguments]
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env={**os.environ, "TMPDIR": str(scratch), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # so that what tests start can be ended with them
        )
        try:
            output, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            shutil.rmtree(scratch, ignore_errors=True)
        return subprocess.CompletedProcess(command, process.returncode, output, "")

    @property
    def _python(self) -> Path:
        return self.folder / "environment" / "bin" / "python"

    def _make_environment(self) -> None:
        if not self._python.exists():
            venv.create(self.folder / "environment", with_pip=False)
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        packages = self.folder / "environment" / "lib" / version / "site-packages"
        others = [each for each in site.getsitepackages() if Path(each).is_dir()]
        (packages / "tree.pth").write_text("\n".join([str(self.root / "provider"), *others]), encoding="utf-8")
