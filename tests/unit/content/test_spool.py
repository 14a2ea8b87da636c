"""The folder in which content waits is looked through once a day, and only old content leaves it."""

import os
import time
from pathlib import Path

import pytest

from pulumi_chatbotkit.reconcile.content.content_store import Spool
from pulumi_chatbotkit.reconcile.errors import NotSpooled

DAY_S = 24 * 60 * 60


def made(spool: Spool, content: bytes, *, days_ago: float) -> Path:
    """Content that was put a while ago, into a folder that nobody has looked through since."""
    path = spool.directory / spool.put(content).hash
    then = time.time() - days_ago * DAY_S
    for each in (path, spool.directory / ".pruned"):
        os.utime(each, (then, then))
    return path


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """A spool that is not there yet."""
    return Spool(tmp_path / "content")


def test_content_that_no_program_has_put_for_a_week_is_removed(spool: Spool) -> None:
    """Content changes; its old versions would pile up for ever."""
    old = made(spool, b"old", days_ago=8)

    spool.put(b"new")

    assert not old.exists()
    with pytest.raises(NotSpooled):
        spool.get(old.name)


def test_content_of_this_week_stays(spool: Spool) -> None:
    """Other stacks of the project may be about to send it."""
    recent = made(spool, b"recent", days_ago=6)

    spool.put(b"new")

    assert spool.get(recent.name) == b"recent"


def test_content_that_is_put_again_is_as_new(spool: Spool) -> None:
    """However old it is, the program of this run declares it."""
    old = made(spool, b"old", days_ago=8)

    spool.put(b"old")

    assert spool.get(old.name) == b"old"


def test_the_folder_is_looked_through_once_a_day(spool: Spool) -> None:
    """A program with thousands of files would else look at all of them for each."""
    spool.put(b"first")
    old = spool.directory / spool.put(b"old").hash
    os.utime(old, (0, 0))

    spool.put(b"second")

    assert old.exists()


def test_half_written_content_of_a_run_that_broke_off_is_removed_too(spool: Spool) -> None:
    """Nobody will finish it."""
    made(spool, b"old", days_ago=8)
    partial = spool.directory / "abc.123"
    partial.write_bytes(b"ha")
    os.utime(partial, (0, 0))

    spool.put(b"new")

    assert not partial.exists()
