"""The pytest plugin's fixture and the context manager for other projects' tests."""

import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize(
    ("generation", "served"), [("both", (200, 200)), ("partner", (200, 404)), ("user", (404, 200))]
)
def test_a_run_names_the_generation_that_its_emulators_serve(
    tmp_path: Path, generation: str, served: tuple[int, int]
) -> None:
    """So a project can test against the service that it has."""
    (tmp_path / "test_it.py").write_text(_PROJECT_TEST.format(served=served))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    option = [] if generation == "both" else ["--chatbotkit-generation", generation]

    ran = subprocess.run([*command, *option], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert "1 passed" in ran.stdout


_PROJECT_TEST = """
import httpx


def test_it(emulator):
    headers = {{"Authorization": "Token " + emulator.token}}
    paths = ("/v1/partner/user/list", "/v1/user/list")
    assert tuple(httpx.get(emulator.url + path, headers=headers).status_code for path in paths) == {served}
"""


def test_the_plugin_does_not_import_the_emulator_before_it_is_used() -> None:
    """Every pytest run in an environment with the package loads the plugin."""
    code = "import sys, pulumi_chatbotkit.testing.plugin; print('pulumi_chatbotkit.emulator' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "False"
