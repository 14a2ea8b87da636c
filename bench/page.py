"""Writes ``docs/benchmarks.md`` from a report."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bench import figures
from bench.results import STEPS, Case, FilePreview, Report, Role, Step, Subject
from pulumi_chatbotkit.plurals import counted

NAME: Final = "benchmarks.md"

_HEAD: Final = """\
<!-- Written by `make bench` from benchmarks.json: change bench/page.py, not this page. -->
# Benchmarks

`make bench` measures this on your machine and rewrites this page (`FULL=1` adds 5,000 resources). Compare ratios, not
seconds: seconds hold for one machine only.
"""

_METHOD: Final = Path(__file__).with_name("method.md").read_text(encoding="utf-8")

_NAMES: Final[dict[Subject, str]] = {
    "httpx32": "httpx 32",
    "httpx4": "httpx 4",
    "node": "Node SDK",
    "floor": "floor",
    "provider": "provider",
}
_ROLES: Final[tuple[Role, ...]] = ("provider", "program", "engine")
_NOTHING: Final = "-"
_MISSED_NOTE: Final = """\
The table shows how many processor seconds each process takes more than the same process of the floor, and how many bare
httpx takes for the same calls. The floor makes no calls and needs no emulator. All processes share the machine's cores
and keep them busy for most of a step. One second on a machine with two cores is two processor seconds: where httpx and
the emulator alone take more than the allowed time offers, no provider could hit the target.

