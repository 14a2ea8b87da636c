"""A provider process that talks to an emulator of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.provider_process import ProviderProcess


@pytest.fixture(scope="module")
def shared_emulator() -> Iterator[EmulatorServer]:
    """A service for tests that look at nothing but their own objects."""
    with serve(EmulatorSettings()) as server:
        yield server


@pytest.fixture(scope="module")
def shared_provider(
    shared_emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProviderProcess]:
    """One host for such tests, because starting a process for each kind takes longer than the test."""
    configuration = {"chatbotkit:endpoint": shared_emulator.url, "chatbotkit:token": shared_emulator.token}
    with ProviderProcess(tmp_path_factory.mktemp("project"), configuration, os.environ) as process:
        yield process


@pytest.fixture(scope="module")
def destroying_provider(
    shared_emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProviderProcess]:
    """The process of a later run, which has compared nothing."""
    configuration = {"chatbotkit:endpoint": shared_emulator.url, "chatbotkit:token": shared_emulator.token}
    with ProviderProcess(tmp_path_factory.mktemp("project"), configuration, os.environ) as process:
        yield process


@pytest.fixture
def provider(emulator: EmulatorServer, tmp_path: Path) -> Iterator[ProviderProcess]:
    """The dynamic host, configured as a stack would configure it."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with ProviderProcess(tmp_path, configuration, os.environ) as process:
        yield process
