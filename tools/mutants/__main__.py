"""Plants a sample of small faults, one at a time, and runs the tests that could notice each."""

import argparse
import json
import os
import queue
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Final

from tools.mutants.lines import Chosen, TestsByLine, measured
from tools.mutants.mutations import FOLDERS, ROOT, Mutation, sample
from tools.mutants.plugin import MOST_PROCESSOR_S, TESTS
from tools.mutants.results import Result, Results, report
from tools.mutants.trees import Tree

FOLDER: Final = ROOT / ".mutants"
_OUT_OF_TIME: Final = {-signal.SIGXCPU, -signal.SIGKILL}
_START_S: Final = 30
_SLACK: Final = 4
"""Tests that take so many times their measured processor time, besides a start, are in an endless loop."""
_WAITS_S: Final = 150.0
"""Tests that take so much longer, by the clock, wait for something that does not come."""


def main() -> int:
    """Run what has no result yet, and report; 1 if too few faults were noticed."""
    options = _options()
    mutations = sample(options.count, options.seed, options.folder or FOLDERS)
    results = Results(FOLDER / "results.jsonl")
    left = [each for each in mutations if _is_open(results.get(each), again=options.again)]
    print(f"mutants: {len(mutations)} faults by seed {options.seed}, {len(left)} of them to run", flush=True)
    if left:
        FOLDER.mkdir(exist_ok=True)
        trees = [Tree.made(FOLDER / f"worker-{number}") for number in range(options.workers)]
        tests = measured(trees, FOLDER / "lines", {each.folder for each in left})
        _run_all(left, tests, trees, results)
    return 0 if report(mutations, results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="how many faults (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="which faults (default: 1)")
    parser.add_argument("--folder", action="append", choices=FOLDERS, help="only in this folder; may be given again")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--again", action="store_true", help="run those again that survived, after a change of tests")
    return parser.parse_args()


def _is_open(result: Result | None, *, again: bool) -> bool:
    return result is None or (again and result.outcome in {"survived", "untested"})


def _run_all(mutations: Sequence[Mutation], tests: TestsByLine, trees: Sequence[Tree], results: Results) -> None:
    free: queue.SimpleQueue[Tree] = queue.SimpleQueue()
    for tree in trees:
        free.put(tree)

    def run(mutation: Mutation) -> tuple[Mutation, Result]:
        tree = free.get()
        try:
            return mutation, _result(mutation, tests.of(mutation), tree)
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as pool:
        running = [pool.submit(run, each) for each in mutations]
        try:
            for number, done in enumerate(as_completed(running), 1):
                mutation, result = done.result()
                results.add(result)
                what = f"{result.outcome} after {result.seconds:.0f} s, {result.tests} tests chosen"
                print(f"{number}/{len(mutations)} {mutation.file}:{mutation.start[0]} {what}", flush=True)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _result(mutation: Mutation, tests: Chosen, tree: Tree) -> Result:
    """Plant the fault, run the tests, take it out again."""
    names, predicted_s = tests
    if not names:
        return Result(mutation.id, "untested", 0.0, 0)
    began_s = time.monotonic()
    chosen = tree.folder / "tests.json"
    chosen.write_text(json.dumps(names), encoding="utf-8")
    files = dict.fromkeys(name.partition("::")[0] for name in names)
    with tree.planted(mutation):
        most_s = int(_START_S + _SLACK * predicted_s)
        environment = {TESTS: str(chosen), MOST_PROCESSOR_S: str(most_s)}
        done = tree.pytest([*files], environment, limit_s=_WAITS_S + most_s)
    took_s = time.monotonic() - began_s
    if done is None or done.returncode in _OUT_OF_TIME:
        return Result(mutation.id, "timeout", took_s, len(names))
    if done.returncode == 0:
        return Result(mutation.id, "survived", took_s, len(names))
    if done.returncode in {4, 5} and "pulumi_chatbotkit" not in done.stdout:
        message = f"mutants: pytest could not run the tests:\n{done.stdout[-3_000:]}"
        raise RuntimeError(message)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return Result(mutation.id, "killed", took_s, len(names), lines[0] if lines else "")


if __name__ == "__main__":
    sys.exit(main())
