"""The page is made from the report."""

from pathlib import Path

from bench.page import NAME, page
from bench.results import Report, read_report, write_report

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_in_the_documentation_is_that_of_its_figures() -> None:
    """After a change of the page: .venv/bin/python -m bench --render."""
    assert (DOCS / NAME).read_text(encoding="utf-8") == page(read_report(DOCS))


def test_a_report_is_read_as_it_was_written(report: Report, tmp_path: Path) -> None:
    """An interrupted run continues from it."""
    write_report(report, tmp_path)

    assert read_report(tmp_path) == report


def test_the_page_shows_medians_ratios_and_missed_targets(report: Report) -> None:
    """The calls of each step are shown too."""
    text = page(report)

    assert "| create | 1 partner_user/create | - | - | - | 2.0 | 2.2 | 1.10 | 2.0 to 9.0 |" in text
    assert (
        "| a preview without changes calls nothing | 3 resources, 0 ms, without checkpoints | 2 calls | **missed** |"
        in text
    )
    assert "Seconds, the median of 3 rounds." in text


def test_the_page_shows_what_a_tenants_file_takes(report: Report) -> None:
    """Each preview, by role; what was not measured is left out."""
    text = page(report)
    report.reading = None

    assert "1,000 tenants are read and checked in 2.50 s (0.60 s of processor time), with 151 MiB" in text
    assert "| 60 | 9.0 | 8.0 | 0.00 / 0.00 | 2.30 / 2.00 | 1.10 / 1.00 |" in text
    assert "## The tenants file" not in page(report)


def test_the_page_shows_what_reports_print_and_take(report: Report) -> None:
    """Lines and bytes, seconds beside engine and httpx, memory; what was not measured is left out."""
    text = page(report)
    report.printed, report.drift_checks, report.large_reports = [], [], []

    assert "| five edits | `pulumi preview` | 7 | 1,000 | 2.5 | 3 |" in text
    assert "Drift checks where nothing differs, the median of 1 round." in text
    start = "| 1,000 objects of 40 tenants, 100 ms, --declared-only | 100 | 2.00 | 1.00 | 1.00 | 1.00 |"
    assert f"{start} 90 | 6.00 | 3.00 | 2.00 | 9.00 |" in text
    assert "| `drift` | 10,000 | 9 | 5.0 | 4.0 | 290 |" in text
    assert "| `orphans` | 10,000 | 9 | 5.0 | - | - |" in text
    assert "## Reports" not in page(report)


def test_a_run_of_one_round_says_so(report: Report) -> None:
    """One round is less reliable."""
    report.measurements = report.measurements[-2:]

    assert "Seconds of a single round." in page(report)
