"""Modules that a server imports before it answers."""

import subprocess
import sys

import pytest

SERVED = """
import sys
import pulumi_chatbotkit.cli.emulator
from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings

emulator = Emulator(EmulatorSettings(console=True))
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules of a process that is about to serve."""
    done = subprocess.run([sys.executable, "-c", SERVED], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["httpx", "pydantic", "rich", "jinja2", "pulumi"])
def test_a_server_starts_without_modules_that_few_requests_need(loaded: set[str], package: str) -> None:
    """Together they would double the time until the first line. Faults and pages import theirs when used."""
    assert package not in loaded
    assert "uvicorn" in loaded
