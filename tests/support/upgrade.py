"""Recordings of stacks made by earlier versions; ``make upgrade-recording`` adds one of this version.

A recording is a folder with the program, the exported state and the service's own state. Both states are in clear: all
secrets in them are the emulator's or examples.
"""

import json
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pulumi_chatbotkit.emulator import Snapshot
from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli
from pulumi_chatbotkit.testing import EmulatorServer, serve
from support.project import REPOSITORY, Project

FOLDER = REPOSITORY / "tests" / "upgrade"
_STACK = "stack.json"
_SERVICE = "service.json"
_PROGRAM = "program.txt"  # not .py: a recording keeps the style of its time


@dataclass(frozen=True)
class Recording:
    """The recording of a version in ``folder``, which has the version's name (``0.1``)."""

    folder: Path

    def restore(self, project: Project, emulator: EmulatorServer) -> None:
        """Restore stack and service as they were recorded."""
        emulator.load(Snapshot.from_json(self._text(_SERVICE)))
        project.write("__main__.py", self._text(_PROGRAM))
        state = json.loads(self._text(_STACK))
        state["deployment"]["secrets_providers"] = {"type": "passphrase", "state": {"salt": project.salt}}
        path = project.write(_STACK, json.dumps(state))
        project.stack("import", "--file", str(path))

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def recordings() -> list[Recording]:
    """All recordings, sorted by name."""
    return [Recording(path.parent) for path in sorted(FOLDER.glob(f"*/{_STACK}"))]


def record(program: str, folder: Path) -> None:
    """Run ``program`` with an emulator, and store the resulting states in ``folder``.

    Raises:
        ValueError: the state names a directory of this machine.
    """
    with tempfile.TemporaryDirectory() as directory, serve() as emulator:
        project = Project(Path(directory), find_pulumi_cli(), {"chatbotkit:endpoint": emulator.url}, "passphrase")
        project.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
        project.write("__main__.py", program)
        project.up()
        state = _portable(project.stack("export", "--show-secrets").stdout)
        service = emulator.snapshot(include_secrets=True).to_json()
    for place in (directory, str(REPOSITORY), str(Path.home())):
        if place in state + service:
            message = f"the recording would name {place}"
            raise ValueError(message)
    folder.mkdir(exist_ok=True)
    for name, text in ((_PROGRAM, program), (_STACK, state), (_SERVICE, service)):
        (folder / name).write_text(text, encoding="utf-8")


def _portable(state: str) -> str:
    """An export that any stack can import: without salt, and without source positions, which have local paths."""
    export = json.loads(state)
    del export["deployment"]["secrets_providers"]
    for resource in export["deployment"]["resources"]:
        resource.pop("sourcePosition", None)
        resource.pop("stackTrace", None)
    return json.dumps(export, indent=1) + "\n"


def main() -> None:
    """Record the example with every kind as this version."""
    minor = ".".join(version("pulumi-chatbotkit").split(".")[:2])
    program = (REPOSITORY / "examples" / "everything" / "__main__.py").read_text(encoding="utf-8")
    record(program, FOLDER / minor)
    sys.stdout.write(f"recorded tests/upgrade/{minor}\n")


if __name__ == "__main__":
    main()
