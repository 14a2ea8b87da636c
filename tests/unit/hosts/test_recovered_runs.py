"""What ``recover`` allows the next run: only of its stack, for a day, and once."""

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
    written.write_text(json.dumps({"stack": STACK}), encoding="utf-8")
    return written


def test_the_next_run_of_the_stack_is_allowed_and_no_later_one(file: Path) -> None:
    """A run that has used the permission takes it away at its end."""
    run = RecoveredRun(file)

    assert run.is_allowed({STACK})
    assert run.is_allowed({STACK})
    run.end()
    assert not RecoveredRun(file).is_allowed({STACK})


def test_a_run_that_did_not_need_it_leaves_it(file: Path) -> None:
    """A preview, for example, adopts nothing."""
    RecoveredRun(file).end()

    assert RecoveredRun(file).is_allowed({STACK})


@pytest.mark.parametrize("stacks", [set[str](), {"shop/prod"}, {"other/dev"}])
def test_another_stack_is_not_allowed(file: Path, stacks: set[str]) -> None:
    """Its objects were not those of the killed run."""
    run = RecoveredRun(file)

    assert not run.is_allowed(stacks)
    run.end()
    assert file.exists()


def test_it_is_forgotten_after_a_day(file: Path) -> None:
    """Weeks later it would hide an outage."""
    a_day_ago = time.time() - 24 * 60 * 60 - 60
    os.utime(file, (a_day_ago, a_day_ago))

    assert not RecoveredRun(file).is_allowed({STACK})


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_what_cannot_be_read_allows_nothing(file: Path, text: str) -> None:
    """Such as a file that was cut off."""
    file.write_text(text, encoding="utf-8")

    assert not RecoveredRun(file).is_allowed({STACK})
