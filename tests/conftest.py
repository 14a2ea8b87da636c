"""For all tests: SIGINT is not ignored, hypothesis tries the same examples, and a run may take some rows of each test.

A shell makes commands in the background, and all their children, ignore SIGINT. Pulumi ends its plugins with it, and
waits five seconds for each that ignores it.
"""

import signal
from collections import defaultdict

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("same examples", derandomize=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rows-per-test",
        type=int,
        metavar="N",
        help="run at most N of the rows that a test is parametrized with, spread over all of them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """A change is not refused for what the tests happen to try on that day: new examples are for ``make soak``."""
    if config.getoption("--hypothesis-seed", default=None) is None:
        settings.load_profile("same examples")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What differs from one interpreter to the next is the code, which each row runs, and not the row."""
    limit: int | None = config.getoption("--rows-per-test")
    if limit is None:
        return
    if limit < 1:
        raise pytest.UsageError(f"--rows-per-test={limit}: must be at least 1")
    rows_of: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        rows_of[item.nodeid.partition("[")[0]].append(item)
    kept = {item for rows in rows_of.values() for item in _spread(rows, limit)}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def _spread(rows: list[pytest.Item], count: int) -> list[pytest.Item]:
    """At most ``count`` of the rows at equal distances, the first among them."""
    if len(rows) <= count:
        return rows
    return [rows[place * len(rows) // count] for place in range(count)]
