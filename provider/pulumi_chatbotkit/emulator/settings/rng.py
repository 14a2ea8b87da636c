"""Independent random number generators, so that faults and latency do not change which ids an emulator makes."""

import random


def derived_rng(source: random.Random, purpose: str) -> random.Random:
    """A generator of its own for ``purpose``, repeatable if ``source`` is. Draws nothing from ``source``."""
    if isinstance(source, random.SystemRandom):
        return random.Random()  # noqa: S311 - for faults and latency, not for keys
    return random.Random(f"{purpose} {source.getstate()}")  # noqa: S311 - for faults and latency, not for keys
