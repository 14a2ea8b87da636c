"""A fresh service for each test."""

from collections.abc import Iterator

import pytest

from support.core_harness import CoreHarness


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An emulator in memory, and the core that uses it."""
    with CoreHarness() as harness:
        yield harness
