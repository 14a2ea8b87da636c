"""The options of the command line."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, cast

from bench.plan import Selection
from bench.results import STEPS, Step
from bench.service import ROOT

_RESOURCES: Final = (250, 1_000)
_RESOURCES_IN_FULL: Final = 5_000
_LATENCIES_MS: Final = (0, 100)
_CHECKPOINTS: Final = {"both": (False, True), "off": (False,), "on": (True,)}
_OTHER_PARTS: Final = ("emulator", "starts", "pacing", "file", "reports")
_PARTS: Final = (*STEPS, *_OTHER_PARTS)

_Value = TypeVar("_Value", int, str)


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options. ``folder`` is where the two files are."""

    selection: Selection
    emulator: bool
    starts: bool
    pacing: bool
    file: bool
    reports: bool
    resume: bool
    again: bool
    render: bool
    folder: Path


def read_options(words: Sequence[str] | None = None) -> Options:
    """The options in ``words``, by default the process's own. Ends the process if they are invalid."""
    parser = _parser()
    given = parser.parse_args(words)
    parts = cast("tuple[str, ...]", given.only)
    unknown = sorted({*parts} - {*_PARTS})
    if unknown:
        parser.error(f"--only: there is no {', '.join(unknown)}; there is {', '.join(_PARTS)}")
    if given.again and {*parts} - {*_OTHER_PARTS}:
        parser.error(f"--again: name parts with --only, of {', '.join(_OTHER_PARTS)}")
    resources = cast("tuple[int, ...]", given.resources)
    selection = Selection(
        resources=(*resources, _RESOURCES_IN_FULL) if given.full else resources,
        latencies_ms=cast("tuple[int, ...]", given.latency),
        checkpoints=_CHECKPOINTS[cast("str", given.checkpoints)],
        steps=_steps(parts),
        rounds=cast("int | None", given.rounds),
    )
    return Options(
        selection=selection,
        emulator="emulator" in parts,
        starts="starts" in parts,
        pacing="pacing" in parts,
        file="file" in parts,
        reports="reports" in parts,
        resume=cast("bool", given.resume),
        again=cast("bool", given.again),
        render=cast("bool", given.render),
        folder=cast("Path", given.out),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure, print the targets, and write benchmarks.json and benchmarks.md."
    )
    parser.add_argument("--resources", type=_list_of(int), default=_RESOURCES, help="how many, e.g. 250,1000")
    parser.add_argument("--full", action="store_true", help=f"also {_RESOURCES_IN_FULL:,} resources")
    parser.add_argument("--latency", type=_list_of(int), default=_LATENCIES_MS, help="milliseconds, e.g. 0,100")
    parser.add_argument("--checkpoints", choices=_CHECKPOINTS, default="both")
    parser.add_argument("--rounds", type=int, help="of every case; left out, three of small and one of large ones")
    only = f"some of {','.join(_PARTS)}; create is added where a step needs it"
    parser.add_argument("--only", type=_list_of(str), default=_PARTS, help=only)
    parser.add_argument("--resume", action="store_true", help="keep what an interrupted run has measured")
    again = f"keep the other figures, and measure the parts of --only again; of {','.join(_OTHER_PARTS)}"
    parser.add_argument("--again", action="store_true", help=again)
    parser.add_argument("--render", action="store_true", help="measure nothing, write the page from the JSON file")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of the two files")
    return parser


def _list_of(kind: Callable[[str], _Value]) -> Callable[[str], tuple[_Value, ...]]:
    def parse(text: str) -> tuple[_Value, ...]:
        return tuple(kind(word) for word in text.split(","))

    return parse


def _steps(parts: Sequence[str]) -> tuple[Step, ...]:
    """The steps in the order in which they are run; ``create`` is added first."""
    wanted: list[Step] = [step for step in STEPS if step in parts]
    return ("create", *(step for step in wanted if step != "create")) if wanted else ()
