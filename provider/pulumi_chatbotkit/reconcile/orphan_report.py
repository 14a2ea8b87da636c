"""What a run tells at its end of objects that carry this stack's marker and are in no state. Thread-safe.

Only then it is known which of them the run has deleted: the state has those that Pulumi is about to replace as well.
"""

import threading
from collections.abc import Collection


class OrphanReport:
    """The lines, by kind and id of the object."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: dict[tuple[str, str], str] = {}

    def note(self, kind_name: str, identifier: str, line: str) -> None:
        """Remember what to tell of an object if it is in no state."""
        with self._lock:
            self._lines[kind_name, identifier] = line

    def lines(self, in_state: Collection[tuple[str, str]]) -> list[str]:
        """The lines. ``in_state`` has kind and id of each object that the state has, or had in this run."""
        with self._lock:
            return [line for key, line in self._lines.items() if key not in in_state]

    def clear(self) -> None:
        """Forget them: they have been told."""
        with self._lock:
            self._lines.clear()
