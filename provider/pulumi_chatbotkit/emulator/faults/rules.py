"""Faults: rules that make calls of a route fail, before or after their writes.

``Faults`` decides which calls fail; ``fault_answers`` and ``fault_delivery`` do what the fault says.
"""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass as plain_dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Final
from urllib.parse import parse_qsl

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from pulumi_chatbotkit.emulator.faults.fault_actions import FaultAction, StaleRead
from pulumi_chatbotkit.emulator.faults.late_writes import LateWrites
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.routes import Match

_STRICT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Fault:
    """Which calls fail, and how.

    A route is ``kind/action`` such as ``bot/create``, or a path such as ``/v1/bot/*/update``; both may hold ``*``. It
    may name parameters of the query, too: ``*/list?take=1``.

    Args:
        route: The calls' route.
        do: What happens to the calls.
        method: Only calls with this method; None: any.
        tenant: Only calls that run as this partner user, by id or e-mail as in the call; "": only calls without
            run-as, also those about a partner user; None: any.
        since: The fault begins with the first call of this route, that call included; None: when it is added.
        until: The fault ends for good with the first call of this route after it began, that call excluded.
        nth: The first matching call that fails, counted from 1 since the fault began.
        last: The last matching call that can fail, counted in the same way; None: no limit.
        every: From the nth call on, only each ``every``-th matching call fails, as if one of several servers did.
        times: How many calls fail; None: no limit.
        probability: The probability that a matching call fails, 0 to 1.
        seed: Makes the random choice repeatable; without it the choice is as repeatable as the emulator's ids.
    """

    route: str
    do: Annotated[FaultAction, Field(discriminator="kind")]
    method: str | None = None
    tenant: str | None = None
    since: str | None = None
    until: str | None = None
    nth: Annotated[int, Field(ge=1)] = 1
    last: Annotated[int, Field(ge=1)] | None = None
    every: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] | None = 1
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    seed: int | None = None

    def matches(self, call: Call, match: Match | None) -> bool:
        """Whether the call has this route, method and tenant."""
        if self.method is not None and self.method != call.method:
            return False
        if self.tenant is not None and self.tenant != (call.run_as_id or call.run_as_email or ""):
            return False
        return _has_route(call, match, self.route)


@plain_dataclass(frozen=True, kw_only=True)
class AppliedFault:
    """What happens to one call. ``after_write``: number of the last write before the fault was added."""

    do: FaultAction
    after_write: int


class _CountedFault:
    """A fault with the number of calls that matched and failed so far."""

    def __init__(self, fault: Fault, rng: random.Random, after_write: int) -> None:
        self.fault = fault
        self.applied = AppliedFault(do=fault.do, after_write=after_write)
        self._rng = rng
        self._begun = fault.since is None
        self._ended = False
        self._matched = 0
        self._failed = 0

    def applies_to(self, call: Call, match: Match | None) -> bool:
        """Count the call; True if it fails."""
        if not self._is_active(call, match) or not self.fault.matches(call, match):
            return False
        self._matched += 1
        if not self._is_its_turn() or not self._chosen():
            return False
        self._failed += 1
        return True

    def _is_active(self, call: Call, match: Match | None) -> bool:
        since, until = self.fault.since, self.fault.until
        if not self._begun:
            self._begun = since is not None and _has_route(call, match, since)
            return self._begun
        self._ended = self._ended or (until is not None and _has_route(call, match, until))
        return not self._ended

    def _is_its_turn(self) -> bool:
        fault = self.fault
        over = fault.last is not None and self._matched > fault.last
        exhausted = fault.times is not None and self._failed >= fault.times
        past_first = self._matched - fault.nth
        return not over and not exhausted and past_first >= 0 and past_first % fault.every == 0

    def _chosen(self) -> bool:
        return self.fault.probability >= 1 or self._rng.random() < self.fault.probability


class Faults:
    """The active faults. If several apply to one call, the one that was added first is used."""

    def __init__(self, rng: random.Random, late_writes: LateWrites, record_writes: Callable[[], int]) -> None:
        """Begin without faults.

        Args:
            rng: Used for faults without a ``seed``.
            late_writes: The writes that wait for their moment.
            record_writes: Makes earlier states readable from now on; returns the number of the last write.
        """
        self.late_writes: Final = late_writes
        self._lock = threading.Lock()
        self._rng = rng
        self._record_writes = record_writes
        self._faults: list[_CountedFault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        rng = self._rng if fault.seed is None else random.Random(fault.seed)  # noqa: S311 - not for keys
        after_write = self._record_writes() if isinstance(fault.do, StaleRead) else 0
        with self._lock:
            self._faults.append(_CountedFault(fault, rng, after_write))

    def clear(self) -> None:
        """Remove every fault. Late writes that are still to come will come."""
        with self._lock:
            self._faults.clear()

    def perform_late_writes(self) -> int:
        """Perform the writes that are still to come, due or not; returns how many there were."""
        return self.late_writes.perform_all()

    def apply(self, call: Call, match: Match | None) -> AppliedFault | None:
        """Count the call, after the late writes that are due; what happens to it, None if it does not fail."""
        self.late_writes.count_call()
        if not self._faults:
            return None
        with self._lock:
            applying = [counted.applied for counted in self._faults if counted.applies_to(call, match)]
        return applying[0] if applying else None


def _has_route(call: Call, match: Match | None, pattern: str) -> bool:
    route, _, query = pattern.partition("?")
    if not _has_parameters(call.query, parse_qsl(query, keep_blank_values=True)):
        return False
    if route.startswith("/"):
        return fnmatchcase(call.path, route)
    return match is not None and fnmatchcase(match.route.name, route)


def _has_parameters(given: Sequence[tuple[str, str]], wanted: Sequence[tuple[str, str]]) -> bool:
    return all(any(name == key and fnmatchcase(value, text) for name, value in given) for key, text in wanted)
