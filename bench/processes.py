"""Runs a command and measures peak memory and processor time of the processes that it starts.

Both are read from Linux's /proc every quarter of a second; on other systems they are left out.
"""

import os
import subprocess
import threading
import time
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.results import Role

_PROC: Final = Path("/proc")
_INTERVAL_S: Final = 0.25
_LIMIT_S: Final = 3_600.0
_ROLE_BY_COMMAND_WORD: Final[dict[str, Role]] = {
    "pulumi.dynamic": "provider",
    "pulumi-language-python-exec": "program",
    "node": "node",
    "pulumi-chatbotkit": "command",
    "pulumi": "engine",
}
"""By a word of the command line, or the last part of a path in it; the first match counts."""


class CommandFailed(Exception):
    """A measured command failed; the message holds its output."""


@dataclass(frozen=True)
class Finished:
    """A command's wall-clock seconds, by role the peak memory in MiB and the processor seconds, and what it printed."""

    seconds: float
    peak_mib: dict[str, float]
    cpu_s: dict[str, float]
    printed: str = ""
    """Its standard output."""


def run(
    command: list[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    stdin: str = "",
    expected: Collection[int] = (0,),
) -> Finished:
    """Run a command to its end.

    Raises:
        CommandFailed: its exit code is not one of ``expected``, or it hangs.
    """
    started_s = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        with _watched(process.pid) as watch:
            printed, errors = _output(process, stdin)
        seconds = time.perf_counter() - started_s
    if process.returncode not in expected:
        message = f"{' '.join(command)}: exit code {process.returncode}\n{printed}{errors}"
        raise CommandFailed(message)
    return Finished(seconds, watch.peak_mib(), watch.cpu_s(), printed)


def _output(process: subprocess.Popen[str], stdin: str) -> tuple[str, str]:
    """Standard output and standard error."""
    try:
        return process.communicate(stdin, timeout=_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        raise CommandFailed(f"{process.args}: not done after {_LIMIT_S:,.0f} s") from None


def cpu_seconds_of(pid: int) -> float | None:
    """Processor seconds of a process so far; None where the system does not report them."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class _Reading:
    """What was last read of one process."""

    role: Role
    peak_mib: float
    cpu_s: float


class _Watch:
    """The readings of a process and its descendants."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._readings: dict[int, _Reading] = {}

    def read(self) -> None:
        """Read each of them; for one that has ended, the last reading is kept."""
        for pid in _descendants(self._root):
            cpu_s = cpu_seconds_of(pid)
            peak_mib = _peak_mib(pid)
            role = _role(pid)
            if role is not None and cpu_s is not None and peak_mib is not None:
                self._readings[pid] = _Reading(role, peak_mib, cpu_s)

    def peak_mib(self) -> dict[str, float]:
        """The largest process of each role."""
        return {role: round(max(reading.peak_mib for reading in group), 1) for role, group in self._by_role()}

    def cpu_s(self) -> dict[str, float]:
        """The sum over all processes of each role."""
        return {role: round(sum(reading.cpu_s for reading in group), 2) for role, group in self._by_role()}

    def _by_role(self) -> Iterator[tuple[Role, list[_Reading]]]:
        for role in dict.fromkeys(_ROLE_BY_COMMAND_WORD.values()):
            group = [reading for reading in self._readings.values() if reading.role == role]
            if group:
                yield role, group


@contextmanager
def _watched(root: int) -> Generator[_Watch]:
    watch = _Watch(root)
    ended = threading.Event()

    def keep_reading() -> None:
        while not ended.wait(_INTERVAL_S):
            watch.read()

    thread = threading.Thread(target=keep_reading, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def _descendants(root: int) -> Iterator[int]:
    yield root
    for child in _children(root):
        yield from _descendants(child)


def _children(pid: int) -> list[int]:
    """The processes that any thread of a process has started; none once it has ended."""
    try:
        texts = [path.read_text() for path in (_PROC / str(pid) / "task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for text in texts for child in text.split()]


def _role(pid: int) -> Role | None:
    try:
        words = (_PROC / str(pid) / "cmdline").read_text().split("\0")
    except OSError:
        return None
    names = {word.rpartition("/")[2] for word in words}
    return next((role for word, role in _ROLE_BY_COMMAND_WORD.items() if word in names), None)


def _peak_mib(pid: int) -> float | None:
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), None)
    return None if line is None else int(line.split()[1]) / 1024
