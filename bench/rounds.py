"""Measures one round of a case: every subject runs every step, against the same service."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.results import Case, Measurement, Step, Subject
from bench.server import token_of
from bench.service import LoggedCall, Service, calls_by_action, running
from bench.stacks import Stack
from bench.subjects import Measured, NodeSubject, StackSubject, limit_subject
from bench.tenants import tenants
from pulumi_chatbotkit.pulumi_cli import PulumiCli


@dataclass(frozen=True, kw_only=True)
class Round:
    """What to measure. The first step is always ``create``."""

    case: Case
    number: int
    steps: Sequence[Step]
    pulumi_cli: PulumiCli
    node: str


def measure(round_: Round, keep: Callable[[Measurement], None]) -> None:
    """Measure the round's steps one after the other, and pass each measurement to ``keep`` at once.

    Raises:
        CommandFailed: a command of a subject failed.
    """
    with tempfile.TemporaryDirectory() as folder, running(round_.case.latency_ms) as service:
        log = _Log(service)
        subjects = _subjects(round_, service, Path(folder), log)
        log.take()
        for step in round_.steps:
            for name in _order(round_.number):
                found = _measured(round_, step, name, subjects[name], log)
                if found is not None:
                    keep(found)


@dataclass
class _Log:
    """The service's log and clock, read after each subject."""

    service: Service
    requests_of_provider: list[LoggedCall] = field(default_factory=list[LoggedCall])
    _cpu_s: float = 0.0

    def take(self) -> tuple[list[LoggedCall], float]:
        """The requests since the last call, and the service's processor seconds since then."""
        taken = self.service.take()
        meanwhile_s = taken.cpu_s - self._cpu_s
        self._cpu_s = taken.cpu_s
        return taken.requests, meanwhile_s


def _measured(round_: Round, step: Step, name: Subject, subject: Measured, log: _Log) -> Measurement | None:
    finished = subject.take(step)
    if finished is None:
        return None
    requests, emulator_s = log.take()
    if name == "provider":
        log.requests_of_provider = requests
    return Measurement(
        case=round_.case,
        round=round_.number,
        step=step,
        subject=name,
        seconds=round(finished.seconds, 3),
        calls=calls_by_action(requests),
        peak_mib=finished.peak_mib,
        cpu_s={**finished.cpu_s, "emulator": round(emulator_s, 2)},
        state_bytes=subject.stack.state_bytes if isinstance(subject, StackSubject) else None,
    )


def _subjects(round_: Round, service: Service, folder: Path, log: _Log) -> dict[Subject, Measured]:
    case = round_.case

    def stack(module: str) -> Stack:
        where = folder / module
        return Stack(where, round_.pulumi_cli, module, latency_ms=case.latency_ms, checkpoints=case.checkpoints)

    def sent() -> list[LoggedCall]:
        return log.requests_of_provider

    connection = {"chatbotkit:endpoint": service.url, "chatbotkit:token": token_of(0)}
    return {
        "provider": StackSubject(stack("bench.program"), case, connection),
        "floor": StackSubject(stack("bench.floor"), case, {}),
        "httpx32": limit_subject(service.url, 1, case, 32, sent),
        "httpx4": limit_subject(service.url, 2, case, 4, sent),
        "node": NodeSubject(round_.node, service.url, token_of(3), tenants(case.tenants)),
    }


def _order(number: int) -> Iterator[Subject]:
    """The two stacks alternate in going first, because a machine that gets faster or slower would favour one of them.

    Bare httpx comes after the provider, whose calls it repeats.
    """
    yield from ("provider", "floor") if number % 2 else ("floor", "provider")
    yield from ("httpx32", "httpx4", "node")
