"""A Pulumi project in a folder of its own for one subject, run with the real CLI while its processes are watched."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.floor import LATENCY_VARIABLE
from bench.processes import Finished, run
from bench.program import NAMESPACE
from bench.results import Step
from bench.service import ROOT
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli import PulumiCli, pulumi_environment

_STACK: Final = "bench"
_PARALLEL: Final = ("--parallel", "32")
_UP: Final = ("up", "--yes", "--skip-preview", *_PARALLEL)
_COMMANDS: Final[Mapping[Step, tuple[str, ...]]] = {
    "create": _UP,
    "preview": ("preview", "--expect-no-changes", *_PARALLEL),
    "update": _UP,
    "refresh": ("refresh", "--yes", "--skip-preview", "--run-program", *_PARALLEL),
    "drift": ("preview", "--refresh", "--run-program", "--expect-no-changes", *_PARALLEL),
    "destroy": ("destroy", "--yes", "--skip-preview", *_PARALLEL),
}
_SAID: Final = (0, 7)
"""Exit codes of Pulumi and of our reports: nothing differs, something does."""
_DROPPED_VARIABLES: Final = ("CHATBOTKIT_", "PULUMI_", "PYTHONDONTWRITEBYTECODE")
"""Prefixes of the caller's variables that are not passed on: settings of other programs, and one that makes each
start of Python compile again."""


class Stack:
    """One project with one stack."""

    def __init__(self, folder: Path, pulumi_cli: PulumiCli, module: str, *, latency_ms: int, checkpoints: bool) -> None:
        """Make the project in ``folder``; its program is what ``module`` declares."""
        folder.mkdir(parents=True)
        self._folder = folder
        caller = {key: value for key, value in os.environ.items() if not key.startswith(_DROPPED_VARIABLES)}
        self._environment = {
            **caller,
            **pulumi_environment(pulumi_cli, folder / LOCAL_DIRECTORY, caller),
            "PYTHONPATH": str(ROOT),
            LATENCY_VARIABLE: str(latency_ms),
            "PULUMI_SKIP_CHECKPOINTS": "false" if checkpoints else "true",
        }
        self.write("Pulumi.yaml", "name: bench\nruntime: python\n")
        self.write("__main__.py", f"import {module}\n\n{module}.declare()\n")
        self._pulumi("stack", "init", _STACK)

    def configure(self, configuration: Mapping[str, object]) -> None:
        """Replace the stack's configuration; keys without a namespace are the program's."""
        keys = [
            f"  {key if ':' in key else f'{NAMESPACE}:{key}'}: {json.dumps(value)}"
            for key, value in configuration.items()
        ]
        self.write(f"Pulumi.{_STACK}.yaml", "\n".join([self._salt(), "config:", *keys, ""]))

    def run(self, step: Step) -> Finished:
        """Run a step. Raises ``CommandFailed``."""
        return self._pulumi(*_COMMANDS[step])

    def command(self, *words: str) -> Finished:
        """Run a command that says that something differs, or that nothing does. Raises ``CommandFailed``."""
        return run([*words], folder=self._folder, environment=self._environment, expected=_SAID)

    def write(self, name: str, text: str) -> None:
        """Write a file into the folder in which its commands run."""
        (self._folder / name).write_text(text, encoding="utf-8")

    @property
    def state_bytes(self) -> int:
        """The size of the stack's state."""
        path = self._folder / LOCAL_DIRECTORY / "state" / ".pulumi" / "stacks" / "bench" / f"{_STACK}.json"
        return path.stat().st_size

    def _pulumi(self, *arguments: str) -> Finished:
        command = ["pulumi", *arguments, "--non-interactive"]
        return run(command, folder=self._folder, environment=self._environment)

    def _salt(self) -> str:
        """The line with the stack's encryption salt, which must be kept."""
        lines = (self._folder / f"Pulumi.{_STACK}.yaml").read_text(encoding="utf-8").splitlines()
        return next(line for line in lines if line.startswith("encryptionsalt"))
