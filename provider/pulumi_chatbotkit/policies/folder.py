"""The folder that Pulumi is given: what starts the policies, and their configuration."""

import json
import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.operations.template_files import write_new
from pulumi_chatbotkit.policies.rules import RULES

RUN: Final = "run"
CONFIGURATION: Final = "config.json"
_COPIED: Final[Mapping[str, str]] = {
    "PulumiPolicy.yaml": "PulumiPolicy.yaml",
    RUN: "run.sh",
    "__main__.py": "pack_main.py.txt",
}
"""The files that are copied, and their names in ``pack_files/``."""
_EXECUTABLE: Final = 0o755


class FolderRefused(Exception):
    """Nothing was written; the message says why, and what to do."""


def write_folder(folder: Path) -> tuple[Path, ...]:
    """Write the policy pack into ``folder``, which is made if there is none. Overwrites nothing.

    Returns:
        The files that were written.

    Raises:
        FolderRefused: the folder has one of the files already.
        OSError: a file cannot be written. What was written before is removed again.
    """
    source = resources.files("pulumi_chatbotkit.policies") / "pack_files"
    texts = {name: (source / kept).read_text(encoding="utf-8") for name, kept in _COPIED.items()}
    texts[CONFIGURATION] = configuration()
    there = [name for name in texts if os.path.lexists(folder / name)]
    if there:
        message = f"{folder} has {' and '.join(there)} already, so nothing was written: name another folder"
        raise FolderRefused(message)
    write_new(folder, texts)
    (folder / RUN).chmod(_EXECUTABLE)
    return tuple(folder / name for name in texts)


def configuration() -> str:
    """A configuration with every policy and setting, as they are without one."""
    levels = {rule.name: {"enforcementLevel": "advisory", **rule.defaults} for rule in RULES}
    return f"{json.dumps(levels, indent=2, ensure_ascii=False)}\n"
