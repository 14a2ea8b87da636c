"""Killing the engine during a run: a service that does so at the n-th call of an action."""

import os
import signal
import subprocess
from collections.abc import Callable
from typing import Literal, TypeAlias

from starlette.types import ASGIApp, Receive, Scope, Send

from support.project import Project

Victim: TypeAlias = Literal["engine", "provider", "both"]


class KillingService:
    """An emulator that kills the engine once, at a chosen call."""

    def __init__(self, emulator: ASGIApp, *, at: int, before_the_write: bool, action: str = "create") -> None:
        """Call ``kill`` when call number ``at`` of the action arrives, or when its answer is about to leave."""
        self._emulator = emulator
        self._at = at
        self._action = action
        self._before = before_the_write
        self._calls = 0
        self.kill: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        kills_now = False
        if scope["type"] == "http" and scope["path"].endswith(f"/{self._action}"):
            self._calls += 1
            kills_now = self._calls == self._at
        if kills_now and self._before:
            self.kill()
        await self._emulator(scope, receive, send)
        if kills_now and not self._before:
            self.kill()


class KillableRun:
    """A running Pulumi CLI command that is killed during the test."""

    def __init__(self, project: Project, *words: str) -> None:
        """Start it in the project."""
        self._process = project.start(*words, output=subprocess.DEVNULL)
        self._children: set[int] = set()

    def kill(self, victim: Victim) -> None:
        """Send SIGKILL."""
        family = self._descendants()
        self._children.update(family)
        providers = [pid for pid, command in family.items() if "pulumi.dynamic" in command]
        victims: dict[Victim, list[int]] = {
            "engine": [self._process.pid],
            "provider": providers,
            "both": [self._process.pid, *providers],
        }
        _kill(victims[victim])

    def wait(self, limit_s: float) -> int:
        """Wait for the end, kill the processes that are still running, and return the exit code."""
        code = self._process.wait(limit_s)
        _kill(self._children)
        return code

    def _descendants(self) -> dict[int, str]:
        """Command lines of all child processes by id, found by parent because providers start new sessions."""
        words = ["ps", "-axo", "pid=,ppid=,command="]
        listing = subprocess.run(words, capture_output=True, text=True, check=True)
        parents: dict[int, int] = {}
        commands: dict[int, str] = {}
        for line in listing.stdout.splitlines():
            pid, parent, command = line.split(maxsplit=2)
            parents[int(pid)], commands[int(pid)] = int(parent), command
        found: dict[int, str] = {}
        for pid in parents:
            above = pid
            while above in parents and above != self._process.pid:
                above = parents[above]
            if above == self._process.pid and pid != above:
                found[pid] = commands[pid]
        return found


def _kill(processes: "set[int] | list[int]") -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
