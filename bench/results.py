"""The measurements of a run, as kept in ``docs/benchmarks.json``, which is written after each of them."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

from bench.tenants import RESOURCES_PER_TENANT

Step: TypeAlias = Literal["create", "preview", "update", "refresh", "drift", "destroy"]
Subject: TypeAlias = Literal["httpx32", "httpx4", "node", "floor", "provider"]
Role: TypeAlias = Literal["provider", "program", "engine", "node", "command"]
"""The process of a subject: the host of the provider, the program, the Pulumi CLI (its engine), Node, our command."""

STEPS: Final[tuple[Step, ...]] = ("create", "preview", "update", "refresh", "drift", "destroy")

NAME: Final = "benchmarks.json"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One setting in which every subject is measured. ``checkpoints``: Pulumi saves the state after each step."""

    resources: int
    latency_ms: int
    checkpoints: bool

    @property
    def tenants(self) -> int:
        """How many tenants make that many resources, rounded up."""
        return -(-self.resources // RESOURCES_PER_TENANT)

    @property
    def made(self) -> int:
        """The resources of these tenants, which may be one or two more than asked for."""
        return self.tenants * RESOURCES_PER_TENANT

    def __str__(self) -> str:
        saving = "with" if self.checkpoints else "without"
        return f"{self.resources:,} resources, {self.latency_ms} ms, {saving} checkpoints"


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One subject at one step.

    Args:
        calls: Requests by action, such as ``bot/create``; none for the floor.
        peak_mib: Largest resident memory of a process of each role, MiB; empty where the system does not report it.
        cpu_s: Processor seconds of all processes of each role; ``emulator`` is the service's.
        state_bytes: Size of the stack's state afterwards; None for subjects without a stack.
    """

    case: Case
    round: int
    step: Step
    subject: Subject
    seconds: float
    calls: dict[str, int]
    peak_mib: dict[str, float] = field(default_factory=dict[str, float])
    cpu_s: dict[str, float] = field(default_factory=dict[str, float])
    state_bytes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """Requests that the emulator answers. ``per_cpu_second`` is None where processor time is not known."""

    action: str
    database: Literal["memory", "file"]
    requests: int
    per_second: int
    per_cpu_second: int | None


@dataclass(frozen=True, kw_only=True)
class Starts:
    """Seconds from the start of a process, medians."""

    emulator_first_line_s: float
    emulator_first_answer_s: float
    provider_port_s: float
    provider_first_check_s: float
    import_pulumi_s: float
    import_package_s: float


@dataclass(frozen=True, kw_only=True)
class Pacing:
    """Creates at a service with a rate limit.

    Args:
        ideal_s: Seconds that they take at the limit less the other caller's share.
        refused_late: The share of requests answered 429 after the first ten seconds.
        neighbour_calls: Requests of another caller of the account during that time.
        neighbour_refused: How many of them were answered 429.
    """

    creates: int
    allowed_per_second: int
    seconds: float
    ideal_s: float
    refused_late: float
    neighbour_calls: int
    neighbour_refused: int


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """Medians of reading and checking a tenants file. ``peak_mib``: of the whole process."""

    tenants: int
    seconds: float
    cpu_s: float
    peak_mib: float


@dataclass(frozen=True, kw_only=True)
class FilePreview:
    """One preview of a program with a tenants file, and one of the same resources declared by hand.

    Args:
        file_s: Seconds of the whole command with the file; ``hand_s``, by hand.
        file_cpu_s: By role, processor seconds with the file; ``hand_cpu_s``, by hand.
    """

    tenants: int
    file_s: float
    hand_s: float
    file_cpu_s: dict[str, float]
    hand_cpu_s: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What one command prints of a change, for people to read.

    Args:
        change: What is looked for, in words.
        command: As people type it.
        calls: Requests that it sends.
    """

    change: str
    command: str
    lines: int
    bytes: int
    seconds: float
    calls: int


@dataclass(frozen=True, kw_only=True)
class DriftCheck:
    """``drift`` beside what it is measured against: the engine, and bare httpx.

    Args:
        objects: Declared objects; ``tenants``, how many partner users they are in.
        options: Of ``drift``.
        seconds: Of the whole command; ``cpu_s``, processor seconds by role.
        start_s: Of the same command on an empty stack, which sends nothing.
        httpx_s: Of bare httpx for the same calls, 32 at once.
        preview_s: Of ``pulumi preview --refresh --run-program``; ``preview_cpu_s``, its processor seconds by role.
    """

    objects: int
    tenants: int
    latency_ms: int
    round: int
    options: str
    seconds: float
    start_s: float
    httpx_s: float
    preview_s: float
    calls: int
    preview_calls: int
    cpu_s: dict[str, float]
    preview_cpu_s: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class LargeReport:
    """One report of very many objects.

    Args:
        lines: Of what it prints.
        cpu_s: Processor seconds of the command's own process, and ``peak_mib`` its memory; None where not known.
    """

    command: str
    objects: int
    lines: int
    seconds: float
    cpu_s: float | None
    peak_mib: float | None


@dataclass(kw_only=True)
class Report:
    """A whole run."""

    machine: dict[str, str]
    versions: dict[str, str]
    date: str
    rounds: dict[str, int] = field(default_factory=dict[str, int])
    measurements: list[Measurement] = field(default_factory=list[Measurement])
    throughput: list[Throughput] = field(default_factory=list[Throughput])
    starts: Starts | None = None
    pacing: Pacing | None = None
    reading: FileReading | None = None
    file_previews: list[FilePreview] = field(default_factory=list[FilePreview])
    printed: list[Printed] = field(default_factory=list[Printed])
    drift_checks: list[DriftCheck] = field(default_factory=list[DriftCheck])
    large_reports: list[LargeReport] = field(default_factory=list[LargeReport])

    def of(self, case: Case, step: Step, subject: Subject) -> list[Measurement]:
        """The rounds of one subject at one step."""
        wanted = (case, step, subject)
        return [one for one in self.measurements if (one.case, one.step, one.subject) == wanted]

    def cases(self) -> list[Case]:
        """The cases that have a measurement, in the order of the measurements."""
        return list(dict.fromkeys(one.case for one in self.measurements))


_REPORT: Final = TypeAdapter(Report)


def read_report(folder: Path) -> Report:
    """The report kept in ``folder``.

    Raises:
        FileNotFoundError: there is none.
        pydantic.ValidationError: it has another format.
    """
    return _REPORT.validate_json((folder / NAME).read_bytes())


def write_report(report: Report, folder: Path) -> None:
    """Write it to ``folder``; the old file is replaced in one step."""
    draft = folder / f"{NAME}.draft"
    draft.write_text(json.dumps(asdict(report), indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / NAME)
