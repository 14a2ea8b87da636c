"""Rate limits by the emulator's clock: sliding windows and token buckets.

Both keep their counts in memory, for one emulator, and never sleep. A clock that goes back counts as standing still.
"""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.emulator.settings.clock import Clock

WINDOW_MS: Final = 60_000


class SlidingWindows:
    """Counts the calls of the last 60 seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[Hashable, deque[int]] = defaultdict(deque)

    def count(self, key: Hashable) -> int:
        """The number of calls in the last 60 seconds."""
        now_ms = self._clock()
        calls = self._calls[key]
        while calls and calls[0] <= now_ms - WINDOW_MS:
            calls.popleft()
        return len(calls)

    def add(self, key: Hashable) -> None:
        """Count a call."""
        self._calls[key].append(self._clock())


@dataclass
class _Bucket:
    tokens: float
    filled_at_ms: int


class TokenBuckets:
    """Buckets that fill at a steady rate up to a burst. They start full."""

    def __init__(self, clock: Clock, *, per_second: float, burst: float) -> None:
        self._clock = clock
        self._per_ms = per_second / 1000
        self._burst = burst
        self._buckets: dict[Hashable, _Bucket] = {}

    def wait_ms(self, key: Hashable) -> float:
        """Take a token and return 0; if there is none, return the milliseconds until there is one."""
        now_ms = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now_ms))
        elapsed_ms = max(0, now_ms - bucket.filled_at_ms)
        bucket.tokens = min(self._burst, bucket.tokens + elapsed_ms * self._per_ms)
        bucket.filled_at_ms = now_ms
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return (1 - bucket.tokens) / self._per_ms
