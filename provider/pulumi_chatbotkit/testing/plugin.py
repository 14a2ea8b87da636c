"""pytest plugin: the ``emulator`` fixture, an emulator of the API per test.

Loaded by every pytest run in an environment that has the package, so nothing but pytest is imported before a test asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pulumi_chatbotkit.testing import EmulatorServer


@pytest.fixture
def emulator() -> Iterator[EmulatorServer]:
    """An emulator on a free loopback port with its own state in memory: up before the test starts, gone after it."""
    from pulumi_chatbotkit.testing import EmulatorSettings, serve  # noqa: PLC0415 - imported by the first test that asks

    with serve(EmulatorSettings(admin=True)) as server:
        yield server
