"""The permission that ``pulumi-chatbotkit recover`` leaves for the next run: to finish what a killed one began."""

import json
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

RECOVERED: Final = Path(".pulumi-chatbotkit") / "recovered.json"
"""In the project's folder, which is the working directory of Pulumi's provider processes."""

_VALID_S: Final = 24 * 60 * 60
"""A permission that no run has had is forgotten after a day."""
_LARGEST: Final = 1 << 26
"""Bytes. It has the ids of all objects of a stack."""


class RecoveredRun:
    """What this run may do without being told to, because it follows ``recover`` of its stack."""

    def __init__(self, file: Path = RECOVERED) -> None:
        self._file = file
        written = _read(file)
        self._stack = written.get("stack")
        objects = written.get("objects")
        self._objects = frozenset(map(str, objects)) if isinstance(objects, list) else frozenset[str]()

    @property
    def stack(self) -> str | None:
        """The stack whose next run has the permission, ``project/stack``; None if there is none."""
        return self._stack if isinstance(self._stack, str) else None

    def is_allowed(self, stacks: Collection[str]) -> bool:
        """True if the run follows ``recover`` of one of these stacks, ``project/stack``: it may take over what carries
        the stack's marker."""
        return self._stack in stacks

    def may_be_gone(self, stacks: Collection[str], identifier: str) -> bool:
        """True if the run follows ``recover`` of one of these stacks, and the state had this object then: the killed
        run may have deleted it."""
        return self._stack in stacks and identifier in self._objects

    def end(self, stacks: Collection[str], *, was_real: bool) -> None:
        """Take the permission away after a run of its stack that was no preview, whether it was used or not."""
        if was_real and self._stack in stacks:
            self._file.unlink(missing_ok=True)


def _read(file: Path) -> JsonObject:
    """What is written; {} if that cannot be read, or is too old."""
    try:
        if time.time() - file.stat().st_mtime > _VALID_S:
            return {}
        return as_object(cast("JsonValue", json.loads(read_regular_file(file, _LARGEST)))) or {}
    except (OSError, FileRefused, ValueError, RecursionError):
        return {}
