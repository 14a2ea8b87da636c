"""Checks a call against a plan, after the key and before the body.

An account and its partner users are counted together. Without a plan there is no check.
Source: docs/api/api.md a.5 (order of checks), a.8 (limits), b.1 (partner user).
"""

import math
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.contract.refusals import LIMITS_REACHED, TOO_MANY_REQUESTS, Refusal
from pulumi_chatbotkit.emulator.messages.routes import Route
from pulumi_chatbotkit.emulator.quotas.rates import SlidingWindows, TokenBuckets
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.emulator.storage.user_lookup import UserLookup
from pulumi_chatbotkit.json_values import JsonValue, as_object

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.plan import Plan, Quota, Rate, RequestRate

_KINDS_BY_QUOTA: Final["defaultdict[Quota | None, list[str]]"] = defaultdict(list)
for _kind in KINDS.values():
    _KINDS_BY_QUOTA[_kind.quota].append(_kind.name)

_GROUP: Final = "database"
_LIMIT_BY_QUOTA: Final["dict[Quota, str]"] = {
    "user": "users",
    "bot": "bots",
    "dataset": "datasets",
    "record": "records",
    "skillset": "skillsets",
    "ability": "abilities",
    "file": "files",
    "portal": "portals",
    "policy": "policies",
    "integration": "integrations",
}
"""Keys under ``limits.database`` of a partner user. The documented ones are plurals; the others are assumed to be."""


class Limits:
    """Applies a plan. Calls are counted in memory, records in the store."""

    def __init__(self, plan: "Plan", clock: Clock, users: UserLookup) -> None:
        self._plan = plan
        self._clock = clock
        self._users = users
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Forget the calls so far."""
        self._windows = SlidingWindows(self._clock)
        self._buckets = None if self._plan.requests is None else _buckets(self._plan.requests, self._clock)

    def check(self, route: Route, acting_account: str, records: Records) -> None:
        """Count a call of this route.

        Raises:
            Refusal: TOO_MANY_REQUESTS beyond the rate of requests; LIMITS_REACHED beyond a rate per 60 seconds (lists,
                creates of records or abilities) or a quota.
        """
        user = self._users.with_id(records, acting_account)
        account = acting_account if user is None else user.account
        with self._lock:
            self._check_requests(account)
            self._check_rate(route, account)
        self._check_quota(route, account, user, records)

    def _check_requests(self, account: str) -> None:
        if self._buckets is None or self._plan.requests is None:
            return
        wait_ms = self._buckets.wait_ms(account)
        if wait_ms > 0:
            retry_after = str(math.ceil(wait_ms / 1000))
            headers = {"retry-after": retry_after} if self._plan.requests.retry_after else {}
            raise Refusal(TOO_MANY_REQUESTS, headers=headers)

    def _check_rate(self, route: Route, account: str) -> None:
        rate = _rate_of(route)
        limit = None if rate is None else self._plan.rates.get(rate)
        if limit is not None and not self._windows.admit((account, rate), limit):
            raise Refusal(LIMITS_REACHED, f"You have exceeded your allocated rate limits: rate/{rate}")

    def _check_quota(self, route: Route, account: str, user: Record | None, records: Records) -> None:
        quota = route.kind.quota
        if quota is None or route.action != "create":
            return
        limits = [limit for limit in (self._plan.quotas.get(quota), _own_limit(user, quota)) if limit is not None]
        if limits and records.count_in_account_tree(account, ACCOUNT_KIND, _KINDS_BY_QUOTA[quota]) >= min(limits):
            raise Refusal(LIMITS_REACHED, f"You have exceeded your allocated database limits: {_GROUP}/{quota}")


def _buckets(rate: "RequestRate", clock: Clock) -> TokenBuckets:
    burst = max(1.0, rate.per_second) if rate.burst is None else rate.burst
    return TokenBuckets(clock, per_second=rate.per_second, burst=burst)


def _rate_of(route: Route) -> "Rate | None":
    if route.action == "list":
        return "poll"
    return route.kind.create_rate if route.action == "create" else None


def _own_limit(user: Record | None, quota: "Quota") -> float | None:
    """The limit in the partner user's own ``limits``; None if it is not a number."""
    limits = None if user is None else as_object(user.document.get("limits"))
    group = None if limits is None else as_object(limits.get(_GROUP))
    limit: JsonValue = None if group is None else group.get(_LIMIT_BY_QUOTA[quota])
    return limit if isinstance(limit, int | float) and not isinstance(limit, bool) else None
