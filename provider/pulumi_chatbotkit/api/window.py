"""How many requests may wait for an answer at once: additive increase, multiplicative decrease. Pure.

The pace alone cannot know a service that counts what is in flight, or one whose answers slow down under load.
"""

# As gentle as the pace's cut, so that under a limit per second, which is the pace's to learn, the window stays wide.
_KEEP = 0.85
_GROWTH_PER_S = 1.0


class Window:
    """At most ``ceiling``, where it begins; one more for each second without a cut."""

    def __init__(self, ceiling: int) -> None:
        self._ceiling = ceiling
        self._size = float(ceiling)
        self._since_s = 0.0

    def wait_s(self, now_s: float, *, unanswered: int) -> float:
        """Seconds until one more may start; infinite if only an answer can make room."""
        size = self._at(now_s)
        if unanswered < int(size):
            return 0.0
        return float("inf") if unanswered >= self._ceiling else (unanswered + 1 - size) / _GROWTH_PER_S

    def cut(self, now_s: float) -> None:
        """The service refused."""
        self._size, self._since_s = max(1.0, self._at(now_s) * _KEEP), now_s

    def _at(self, now_s: float) -> float:
        return min(float(self._ceiling), self._size + (now_s - self._since_s) * _GROWTH_PER_S)
