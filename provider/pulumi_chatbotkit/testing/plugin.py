"""pytest plugin: ``emulator``, an emulator of the API per test; ``chatbotkit_program``, a program that is run on it.

Every pytest run in an environment with the package loads it, so it imports only pytest until the fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation
    from pulumi_chatbotkit.testing import EmulatorServer, ProgramTest


OPTION = "--chatbotkit-generation"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which generation of the API the emulators of a run serve."""
    group = parser.getgroup("chatbotkit", "emulators of the ChatBotKit API")
    group.addoption(
        OPTION,
        choices=["both", "partner", "user"],
        default="both",
        help="generation of the API that the fixture emulator serves (default: both, with the newer names)",
    )


@pytest.fixture
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatorServer]:
    """A running emulator on a free loopback port, with its own state in memory. It is stopped after the test.

    It serves both generations of the API, or the one that ``--chatbotkit-generation`` names. Commands that the test
    starts find its admin token in the environment.
    """
    from pulumi_chatbotkit.testing import EmulatorSettings, serve  # noqa: PLC0415 - imported by the first test that uses it

    generation = cast("Generation", request.config.getoption(OPTION))
    with serve(EmulatorSettings(admin=True, generation=generation)) as server:
        monkeypatch.setenv("CHATBOTKIT_EMULATOR_ADMIN_TOKEN", server.admin_token)
        yield server


@pytest.fixture
def chatbotkit_program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, emulator: EmulatorServer
) -> ProgramTest:
    """The program of the nearest ``Pulumi.yaml`` at or above the test: a copy, whose service is ``emulator``."""
    from pulumi_chatbotkit.testing import ProgramTest  # noqa: PLC0415 - imported by the first test that uses it
    from pulumi_chatbotkit.testing.program import project_of  # noqa: PLC0415

    return ProgramTest(project_of(request.path.parent), tmp_path_factory.mktemp("program") / "copy", emulator)
