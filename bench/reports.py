"""Measures reports: how much people read, how long drift takes beside engine and bare httpx, memory of many objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.declared_fleet import BESIDE_BOTS
from bench.fleet import EDITED, IN_FLIGHT, SECOND_LIMIT, Fleet, fleet
from bench.limit import Limit
from bench.processes import Finished
from bench.results import DriftCheck, LargeReport, Printed
from bench.server import token_of
from bench.service import CHATBOTKIT
from bench.tenants import FIRST_BACKSTORY, RESOURCES_PER_TENANT
from pulumi_chatbotkit.pulumi_cli import PulumiCli

READ_TENANTS: Final = 35
_READ_BOTS: Final = 2
CHECKED: Final = 1_000
"""Objects of each drift check."""
CHECK_LATENCY_MS: Final = 100
MANY: Final = 10_000
"""Objects whose reports must not take much memory."""
BOTS: Final = 19
"""Bots of a tenant with 25 objects."""
_ROUNDS: Final = 3
_COMMAND: Final = "command"
_PARALLEL: Final = ("--parallel", "32")
_REFRESHED: Final = ("--refresh", "--run-program", *_PARALLEL)
_OPTIONS: Final = ("--declared-only", "")

_LIMITS: Final = (
    "pulumi preview --diff",
    "pulumi preview --json",
    "pulumi-chatbotkit changes",
    "pulumi-chatbotkit changes --markdown",
    "pulumi-chatbotkit changes --json",
)
_EDITS: Final = (
    "pulumi preview --refresh --run-program --diff",
    "pulumi preview --refresh --run-program --json",
    "pulumi-chatbotkit changes --refresh",
    "pulumi-chatbotkit changes --refresh --markdown",
    "pulumi-chatbotkit changes --refresh --json",
    "pulumi-chatbotkit drift",
    "pulumi-chatbotkit drift --markdown",
    "pulumi-chatbotkit drift --json",
)
_LARGE: Final = ("drift", "drift --markdown", "drift --json", "inventory --stack bench --details")
_OF_A_PREVIEW: Final = ("changes preview.json", "changes preview.json --markdown", "changes preview.json --json")


def measure_printed(pulumi_cli: PulumiCli, tenants: int = READ_TENANTS) -> list[Printed]:
    """What is printed of the limit of all tenants that changes, and then of five edits in the console.

    Raises:
        CommandFailed: a command failed.
    """
    with fleet(pulumi_cli, "bench.declared_fleet", {"tenants": tenants, "bots": _READ_BOTS}) as it:
        it.configure(limit=SECOND_LIMIT)
        found = [_printed(it, f"the limit of {tenants} tenants", each) for each in _LIMITS]
        it.configure()
        it.edit_five()
        return [*found, *(_printed(it, "five edits in the console", each) for each in _EDITS)]


def _printed(it: Fleet, change: str, command: str) -> Printed:
    it.service.take()
    program, *options = command.split()
    end = ("--non-interactive",) if program == "pulumi" else ()
    taken = it.stack.command({"pulumi": "pulumi"}.get(program, CHATBOTKIT), *options, *end)
    return Printed(
        change=change,
        command=command,
        lines=taken.printed.count("\n"),
        bytes=len(taken.printed.encode()),
        seconds=round(taken.seconds, 3),
        calls=len(it.service.take().requests),
    )


@dataclass(frozen=True)
class Shape:
    """How the objects of a drift check lie in tenants."""

    module: str
    tenants: int
    each: int
    """Objects of a tenant."""

    @property
    def configuration(self) -> dict[str, object]:
        bots = self.each - BESIDE_BOTS
        return {"tenants": self.tenants, "bots": bots, "backstory": FIRST_BACKSTORY}


def shapes(objects: int = CHECKED) -> tuple[Shape, ...]:
    """Few tenants with many objects, and many tenants with few."""
    large, small = BOTS + BESIDE_BOTS, RESOURCES_PER_TENANT
    return (
        Shape("bench.declared_fleet", -(-objects // large), large),
        Shape("bench.program", -(-objects // small), small),
    )


def measure_drift(
    pulumi_cli: PulumiCli, objects: int = CHECKED, latency_ms: int = CHECK_LATENCY_MS, rounds: int = _ROUNDS
) -> Iterator[DriftCheck]:
    """Each shape in each round, with what drift compares alone, and with what it looks for besides. Raises as above."""
    for shape in shapes(objects):
        with fleet(pulumi_cli, shape.module, shape.configuration, latency_ms) as it:
            for number in range(rounds):
                yield from _checks(it, shape, latency_ms, number)


def _checks(it: Fleet, shape: Shape, latency_ms: int, number: int) -> Iterator[DriftCheck]:
    it.service.take()
    preview = it.stack.command("pulumi", "preview", *_REFRESHED, "--non-interactive")
    preview_calls = len(it.service.take().requests)
    start = it.empty.command(CHATBOTKIT, "drift", "--declared-only")
    for options in _OPTIONS:
        it.service.take()
        drift = it.stack.command(CHATBOTKIT, "drift", *options.split())
        sent = it.service.take().requests
        alone = Limit(it.service.url, token_of(0), IN_FLIGHT).send(sent)
        yield DriftCheck(
            objects=shape.tenants * shape.each,
            tenants=shape.tenants,
            latency_ms=latency_ms,
            round=number,
            options=options,
            seconds=round(drift.seconds, 3),
            start_s=round(start.seconds, 3),
            httpx_s=round(alone.seconds, 3),
            preview_s=round(preview.seconds, 3),
            calls=len(sent),
            preview_calls=preview_calls,
            cpu_s=drift.cpu_s,
            preview_cpu_s=preview.cpu_s,
        )


def measure_large(pulumi_cli: PulumiCli, objects: int = MANY) -> Iterator[LargeReport]:
    """Every report of very many objects, of which all bots differ. Raises as above."""
    tenants = -(-objects // (BOTS + BESIDE_BOTS))
    with fleet(pulumi_cli, "bench.declared_fleet", {"tenants": tenants, "bots": BOTS}) as it:
        count = tenants * (BOTS + BESIDE_BOTS)
        it.configure(backstory=EDITED)
        preview = it.stack.command("pulumi", "preview", "--json", *_PARALLEL, "--non-interactive")
        it.stack.write("preview.json", preview.printed)
        del preview
        for command in _OF_A_PREVIEW:
            yield _large(command, count, it.stack.command(CHATBOTKIT, *command.split()))
        it.edit_all_bots()
        for command in _LARGE:
            yield _large(command, count, it.stack.command(CHATBOTKIT, *command.split()))
        # To a state that has nothing, everything is an orphan.
        yield _large("orphans", count, it.empty.command(CHATBOTKIT, "orphans"))


def _large(command: str, objects: int, taken: Finished) -> LargeReport:
    return LargeReport(
        command=command,
        objects=objects,
        lines=taken.printed.count("\n"),
        seconds=round(taken.seconds, 3),
        cpu_s=taken.cpu_s.get(_COMMAND),
        peak_mib=taken.peak_mib.get(_COMMAND),
    )
