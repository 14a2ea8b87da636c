"""For all tests: SIGINT is not ignored, and hypothesis tries the same examples in each run.

A shell makes commands in the background, and all their children, ignore SIGINT. Pulumi ends its plugins with it, and
waits five seconds for each that ignores it.
"""

import signal

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("same examples", derandomize=True)


def pytest_configure(config: pytest.Config) -> None:
    """A change is not refused for what the tests happen to try on that day: new examples are for ``make soak``."""
    if config.getoption("--hypothesis-seed", default=None) is None:
        settings.load_profile("same examples")
