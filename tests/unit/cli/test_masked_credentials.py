"""What commands print of Pulumi's errors, and of a run, has no credential of the environment in it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from support.previews import document, error, events, policy_said, step
from support.stack_script import StackScript

PASSWORD = "hunter2-secret77"
BACKEND = f"postgres://u:{PASSWORD}@127.0.0.1:1/db"


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StackScript:
    """With a back end whose address has a password."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", BACKEND)
    return StackScript(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "command",
    [
        "drift --stack prod --junit found.xml",
        "drift --stack prod --junit found.xml --json",
        "changes --stack prod",
        "changes --stack prod --json",
        "changes --stack prod --markdown",
        "inventory --stack prod",
        "orphans",
        "tenants",
        "tokens --show",
        "offboard acme",
    ],
)
def test_an_error_of_pulumi_is_masked(command: str, stack: StackScript) -> None:
    """Pulumi repeats the address of a back end that does not answer."""
    stack.refuses(f'error: cannot open "{BACKEND}"')

    run = CliRunner().invoke(app, command.split())

    assert run.exit_code == 1
    written = [each.read_text(encoding="utf-8") for each in stack.project.glob("*.xml")]
    assert len(written) == command.count("--junit")
    for text in (run.output, *written):
        assert PASSWORD not in text
        assert "cannot open" in text


@pytest.mark.parametrize("form", ["", "--json", "--markdown", "--expand"])
@pytest.mark.parametrize(
    "text",
    [
        document([step("update", "Bot", "a", {}, {"description": f"see {BACKEND}"})]),
        document([step("update", "Bot", "a", {}, {"meta": {PASSWORD: "x"}})]),
        document([step("create", "Bot", f"bot-{PASSWORD}", None, {})]),
        document([], error(f"cannot open {BACKEND}")),
        policy_said("advisory", "own", f"see {BACKEND}") + events([]),
    ],
    ids=["value", "key", "name", "error", "policy"],
)
def test_a_report_of_changes_is_masked(text: str, form: str, stack: StackScript) -> None:
    """Whoever reads it in a later job has no such variable, and so could not mask it."""
    (stack.project / "run.json").write_text(text, encoding="utf-8")

    run = CliRunner().invoke(app, ["changes", "run.json", *form.split()])

    assert PASSWORD not in run.output
    assert run.exit_code in {0, 1, 7}
    if form == "--json":
        assert json.loads(run.stdout)["version"] == 1


def test_an_end_that_pulumi_explains_is_masked(stack: StackScript) -> None:
    """A preview that has failed without an error of its own in its document."""
    stack.refuses(f'error: cannot open "{BACKEND}"')
    script = stack.project.parent / "bin" / "pulumi"
    printed = document([step("same", "Bot", "a", {}, {})])
    text = script.read_text(encoding="utf-8").replace("\nexit 255", f"\necho '{printed}'\nexit 255")
    script.write_text(text, encoding="utf-8")

    run = CliRunner().invoke(app, ["changes", "--json", "--stack", "prod"])

    assert run.exit_code == 1
    assert PASSWORD not in run.output
    assert "cannot open" in json.loads(run.stdout)["failures"][0]["reason"]
