"""The permission that ``pulumi-chatbotkit recover`` leaves for the next run: to finish what a killed one began."""

from pathlib import Path
from typing import Final

RECOVERED: Final = Path(".pulumi-chatbotkit") / "recovered.json"
"""In the project's folder, which is the working directory of Pulumi's provider processes."""


class RecoveredRun:
    """Whether this run may take over what carries the stack's marker, without being told to."""

    def __init__(self, file: Path = RECOVERED) -> None:
        self._file = file
        self._was_used = False

    def is_allowed(self) -> bool:
        """True if the run follows ``recover``. Counts as a use."""
        if not self._was_used and self._file.is_file():
            self._was_used = True
        return self._was_used

    def end(self) -> None:
        """Take the permission away if the run has used it."""
        if self._was_used:
            self._file.unlink(missing_ok=True)
