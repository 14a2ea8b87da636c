"""What a plan says to a call: asked after the key and before the body. Source: docs/api/api.md a.5, a.8, b.1.

Everything is counted for an account and its partner users together. Without a plan nobody asks.
"""

import math
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pulumi_chatbotkit.json_values import JsonValue, as_object

from .contract import ACCOUNT_KIND, KINDS
from .lookups import UserLookup
from .rates import SlidingWindows, TokenBuckets
from .refusals import LIMITS_REACHED, TOO_MANY_REQUESTS, Refusal
from .settings import Clock
from .steps import Step
from .store import Record

if TYPE_CHECKING:
    from .plans import Plan, Quota, Rate, RequestRate

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
"""Keys under ``limits.database`` of a partner user. The documented ones are plural; the others are assumed to be."""


class Limits:
    """A plan at work. The counts of calls are in memory, those of records in the store."""

    def __init__(self, plan: "Plan", clock: Clock, users: UserLookup) -> None:
        self._plan = plan
        self._clock = clock
        self._users = users
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin to count calls anew."""
        self._windows = SlidingWindows(self._clock)
        self._buckets = None if self._plan.requests is None else _buckets(self._plan.requests, self._clock)

    def check(self, step: Step) -> None:
        """Count the call.

        Raises:
            Refusal: TOO_MANY_REQUESTS for a request too many; LIMITS_REACHED for a list, or a create of a record or
                ability, too many in 60 seconds, and for a record beyond a quota.
        """
        user = self._users.with_id(step.records, step.account)
        account = step.account if user is None else user.account
        with self._lock:
            self._check_requests(account)
            self._check_rate(step, account)
        self._check_quota(step, account, user)

    def _check_requests(self, account: str) -> None:
        if self._buckets is None or self._plan.requests is None:
            return
        wait_ms = self._buckets.wait_ms(account)
        if wait_ms > 0:
            says_when = self._plan.requests.retry_after
            headers = {"retry-after": str(math.ceil(wait_ms / 1000))} if says_when else {}
            raise Refusal(TOO_MANY_REQUESTS, headers=headers)

    def _check_rate(self, step: Step, account: str) -> None:
        rate = _rate_of(step)
        limit = None if rate is None else self._plan.rates.get(rate)
        if limit is not None and not self._windows.admit((account, rate), limit):
            raise Refusal(LIMITS_REACHED, f"You have exceeded your allocated rate limits: rate/{rate}")

    def _check_quota(self, step: Step, account: str, user: Record | None) -> None:
        quota = step.kind.quota
        if quota is None or step.match.route.action != "create":
            return
        limits = [limit for limit in (self._plan.quotas.get(quota), _own_limit(user, quota)) if limit is not None]
        if limits and step.records.family_total(account, ACCOUNT_KIND, _KINDS_BY_QUOTA[quota]) >= min(limits):
            raise Refusal(LIMITS_REACHED, f"You have exceeded your allocated database limits: {_GROUP}/{quota}")


def _buckets(rate: "RequestRate", clock: Clock) -> TokenBuckets:
    burst = max(1.0, rate.per_second) if rate.burst is None else rate.burst
    return TokenBuckets(clock, per_second=rate.per_second, burst=burst)


def _rate_of(step: Step) -> "Rate | None":
    action = step.match.route.action
    if action == "list":
        return "poll"
    return step.kind.create_rate if action == "create" else None


def _own_limit(user: Record | None, quota: "Quota") -> float | None:
    """What the partner user's own ``limits`` say; a value that is no number says nothing."""
    limits = None if user is None else as_object(user.document.get("limits"))
    group = None if limits is None else as_object(limits.get(_GROUP))
    limit: JsonValue = None if group is None else group.get(_LIMIT_BY_QUOTA[quota])
    return limit if isinstance(limit, int | float) and not isinstance(limit, bool) else None
