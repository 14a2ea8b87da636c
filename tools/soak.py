"""Runs the laws, model, chaos and crash tests seed after seed, for hours, and goes on where an earlier run ended.

``make soak`` runs it. Each seed is one run of pytest; what it did is one line on the terminal and in ``.soak/log.txt``,
and the output of a seed that failed is beside it. A seed that was interrupted is run again.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / ".soak"
LOG: Final = FOLDER / "log.txt"
_PYTEST: Final = (sys.executable, "-m", "pytest", "-q", "-n", "auto", "-o", "faulthandler_timeout=0")
LAWS: Final = ("tests/unit/reconcile/test_laws.py", "tests/unit/reconcile/test_adoption_laws.py")
TESTS: Final = (*LAWS, "tests/unit/model", "tests/unit/chaos", "tests/e2e/test_crashes.py")


def main() -> int:
    """Run seeds until the time is over; 1 if one of them failed."""
    options = _options()
    FOLDER.mkdir(exist_ok=True)
    end_s = time.monotonic() + options.hours * 3_600
    failed = 0
    for seed in _seeds(options.first):
        if time.monotonic() >= end_s:
            break
        failed += not _passes(seed, options.pytest_args)
    _say(f"ended after {options.hours:g} h: {failed} seeds failed; run it again to go on with the next seed")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=2.0, help="begin no seed after so many hours (default: 2)")
    parser.add_argument("--first", type=int, help="first seed; by default the one after the last that was finished")
    parser.add_argument("pytest_args", nargs="*", help="further arguments of pytest, after --")
    return parser.parse_args()


def _seeds(first: int | None) -> Iterator[int]:
    finished = [int(line.split()[1]) for line in _lines() if line.startswith("seed ")]
    seed = first if first is not None else max(finished, default=0) + 1
    while True:
        yield seed
        seed += 1


def _passes(seed: int, more: list[str]) -> bool:
    """Run one seed."""
    environment = {"SOAK_EXAMPLES": "400", "CHAOS_RESOURCES": "600", "CRASH_TENANTS": "12", **os.environ}
    began_s = time.monotonic()
    done = subprocess.run(
        [*_PYTEST, f"--hypothesis-seed={seed}", *TESTS, *more],
        cwd=ROOT,
        env={**environment, "SOAK_SEED": str(seed)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        (FOLDER / f"seed-{seed}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    last = next((line for line in reversed(done.stdout.splitlines()) if line.strip()), "no output")
    verdict = "passed" if done.returncode == 0 else f"FAILED, see .soak/seed-{seed}.txt"
    _say(f"seed {seed} {verdict} after {time.monotonic() - began_s:.0f} s: {last.strip('= ')}")
    return done.returncode == 0


def _say(line: str) -> None:
    print(line, flush=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")


def _lines() -> list[str]:
    return LOG.read_text(encoding="utf-8").splitlines() if LOG.exists() else []


if __name__ == "__main__":
    sys.exit(main())
