"""Counts the API calls of a run and sums them up in one line. Reads no clock and prints nothing."""

import threading
from collections import Counter

from pulumi_chatbotkit.api.events import AttemptEvent
from pulumi_chatbotkit.telemetry.actions import action_of


class Summary:
    """Counts for one process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._retries = 0
        self._waited_s = 0.0
        self._adopted = 0

    def count(self, event: AttemptEvent) -> None:
        """Count an attempt; a hook for a client."""
        with self._lock:
            if event.attempt == 1:
                self._calls[action_of(event.action_path).name] += 1
            else:
                self._retries += 1
            self._waited_s += event.wait_s

    def count_adopted(self) -> None:
        """Count an object that was adopted instead of created."""
        with self._lock:
            self._adopted += 1

    def line(self) -> str | None:
        """The counts in one sentence, the most frequent action first; None if nothing was called.

        For example ``ChatBotKit: 312 API calls (300 create, 12 list), 4 retries, 3.2 s waited, 2 adopted``. The time is
        summed over all calls, even those that wait at the same time.
        """
        with self._lock:
            calls = self._calls.total()
            if not calls:
                return None
            by_action = sorted(self._calls.items(), key=lambda each: (-each[1], each[0]))
            actions = ", ".join(f"{count:,} {action}" for action, count in by_action)
            made = f"{_counted(calls, 'API call', 'API calls')} ({actions})"
            retries = _counted(self._retries, "retry", "retries")
            return f"ChatBotKit: {made}, {retries}, {self._waited_s:,.1f} s waited, {self._adopted:,} adopted"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
