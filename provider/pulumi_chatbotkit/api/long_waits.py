"""Says at once when a request has to wait for long, and knows how long the service has refused everything. Pure."""

from collections.abc import Callable

from pulumi_chatbotkit.api.errors import ApiError, ChatBotKitError, Nature, RequestInfo
from pulumi_chatbotkit.api.settings import RetryPolicy

_LONG_S = 30.0
"""A wait that is said; shorter ones are part of a run under limits per minute."""
_SAID_EVERY_S = 60.0
"""Many requests wait for the same reason, so not each of them says it."""


class LongWaits:
    """The waits of a client."""

    def __init__(self, policy: RetryPolicy, report: Callable[[str], None]) -> None:
        self._policy, self._report = policy, report
        self._quiet_until_s = float("-inf")
        self._refused_since_s: float | None = None

    def accepted(self) -> None:
        """The service accepted a request: whatever it refused before, it works."""
        self._refused_since_s = None

    def failed(self, failure: ChatBotKitError, now_s: float) -> float:
        """Since when the service has refused all requests for now; ``now_s`` if it has not, or failed otherwise.

        A deadline per request alone would let a run wait once for each of its requests, one after the other.
        """
        is_api_error = isinstance(failure, ApiError)
        if is_api_error and failure.nature is Nature.FINAL:
            self.accepted()
        if failure.nature is not Nature.THROTTLED or (is_api_error and failure.scope is not None):
            return now_s
        if self._refused_since_s is None:
            self._refused_since_s = now_s
        return self._refused_since_s

    def hold_s(self, failure: ChatBotKitError, *, refused_s: float, now_s: float) -> float:
        """For how long a Retry-After stops other requests: not beyond the deadline of the first that was refused."""
        return min(failure.retry_after_s or 0.0, refused_s + self._policy.deadline_s - now_s)

    def begin(
        self, failure: ChatBotKitError, request: RequestInfo, wait_s: float, *, elapsed_s: float, now_s: float
    ) -> None:
        """A request starts to wait ``wait_s``, ``elapsed_s`` after its first failure."""
        asked_s = failure.retry_after_s or 0.0
        is_long = max(asked_s, wait_s, elapsed_s) >= _LONG_S
        if not is_long or now_s < self._quiet_until_s:
            return
        self._quiet_until_s = now_s + _SAID_EVERY_S
        asked = f" and asks to wait {duration(asked_s)}" if asked_s >= _LONG_S else ""
        remaining = duration(max(0.0, self._policy.deadline_s - elapsed_s))
        self._report(
            f"waiting: the service refuses {request} for now ({type(failure).__name__}){asked}; it is asked again in "
            f"{duration(wait_s)}, and given up in {remaining} at the latest"
        )


def duration(seconds: float) -> str:
    """``seconds`` for people, e.g. ``42 s``, ``15 min`` or ``24 h``; never less than it is by more than half a unit."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{seconds:,.0f} s"
