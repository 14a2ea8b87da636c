"""What a run measures."""

import pytest

from bench.options import read_options
from bench.plan import SUBJECTS_BY_STEP, Planned, estimated_s, is_whole, planned
from bench.results import Case, Measurement, Report

SMALL = Case(resources=3, latency_ms=0, checkpoints=False)
STEPS = ("create", "preview")


@pytest.fixture
def whole() -> Report:
    """A report with one whole round of the small case."""
    found = [
        Measurement(case=SMALL, round=0, step=step, subject=subject, seconds=1, calls={})
        for step in STEPS
        for subject in SUBJECTS_BY_STEP[step]
    ]
    return Report(machine={}, versions={}, date="", measurements=found)


def test_every_case_has_its_first_round_before_any_has_its_second() -> None:
    """So that a machine that slows down slows all cases down."""
    chosen = read_options(["--resources", "250,5000", "--latency", "0", "--checkpoints", "off"]).chosen

    assert [(one.case.resources, one.number) for one in planned(chosen)] == [(250, 0), (5000, 0), (250, 1), (250, 2)]


def test_a_whole_round_is_not_measured_again(whole: Report) -> None:
    """By a run that resumes."""
    assert is_whole(whole, Planned(SMALL, 0), STEPS)
    assert not is_whole(whole, Planned(SMALL, 1), STEPS)


def test_a_round_that_lacks_one_subject_is_measured_again(whole: Report) -> None:
    """Side by side is the point."""
    whole.measurements.pop()

    assert not is_whole(whole, Planned(SMALL, 0), STEPS)


def test_checkpoints_make_a_round_longer() -> None:
    """The estimate grows with the square of the resources."""
    without, with_them = (
        estimated_s(Planned(Case(resources=1_000, latency_ms=100, checkpoints=saved), 0), ["create"])
        for saved in (False, True)
    )

    assert with_them > 2 * without


def test_a_step_brings_the_create_that_it_needs() -> None:
    """In the order in which steps can be taken."""
    assert read_options(["--only", "destroy,preview"]).chosen.steps == ("create", "preview", "destroy")
    assert read_options(["--only", "emulator"]).chosen.steps == ()


def test_the_full_run_adds_five_thousand_resources() -> None:
    """As FULL=1 of make."""
    assert read_options(["--full"]).chosen.resources == (250, 1_000, 5_000)


def test_an_unknown_part_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2."""
    with pytest.raises(SystemExit, match="2"):
        read_options(["--only", "creat"])

    assert "there is no creat; there is create, preview, update" in capsys.readouterr().err
