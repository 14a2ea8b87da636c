"""Telemetry of the dynamic host: the request log (``chatbotkit:logRequests``), and export to a collector."""

import json
import os
from pathlib import Path

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.collector import collecting
from support.provider_process import ProviderProcess

MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}}


def configured(emulator: EmulatorServer, **more: str) -> dict[str, str]:
    """A stack's configuration for the test's emulator."""
    return {
        "chatbotkit:endpoint": emulator.url,
        "chatbotkit:token": emulator.token,
        **{f"chatbotkit:{key}": value for key, value in more.items()},
    }


def test_requests_are_logged_to_the_configured_file(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The path is relative to the project, and lines are appended to an existing file."""
    log = tmp_path / "requests.jsonl"
    log.write_text("{}\n", encoding="utf-8")
    with ProviderProcess(tmp_path, configured(emulator, logRequests=log.name), os.environ) as provider:
        provider.create("bot", MARKER)

    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [entry.get("path") for entry in entries] == [None, "/bot/list", "/bot/create"]


def test_the_environment_may_name_the_file(emulator: EmulatorServer, tmp_path: Path) -> None:
    """So the log can be switched on for one run without changing the stack."""
    environment = {**os.environ, "CHATBOTKIT_LOG_REQUESTS": str(tmp_path / "log")}
    with ProviderProcess(tmp_path, configured(emulator), environment) as provider:
        provider.create("bot", MARKER)

    assert (tmp_path / "log").exists()


def test_a_path_that_cannot_be_written_to_fails_in_check(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The message has key and path, and no file is created."""
    path = tmp_path / "nowhere" / "log"
    with ProviderProcess(tmp_path, configured(emulator, logRequests=str(path)), os.environ) as provider:
        (failure,) = provider.check("bot", MARKER).failures

    reason = f"cannot be used: {path} cannot be made: there is no directory {path.parent}"
    assert failure.reason == f"chatbotkit:logRequests {reason}"
    assert list(tmp_path.iterdir()) == []


def test_pending_telemetry_is_sent_to_the_collector_at_the_end(emulator: EmulatorServer, tmp_path: Path) -> None:
    """A run may be shorter than the export interval."""
    with collecting() as collector:
        environment = {**os.environ, "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "NO_PROXY": "*"}
        with ProviderProcess(tmp_path, configured(emulator), environment) as provider:
            provider.create("bot", MARKER)

    spans = collector.traces.resource_spans[0].scope_spans[0].spans
    assert [span.name for span in spans] == ["GET /bot/list", "POST /bot/create"]
