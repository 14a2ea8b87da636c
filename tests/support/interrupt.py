"""Ctrl-C during creates: a service that holds the answer to one create, and a CLI run that can be interrupted."""

import asyncio
import os
import signal
import subprocess
import threading

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from support.project import Project

PATIENCE_S = 120.0
"""Longer than any step takes; a hanging test fails after this time."""


class HoldingService:
    """An emulator that holds the answer to create number ``at_create`` until the test releases it."""

    def __init__(self, emulator: ASGIApp, *, at_create: int) -> None:
        self._emulator = emulator
        self._at_create = at_create
        self._creates = 0
        self.held = threading.Event()
        self.let_go = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; for the held create, only the answer waits."""
        if scope["type"] == "http" and scope["path"].endswith("/create"):
            self._creates += 1
            if self._creates == self._at_create:
                send = self._held(send)
        await self._emulator(scope, receive, send)

    def _held(self, send: Send) -> Send:
        async def send_later(message: Message) -> None:
            self.held.set()
            await asyncio.to_thread(self.let_go.wait, PATIENCE_S)
            await send(message)

        return send_later


class HangingService:
    """A service that answers no request until the test releases it."""

    def __init__(self) -> None:
        """The event ``hangs`` is set by the first request."""
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Receive the request and do not answer it."""
        del receive, send
        if scope["type"] == "http":
            self.hangs.set()
            await asyncio.to_thread(self.let_go.wait, PATIENCE_S)


class InterruptibleRun:
    """A Pulumi CLI command in its own process group, as a terminal starts it."""

    def __init__(self, project: Project, *words: str) -> None:
        """Start it in the project."""
        self._process = project.start(*words, output=subprocess.PIPE)
        self.output = ""

    def press_ctrl_c(self) -> None:
        """Send SIGINT to the process group, as a terminal does."""
        os.killpg(self._process.pid, signal.SIGINT)

    def read_until(self, text: str) -> None:
        """Read its output up to the line with ``text``."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.output += line
            if text in line:
                return
        message = f"it never said {text!r}:\n{self.output}"
        raise AssertionError(message)

    def wait(self) -> int:
        """Wait for the end; returns the exit code."""
        assert self._process.stdout is not None
        with self._process.stdout as rest:
            self.output += rest.read()
        return self._process.wait(PATIENCE_S)
