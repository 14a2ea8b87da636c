"""An emulator in memory, and a project directory with a content store."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.core_harness import CoreHarness
from support.provider_process import ProviderProcess


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's directory: the working directory of program and provider."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def harness(folder: Path) -> Iterator[CoreHarness]:
    """An emulator in memory, and the core that uses it, in the project's directory."""
    with CoreHarness() as harness:
        yield harness


@pytest.fixture
def provider(emulator: EmulatorServer, folder: Path) -> Iterator[ProviderProcess]:
    """The dynamic host in the project's directory, configured as a stack would configure it."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with ProviderProcess(folder, configuration, os.environ) as process:
        yield process