"""


def page(report: Report) -> str:
    """The page, as Markdown."""
    sections = [
        _HEAD,
        _environment(report),
        _targets(report),
        *(_case(report, case) for case in report.cases()),
        _missed_steps(report),
        _processes(report),
        _state(report),
        _file(report),
        _reports(report),
        _emulator(report),
        _METHOD,
    ]
    return "\n".join(section for section in sections if section)


def _environment(report: Report) -> str:
    rows = [("date", report.date), *report.machine.items(), *report.versions.items()]
    return _table(("measured", "on"), rows)


def _targets(report: Report) -> str:
    results = figures.target_results(report)
    missed = sum(one.verdict == "missed" for one in results)
    intro = f"{len(results) - missed} of {len(results)} hit.\n\n"
    rows = [(one.target, one.case, one.measured, _verdict(one.verdict)) for one in results]
    return "## Targets\n\n" + intro + _table(("target", "case", "measured", ""), rows)


def _verdict(verdict: figures.Verdict) -> str:
    return f"**{verdict}**" if verdict == "missed" else verdict


def _case(report: Report, case: Case) -> str:
    steps: list[Step] = [step for step in STEPS if report.of(case, step, "provider")]
    rounds = max(len(report.of(case, step, "provider")) for step in steps) if steps else 0
    intro = f"Seconds, the median of {rounds} rounds.\n\n" if rounds > 1 else "Seconds of a single round.\n\n"
    headers = ("step", "calls", *_NAMES.values(), "provider / floor", "fastest to slowest")
    return f"## {case}\n\n{intro}{_table(headers, [_step(report, case, step) for step in steps])}"


def _step(report: Report, case: Case, step: Step) -> Sequence[str]:
    times = [_seconds(figures.seconds(report, case, step, subject)) for subject in _NAMES]
    found = figures.ratio(report, case, step)
    bounds = figures.spread(report, case, step, "provider")
    return (
        step,
        _calls(figures.calls(report, case, step)),
        *times,
        _NOTHING if found is None else f"{found:.2f}",
        _NOTHING if bounds is None else f"{bounds[0]:.1f} to {bounds[1]:.1f}",
    )


def _calls(made: dict[str, int] | None) -> str:
    if made is None:
        return _NOTHING
    return ", ".join(f"{count:,} {action}" for action, count in made.items()) or "none"


def _seconds(found: float | None) -> str:
    return _NOTHING if found is None else f"{found:.1f}"


def _missed_steps(report: Report) -> str:
    """Where the time of the steps that missed their target goes."""
    rows = [
        (
            str(one.case),
            one.step,
            f"{one.above_s:.2f}",
            f"{one.allowed_s:.2f}",
            *(f"{one.processor_s[role]:.2f}" for role in figures.PROCESS_ROLES),
            _NOTHING if one.client_s is None else f"{one.client_s:.2f}",
        )
        for one in figures.missed_steps(report)
    ]
    processor = [f"{role}, CPU s" for role in (*figures.PROCESS_ROLES, "httpx alone")]
    headers = ("case", "step", "above the floor, s", "allowed, s", *processor)
    return f"## Where the time of missed steps goes\n\n{_MISSED_NOTE}{_table(headers, rows)}" if rows else ""


def _processes(report: Report) -> str:
    """Memory over all steps, and processor time of the create."""
    rows = [row for case in report.cases() for row in _processes_of(report, case)]
    memory = [f"{role} MiB" for role in _ROLES]
    processor = [f"{role} s" for role in (*_ROLES, "emulator")]
    note = "Peak memory over all steps, and processor seconds of the create.\n\n"
    return "## Memory and processor time\n\n" + note + _table(("case", "subject", *memory, *processor), rows)


def _processes_of(report: Report, case: Case) -> Iterator[Sequence[str]]:
    subjects: tuple[Subject, ...] = ("provider", "floor")
    for subject in subjects:
        every = [one for one in report.measurements if (one.case, one.subject) == (case, subject)]
        creates = report.of(case, "create", subject)
        peaks = [figures.peak_mib(every, role) for role in _ROLES]
        times = [figures.cpu_s(creates, role) for role in (*_ROLES, "emulator")]
        shown = [_NOTHING if peak is None else f"{peak:.0f}" for peak in peaks]
        yield str(case), _NAMES[subject], *shown, *(_seconds(time) for time in times)


def _state(report: Report) -> str:
    rows = [
        (str(case), _NAMES[one.subject], f"{one.state_bytes:,}", f"{one.state_bytes / case.made:,.0f}")
        for case in report.cases()
        for subject in ("provider", "floor")
        for one in report.of(case, "create", subject)[-1:]
        if one.state_bytes is not None
    ]
    return "## State\n\nAfter the create.\n\n" + _table(("case", "subject", "bytes", "bytes per resource"), rows)


def _file(report: Report) -> str:
    found = report.reading
    if found is None:
        return ""
    read = f"{found.tenants:,} tenants are read and checked in {found.seconds:.2f} s ({found.cpu_s:.2f} s of processor"
    note = (
        f"{read} time), with {found.peak_mib:.0f} MiB for the whole process. Previews, in the order of the rounds:\n\n"
    )
    rows = [
        (f"{one.tenants:,}", *(_seconds(each) for each in (one.file_s, one.hand_s)), *_by_role(one))
        for one in report.file_previews
    ]
    headers = ("tenants", "file s", "by hand s", *(f"{role} s, file / by hand" for role in _ROLES))
    return "## The tenants file\n\n" + note + _table(headers, rows)


def _by_role(one: FilePreview) -> Iterator[str]:
    """Processor seconds of each role."""
    for role in _ROLES:
        yield f"{one.file_cpu_s.get(role, 0):.2f} / {one.hand_cpu_s.get(role, 0):.2f}"


def _reports(report: Report) -> str:
    parts = (_printed(report), _drift_checks(report), _large_reports(report))
    found = "\n".join(part for part in parts if part)
    return f"## Reports\n\n{found}" if found else ""


def _printed(report: Report) -> str:
    if not report.printed:
        return ""
    rows = [
        (one.change, f"`{one.command}`", f"{one.lines:,}", f"{one.bytes:,}", f"{one.seconds:.1f}", f"{one.calls:,}")
        for one in report.printed
    ]
    headers = ("what has changed", "command", "lines", "bytes", "s", "calls")
    return "What there is to read, without latency.\n\n" + _table(headers, rows)


def _drift_checks(report: Report) -> str:
    rows = [
        (
            one.case,
            f"{one.one.calls:,}",
            *(f"{each:.2f}" for each in (one.seconds, one.start_s, one.httpx_s, one.ratio)),
            f"{one.one.preview_calls:,}",
            *(f"{each:.2f}" for each in (one.preview_s, one.faster, one.cpu_s, one.preview_cpu_s)),
        )
        for one in figures.drift_figures(report)
    ]
    headers = (
        *("drift", "calls", "s", "its start, s", "httpx for its calls, s", "drift / (httpx + start)"),
        *("preview --refresh: calls", "s", "preview / drift", "CPU s, drift", "CPU s, preview"),
    )
    rounds = len({each.round for each in report.drift_checks})
    note = f"Drift checks where nothing differs, the median of {counted(rounds, 'round')}.\n\n"
    return note + _table(headers, rows) if rows else ""


def _large_reports(report: Report) -> str:
    if not report.large_reports:
        return ""
    rows = [
        (
            f"`{one.command}`",
            f"{one.objects:,}",
            f"{one.lines:,}",
            f"{one.seconds:.1f}",
            _seconds(one.cpu_s),
            _NOTHING if one.peak_mib is None else f"{one.peak_mib:.0f}",
        )
        for one in report.large_reports
    ]
    headers = ("report", "objects", "lines", "s", "CPU s", "MiB")
    note = "Reports of very many objects, of which all bots differ; time and memory are the command's own.\n\n"
    return note + _table(headers, rows)


def _emulator(report: Report) -> str:
    return "\n".join(part for part in (_throughput(report), _starts(report)) if part)


def _throughput(report: Report) -> str:
    if not report.throughput:
        return ""
    rows = [
        (one.action, one.database, f"{one.requests:,}", f"{one.per_second:,}", _count(one.per_cpu_second))
        for one in report.throughput
    ]
    note = "32 connections; the client runs on the same machine, so the last column says what one core answers.\n\n"
    headers = ("action", "state in", "requests", "a second", "a second of processor time")
    return "## The emulator\n\n" + note + _table(headers, rows)


def _count(number: int | None) -> str:
    return _NOTHING if number is None else f"{number:,}"


def _starts(report: Report) -> str:
    found = report.starts
    if found is None:
        return ""
    rows = [
        ("`emulator serve`, to its first line", found.emulator_first_line_s),
        ("`emulator serve`, to its first answer", found.emulator_first_answer_s),
        ("`python -m pulumi.dynamic`, to the line with its port", found.provider_port_s),
        ("`python -m pulumi.dynamic`, to its first check of a bot", found.provider_first_check_s),
        ("`import pulumi`", found.import_pulumi_s),
        ("`import pulumi`, and the resources of this package", found.import_package_s),
    ]
    return "## Start-up\n\n" + _table(("from the start of the process", "s"), [(what, f"{s:.2f}") for what, s in rows])


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(headers) + " |", "|" + "---|" * len(headers)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
