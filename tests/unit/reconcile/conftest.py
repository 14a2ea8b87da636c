"""A fresh service for each test."""

from collections.abc import Iterator

import pytest

from support.world import World


@pytest.fixture
def world() -> Iterator[World]:
    """A service in memory and the core at work on it."""
    with World() as world:
        yield world
