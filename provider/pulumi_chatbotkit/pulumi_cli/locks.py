"""The locks that runs leave on a file backend: whose they are, and whether that run is still alive."""

import json
import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError


@dataclass(frozen=True)
class Lock:
    """A lock file; its parts are "" or 0 if it is not whole. ``since`` is a time as Pulumi writes it."""

    user: str
    host: str
    process: int
    since: str

    def __str__(self) -> str:
        if not self.process:
            return "a run that was killed while it took the lock"
        return f"a run by {self.user} on {self.host} (process {self.process}, since {self.since})"

    @property
    def is_alive(self) -> bool:
        """True if its process runs on this machine and is Pulumi; a number may have been given to another program."""
        if self.process <= 0 or self.host != socket.gethostname():
            return False
        listed = subprocess.run(
            ["ps", "-p", str(self.process), "-o", "comm="],  # noqa: S607 - in /bin or /usr/bin
            capture_output=True,
            text=True,
            check=False,
        )
        return os.path.basename(listed.stdout.strip()).startswith("pulumi")  # noqa: PTH119 - no path, a name

    @property
    def may_be_alive(self) -> bool:
        """True unless its process was on this machine and has ended. Of other machines nothing is known."""
        return self.is_alive or (bool(self.process) and self.host != socket.gethostname())


def locks_in(folder: Path) -> list[Lock]:
    """The locks of one stack."""
    return [_read(file) for file in sorted(folder.glob("*.json"))]


def refuse_living(locks: list[Lock]) -> None:
    """Refuse to take the lock from a run that is at work.

    Raises:
        PulumiCliError: a run with one of these locks is alive.
    """
    for lock in locks:
        if lock.is_alive:
            message = f"the stack is in use by {lock}, which is alive: wait for it, or stop it first"
            raise PulumiCliError(message)


def _read(file: Path) -> Lock:
    try:
        content = cast("JsonObject", json.loads(file.read_bytes()))
        process = content.get("pid")
        return Lock(
            str(content.get("username", "")),
            str(content.get("hostname", "")),
            process if isinstance(process, int) else 0,
            str(content.get("timestamp", "")),
        )
    except (OSError, ValueError, AttributeError, RecursionError):
        return Lock("", "", 0, "")
