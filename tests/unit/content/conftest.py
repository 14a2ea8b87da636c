"""A service in memory, and a project directory with a spool."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess
from support.world import World


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's directory, in which program and provider run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    """A service in memory and the core at work on it, in the project's directory."""
    with World() as world:
        yield world


@pytest.fixture
def provider(emulator: EmulatorServer, folder: Path) -> Iterator[ProviderProcess]:
    """The dynamic host in the project's directory, configured as a stack would configure it."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with ProviderProcess(folder, configuration, os.environ) as process:
        yield process
