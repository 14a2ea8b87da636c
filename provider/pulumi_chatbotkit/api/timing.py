"""Clock, sleep and randomness of a client in one value, so that tests can replace them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """``monotonic`` and ``epoch`` return seconds, ``random`` a number from 0 up to but not including 1."""

    monotonic: Callable[[], float] = time.monotonic
    epoch: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    random: Callable[[], float] = random.random


REAL_TIMING = Timing()
