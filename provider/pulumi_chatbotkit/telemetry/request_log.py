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
from pulumi_chatbotkit.private_files import open_to_append
from pulumi_chatbotkit.telemetry.actions import action_of
from pulumi_chatbotkit.telemetry.scopes import scope_hash


def _now() -> datetime:
    return datetime.now(UTC)


def problem_with(path: Path) -> str | None:
    """Why a log cannot be written to ``path``; None if it can. Creates nothing."""
    if path.is_symlink():
        return "is a symbolic link, which could lead anywhere; name the file itself"
    if path.is_dir():
        return "is a directory; name a file in it"
    if path.exists():
        return None if path.is_file() and os.access(path, os.W_OK) else "is no file that can be written to"
    if not path.parent.is_dir():
        return f"cannot be made: there is no directory {path.parent}"
    return None if os.access(path.parent, os.W_OK) else f"cannot be made: {path.parent} cannot be written to"


class RequestLog:
    """Writes a line per attempt. The file is readable by its owner only (mode 0600), whoever made it."""

    def __init__(self, path: Path, *, redact: Callable[[str], str] = str, now: Callable[[], datetime] = _now) -> None:
        """``redact`` masks secrets: an alias in a path may be one."""
        self._path = path
        self._redact = redact
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
            self._append(json.dumps(self._entry(event), separators=(",", ":")).encode() + b"\n")
        except OSError as error:
            self._broken = True
            print(f"warning: the request log ends here: {self._path}: {error.strerror}", file=sys.stderr, flush=True)

    def _append(self, line: bytes) -> None:
        # Opened per line, so that the log starts a new file if somebody moves it away during a run.
        descriptor = open_to_append(self._path)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _entry(self, event: AttemptEvent) -> dict[str, str | int | float | None]:
        action = action_of(event.action_path)
        return {
            "time": self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "method": event.method,
            "path": self._redact(event.path),
            "kind": action.kind,
            "action": action.name,
            "scope": scope_hash(event.scope),
            "attempt": event.attempt,
            "status": event.status,
            "error": event.error,
            "duration_ms": round(event.duration_s * 1000, 1),
            "wait_ms": round(event.wait_s * 1000, 1),
        }
