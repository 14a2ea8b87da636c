"""Checks a call against a plan, after the key and before the body.

An account and its partner users are counted together. Without a plan, only what a partner user's own ``limits`` say of
tokens, conversations and messages is checked.
Source: docs/api/api.md a.5 (order of checks), a.8 (limits), b.1 (partner user).
"""

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.contract.refusals import LIMITS_REACHED, TOO_MANY_REQUESTS, Refusal
from pulumi_chatbotkit.emulator.messages.routes import Route
from pulumi_chatbotkit.emulator.quotas.rates import SlidingWindows, TokenBuckets
from pulumi_chatbotkit.emulator.quotas.usage import UsageCounters
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.emulator.storage.user_lookup import UserLookup
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.plan import Plan, Quota, Rate, RequestRate, Use

_KINDS_BY_QUOTA: Final["defaultdict[Quota | None, list[str]]"] = defaultdict(list)
for _kind in KINDS.values():
    _KINDS_BY_QUOTA[_kind.quota].append(_kind.name)

_DATABASE: Final = "database"
_RATE: Final = "rate"
_PLURALS: Final[Mapping[str, str]] = {
    "token": "tokens",
    "conversation": "conversations",
    "message": "messages",
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
    "poll": "polls",
}
"""Names in ``limits`` and in the table of plans. Those of b.1 are documented; the others are assumed by analogy."""

_NEVER_COUNTED: Final = frozenset[str]({"integration"})
"""Quotas whose count is always 0, so that only a quota of 0 refuses."""


class Limits:
    """Applies a plan, None for none. Calls and use are counted in memory, records in the store."""

    def __init__(self, plan: "Plan | None", clock: Clock, users: UserLookup) -> None:
        self._plan = plan
        self._clock = clock
        self._users = users
        self._lock = threading.Lock()
        self._usage = UsageCounters(clock)
        self.forget()

    def forget(self) -> None:
        """Forget the calls and the use so far."""
        requests = None if self._plan is None else self._plan.requests
        self._usage.forget()
        self._windows = SlidingWindows(self._clock)
        self._buckets = None if requests is None else _buckets(requests, self._clock)

    def check(self, route: Route, acting_account: str, records: Records) -> None:
        """Count a call of this route.

        Raises:
            Refusal: TOO_MANY_REQUESTS beyond the rate of requests; LIMITS_REACHED beyond a rate per 60 seconds, a quota
                of records, or what the account may use in a month.
        """
        metrics = route.kind.metrics.get(route.action, ())
        if self._plan is None and not metrics:
            return
        user = self._users.with_id(records, acting_account)
        account = acting_account if user is None else user.account
        if self._plan is not None:
            with self._lock:
                self._check_requests(self._plan.requests, account)
                self._check_rates(_rates_of(route), self._plan.rates, account, user)
            self._check_quota(route, self._plan.quotas, account, records)
        self._check_usage(metrics, account, user)

    def count(self, acting_account: str, records: Records, used: "Mapping[Use, int]") -> None:
        """Count what a call has used, for the acting account and for its parent."""
        user = self._users.with_id(records, acting_account)
        accounts = (acting_account,) if user is None else (acting_account, user.account)
        for metric, count in used.items():
            self._usage.add(accounts, metric, count)

    def plan_table(self) -> JsonObject:
        """The limits of each plan, by its name; the emulator has one plan or none. The names inside are assumed."""
        if self._plan is None:
            return {}
        usage: JsonObject = {_PLURALS[name]: count for name, count in self._plan.usage.items()}
        quotas: JsonObject = {_PLURALS[name]: count for name, count in self._plan.quotas.items()}
        rates: JsonObject = {_PLURALS[name]: count for name, count in self._plan.rates.items()}
        return {"emulator": {**usage, _DATABASE: quotas, _RATE: rates}}

    def _check_requests(self, rate: "RequestRate | None", account: str) -> None:
        if self._buckets is None or rate is None:
            return
        wait_ms = self._buckets.wait_ms(account)
        if wait_ms > 0:
            retry_after = str(math.ceil(wait_ms / 1000))
            headers = {"retry-after": retry_after} if rate.retry_after else {}
            raise Refusal(TOO_MANY_REQUESTS, headers=headers)

    def _check_rates(
        self, rates: "Iterable[Rate]", planned: "Mapping[Rate, int]", account: str, user: Record | None
    ) -> None:
        """Refused calls are not counted (assumed)."""
        own = _inside(_limits_of(user), _RATE)
        limits = {rate: _smaller(planned.get(rate), _number(own, rate)) for rate in rates}
        bounds = {rate: limit for rate, limit in limits.items() if limit is not None}
        over = [rate for rate, limit in bounds.items() if self._windows.count((account, rate)) >= limit]
        if over:
            raise _reached("rate", [f"{_RATE}/{rate}" for rate in over])
        for rate in bounds:
            self._windows.add((account, rate))

    def _check_quota(self, route: Route, quotas: "Mapping[Quota, int]", account: str, records: Records) -> None:
        """A partner user's own ``limits.database`` is stored and not enforced."""
        quota = route.kind.quota
        limit = None if quota is None else quotas.get(quota)
        if quota is None or limit is None or route.action != "create":
            return
        counted = () if quota in _NEVER_COUNTED else _KINDS_BY_QUOTA[quota]
        if (records.count_in_account_tree(account, ACCOUNT_KIND, counted) if counted else 0) >= limit:
            raise _reached(_DATABASE, [f"{_DATABASE}/{quota}"])

    def _check_usage(self, metrics: "Iterable[Use]", account: str, user: Record | None) -> None:
        """The use of the whole family is compared, also with a partner user's own limit."""
        planned = {} if self._plan is None else self._plan.usage
        own = _limits_of(user)
        limits: dict[Use, float | None] = {
            metric: _smaller(planned.get(metric), _number(own, metric)) for metric in metrics
        }
        over = [
            metric
            for metric, limit in limits.items()
            if limit is not None and self._usage.used(account, metric) >= limit
        ]
        if over:
            raise _reached("account", over)


def _reached(group: str, names: Iterable[str]) -> Refusal:
    return Refusal(LIMITS_REACHED, f"You have exceeded your allocated {group} limits: {', '.join(names)}")


def _buckets(rate: "RequestRate", clock: Clock) -> TokenBuckets:
    burst = max(1.0, rate.per_second) if rate.burst is None else rate.burst
    return TokenBuckets(clock, per_second=rate.per_second, burst=burst)


def _rates_of(route: Route) -> "tuple[Rate, ...]":
    """The rates per minute that a call counts against; every path that ends in ``/list`` is a poll."""
    if route.action.endswith("list"):
        return ("poll",)
    return route.kind.rates.get(route.action, ())


def _limits_of(user: Record | None) -> JsonObject:
    return {} if user is None else as_object(user.document.get("limits")) or {}


def _inside(limits: JsonObject, group: str) -> JsonObject:
    return as_object(limits.get(group)) or {}


def _number(limits: JsonObject, name: str) -> float | None:
    """The limit of this name; None if it is not a number."""
    limit: JsonValue = limits.get(_PLURALS[name], limits.get(name))
    return limit if isinstance(limit, int | float) and not isinstance(limit, bool) else None


def _smaller(planned: float | None, own: float | None) -> float | None:
    given = [limit for limit in (planned, own) if limit is not None]
    return min(given) if given else None
