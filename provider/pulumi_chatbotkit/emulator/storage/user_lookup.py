"""Looks up partner users for run-as and for the routes of contexts, tokens and sessions, through a cache.

The service has such a cache (docs/api/api.md a.13, consistency): a deleted partner user can still be found for a
while, and changed ``limits`` apply late. The routes of partner users themselves do not use it.
"""

from collections.abc import Callable

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record


class UserLookup:
    """Finds partner users and keeps those found for ``cache_s`` seconds; 0: no cache."""

    def __init__(self, clock: Clock, cache_s: float) -> None:
        self._clock = clock
        self._cache_ms = cache_s * 1000
        self._found: dict[tuple[str, ...], tuple[Record, int]] = {}

    def with_id(self, records: Records, user: str) -> Record | None:
        """The partner user with this id, of any parent account."""
        return self._cached((user,), lambda: records.get(ACCOUNT_KIND, user))

    def with_email(self, records: Records, account: str, email: str) -> Record | None:
        """The account's partner user with this e-mail address."""
        return self._cached((account, email), lambda: records.with_unique_value(ACCOUNT_KIND, "email", account, email))

    def forget(self) -> None:
        """Empty the cache."""
        self._found.clear()

    def _cached(self, key: tuple[str, ...], look_up: Callable[[], Record | None]) -> Record | None:
        if self._cache_ms <= 0:
            return look_up()
        now_ms = self._clock()
        known = self._found.get(key)
        if known is not None and now_ms - known[1] < self._cache_ms:
            return known[0]
        record = look_up()
        if record is None:
            self._found.pop(key, None)
        else:
            self._found[key] = (record, now_ms)
        return record
