"""A stack's configuration that points at the test's emulator, and the means to fill that emulator."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer

RunProgram: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Create: TypeAlias = Callable[..., str]
"""Path of a collection, account, fields; ``action`` where it is not create. Returns the id."""

_RUNNER = """\
import sys
from pulumi.runtime import mocks

class Engine(mocks.Mocks):
    def new_resource(self, args):
        return f"{args.name}-id", dict(args.inputs)

    def call(self, args):
        raise NotImplementedError(args.token)

mocks.set_mocks(Engine(), project="shop", stack="dev", preview=sys.argv[1] == "preview")
program = compile(sys.stdin.read(), "__main__.py", "exec")
mocks.test(lambda: exec(program, {}))()
"""


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
        command = [sys.executable, "-c", _RUNNER, mode]
        text = f"import pulumi\nimport pulumi_chatbotkit as chatbotkit\n{program}"
        return subprocess.run(command, input=text, capture_output=True, text=True, check=False)

    return run
