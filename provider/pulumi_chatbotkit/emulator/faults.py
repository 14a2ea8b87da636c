"""Faults: rules that make calls of a route fail, before or after their writes took place.

The registry decides, by counting and by lot; what a fault does to a connection is done where the connection is.
"""

import random
import threading
from dataclasses import field
from fnmatch import fnmatchcase
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from .calls import Call, Match

_STRICT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Status:
    """Answer with this status instead of looking at the call. ``body`` replaces ``{message, code}``."""

    status: int
    code: str = "GENERIC_ERROR"
    message: str = "System error occurred"
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    kind: Literal["status"] = "status"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TooManyRequests:
    """429 TOO_MANY_REQUESTS. ``retry_after``: seconds or an HTTP date, as the header carries them; None: no header."""

    retry_after: str | None = None
    kind: Literal["too-many-requests"] = "too-many-requests"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Reset:
    """Break the connection; nothing was written."""

    kind: Literal["reset"] = "reset"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class ResetAfterWrite:
    """Break the connection once the write has taken place."""

    kind: Literal["reset-after-write"] = "reset-after-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TimeoutBeforeWrite:
    """Never answer; nothing was written."""

    kind: Literal["timeout-before-write"] = "timeout-before-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TimeoutAfterWrite:
    """Never answer, once the write has taken place."""

    kind: Literal["timeout-after-write"] = "timeout-after-write"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class GarbageBody:
    """Write, then answer 200 with a page that is no JSON, as a proxy might."""

    kind: Literal["garbage-body"] = "garbage-body"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TruncatedBody:
    """Write, then break the connection halfway through the answer's body."""

    kind: Literal["truncated-body"] = "truncated-body"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Delay:
    """Write, then answer as if nothing were wrong, ``seconds`` later."""

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
    """What to do to which calls.

    Args:
        route: ``kind/action`` such as ``bot/create``, or a path such as ``/v1/bot/*/update``; both may hold ``*``.
        method: Only calls with this method; None: any.
        tenant: Only calls that run as this partner user, by id or e-mail as the call says; "": only calls without
            run-as, those about a partner user included; None: any.
        nth: The first call it may strike, counting matching calls from 1 since the fault was added.
        times: How many calls it strikes; None: no end to it.
        probability: How likely it strikes a call that it may strike, 0 to 1.
        seed: Makes the lots repeatable; without one they are as repeatable as the emulator's ids.
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
        """Whether the call is one of those that count."""
        if self.method is not None and self.method != call.method:
            return False
        if self.tenant is not None and self.tenant != (call.run_as_id or call.run_as_email or ""):
            return False
        if self.route.startswith("/"):
            return fnmatchcase(call.path, self.route)
        return match is not None and fnmatchcase(match.route.name, self.route)


class _Counted:
    """A fault in place, and how far it has come."""

    def __init__(self, fault: Fault, lots: random.Random) -> None:
        self.fault = fault
        self._lots = lots
        self._matched = 0
        self._struck = 0

    def strikes(self, call: Call, match: Match | None) -> bool:
        """Count the call, and say whether it is struck."""
        if not self.fault.matches(call, match):
            return False
        self._matched += 1
        spent = self.fault.times is not None and self._struck >= self.fault.times
        if spent or self._matched < self.fault.nth or not self._wins():
            return False
        self._struck += 1
        return True

    def _wins(self) -> bool:
        return self.fault.probability >= 1 or self._lots.random() < self.fault.probability


class Faults:
    """The faults that are waiting or at work. Of several that strike one call, the one added first wins."""

    def __init__(self, lots: random.Random) -> None:
        """``lots``: draws for the faults without a seed of their own."""
        self._lock = threading.Lock()
        self._lots = lots
        self._faults: list[_Counted] = []

    def add(self, fault: Fault) -> None:
        """Put a fault in place."""
        lots = self._lots if fault.seed is None else random.Random(fault.seed)  # noqa: S311 - lots, not keys
        with self._lock:
            self._faults.append(_Counted(fault, lots))

    def clear(self) -> None:
        """Remove every fault."""
        with self._lock:
            self._faults.clear()

    def strike(self, call: Call, match: Match | None) -> FaultAction | None:
        """Count the call, and say what happens to it."""
        if not self._faults:
            return None
        with self._lock:
            struck = [counted.fault.do for counted in self._faults if counted.strikes(call, match)]
        return struck[0] if struck else None
