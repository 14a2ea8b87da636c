"""Values planted in every field of every kind that can hold one, and looked for wherever runs leave text.

What only the program marks secret is kept from sight by the engine and this provider. Credentials are secrets of the
service too, so the emulator's request log and its snapshots are without those.
"""

import json
import os
import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.collector import Collector, collecting
from support.planting import Planted, spellings
from support.project import DRIFT, Project, Run

SEEDS = int(os.environ.get("PLANTED_SEEDS", "1"))
API_KEY = "sk-planted-81c4e0f25b7d"
NOISY = ("--logtostderr", "-v=11", "--event-log", "events.json")
SOURCES = ("__main__.py", "planted.json")

_PASSED_ON = re.compile(r"(Unm|M)arshaling property for RPC\[")
"""From level 9 on the engine logs every property that it passes on, opened. No other line of its log does so."""


@pytest.fixture(params=range(SEEDS), ids="seed-{}".format)
def planted(request: pytest.FixtureRequest, project: Project, emulator: EmulatorServer) -> Planted:
    """The planted values; the API key is in the stack's configuration, and all logs are on."""
    emulator.add_account("parent", API_KEY)
    project.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:logRequests": "requests.jsonl"})
    project.pulumi("config", "set", "--secret", "chatbotkit:token", API_KEY)
    del project.environment["CHATBOTKIT_API_TOKEN"]
    project.environment["PULUMI_DEBUG_COMMANDS"] = "true"  # without it there is no --event-log
    return Planted(request.param)


def _lay_out(project: Project, planted: Planted) -> None:
    project.program(planted.program)
    project.write("planted.json", json.dumps(planted.arguments))


def _succeeded(project: Project, *arguments: str) -> Run:
    run = project.pulumi(*arguments)
    assert run.exit_code == 0, run.stdout
    return run


def _life(project: Project, planted: Planted) -> list[Run]:
    """Run every command with output, while objects are created, changed and compared."""
    _lay_out(project, planted)
    runs = [_succeeded(project, "preview", "--diff"), _succeeded(project, "up", "--yes", *NOISY)]
    _lay_out(project, planted.rotated)
    runs += [_succeeded(project, "preview", *options) for options in (["--diff"], ["--json"])]
    runs += [_succeeded(project, "up", "--yes", "--diff", *NOISY)]
    runs += [_succeeded(project, *words) for words in (DRIFT, ["refresh", "--yes", "--diff", "--run-program"])]
    runs += [_succeeded(project, "stack", *words) for words in (["export"], ["output"], ["output", "--json"])]
    return runs


def _said(run: Run) -> str:
    """What a run said, less the lines in which the engine logs the properties that it passes on."""
    log = run.stderr.splitlines()
    return "\n".join([run.stdout, *(line for line in log if not _PASSED_ON.match(_message(line)))])


def _message(line: str) -> str:
    entry: JsonObject = json.loads(line) if line.startswith('{"time"') else {}
    return str(entry.get("msg", line))


def _texts(project: Project, runs: list[Run], collector: Collector) -> dict[str, str]:
    """What is left where; of files all but the program, and what Python compiles of it."""
    paths = [path for path in project.folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    files = {str(path.relative_to(project.folder)): _read(path) for path in paths if path.name not in SOURCES}
    sent = {path: body.decode(errors="replace") for path, body in collector.received.items()}
    return {**files, **sent, **{f"run {number}": _said(run) for number, run in enumerate(runs)}}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _holding(texts: dict[str, str], secrets: list[str]) -> list[tuple[str, str]]:
    spelt = [(secret, spelling) for secret in secrets for spelling in spellings(secret)]
    return [(place, secret) for place, text in texts.items() for secret, spelling in spelt if spelling in text]


def test_no_value_marked_secret_is_stored_in_clear(
    project: Project, emulator: EmulatorServer, planted: Planted
) -> None:
    """Whatever its field, whoever made it, at the highest verbosity, plain or in base64."""
    with collecting() as collector:
        project.environment |= {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "NO_PROXY": "*"}
        runs = _life(project, planted)

    texts = _texts(project, runs, collector)
    made = [str(value) for value in project.outputs().values()]
    assert _holding(texts, [planted.core, API_KEY, *made]) == []
    assert {"/v1/traces", "events.json", "requests.jsonl"} <= texts.keys()
    services_own = {"request log": repr(emulator.requests), "snapshot": emulator.snapshot().to_json()}
    assert _holding(services_own, [planted.credential, planted.rotated.credential, API_KEY, *made]) == []


WRONG = """
hidden = pulumi.Output.secret("{secret}")
chatbotkit.PartnerUser("user", email=hidden, alias=pulumi.Output.concat("A ", hidden), limits={{"tokens": hidden}})
"""


def test_no_fault_quotes_a_marked_value(project: Project, planted: Planted) -> None:
    """Field and rule are told all the same, in preview and up, and to machines."""
    project.program(WRONG.format(secret=planted.core))

    runs = [project.pulumi("preview", "--diff"), project.pulumi("preview", "--json"), project.attempt_up(*NOISY)]

    assert [run.exit_code == 0 for run in runs] == [False] * len(runs)
    assert "email is a secret, but must be an e-mail address such as ops@example.com" in _said(runs[-1])
    assert "limits.tokens is a secret, but must be a whole number" in _said(runs[-1])
    assert _holding({str(number): _said(run) for number, run in enumerate(runs)}, [planted.core]) == []


def test_no_refusal_of_the_service_shows_a_marked_value(project: Project, planted: Planted) -> None:
    """The service quotes what it refuses; the provider knows from check what may not be shown."""
    project.program(f'chatbotkit.TriggerIntegration("report", schedule=pulumi.Output.secret("{planted.core}"))')

    refused = project.attempt_up(*NOISY)

    assert "create of TriggerIntegration 'report' failed" in refused.output
    assert _holding({"run": _said(refused)}, [planted.core]) == []
