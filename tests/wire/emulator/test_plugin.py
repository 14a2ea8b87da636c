"""The pytest plugin's fixture and the context manager for other projects' tests."""

import subprocess
import sys

import httpx
import pytest

from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve


@pytest.mark.parametrize("run", [1, 2])
def test_every_test_has_its_own_state(emulator: EmulatorServer, run: int) -> None:
    """With a shared state, the second run could not use the alias."""
    headers = {"Authorization": f"Token {emulator.token}"}

    answer = httpx.post(f"{emulator.url}/v1/bot/create", json={"alias": "ada", "name": str(run)}, headers=headers)

    assert answer.status_code == 200
    assert [record["name"] for record in emulator.records("bot")] == [str(run)]


def test_a_server_only_serves_inside_its_block() -> None:
    """With settings of the caller."""
    with serve(EmulatorSettings(profile="server", token="sk-mine")) as server:
        answer = httpx.get(f"{server.url}/v1/bot/list", headers={"Authorization": "Token sk-mine"})

    assert answer.json() == {"items": []}
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/v1/bot/list")


def test_an_open_connection_does_not_delay_the_stop() -> None:
    """Clients pool connections, and tests forget to close them."""
    with httpx.Client() as client:
        with serve() as server:
            client.get(f"{server.url}/v1/bot/list")
        with pytest.raises(httpx.TransportError):
            client.get(f"{server.url}/v1/bot/list")


def test_the_plugin_does_not_import_the_emulator_before_it_is_used() -> None:
    """Every pytest run in an environment with the package loads the plugin."""
    code = "import sys, pulumi_chatbotkit.testing.plugin; print('pulumi_chatbotkit.emulator' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "False"
