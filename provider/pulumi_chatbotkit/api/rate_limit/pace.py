"""How fast requests may start under one limit that the service does not publish. Pure: callers pass in the time.

Nothing is held back before the first refusal. A refusal cuts the pace to ``_KEEP`` of the best known pace, which is the
number of requests accepted in the last second. From there the pace follows a cubic curve: back at the best after
``_RETURN_S``, flat around it, then steeper. So a limit is probed gently, and a raised limit is found soon:

    pace(t) = best * (1 + (1 - _KEEP) * (t / _RETURN_S - 1) ** 3)        t: seconds since the cut

Refusals of requests that were in flight together count as one: only a request that started after a cut can cause the
next cut. If it is refused again with nothing accepted between, the limit covers a longer period: it is probed with one
request at a time, after pauses that double up to ``_LONGEST_PAUSE_S``. If that took long, the best pace is the average
over the whole time, and the return takes a quarter of that time: a limit per minute is not found by probing every few
seconds.
"""

from collections import deque

# A small cut costs 4 % of the pace on average; halving it, as TCP does, would cost a fifth. A shorter return is refused
# more often.
_KEEP = 0.85
_RETURN_S = 4.0
_MEASURED_S = 1.0
_FIRST_PAUSE_S = 0.25
# Limits per minute end after a minute (docs/api/api.md a.8): about ten probes for each, and little time lost.
_LONGEST_PAUSE_S = 8.0
_LONG_S = 5.0
# The pace if too little was accepted to measure. A limit below ten per minute cannot be learned within a run.
_FIRST_GUESS = 25.0
_SLOWEST = 1 / 6


class Pace:
    """The even pace of one limit, in requests per second; at most ``ceiling`` (None: no ceiling)."""

    def __init__(self, ceiling: float | None = None) -> None:
        self._ceiling = float("inf") if ceiling is None else ceiling
        self._best = float("inf")
        self._cut_s = self._free_s = self._held_until_s = float("-inf")
        self._return_s = _RETURN_S
        self._refusals_in_row = 0
        self._row_began_s = 0.0
        self._recent: deque[float] = deque()
        self._counted_since_s: float | None = None
        self._accepted_count = 0

    def wait_s(self, now_s: float) -> float:
        """Seconds until a request may start; 0 if it may now."""
        return max(0.0, self._free_s - now_s, self._held_until_s - now_s)

    def start(self, now_s: float) -> None:
        """A request starts; the next one has to wait. Idle time gives no credit, so there are no bursts."""
        self._free_s = now_s + (self._pause_s() if self._refusals_in_row > 1 else 1 / self._rate(now_s))
        self._counted_since_s = now_s if self._counted_since_s is None else self._counted_since_s

    def hold(self, until_s: float) -> None:
        """Start nothing before ``until_s``."""
        self._held_until_s = max(self._held_until_s, until_s)

    def accepted(self, now_s: float, *, sent_s: float) -> None:
        """A request that started at ``sent_s`` was accepted."""
        self._recent.append(now_s)
        self._forget(now_s)
        self._accepted_count += 1
        if self._refusals_in_row and sent_s >= self._cut_s:
            self._end_row(now_s)

    def refused(self, now_s: float, *, sent_s: float) -> bool:
        """A request that started at ``sent_s`` was refused. True if it started after the last cut, and so counts."""
        if sent_s < self._cut_s:
            return False
        self._refusals_in_row += 1
        if self._refusals_in_row == 1:
            self._row_began_s = now_s
            self._best, self._return_s = self._measured(now_s), _RETURN_S
        else:
            self._free_s = max(self._free_s, now_s + self._pause_s())
        self._cut_s = now_s
        return True

    def _rate(self, now_s: float) -> float:
        if self._best == float("inf"):
            return self._ceiling
        way = (now_s - self._cut_s) / self._return_s - 1
        return min(self._ceiling, self._best * (1 + (1 - _KEEP) * way**3))

    def _measured(self, now_s: float) -> float:
        self._forget(now_s)
        accepted = len(self._recent) / _MEASURED_S
        rate = self._rate(now_s)
        if self._best == float("inf"):
            return min(rate, max(accepted, _FIRST_GUESS))
        return max(_SLOWEST, min(rate, max(accepted, rate / 2)))  # a quiet second says little about the limit

    def _end_row(self, now_s: float) -> None:
        if self._refusals_in_row > 1:
            self._free_s = now_s
        blocked_s = now_s - self._row_began_s
        if blocked_s >= _LONG_S and self._counted_since_s is not None:
            sustained = self._accepted_count / (now_s - self._counted_since_s)
            self._best = max(_SLOWEST, min(self._best, sustained))
            self._cut_s, self._return_s = now_s, max(_RETURN_S, blocked_s / 4)
            self._counted_since_s, self._accepted_count = now_s, 0
        self._refusals_in_row = 0

    def _pause_s(self) -> float:
        return min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** min(self._refusals_in_row - 2, 10))

    def _forget(self, now_s: float) -> None:
        while self._recent and self._recent[0] <= now_s - _MEASURED_S:
            self._recent.popleft()
