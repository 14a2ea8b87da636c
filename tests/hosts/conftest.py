"""Provider processes and their emulators."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.provider_process import ProviderProcess


@pytest.fixture(scope="module")
def shared_emulator() -> Iterator[EmulatorServer]:
    """An emulator shared by tests that examine only their own objects."""
    with serve(EmulatorSettings()) as server:
        yield server


@pytest.fixture(scope="module")
def shared_provider(
    shared_emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProviderProcess]:
    """One provider process for such tests, because starting it takes longer than a test."""
    with _run_of_many_tests(shared_emulator, tmp_path_factory) as process:
        yield process


@pytest.fixture(scope="module")
def destroying_provider(
    shared_emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProviderProcess]:
    """The provider process of a later run, in which no diff was made."""
    with _run_of_many_tests(shared_emulator, tmp_path_factory) as process:
        yield process


@pytest.fixture(scope="module")
def previewing_provider(
    shared_emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProviderProcess]:
    """The provider process of a preview of objects that do not exist: a run that creates would take its key for that of
    another account."""
    with _run_of_many_tests(shared_emulator, tmp_path_factory) as process:
        yield process


def _run_of_many_tests(emulator: EmulatorServer, tmp_path_factory: pytest.TempPathFactory) -> ProviderProcess:
    configuration = {
        "chatbotkit:endpoint": emulator.url,
        "chatbotkit:token": emulator.token,
        "chatbotkit:goneLimit": "1000",
    }
    return ProviderProcess(tmp_path_factory.mktemp("project"), configuration, os.environ)


@pytest.fixture
def provider(emulator: EmulatorServer, tmp_path: Path) -> Iterator[ProviderProcess]:
    """The dynamic host with a stack's configuration."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with ProviderProcess(tmp_path, configuration, os.environ) as process:
        yield process
