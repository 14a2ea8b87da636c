"""pytest plugin with the ``emulator`` fixture: an emulator of the API per test.

Every pytest run in an environment with the package loads it, so it imports only pytest until the fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pulumi_chatbotkit.testing import EmulatorServer


@pytest.fixture
def emulator() -> Iterator[EmulatorServer]:
    """A running emulator on a free loopback port, with its own state in memory. It is stopped after the test."""
    from pulumi_chatbotkit.testing import EmulatorSettings, serve  # noqa: PLC0415 - imported by the first test that uses it

    with serve(EmulatorSettings(admin=True)) as server:
        yield server
