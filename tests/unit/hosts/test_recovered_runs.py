"""What ``recover`` allows the next run: only of its stack, for its objects, for a day, and once."""

import json
import os
import time
from pathlib import Path

import pytest

from pulumi_chatbotkit.hosts.recovered_runs import RecoveredRun

STACK = "shop/dev"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """As ``recover`` leaves it."""
    written = tmp_path / "recovered.json"
    written.write_text(json.dumps({"stack": STACK, "objects": ["one", "two"]}), encoding="utf-8")
    return written


def test_the_next_run_of_the_stack_is_allowed_and_no_later_one(file: Path) -> None:
    """Whether it has used the permission or not."""
    run = RecoveredRun(file)

    assert run.is_allowed({STACK})
    assert run.is_allowed({STACK})
    run.end({STACK}, was_real=True)
    assert not RecoveredRun(file).is_allowed({STACK})


def test_a_preview_leaves_it(file: Path) -> None:
    """``up`` makes one before it begins, with a refresh if it is asked to."""
    run = RecoveredRun(file)
    assert run.may_be_gone({STACK}, "one")
    run.end({STACK}, was_real=False)

    assert RecoveredRun(file).may_be_gone({STACK}, "one")


def test_only_what_the_state_had_may_be_gone(file: Path) -> None:
    """What was made since then cannot have been deleted by the killed run."""
    run = RecoveredRun(file)

    assert run.may_be_gone({STACK}, "two")
    assert not run.may_be_gone({STACK}, "three")
    assert not run.may_be_gone({"shop/prod"}, "two")


@pytest.mark.parametrize("stacks", [set[str](), {"shop/prod"}, {"other/dev"}])
def test_another_stack_is_not_allowed(file: Path, stacks: set[str]) -> None:
    """Its objects were not those of the killed run."""
    run = RecoveredRun(file)

    assert not run.is_allowed(stacks)
    run.end(stacks, was_real=True)
    assert file.exists()


@pytest.mark.parametrize(("minutes", "is_allowed"), [(-1, True), (1, False)], ids=["before", "after"])
def test_it_is_forgotten_after_a_day(file: Path, minutes: int, *, is_allowed: bool) -> None:
    """Weeks later it would hide an outage; in time, the run that ``recover`` asks for is tomorrow's at the latest."""
    written = time.time() - 24 * 60 * 60 - 60 * minutes
    os.utime(file, (written, written))

    assert RecoveredRun(file).is_allowed({STACK}) is is_allowed


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_what_cannot_be_read_allows_nothing(file: Path, text: str) -> None:
    """Such as a file that was cut off."""
    file.write_text(text, encoding="utf-8")

    assert not RecoveredRun(file).is_allowed({STACK})
