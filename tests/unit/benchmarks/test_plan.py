"""What a run measures."""

import pytest

from bench.options import read_options
from bench.plan import SUBJECTS_BY_STEP, PlannedRound, estimated_s, is_complete, planned_rounds
from bench.results import Case, Measurement, Report

SMALL = Case(resources=3, latency_ms=0, checkpoints=False)
STEPS = ("create", "preview")


@pytest.fixture
def complete() -> Report:
    """A report with one complete round of the small case."""
    found = [
        Measurement(case=SMALL, round=0, step=step, subject=subject, seconds=1, calls={})
        for step in STEPS
        for subject in SUBJECTS_BY_STEP[step]
    ]
    return Report(machine={}, versions={}, date="", measurements=found)


def test_every_case_has_its_first_round_before_any_has_its_second() -> None:
    """If the machine gets slower, all cases get slower."""
    selection = read_options(["--resources", "250,5000", "--latency", "0", "--checkpoints", "off"]).selection

    assert [(one.case.resources, one.number) for one in planned_rounds(selection)] == [
        (250, 0),
        (5000, 0),
        (250, 1),
        (250, 2),
    ]


def test_a_complete_round_is_not_measured_again(complete: Report) -> None:
    """A resumed run leaves it out."""
    assert is_complete(complete, PlannedRound(SMALL, 0), STEPS)
    assert not is_complete(complete, PlannedRound(SMALL, 1), STEPS)


def test_a_round_that_lacks_one_subject_is_measured_again(complete: Report) -> None:
    """All subjects of a round are to be measured at the same time."""
    complete.measurements.pop()

    assert not is_complete(complete, PlannedRound(SMALL, 0), STEPS)


def test_checkpoints_make_a_round_longer() -> None:
    """The estimate grows with the square of the resources."""
    without, with_them = (
        estimated_s(PlannedRound(Case(resources=1_000, latency_ms=100, checkpoints=saved), 0), ["create"])
        for saved in (False, True)
    )

    assert with_them > 2 * without


def test_a_step_brings_the_create_that_it_needs() -> None:
    """In the order in which the steps are run."""
    assert read_options(["--only", "destroy,preview"]).selection.steps == ("create", "preview", "destroy")
    assert read_options(["--only", "emulator"]).selection.steps == ()


def test_the_full_run_adds_five_thousand_resources() -> None:
    """As FULL=1 of make."""
    assert read_options(["--full"]).selection.resources == (250, 1_000, 5_000)


def test_an_unknown_part_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2."""
    with pytest.raises(SystemExit, match="2"):
        read_options(["--only", "creat"])

    assert "there is no creat; there is create, preview, update" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--again"], ["--again", "--only", "reports,create"]])
def test_steps_are_not_measured_again_alone(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """All of a round is measured at one time."""
    with pytest.raises(SystemExit, match="2"):
        read_options(words)

    assert "--again: name parts with --only, of emulator, starts" in capsys.readouterr().err
    assert read_options(["--again", "--only", "reports"]).again
