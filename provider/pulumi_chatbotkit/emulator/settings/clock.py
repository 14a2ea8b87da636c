"""The emulator's clock: epoch milliseconds, as the API counts time (docs/api/api.md a.6, success bodies)."""

import itertools
import time
from collections.abc import Callable
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], int]
"""Returns the time in epoch milliseconds."""

COUNTING_CLOCK_START_MS: Final = 1_767_225_600_000
"""The first time that a counting clock returns: 2026-01-01, midnight UTC."""


def system_clock_ms() -> int:
    """The machine's time in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def counting_clock(start_ms: int = COUNTING_CLOCK_START_MS) -> Clock:
    """A repeatable clock: returns ``start_ms`` first and a millisecond more with each call."""
    return itertools.count(start_ms).__next__
