"""A stack's configuration that points at the test's emulator, and the means to fill that emulator."""

import os
import subprocess
from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.mocked_program import run_mocked

RunProgram: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Create: TypeAlias = Callable[..., str]
"""Path of a collection, account, fields; ``action`` where it is not create. Returns the id."""


@pytest.fixture(autouse=True)
def configured(emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulator is the service, and nothing else in the environment is read."""
    for name in [name for name in os.environ if name.startswith(("CHATBOTKIT_", "PULUMI_CONFIG"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", emulator.url)
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)


@pytest.fixture
def create(emulator: EmulatorServer) -> Iterator[Create]:
    """Makes an object past the provider."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:

        def make(path: str, run_as: str | None = None, action: str = "create", **fields: object) -> str:
            headers = {"X-RunAs-UserId": run_as} if run_as else {}
            answer = client.post(f"/v1/{path}/{action}", json=fields, headers=headers)
            assert answer.status_code == 200, answer.text
            return str(cast("JsonObject", answer.json())["id"])

        yield make


@pytest.fixture
def run_program() -> RunProgram:
    """Runs the text of a program under Pulumi's mocks, in a process of its own, in an update or in a preview."""

    def run(program: str, mode: str = "update") -> subprocess.CompletedProcess[str]:
        text = f"import pulumi\nimport pulumi_chatbotkit as chatbotkit\n{program}"
        return run_mocked(text, preview=mode == "preview")

    return run
