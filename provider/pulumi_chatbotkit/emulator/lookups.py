"""Partner users as run-as, and the routes of contexts, tokens and sessions, find them: perhaps as they were.

The service looks them up through a cache (docs/api/api.md a.13): one that was deleted keeps answering, and changed
``limits`` bind late. The routes of partner users themselves look past it.
"""

from collections.abc import Callable

from .contract import ACCOUNT_KIND
from .settings import Clock
from .store import Record, Records


class UserLookup:
    """Finds partner users, and remembers those it found for ``cache_s`` seconds; 0: not at all."""

    def __init__(self, clock: Clock, cache_s: float) -> None:
        self._clock = clock
        self._cache_ms = cache_s * 1000
        self._found: dict[tuple[str, ...], tuple[Record, int]] = {}

    def with_id(self, records: Records, user: str) -> Record | None:
        """The partner user of this id, whoever its parent is."""
        return self._remembered((user,), lambda: records.get(ACCOUNT_KIND, user))

    def with_email(self, records: Records, account: str, email: str) -> Record | None:
        """The account's partner user with this contact address."""
        return self._remembered((account, email), lambda: records.with_value(ACCOUNT_KIND, "email", account, email))

    def forget(self) -> None:
        """Look afresh from now on."""
        self._found.clear()

    def _remembered(self, key: tuple[str, ...], look: Callable[[], Record | None]) -> Record | None:
        if self._cache_ms <= 0:
            return look()
        now_ms = self._clock()
        known = self._found.get(key)
        if known is not None and now_ms - known[1] < self._cache_ms:
            return known[0]
        record = look()
        if record is None:
            self._found.pop(key, None)
        else:
            self._found[key] = (record, now_ms)
        return record
