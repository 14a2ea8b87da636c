"""The content store is pruned once a day, and only old content is removed."""

import os
import time
from pathlib import Path

import pytest

from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.errors import ContentMissing

DAY_S = 24 * 60 * 60


def made(store: ContentStore, content: bytes, *, days_ago: float) -> Path:
    """Put content some days ago into a store that was not pruned since; returns its path."""
    path = store.directory / store.put(content).hash
    then = time.time() - days_ago * DAY_S
    for each in (path, store.directory / ".pruned"):
        os.utime(each, (then, then))
    return path


@pytest.fixture
def store(tmp_path: Path) -> ContentStore:
    """A store whose folder does not exist yet."""
    return ContentStore(tmp_path / "content")


def test_content_that_no_program_has_put_for_a_week_is_removed(store: ContentStore) -> None:
    """Old versions of changed content would pile up otherwise."""
    old = made(store, b"old", days_ago=8)

    store.put(b"new")

    assert not old.exists()
    with pytest.raises(ContentMissing):
        store.get(old.name)


def test_content_of_this_week_stays(store: ContentStore) -> None:
    """Other stacks of the project may still need it."""
    recent = made(store, b"recent", days_ago=6)

    store.put(b"new")

    assert store.get(recent.name) == b"recent"


def test_content_that_is_put_again_stays(store: ContentStore) -> None:
    """The program of this run declares it, however old the file is."""
    old = made(store, b"old", days_ago=8)

    store.put(b"old")

    assert store.get(old.name) == b"old"


def test_the_store_is_pruned_once_a_day(store: ContentStore) -> None:
    """Otherwise a program with thousands of files would examine all of them for each put."""
    store.put(b"first")
    old = store.directory / store.put(b"old").hash
    os.utime(old, (0, 0))

    store.put(b"second")

    assert old.exists()


def test_half_written_content_of_an_interrupted_run_is_removed_too(store: ContentStore) -> None:
    """No later run finishes the file."""
    made(store, b"old", days_ago=8)
    partial = store.directory / "abc.123"
    partial.write_bytes(b"ha")
    os.utime(partial, (0, 0))

    store.put(b"new")

    assert not partial.exists()
