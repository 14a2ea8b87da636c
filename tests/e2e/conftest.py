"""The real Pulumi CLI against an emulator on a loopback port. Without one these tests fail; they are never skipped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCli, find_pulumi_cli
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project
from support.wire import Wire

NewProject: TypeAlias = Callable[[Mapping[str, str]], Project]


@pytest.fixture(scope="session")
def pulumi_cli() -> PulumiCli:
    """The Pulumi CLI of this machine."""
    return find_pulumi_cli()


@pytest.fixture
def new_project(tmp_path: Path, pulumi_cli: PulumiCli) -> NewProject:
    """Makes the test's project, in an empty folder, from a configuration; there is no token in its environment."""
    folder = tmp_path / "project"
    folder.mkdir()
    return lambda configuration: Project(folder, pulumi_cli, configuration)


@pytest.fixture
def project(new_project: NewProject, emulator: EmulatorServer) -> Project:
    """A project that uses the test's emulator."""
    made = new_project({"chatbotkit:endpoint": emulator.url})
    made.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    return made


@pytest.fixture
def wire(emulator: EmulatorServer) -> Wire:
    """What reaches the test's emulator."""
    return Wire(emulator)
