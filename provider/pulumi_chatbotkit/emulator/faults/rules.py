"""Faults: rules that make calls of a route fail, before or after their writes.

``Faults`` decides which calls fail; ``fault_delivery`` applies a fault to the answer and the connection.
"""

import random
import threading
from dataclasses import field
from fnmatch import fnmatchcase
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.routes import Match

_STRICT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Status:
    """Answer with this status; the call has no effect. ``body`` replaces ``{message, code}``."""

    status: int
    code: str = "GENERIC_ERROR"
    message: str = "System error occurred"
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    kind: Literal["status"] = "status"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TooManyRequests:
    """429 TOO_MANY_REQUESTS. ``retry_after``: the header Retry-After, seconds or an HTTP date; None: no header."""

    retry_after: str | None = None
    kind: Literal["too-many-requests"] = "too-many-requests"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Reset:
    """Break the connection; nothing was written."""

    kind: Literal["reset"] = "reset"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class ResetAfterWrite:
    """Break the connection after the write."""

    kind: Literal["reset-after-write"] = "reset-after-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TimeoutBeforeWrite:
    """Never answer; nothing was written."""

    kind: Literal["timeout-before-write"] = "timeout-before-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TimeoutAfterWrite:
    """Never answer, after the write."""

    kind: Literal["timeout-after-write"] = "timeout-after-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class GarbageBody:
    """Write, then answer 200 with an HTML page, as a proxy might."""

    kind: Literal["garbage-body"] = "garbage-body"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TruncatedBody:
    """Write, then break the connection halfway through the answer's body."""

    kind: Literal["truncated-body"] = "truncated-body"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Delay:
    """Write, then send the normal answer ``seconds`` later."""

    seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    kind: Literal["delay"] = "delay"


FaultAction: TypeAlias = (
    Status
    | TooManyRequests
    | Reset
    | ResetAfterWrite
    | TimeoutBeforeWrite
    | TimeoutAfterWrite
    | GarbageBody
    | TruncatedBody
    | Delay
)


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Fault:
    """Which calls fail, and how.

    Args:
        route: ``kind/action`` such as ``bot/create``, or a path such as ``/v1/bot/*/update``; both may hold ``*``.
        do: What happens to the calls.
        method: Only calls with this method; None: any.
        tenant: Only calls that run as this partner user, by id or e-mail as in the call; "": only calls without
            run-as, also those about a partner user; None: any.
        nth: The first matching call that fails, counted from 1 since the fault was added.
        times: How many calls fail; None: no limit.
        probability: The probability that a matching call fails, 0 to 1.
        seed: Makes the random choice repeatable; without it the choice is as repeatable as the emulator's ids.
    """

    route: str
    do: Annotated[FaultAction, Field(discriminator="kind")]
    method: str | None = None
    tenant: str | None = None
    nth: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] | None = 1
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    seed: int | None = None

    def matches(self, call: Call, match: Match | None) -> bool:
        """Whether the call has this route, method and tenant."""
        if self.method is not None and self.method != call.method:
            return False
        if self.tenant is not None and self.tenant != (call.run_as_id or call.run_as_email or ""):
            return False
        if self.route.startswith("/"):
            return fnmatchcase(call.path, self.route)
        return match is not None and fnmatchcase(match.route.name, self.route)


class _CountedFault:
    """A fault with the number of calls that matched and failed so far."""

    def __init__(self, fault: Fault, rng: random.Random) -> None:
        self.fault = fault
        self._rng = rng
        self._matched = 0
        self._applied = 0

    def applies_to(self, call: Call, match: Match | None) -> bool:
        """Count the call; True if it fails."""
        if not self.fault.matches(call, match):
            return False
        self._matched += 1
        exhausted = self.fault.times is not None and self._applied >= self.fault.times
        if exhausted or self._matched < self.fault.nth or not self._chosen():
            return False
        self._applied += 1
        return True

    def _chosen(self) -> bool:
        return self.fault.probability >= 1 or self._rng.random() < self.fault.probability


class Faults:
    """The active faults. If several apply to one call, the one that was added first is used."""

    def __init__(self, rng: random.Random) -> None:
        """``rng``: used for faults without a ``seed``."""
        self._lock = threading.Lock()
        self._rng = rng
        self._faults: list[_CountedFault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        rng = self._rng if fault.seed is None else random.Random(fault.seed)  # noqa: S311 - not for keys
        with self._lock:
            self._faults.append(_CountedFault(fault, rng))

    def clear(self) -> None:
        """Remove every fault."""
        with self._lock:
            self._faults.clear()

    def apply(self, call: Call, match: Match | None) -> FaultAction | None:
        """Count the call; what happens to it, None if it does not fail."""
        if not self._faults:
            return None
        with self._lock:
            applying = [counted.fault.do for counted in self._faults if counted.applies_to(call, match)]
        return applying[0] if applying else None
