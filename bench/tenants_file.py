"""Measures a tenants file: reading it, and a preview beside one of the same resources declared by hand."""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench.processes import Finished
from bench.results import FilePreview, FileReading
from bench.server import token_of
from bench.service import running
from bench.stacks import Stack
from pulumi_chatbotkit.pulumi_cli import PulumiCli

READ_TENANTS: Final = 1_000
PREVIEWED_TENANTS: Final = 60
_READINGS: Final = 5
_ROUNDS: Final = 4
# Seven objects in each tenant: partner user, token, context, bot, dataset, skillset and widget integration.
_DEFAULTS: Final = """\
defaults:
  datasets: {manuals: {name: "Manuals of {{ tenant.name }}"}}
  skillsets: {tickets: {name: Tickets}}
  bots: {support: {name: "{{ tenant.name }} support", backstory: You help., dataset: manuals, skillset: tickets}}
  widgetIntegrations: {web: {bot: support, title: "Ask {{ tenant.name }}"}}
tenants:
"""
_READ: Final = """\
import json, resource, sys, time
from pathlib import Path
started_s, started_cpu_s = time.perf_counter(), time.process_time()
from pulumi_chatbotkit.inputs.tenants import read_tenants_file
found = read_tenants_file(Path(sys.argv[1]))
seconds, cpu_s = time.perf_counter() - started_s, time.process_time() - started_cpu_s
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
print(json.dumps([len(found.tenants), seconds, cpu_s, peak]))
"""


def tenants_file(count: int) -> str:
    """The text of a file with so many tenants."""
    lines = (f"  t{number:04}: {{name: Tenant {number}, email: t{number}@example.com}}\n" for number in range(count))
    return _DEFAULTS + "".join(lines)


def measure_reading(tenants: int = READ_TENANTS, times: int = _READINGS) -> FileReading:
    """Medians of reading and checking the file, each time in a new process, with the import of the reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenants.yaml"
        path.write_text(tenants_file(tenants), encoding="utf-8")
        command = [sys.executable, "-c", _READ, str(path)]
        found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(times)]
    count, seconds, cpu_s, peak_mib = (statistics.median(column) for column in zip(*found, strict=True))
    return FileReading(
        tenants=int(count), seconds=round(seconds, 3), cpu_s=round(cpu_s, 3), peak_mib=round(peak_mib, 1)
    )


def measure_previews(
    pulumi_cli: PulumiCli, tenants: int = PREVIEWED_TENANTS, rounds: int = _ROUNDS
) -> list[FilePreview]:
    """Each round a preview of the program with the file, and of the one by hand; they alternate in going first.

    Raises:
        CommandFailed: a command failed.
    """
    with tempfile.TemporaryDirectory() as folder, running(0) as service:
        stacks: list[Stack] = []
        for number, name in enumerate(("file", "hand")):
            stack = Stack(Path(folder) / name, pulumi_cli, f"bench.declared_by_{name}", latency_ms=0, checkpoints=False)
            connection = {"chatbotkit:endpoint": service.url, "chatbotkit:token": token_of(number)}
            stack.configure({**connection, "tenants": tenants})
            stack.run("create")
            stacks.append(stack)
        found: list[FilePreview] = []
        for number in range(rounds):
            order = (0, 1) if number % 2 else (1, 0)
            taken = {which: stacks[which].run("preview") for which in order}
            found.append(_preview(tenants, taken[0], taken[1]))
    return found


def _preview(tenants: int, file: Finished, hand: Finished) -> FilePreview:
    return FilePreview(
        tenants=tenants,
        file_s=round(file.seconds, 3),
        hand_s=round(hand.seconds, 3),
        file_cpu_s=file.cpu_s,
        hand_cpu_s=hand.cpu_s,
    )
