"""Progress messages on standard error: a moving line on a terminal, a line now and then in a log."""

import sys
import threading
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, Protocol, TextIO

from rich.console import Console
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

HEARTBEAT_S: Final = 20.0
"""Seconds between two lines in a log; CI systems end jobs that print nothing for minutes."""

PREFIX: Final = "engine: "


class Progress(Protocol):
    """Where finding and getting a Pulumi CLI report to."""

    def say(self, line: str) -> None:
        """Report one finished fact."""
        ...

    def step(self, title: str) -> AbstractContextManager[None]:
        """Show ``title`` and the time passed while the block runs; report the duration unless the block fails."""
        ...


def progress_on(stream: TextIO | None = None) -> Progress:
    """The progress messages that suit ``stream`` (standard error by default)."""
    target = sys.stderr if stream is None else stream
    return TerminalProgress(target) if target.isatty() else LineProgress(target)


class LineProgress:
    """Whole lines, for logs: at the start of a step, every ``heartbeat_s`` seconds, and at its end."""

    def __init__(self, stream: TextIO, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._stream = stream
        self._heartbeat_s = heartbeat_s

    def say(self, line: str) -> None:
        print(f"{PREFIX}{line}", file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Generator[None]:
        started_s = time.monotonic()
        self.say(f"{title} ...")
        ended = threading.Event()
        heart = threading.Thread(target=self._beat, args=(title, started_s, ended), daemon=True)
        heart.start()
        try:
            yield
        finally:
            ended.set()
            heart.join()
        self.say(f"{title}: done in {duration(time.monotonic() - started_s)}")

    def _beat(self, title: str, started_s: float, ended: threading.Event) -> None:
        while not ended.wait(self._heartbeat_s):
            self.say(f"{title}: still at it after {duration(time.monotonic() - started_s)}")


class TerminalProgress:
    """One moving line with a clock, for people."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, soft_wrap=True)

    def say(self, line: str) -> None:
        self._console.print(f"{PREFIX}{line}")

    @contextmanager
    def step(self, title: str) -> Generator[None]:
        started_s = time.monotonic()
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with RichProgress(*columns, console=self._console, transient=True) as moving:
            moving.add_task(f"{PREFIX}{title}", total=None)
            yield
        self.say(f"{title}: done in {duration(time.monotonic() - started_s)}")


def duration(seconds: float) -> str:
    """``seconds`` for people, e.g. ``42 s`` or ``5 min 30 s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
