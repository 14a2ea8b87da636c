"""A provider process that talks to an emulator of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess


@pytest.fixture
def provider(emulator: EmulatorServer, tmp_path: Path) -> Iterator[ProviderProcess]:
    """The dynamic host, configured as a stack would configure it."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with ProviderProcess(tmp_path, configuration, os.environ) as process:
        yield process
