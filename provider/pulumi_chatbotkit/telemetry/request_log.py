"""The request log: one line of JSON per attempt, with a fixed list of fields.

Several processes may write to one file: each line is appended by a single write.
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

_OWNER_ONLY = 0o600


def _now() -> datetime:
    return datetime.now(UTC)


def problem_with(path: Path) -> str | None:
    """Why a log cannot be written to ``path``; None if it can. Creates nothing."""
    if path.is_dir():
        return "is a directory; name a file in it"
    if path.exists():
        return None if path.is_file() and os.access(path, os.W_OK) else "is no file that can be written to"
    if not path.parent.is_dir():
        return f"cannot be made: there is no directory {path.parent}"
    return None if os.access(path.parent, os.W_OK) else f"cannot be made: {path.parent} cannot be written to"


class RequestLog:
    """Writes a line per attempt. The first line creates the file, readable by its owner only (mode 0600)."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = _now) -> None:
        self._path = path
        self._now = now
        self._broken = False

    def write(self, event: AttemptEvent) -> None:
        """Write an attempt; a hook for a client.

        If the file can no longer be written, the log ends with a warning on standard error. The request itself is not
        affected, because it has already been sent.
        """
        if self._broken:
            return
        try:
            self._append(json.dumps(_entry(event, self._now()), separators=(",", ":")).encode() + b"\n")
        except OSError as error:
            self._broken = True
            print(f"warning: the request log ends here: {self._path}: {error.strerror}", file=sys.stderr, flush=True)

    def _append(self, line: bytes) -> None:
        # Opened per line, so that the log starts a new file if somebody moves it away during a run.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
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
