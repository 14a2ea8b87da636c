"""How many requests may wait for a response at once: additive increase, multiplicative decrease. Pure.

The pace alone cannot adapt to a service that limits the requests in flight, or that slows down under load.
"""

# The same small cut as the pace's. Against a limit per second, which is for the pace to learn, the limit stays high.
_KEEP = 0.85
_GROWTH_PER_S = 1.0


class ConcurrencyLimit:
    """Starts at ``ceiling``, which it never exceeds, and grows by one per second after a cut."""

    def __init__(self, ceiling: int) -> None:
        self._ceiling = ceiling
        self._limit = float(ceiling)
        self._since_s = 0.0

    def wait_s(self, now_s: float, *, unanswered: int) -> float:
        """Seconds until one more request may start beside the ``unanswered`` ones, which are fewer than the ceiling."""
        limit = self._at(now_s)
        if unanswered < int(limit):
            return 0.0
        return (unanswered + 1 - limit) / _GROWTH_PER_S

    def cut(self, now_s: float) -> None:
        """Lower the limit: the service refused a request."""
        self._limit, self._since_s = max(1.0, self._at(now_s) * _KEEP), now_s

    def _at(self, now_s: float) -> float:
        return min(float(self._ceiling), self._limit + (now_s - self._since_s) * _GROWTH_PER_S)
