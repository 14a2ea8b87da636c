"""Modules that are not loaded until they are needed."""

import subprocess
import sys

WITHOUT = """
import sys
from pulumi_chatbotkit.hosts.configuration import read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime

Runtime(read_configuration({"chatbotkit:endpoint": "http://127.0.0.1:9", "chatbotkit:token": "t"})).client
print(sorted(name for name in sys.modules if name.startswith("opentelemetry")))
"""


def test_a_service_without_telemetry_does_not_load_it() -> None:
    """The SDK and its exporters take longer to load than the client."""
    done = subprocess.run([sys.executable, "-c", WITHOUT], env={}, check=True, capture_output=True, text=True)

    assert done.stdout == "[]\n"


PROGRAM = """
import sys
import pulumi_chatbotkit

pulumi_chatbotkit.Bot, pulumi_chatbotkit.Tenant, pulumi_chatbotkit.File
heavy = ("httpx", "jinja2", "pydantic", "sqlite3", "starlette", "typer", "uvicorn")
print([name for name in heavy if name in sys.modules])
"""


def test_a_program_loads_neither_client_nor_emulator_nor_commands() -> None:
    """Every run starts two processes that import the package, and waits for both."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)

    assert done.stdout == "[]\n"


PREVIEW = """
import sys
from pulumi_chatbotkit.hosts.dynamic import load
from types import SimpleNamespace

provider = load("bot")
provider.configure(SimpleNamespace(config=SimpleNamespace(_props={"chatbotkit:token": "t"})))
checked = provider.check({}, {"name": "B", "marker": {"stack": "p/dev", "name": "b"}})
provider.diff("id", checked.inputs, checked.inputs)
print(checked.failures, [name for name in ("httpx", "jinja2", "rich", "starlette") if name in sys.modules])
"""


def test_a_preview_without_changes_loads_no_client() -> None:
    """It makes no API calls, and loading the client would double the provider's start-up time."""
    done = subprocess.run([sys.executable, "-c", PREVIEW], env={}, check=True, capture_output=True, text=True)

    assert done.stdout == "[] []\n"
