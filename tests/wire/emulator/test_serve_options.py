"""Options of ``emulator serve`` for plans, latency and stale answers, and refused values."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN

RUN_AS = "X-RunAs-UserId"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text("quotas: {bot: 1}")
    return file


@contextmanager
def ended_at_last(server: subprocess.Popen[str]) -> Generator[None]:
    """End the server even if the test fails, or its context manager would wait for it for ever."""
    try:
        yield
    finally:
        server.terminate()


def test_a_server_has_the_plan_and_the_delays_of_its_options(tmp_path: Path, plan: Path) -> None:
    """A full account, a stale list, and a deleted partner user that is still found."""
    command = [sys.executable, "-W", "error", "-m", "typer", "pulumi_chatbotkit.cli.emulator", "run", "serve"]
    options = [
        "--plan",
        str(plan),
        "--latency",
        "tail:1ms,2ms",
        "--stale-reads-ms",
        "600000",
        "--run-as-cache-s",
        "600",
    ]
    with subprocess.Popen(
        [*command, "--db", str(tmp_path / "emulator.db"), *options], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        headers = {"Authorization": f"Token {EMBEDDED_TOKEN}"}
        with (
            ended_at_last(server),
            httpx.Client(base_url=server.stdout.readline().strip(), headers=headers, timeout=60) as api,
        ):
            made = [api.post("/v1/bot/create", json={}).status_code for _ in range(2)]
            user = api.post("/v1/partner/user/create", json={}).json()["id"]
            api.get("/v1/bot/list", headers={RUN_AS: user})
            api.post(f"/v1/partner/user/{user}/delete", json={})
            lists = [api.get("/v1/bot/list", headers={RUN_AS: user}), api.get("/v1/bot/list")]

    assert (made, [answer.json().get("items") for answer in lists]) == ([200, 429], [[], []])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--latency", "100"], 'latency "100": "100" is no time; write 100ms, normal:MEAN,DEVIATION'),
        (["--latency", "tail:2s,1s"], 'latency "tail:2s,1s": the median must be above 0'),
        (["--plan", "missing.yaml"], "plan missing.yaml: cannot be read (No such file or directory)"),
        (["--stale-reads-ms", "-1"], "'--stale-reads-ms'"),
        (["--run-as-cache-s", "soon"], "'--run-as-cache-s'"),
    ],
)
def test_a_wrong_option_is_refused(tmp_path: Path, arguments: list[str], message: str) -> None:
    """Before anything is served or written."""
    file = tmp_path / "emulator.db"

    outcome = CliRunner().invoke(app, ["serve", "--db", str(file), *arguments], env={"COLUMNS": "200", "NO_COLOR": "1"})

    assert (outcome.exit_code, message in outcome.stderr) == (2, True), outcome.stderr
    assert not file.exists()
