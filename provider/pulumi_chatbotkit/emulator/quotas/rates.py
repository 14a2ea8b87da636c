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
    """Counts the calls of the last 60 seconds. Refused calls are not counted (assumed)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[Hashable, deque[int]] = defaultdict(deque)

    def admit(self, key: Hashable, limit: int) -> bool:
        """Count a call and return True; False if there were ``limit`` already."""
        now_ms = self._clock()
        calls = self._calls[key]
        while calls and calls[0] <= now_ms - WINDOW_MS:
            calls.popleft()
        if len(calls) >= limit:
            return False
        calls.append(now_ms)
        return True


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
