"""The request log: one JSON object per line and attempt, written by an allow-list of fields.

Several processes may write to one file: a line goes out in a single write at the file's end.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pulumi_chatbotkit.api.events import AttemptEvent
from pulumi_chatbotkit.telemetry.actions import action_of
from pulumi_chatbotkit.telemetry.scopes import scope_hash

_OWNER_ALONE = 0o600


def _now() -> datetime:
    return datetime.now(UTC)


def problem_with(path: Path) -> str | None:
    """Why no log can be written at ``path``; None if one can. Looks only: nothing is made."""
    if path.is_dir():
        return "is a directory; name a file in it"
    if path.exists():
        return None if path.is_file() and os.access(path, os.W_OK) else "is no file that can be written to"
    if not path.parent.is_dir():
        return f"cannot be made: there is no directory {path.parent}"
    return None if os.access(path.parent, os.W_OK) else f"cannot be made: {path.parent} cannot be written to"


class RequestLog:
    """Writes a line per attempt. Made with the first line, for the owner alone (mode 0600)."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = _now) -> None:
        """Log to ``path``; times are ``now``'s."""
        self._path = path
        self._now = now
        self._broken = False

    def write(self, event: AttemptEvent) -> None:
        """Add an attempt; a client's hook.

        A file that can no longer be written ends the log with a line on standard error, not the call: its request has
        been sent.
        """
        if self._broken:
            return
        try:
            self._append(json.dumps(_entry(event, self._now()), separators=(",", ":")).encode() + b"\n")
        except OSError as error:
            self._broken = True
            print(f"warning: the request log ends here: {self._path}: {error.strerror}", file=sys.stderr, flush=True)

    def _append(self, line: bytes) -> None:
        # Opened per line: a log that is moved away while a run writes to it begins anew.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _OWNER_ALONE)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)


def _entry(event: AttemptEvent, ended: datetime) -> dict[str, str | int | float | None]:
    action = action_of(event.path)
    return {
        "time": ended.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "method": event.method,
        "path": event.path,
        "kind": action.kind,
        "action": action.name,
        "scope": scope_hash(event.scope),
        "attempt": event.attempt,
        "status": event.status,
        "error": event.error,
        "duration_ms": round(event.duration_s * 1000, 1),
        "wait_ms": round(event.wait_s * 1000, 1),
    }
