"""The permission that ``pulumi-chatbotkit recover`` leaves for the next run: to finish what a killed one began."""

import json
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.json_values import JsonValue, as_object

RECOVERED: Final = Path(".pulumi-chatbotkit") / "recovered.json"
"""In the project's folder, which is the working directory of Pulumi's provider processes."""

_VALID_S: Final = 24 * 60 * 60
"""A permission that nobody has used is forgotten after a day."""


class RecoveredRun:
    """Whether this run may take over what carries the stack's marker, without being told to."""

    def __init__(self, file: Path = RECOVERED) -> None:
        self._file = file
        self._was_used = False

    def is_allowed(self, stacks: Collection[str]) -> bool:
        """True if the run follows ``recover`` of one of these stacks, ``project/stack``. Counts as a use."""
        self._was_used = self._was_used or self._stack() in stacks
        return self._was_used

    def _stack(self) -> str | None:
        """The stack that has the permission; None if none has."""
        try:
            if time.time() - self._file.stat().st_mtime > _VALID_S:
                return None
            written = as_object(cast("JsonValue", json.loads(self._file.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            return None
        return None if written is None else str(written.get("stack"))

    def end(self) -> None:
        """Take the permission away if the run has used it."""
        if self._was_used:
            self._file.unlink(missing_ok=True)
