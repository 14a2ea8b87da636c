"""How far long work has come."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how many objects or accounts are done, and with the number of all."""


def say_nothing(_done: int, _all: int) -> None:
    """The progress of nobody."""
