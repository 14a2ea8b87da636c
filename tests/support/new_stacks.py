"""What makes a new stack cheap: parts that are the same for each test are made once per process.

`pulumi stack init` makes a key, which costs as much processor time as a whole small run of the provider.
"""

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY


def copy_new_stack(folder: Path, stack: str, init: Callable[[Path], None]) -> None:
    """Put a new stack into the project in ``folder``, and select it. All copies encrypt with the same key.

    Args:
        folder: Has ``Pulumi.yaml``.
        stack: The full name, such as ``organization/e2e/dev``.
        init: Makes the project with its stack in an empty folder.
    """
    template = _template(init)
    shutil.copytree(template / LOCAL_DIRECTORY, folder / LOCAL_DIRECTORY, ignore=shutil.ignore_patterns("workspaces"))
    for settings in template.glob("Pulumi.*.yaml"):
        shutil.copy(settings, folder)
    # Pulumi keeps which stack is selected by the path of the project.
    project = (folder.resolve() / "Pulumi.yaml").as_posix()
    name = f"{stack.split('/')[1]}-{hashlib.sha1(project.encode(), usedforsecurity=False).hexdigest()}-workspace.json"
    workspaces = folder / LOCAL_DIRECTORY / "home" / "workspaces"
    workspaces.mkdir()
    backend = f"file://{folder.absolute() / LOCAL_DIRECTORY / 'state'}"
    (workspaces / name).write_text(json.dumps({"stacks": {backend: stack}}), encoding="utf-8")


def leave_out_logs(home: Path) -> None:
    """Let the Pulumi CLI write no log of each command: it does without when it cannot make the folder."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "logs").write_text("", encoding="utf-8")


@cache
def _template(init: Callable[[Path], None]) -> Path:
    folder = _temporary_folder()
    init(folder)
    return folder


def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pulumi-chatbotkit-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
