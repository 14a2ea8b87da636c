"""Random numbers for several purposes that do not disturb each other.

Ids stay the same whether or not faults and latency draw numbers, because each purpose has a generator of its own.
"""

import random


def branch(source: random.Random, purpose: str) -> random.Random:
    """A generator that is repeatable when ``source`` is. Takes no number from ``source``."""
    if isinstance(source, random.SystemRandom):
        return random.Random()  # noqa: S311 - for faults and latency, not for keys
    return random.Random(f"{purpose} {source.getstate()}")  # noqa: S311 - for faults and latency, not for keys
