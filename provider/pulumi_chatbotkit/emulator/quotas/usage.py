"""What accounts have used this month: conversations, messages and tokens (docs/api/api.md a.8, limits).

The counts are kept in memory, for one emulator.
"""

import threading
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pulumi_chatbotkit.emulator.settings.clock import Clock

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.plan import Use


class UsageCounters:
    """Counts by account, metric and calendar month (UTC)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._used: dict[tuple[str, str, str], int] = defaultdict(int)

    def used(self, account: str, metric: "Use") -> int:
        """The account's use in this month, its partner users' included."""
        return self._used.get((account, metric, self._month()), 0)

    def add(self, accounts: tuple[str, ...], metric: "Use", count: int) -> None:
        """Count a use of a partner user, for itself and for its parent; or of an account without a parent."""
        month = self._month()
        with self._lock:
            for account in accounts:
                self._used[account, metric, month] += count

    def forget(self) -> None:
        """Begin at zero again."""
        self._used.clear()

    def _month(self) -> str:
        return datetime.fromtimestamp(self._clock() / 1000, UTC).strftime("%Y-%m")
