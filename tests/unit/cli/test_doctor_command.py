"""`doctor`: exit codes and forms of its report."""

import pytest

from pulumi_chatbotkit.cli.doctor import as_document, as_markdown_text, exit_code
from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT
from pulumi_chatbotkit.operations.doctor.report import DoctorReport, Line, not_checked, ok, problem, warning

OK, WARNING = ok("key", "is accepted"), warning("lock", "in use", "wait")
PROBLEM, SKIPPED = problem("clock", "90 s behind", "set it"), not_checked("rate", "no answer")


@pytest.mark.parametrize(
    ("lines", "code", "strict"),
    [
        ((OK,), 0, 0),
        ((OK, WARNING), 0, 7),
        ((OK, PROBLEM), 7, 7),
        ((OK, SKIPPED), 1, 1),
        ((PROBLEM, SKIPPED), 1, 1),
    ],
    ids=["well", "warning", "problem", "not checked", "both"],
)
def test_the_exit_code_never_says_health_for_what_was_not_checked(
    lines: tuple[Line, ...], code: int, strict: int
) -> None:
    """A warning fails only where that is asked for."""
    report = DoctorReport(lines)

    assert (exit_code(report), exit_code(report, strict=True)) == (code, strict)


def test_the_document_has_a_version_and_every_key() -> None:
    """As docs/doctor.md describes it."""
    assert as_document(DoctorReport((OK, PROBLEM), "fleet", "dev")) == {
        "version": 1,
        "project": "fleet",
        "stack": "dev",
        "checks": [
            {"check": "key", "mark": "ok", "found": "is accepted", "nextStep": None},
            {"check": "clock", "mark": "problem", "found": "90 s behind", "nextStep": "set it"},
        ],
    }


def test_markdown_has_what_is_wrong_first_and_fits_a_comment() -> None:
    """And counts what is there."""
    text = as_markdown_text(DoctorReport((OK, WARNING, PROBLEM, SKIPPED, *[problem("files", "x" * 300, "y")] * 400)))

    rows = [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| ")]
    assert rows[1] == "| not-checked"
    assert rows[2] == "| problem"
    assert "404 lines: 401 problems, 1 warning, 1 not checked" in text
    assert len(text) <= MARKDOWN_LIMIT
