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
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatorServer]:
    """A running emulator on a free loopback port, with its own state in memory. It is stopped after the test.

    Commands that the test starts find its admin token in the environment.
    """
    from pulumi_chatbotkit.testing import EmulatorSettings, serve  # noqa: PLC0415 - imported by the first test that uses it

    with serve(EmulatorSettings(admin=True)) as server:
        monkeypatch.setenv("CHATBOTKIT_EMULATOR_ADMIN_TOKEN", server.admin_token)
        yield server
