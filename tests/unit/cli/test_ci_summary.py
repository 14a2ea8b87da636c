"""`ci summary`: what a report says, in the summary of a step."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.operations.changes.document import as_document as changes_document
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from pulumi_chatbotkit.operations.changes.report import Failure as RunFailure
from pulumi_chatbotkit.operations.drift.document import as_document as drift_document
from pulumi_chatbotkit.operations.drift.report import DriftReport, Failure


def summary(document: object, *words: str) -> Result:
    Path("report.json").write_text(json.dumps(document), encoding="utf-8")
    return CliRunner().invoke(app, ["ci", "summary", "report.json", *words])


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (changes_document(ChangesReport(stack="dev")), "## Changes of dev\n\nnothing would change\n"),
        (drift_document(DriftReport(stacks=["dev"], objects=3)), "## Drift\n\n0 differences in 3 objects of dev\n"),
    ],
)
def test_both_reports_are_printed_outside_of_a_step(outside: Path, document: object, said: str) -> None:
    """Which of the two it is, the document tells."""
    assert outside
    done = summary(document, "--run-url", "https://ci.example/7")

    assert done.exit_code == 0
    assert done.stdout.startswith(said)
    assert "[the run](<https://ci.example/7>)" in done.stdout


def test_a_step_gets_it_after_what_it_has(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed then."""
    file = outside / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))

    done = summary(changes_document(ChangesReport(stack="dev")), "--stack", "dev")

    assert (done.exit_code, done.output) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("before\n## Changes of dev\n")


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (changes_document(ChangesReport(stack="dev", failures=[RunFailure(what="", reason="boom")])), "preview of dev"),
        (
            changes_document(ChangesReport(is_preview=False, failures=[RunFailure(what="", reason="boom")])),
            "update of the stack",
        ),
        (drift_document(DriftReport(failures=[Failure(stack="", what="", reason="boom")])), "drift check of the stack"),
        ([], "run of the stack"),
    ],
)
def test_what_failed_could_not_be_made(outside: Path, document: object, title: str) -> None:
    """Exit code 0, because that was written."""
    assert outside
    done = summary(document)

    assert done.exit_code == 0
    assert done.stdout.startswith(f"## The {title} failed\n\nIt could not be made")
    assert "nothing would change" not in done.stdout
    assert "0 differences" not in done.stdout


def test_a_summary_that_cannot_be_written_is_an_error(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(outside))

    done = summary(changes_document(ChangesReport(stack="dev")))

    assert done.exit_code == 1
    assert done.stderr.startswith("error: the summary cannot be written: ")


def test_a_summary_fits_however_long_its_head_is(outside: Path) -> None:
    """Many stacks that were not named make a long line."""
    assert outside
    stacks = {f"stack-{each}-{'x' * 60}": 1 for each in range(3000)}

    done = summary(drift_document(DriftReport(stacks=["dev"], other_stacks=stacks)))

    assert len(done.stdout) <= 60_000
    assert "0 differences in 0 objects of dev" in done.stdout
