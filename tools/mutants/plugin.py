"""A pytest plugin: measures which tests execute a line, or runs the tests that were chosen for a fault.

It works in the processes that ``make mutants`` starts, and is told by the environment what to do.
"""

import json
import os
import resource
from collections import defaultdict
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, TypeAlias, cast

import pytest
from hypothesis import HealthCheck, Phase, settings

MEASURE: Final = "MUTANTS_MEASURE"
"""Variable with the folder in which to write what each file of tests executes."""
TESTS: Final = "MUTANTS_TESTS"
"""Variable with the file that holds the chosen tests, as a JSON list in the order in which to run them."""

MOST_PROCESSOR_S: Final = "MUTANTS_PROCESSOR_S"
"""Variable with how much processor time the chosen tests may take, in whole seconds: a fault may be an endless loop."""

SEED: Final = 1
_FEW: Final = settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),  # no search for a simpler example: the first that fails is enough
    database=None,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],  # the machine is busy
)

Lines: TypeAlias = dict[str, dict[str, list[str]]]
"""For each module and line, the tests that execute it."""


def _processor_s() -> float:
    """What this process and its ended children took of the processor: no clock, because the machine may be busy."""
    return sum(os.times()[:4])


def _few_examples(item: pytest.Item) -> None:
    """Replace the settings that a test by hypothesis has, if it has its own; a profile gives only the default."""
    test = getattr(item, "obj", None)
    handle = getattr(test, "__func__", test)
    given = getattr(handle, "_hypothesis_internal_use_settings", None)
    if isinstance(given, settings):
        fewer = settings(_FEW, max_examples=min(given.max_examples, _FEW.max_examples))
        setattr(handle, "_hypothesis_internal_use_settings", fewer)  # noqa: B010 - it has no public name


class _Chosen:
    """Keeps the chosen tests, in their order."""

    def __init__(self, path: Path) -> None:
        names = cast("list[str]", json.loads(path.read_text(encoding="utf-8")))
        self._order = {name: number for number, name in enumerate(names)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(chosen, key=lambda item: self._order[item.nodeid])
        for item in items:
            _few_examples(item)


class Coverage(Protocol):
    """What is used of coverage's class, which only the environment of ``make mutants`` has."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def switch_context(self, new_context: str) -> None: ...

    def get_data(self) -> "CoverageData": ...


class CoverageData(Protocol):
    """What coverage has measured."""

    def measured_files(self) -> set[str]: ...

    def contexts_by_lineno(self, filename: str) -> dict[int, list[str]]: ...


class _Measured:
    """Writes for each file of tests: the processor time of each test, and the lines of the package it executed."""

    def __init__(self, folder: Path, coverage: Coverage) -> None:
        self._folder, self._coverage = folder, coverage
        self._seconds: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._failed: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            _few_examples(item)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        began_s = _processor_s()
        result = yield
        self._seconds[item.nodeid.partition("::")[0]][item.nodeid] = _processor_s() - began_s
        self._coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        by_file: defaultdict[str, Lines] = defaultdict(lambda: defaultdict(dict))
        data = self._coverage.get_data()
        for module in data.measured_files():
            name = str(Path(module).relative_to(Path.cwd()))
            for line, tests in data.contexts_by_lineno(module).items():
                for test in filter(None, tests):
                    by_file[test.partition("::")[0]][name].setdefault(str(line), []).append(test)
        for file, seconds in self._seconds.items():
            for failed in self._failed:
                seconds.pop(failed, None)
            path = self._folder / f"{file.replace('/', '.')}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"seconds": seconds, "lines": by_file[file]}), encoding="utf-8")


def _plugin() -> "_Chosen | _Measured | None":
    if TESTS in os.environ:
        most_s = int(os.environ[MOST_PROCESSOR_S])
        resource.setrlimit(resource.RLIMIT_CPU, (most_s, most_s))
        return _Chosen(Path(os.environ[TESTS]))
    if MEASURE not in os.environ:
        return None
    # Begun when pytest loads this, so that it sees the package being imported.
    made = import_module("coverage").Coverage(
        data_file=None, config_file=False, include=["provider/pulumi_chatbotkit/*"]
    )
    coverage = cast("Coverage", made)
    coverage.start()
    return _Measured(Path(os.environ[MEASURE]), coverage)


_PLUGIN: Final = _plugin()
settings.register_profile("mutants", _FEW)
settings.load_profile("mutants")


def pytest_configure(config: pytest.Config) -> None:
    """Take part in this run."""
    if _PLUGIN is not None:
        config.pluginmanager.register(_PLUGIN, "mutants")
