"""Which tests could notice a fault: those that execute its line, the most different ones first, up to a time."""

import ast
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Final, NamedTuple, TypedDict, cast

from tools.mutants.mutations import ROOT, Mutation
from tools.mutants.plugin import MEASURE, Lines
from tools.mutants.trees import Tree

TESTS: Final = {
    "reconcile": ("tests/unit/reconcile", "tests/unit/content"),
    "api": ("tests/wire/api", "tests/unit/reconcile"),
    "hosts": (
        "tests/unit/hosts",
        "tests/unit/functions",
        "tests/unit/components",
        "tests/unit/resources",
        "tests/hosts",
    ),
    "components": ("tests/unit/components", "tests/unit/tenants"),
    "inputs": ("tests/unit/tenants", *(f"tests/unit/content/test_record_{name}.py" for name in ("files", "bounds"))),
}
"""The tests of each folder. Those of the whole product, in ``tests/e2e`` and the models, run for minutes."""

_LEFT_OUT: Final = ("tests/unit/resources/test_typing.py", "tests/hosts/test_pulumi_internals.py")
"""They need other tools: a type checker, and environments with other versions of Pulumi's SDK."""

IN_OTHER_PROCESSES: Final = {
    "hosts": ("tests/hosts", "tests/unit/components", "tests/unit/resources"),
    "components": ("tests/unit/components",),
}
"""Tests that run a folder in processes of their own, where nobody measures lines."""

MOST_S: Final = 20.0
"""How much of the processor the tests of one fault may take, by what they took when they were measured."""


class _Measured(TypedDict):
    seconds: dict[str, float]
    lines: Lines


class Chosen(NamedTuple):
    """The tests to run for a fault, in this order, and what they took of the processor when they were measured."""

    tests: list[str]
    seconds: float


class TestsByLine:
    """The measurements of all files of tests."""

    def __init__(self, measured: Iterable[_Measured]) -> None:
        self.seconds: dict[str, float] = {}
        self._by_line: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for each in measured:
            self.seconds |= each["seconds"]
            for file, lines in each["lines"].items():
                for line, tests in lines.items():
                    self._by_line[file][int(line)].update(test for test in tests if test in each["seconds"])

    def of(self, mutation: Mutation) -> Chosen:
        """The tests that could notice a fault; none if no test executes its line."""
        lines = self._by_line[mutation.file]
        found = set(chain.from_iterable(lines.get(line, ()) for line in _statement(mutation.file, mutation.start[0])))
        if not found or _runs_on_import(mutation.file, mutation.start[0]):
            found |= set(chain.from_iterable(lines.values())) or self._within(TESTS[mutation.folder])
        others = IN_OTHER_PROCESSES.get(mutation.folder, ())
        elsewhere = self._within(others)
        # Those in a file of the module's name were written for it, and may be too slow to be chosen otherwise.
        named = self._within_file(f"test_{Path(mutation.file).stem}.py")
        chosen = [each for tests in (named, found - named, elsewhere - found - named) for each in self._in_time(tests)]
        return Chosen(chosen, sum(self.seconds[test] for test in chosen))

    def _within_file(self, name: str) -> set[str]:
        return {test for test in self.seconds if Path(test.partition("::")[0]).name == name}

    def _within(self, folders: tuple[str, ...]) -> set[str]:
        return {test for test in self.seconds if test.startswith(folders)}

    def _in_time(self, tests: Iterable[str]) -> list[str]:
        """One test of each function, the fastest first, then a second one of each, until the time is used up."""
        by_function: defaultdict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=lambda each: (self.seconds[each], each)):
            by_function[test.partition("[")[0]].append(test)
        ordered = filter(None, chain.from_iterable(zip_longest(*by_function.values())))
        chosen: list[str] = []
        left_s = MOST_S
        for test in ordered:
            left_s -= self.seconds[test]
            if left_s < 0 and chosen:
                break
            chosen.append(test)
        return chosen


def measured(trees: Sequence[Tree], folder: Path, mutated: Iterable[str]) -> TestsByLine:
    """The measurements of the tests of the folders ``mutated``, kept in ``folder``.

    They are made anew for files of tests that have changed, and for all if the package or a helper of tests has.
    """
    files = _test_files(mutated)
    common = _digest(path for name in ("provider", "tests/support") for path in (ROOT / name).rglob("*.py"))
    stamps = {file: f"{common} {_digest([ROOT / file, *(ROOT / file).parent.glob('conftest.py')])}" for file in files}
    folder.mkdir(parents=True, exist_ok=True)
    stale = [file for file in files if _stamp(folder, file) != stamps[file]]
    if stale:
        print(f"mutants: measuring which lines {len(stale)} files of tests execute", flush=True)
        shares = [stale[number :: len(trees)] for number in range(len(trees))]
        with ThreadPoolExecutor(len(trees)) as pool:
            running = [pool.submit(_measure, tree, share, folder) for tree, share in zip(trees, shares, strict=True)]
            for file in chain.from_iterable(each.result() for each in running):
                (folder / f"{_name(file)}.stamp").write_text(stamps[file], encoding="utf-8")
    return TestsByLine(cast("_Measured", json.loads(path.read_bytes())) for path in _results(folder, files))


def _measure(tree: Tree, files: Sequence[str], folder: Path) -> Sequence[str]:
    """Run these files of tests; those that were measured. Tests that fail without any fault are left out for good."""
    if files:
        done = tree.pytest(["--maxfail=1000", *files], {MEASURE: str(folder)})
        if done is None or done.returncode not in {0, 1}:
            message = f"mutants: pytest failed without any fault:\n{'' if done is None else done.stdout[-3_000:]}"
            raise SystemExit(message)
        if done.returncode == 1:
            failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
            print("mutants: left out, because they fail without any fault:", *failed, sep="\n  ", flush=True)
    return files


def _test_files(mutated: Iterable[str]) -> list[str]:
    named = [ROOT / name for each in mutated for name in TESTS[each]]
    found = chain.from_iterable([path] if path.is_file() else path.rglob("test_*.py") for path in named)
    return sorted({str(path.relative_to(ROOT)) for path in found} - {*_LEFT_OUT})


def _name(file: str) -> str:
    return file.replace("/", ".")


def _stamp(folder: Path, file: str) -> str:
    path = folder / f"{_name(file)}.stamp"
    return path.read_text(encoding="utf-8") if path.exists() and _results(folder, [file]) else ""


def _results(folder: Path, files: Iterable[str]) -> list[Path]:
    return [path for file in files if (path := folder / f"{_name(file)}.json").exists()]


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _statements(file: str) -> list[tuple[int, int]]:
    """First and last line of each statement of a module, without the statements in it; outer ones first."""
    found: list[tuple[int, int]] = []
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            inner = cast("list[ast.stmt]", getattr(node, "body", []))
            last = inner[0].lineno - 1 if inner else node.end_lineno or node.lineno
            found.append((node.lineno, max(last, node.lineno)))
    return sorted(found, key=lambda each: each[0] - each[1])


def _statement(file: str, line: int) -> range:
    """The lines of the statement that a line is in."""
    first, last = next((each for each in reversed(_statements(file)) if each[0] <= line <= each[1]), (line, line))
    return range(first, last + 1)


def _runs_on_import(file: str, line: int) -> bool:
    """True for a line outside of all functions: the tests that execute it are those that import the module first."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return not any(node.body[0].lineno <= line <= (node.end_lineno or 0) for node in functions)
