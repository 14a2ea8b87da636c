"""Runs a command and watches the processes that it starts: their peak memory and their processor time.

Both come from Linux's /proc, a look every quarter of a second; elsewhere the figures are left out.
"""

import os
import subprocess
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.results import Role

_PROC: Final = Path("/proc")
_LOOK_EVERY_S: Final = 0.25
_LIMIT_S: Final = 3_600.0
_ROLE_BY_WORD: Final[dict[str, Role]] = {
    "pulumi.dynamic": "provider",
    "pulumi-language-python-exec": "program",
    "node": "node",
    "pulumi": "engine",
}
"""By a word of the command line, or the last part of one that is a path; the first that is found counts."""


class CommandFailed(Exception):
    """A command that is measured did not do what it should; the text holds what it printed."""


@dataclass(frozen=True)
class Finished:
    """A command's wall-clock seconds, and by role the peak memory in MiB and the processor seconds."""

    seconds: float
    peak_mib: dict[str, float]
    cpu_s: dict[str, float]


def run(command: list[str], *, folder: Path, environment: Mapping[str, str], stdin: str = "") -> Finished:
    """Run a command to its end.

    Raises:
        CommandFailed: its exit code is not 0, or it hangs.
    """
    started_s = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        with _watched(process.pid) as watch:
            output = _output(process, stdin)
        seconds = time.perf_counter() - started_s
    if process.returncode != 0:
        message = f"{' '.join(command)}: exit code {process.returncode}\n{output}"
        raise CommandFailed(message)
    return Finished(seconds, watch.peak_mib(), watch.cpu_s())


def _output(process: subprocess.Popen[str], stdin: str) -> str:
    try:
        return process.communicate(stdin, timeout=_LIMIT_S)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        raise CommandFailed(f"{process.args}: not done after {_LIMIT_S:,.0f} s") from None


def cpu_seconds_of(pid: int) -> float | None:
    """Processor seconds of a process so far, None where the system does not tell."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class _Seen:
    """The last look at one process."""

    role: Role
    peak_mib: float
    cpu_s: float


class _Watch:
    """What was seen of a process and of those below it."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._seen: dict[int, _Seen] = {}

    def look(self) -> None:
        """Look at each of them; one that has just ended keeps what was seen before."""
        for pid in _family(self._root):
            cpu_s = cpu_seconds_of(pid)
            peak_mib = _peak_mib(pid)
            role = _role(pid)
            if role is not None and cpu_s is not None and peak_mib is not None:
                self._seen[pid] = _Seen(role, peak_mib, cpu_s)

    def peak_mib(self) -> dict[str, float]:
        """The largest process of each role."""
        return {role: round(max(seen.peak_mib for seen in group), 1) for role, group in self._by_role()}

    def cpu_s(self) -> dict[str, float]:
        """All processes of each role together."""
        return {role: round(sum(seen.cpu_s for seen in group), 2) for role, group in self._by_role()}

    def _by_role(self) -> Iterator[tuple[Role, list[_Seen]]]:
        for role in dict.fromkeys(_ROLE_BY_WORD.values()):
            group = [seen for seen in self._seen.values() if seen.role == role]
            if group:
                yield role, group


@contextmanager
def _watched(root: int) -> Generator[_Watch]:
    watch = _Watch(root)
    ended = threading.Event()

    def keep_looking() -> None:
        while not ended.wait(_LOOK_EVERY_S):
            watch.look()

    thread = threading.Thread(target=keep_looking, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def _family(root: int) -> Iterator[int]:
    yield root
    for child in _children(root):
        yield from _family(child)


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
    return next((role for word, role in _ROLE_BY_WORD.items() if word in names), None)


def _peak_mib(pid: int) -> float | None:
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), None)
    return None if line is None else int(line.split()[1]) / 1024
