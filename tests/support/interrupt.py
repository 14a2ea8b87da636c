"""Ctrl-C in the middle of creates: a service that holds one create, and a run of the engine that can be interrupted."""

import asyncio
import os
import signal
import subprocess
import threading

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from support.project import Project

PATIENCE_S = 120.0
"""Nothing here takes so long; a test that hangs should fail."""


class HoldingService:
    """An emulator in front of which the answer to create number ``at_create`` waits until it is let go."""

    def __init__(self, emulator: ASGIApp, *, at_create: int) -> None:
        """Hold nothing yet."""
        self._emulator = emulator
        self._at_create = at_create
        self._creates = 0
        self.held = threading.Event()
        self.let_go = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of the held one the write is done, and the answer waits."""
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
    """A service that answers nothing until it is let go."""

    def __init__(self) -> None:
        """``hangs`` is set with the first request."""
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the request and keep it."""
        del receive, send
        if scope["type"] == "http":
            self.hangs.set()
            await asyncio.to_thread(self.let_go.wait, PATIENCE_S)


class InterruptibleRun:
    """A command of the engine in a process group of its own, as a terminal starts it."""

    def __init__(self, project: Project, *words: str) -> None:
        """Start it in the project."""
        self._process = project.start(*words, output=subprocess.PIPE)
        self.output = ""

    def press_ctrl_c(self) -> None:
        """What a terminal does: SIGINT to the group."""
        os.killpg(self._process.pid, signal.SIGINT)

    def read_until(self, text: str) -> None:
        """Read what it says up to the line with ``text``."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.output += line
            if text in line:
                return
        message = f"it never said {text!r}:\n{self.output}"
        raise AssertionError(message)

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        assert self._process.stdout is not None
        with self._process.stdout as rest:
            self.output += rest.read()
        return self._process.wait(PATIENCE_S)
