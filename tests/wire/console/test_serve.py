"""``pulumi-chatbotkit emulator serve``: the web console is on by default."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [([], 200, True), (["--no-console"], 404, False), (["--host", "0.0.0.0", "--allow-remote"], 403, False)],  # noqa: S104 - the console must not answer there
)
def test_a_served_emulator_has_a_console_for_this_machine(
    tmp_path: Path, arguments: list[str], status: int, named: bool
) -> None:
    """0.0.0.0 is not a loopback name, so it is refused as a Host."""
    program = [sys.executable, "-W", "error", "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve"]
    with subprocess.Popen(
        [*program, "--db", str(tmp_path / "emulator.db"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        answer = httpx.get(f"{url}/console")
        server.terminate()
        _, output = server.communicate()

    assert (answer.status_code, f"{url}/console" in output) == (status, named)
