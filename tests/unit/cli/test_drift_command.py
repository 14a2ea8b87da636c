"""`drift`: exit codes, and forms of the report that fit where they go."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.cli.drift_forms import as_markdown_text, exit_code
from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT, in_cell
from pulumi_chatbotkit.operations.drift.document import as_document, report_of
from pulumi_chatbotkit.operations.drift.report import DriftReport, Failure, Finding, Sort

FAILURE = Failure(stack="dev", what="Bot a", reason="no answer")


def finding(customer: str, number: int = 0, found: str = "b") -> Finding:
    return Finding(
        sort=Sort.FIELD, customer=customer, kind="Bot", name=f"bot{number}", id=f"id{number}", field="name",
        declared="a", found=found,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (DriftReport(), 0),
        (DriftReport(findings=[finding("a")]), 7),
        (DriftReport(failures=[FAILURE]), 1),
        (DriftReport(findings=[finding("a")], failures=[FAILURE]), 1),
    ],
    ids=["nothing", "differs", "not checked", "both"],
)
def test_the_exit_code_never_says_health_for_what_was_not_checked(report: DriftReport, code: int) -> None:
    """And what was not checked comes before what differs."""
    assert exit_code(report) == code


@pytest.mark.parametrize("customers", [1, 400])
def test_markdown_fits_a_comment_and_is_cut_between_rows(customers: int) -> None:
    """Whole rows only, and the number of those that are left out."""
    everything = [finding(f"c{number % customers:03}", number, "x" * 300) for number in range(2000)]

    text = as_markdown_text(DriftReport(findings=everything))

    assert len(text) <= MARKDOWN_LIMIT
    rows = [line for line in text.splitlines() if line.startswith("| name")]
    assert all(row.endswith(" |") and row.count(" | ") == 4 for row in rows)
    assert f"*Cut here: {2000 - len(rows):,} more differences in " in text
    assert len(text) > MARKDOWN_LIMIT - 1000


@pytest.mark.parametrize(("count", "said"), [(0, "0 differences"), (1, "1 difference"), (1200, "1,200 differences")])
def test_the_summary_counts_what_differs(count: int, said: str) -> None:
    """As people write it."""
    text = as_markdown_text(DriftReport(stacks=["dev"], objects=1, findings=[finding("acme")] * count))

    assert f"{said} in 1 object of dev" in text


def test_a_short_report_is_whole() -> None:
    """Grouped by customer; what could not be checked has a table of its own, and comes first."""
    text = as_markdown_text(DriftReport(findings=[finding("acme"), finding("")], failures=[FAILURE]))

    assert [line for line in text.splitlines() if line.startswith("###")] == [
        "### Not checked",
        "### acme",
        "### (parent account)",
    ]
    assert "Cut here" not in text


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x>",
        "a|b",
        "@team",
        "http://x.example",
        "a\nb",
        "\x1b[2J",
        "`x`",
        "[a](b)",
        "&commat;team",
        "www.x.example",
        "$\\sum$",
        '%"v1"',
        "see GH-12",
    ],
)
def test_text_of_others_is_no_markup(text: str) -> None:
    """No link, no mention, no cell, no line, no code."""
    cell = in_cell(text)

    assert not {"\n", "\x1b"} & set(cell)
    for markup in ("<", "|", "`", "[", "&", "$", "%"):
        assert cell.count(markup) == cell.count(f"\\{markup}")
    assert "@team" not in cell
    assert "://" not in cell
    assert "www." not in cell
    assert "GH-" not in cell


def test_the_document_has_a_version_and_every_key() -> None:
    """As docs/drift.md describes it."""
    document = as_document(DriftReport(stacks=["dev"], objects=2, findings=[finding("acme")]))

    assert document == {
        "version": 1,
        "stacks": ["dev"],
        "objects": 2,
        "accounts": 0,
        "otherStacks": {},
        "findings": [
            {
                "sort": "field", "stack": None, "customer": "acme", "account": None, "kind": "Bot", "name": "bot0",
                "id": "id0", "urn": None, "field": "name", "argument": None, "declared": "a", "found": "b",
                "secret": False, "createdAt": None, "updatedAt": None, "detail": None,
            }
        ],
        "failures": [],
        "notCompared": [],
        "ignored": [],
        "expiredRules": [],
    }  # fmt: skip


def test_a_check_that_could_not_be_made_is_a_document_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads only the document, such as `ci drift-issue`, must not take it for a report without differences."""
    monkeypatch.chdir(tmp_path)

    run = CliRunner().invoke(app, ["drift", "--json"])

    assert run.exit_code == 1
    report = report_of(json.loads(run.stdout))
    assert [each.reason for each in report.failures] == [run.stderr.removeprefix("error: ").strip()]
    assert (report.stacks, exit_code(report)) == ([], 1)


def test_nothing_is_said_to_be_the_same_where_nothing_was_checked() -> None:
    """ "0 differences" would be read as health."""
    assert "0 differences" not in as_markdown_text(DriftReport(stacks=["dev"], failures=[FAILURE]))
