"""Starts ``bench.server``, the service that everything is measured against."""

import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

import httpx
from pydantic import TypeAdapter

from bench.processes import CommandFailed
from bench.server import TAKE
from pulumi_chatbotkit.emulator.messages.routes import Router

ROOT: Final = Path(__file__).parents[1]
CHATBOTKIT: Final = str(Path(sys.executable).with_name("pulumi-chatbotkit"))
_STOP_S: Final = 10.0


@dataclass(frozen=True, kw_only=True)
class LoggedCall:
    """A request that reached the service."""

    method: str
    path: str
    run_as: str | None
    query: dict[str, str]
    body: dict[str, object] | None


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The requests since the last call, and the service's processor seconds since its start."""

    requests: list[LoggedCall]
    cpu_s: float


_TAKEN: Final = TypeAdapter(Taken)
_ROUTER: Final = Router()


@dataclass(frozen=True)
class Service:
    """A running service."""

    url: str
    pid: int

    def take(self) -> Taken:
        """The requests since the last call."""
        return _TAKEN.validate_json(httpx.get(self.url + TAKE, timeout=60).content)


@contextmanager
def running(latency_ms: int, database: Path | None = None) -> Generator[Service]:
    """A service with this latency, for as long as the ``with`` block runs."""
    command = [sys.executable, "-m", "bench.server", "--latency-ms", str(latency_ms)]
    kept_in = [] if database is None else ["--database", str(database)]
    with listening([*command, *kept_in]) as service:
        yield service


@contextmanager
def listening(command: list[str]) -> Generator[Service]:
    """A command of this checkout whose first line on standard output is the URL that it serves.

    Raises:
        CommandFailed: it ends without printing one.
    """
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = cast("IO[str]", process.stdout)
    try:
        url = output.readline().strip()
        if not url:
            raise CommandFailed(f"{' '.join(command)}: ended without printing its URL")
        yield Service(url, process.pid)
    finally:
        process.terminate()
        process.wait(_STOP_S)
        output.close()


def calls_by_action(requests: list[LoggedCall]) -> dict[str, int]:
    """How many requests of each action, such as ``bot/create``, in alphabetical order."""
    found = (_ROUTER.match(request.path) for request in requests)
    return dict(sorted(Counter("unknown" if match is None else match.route.name for match in found).items()))
