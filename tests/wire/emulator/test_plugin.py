"""What other people's tests get: a fixture and a context manager."""

import subprocess
import sys

import httpx
import pytest

from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve


@pytest.mark.parametrize("run", [1, 2])
def test_every_test_has_its_own_state(emulator: EmulatorServer, run: int) -> None:
    """The alias would be taken in the second run otherwise."""
    headers = {"Authorization": f"Token {emulator.token}"}

    answer = httpx.post(f"{emulator.url}/v1/bot/create", json={"alias": "ada", "name": str(run)}, headers=headers)

    assert answer.status_code == 200
    assert [record["name"] for record in emulator.records("bot")] == [str(run)]


def test_a_server_serves_inside_its_block_only() -> None:
    """And with settings of one's own."""
    with serve(EmulatorSettings(profile="server", token="sk-mine")) as server:
        answer = httpx.get(f"{server.url}/v1/bot/list", headers={"Authorization": "Token sk-mine"})

    assert answer.json() == {"items": []}
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/v1/bot/list")


def test_a_connection_that_is_kept_open_does_not_hold_up_the_stop() -> None:
    """Clients pool connections, and tests forget to close them."""
    with httpx.Client() as client:
        with serve() as server:
            client.get(f"{server.url}/v1/bot/list")
        with pytest.raises(httpx.TransportError):
            client.get(f"{server.url}/v1/bot/list")


def test_the_plugin_loads_no_emulator_before_a_test_asks() -> None:
    """Every pytest run of an environment that has the package loads the plugin."""
    code = "import sys, pulumi_chatbotkit.testing.plugin; print('pulumi_chatbotkit.emulator' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "False"
