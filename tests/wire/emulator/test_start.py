"""What a server waits for before it answers."""

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
def test_a_server_starts_without_what_only_some_requests_need(loaded: set[str], package: str) -> None:
    """Together they would double the time to the first line; faults and pages load theirs when they are used."""
    assert package not in loaded
    assert "uvicorn" in loaded
