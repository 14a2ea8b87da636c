"""Faults: rules that make the n-th call of a route fail, before or after its write took place.

The registry decides, by counting; what a fault does to a connection is done where the connection is.
"""

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


FaultAction: TypeAlias = (
    Status
    | TooManyRequests
    | Reset
    | ResetAfterWrite
    | TimeoutBeforeWrite
    | TimeoutAfterWrite
    | GarbageBody
    | TruncatedBody
)


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Fault:
    """What to do to which calls.

    Args:
        route: ``kind/action`` such as ``bot/create``, or a path such as ``/v1/bot/*/update``; both may hold ``*``.
        method: Only calls with this method; None: any.
        nth: The first call it strikes, counting matching calls from 1 since the fault was added.
        times: How many calls it strikes in a row.
    """

    route: str
    do: Annotated[FaultAction, Field(discriminator="kind")]
    method: str | None = None
    nth: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] = 1

    def matches(self, call: Call, match: Match | None) -> bool:
        """Whether the call is one of those that count."""
        if self.method is not None and self.method != call.method:
            return False
        if self.route.startswith("/"):
            return fnmatchcase(call.path, self.route)
        return match is not None and fnmatchcase(match.route.name, self.route)


class Faults:
    """The faults that are waiting or at work. Of several that strike one call, the one added first wins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._matched: list[int] = []

    def add(self, fault: Fault) -> None:
        """Put a fault in place."""
        with self._lock:
            self._faults.append(fault)
            self._matched.append(0)

    def clear(self) -> None:
        """Remove every fault."""
        with self._lock:
            self._faults.clear()
            self._matched.clear()

    def strike(self, call: Call, match: Match | None) -> FaultAction | None:
        """Count the call, and say what happens to it."""
        with self._lock:
            struck = [fault.do for index, fault in enumerate(self._faults) if self._counts(index, fault, call, match)]
        return struck[0] if struck else None

    def _counts(self, index: int, fault: Fault, call: Call, match: Match | None) -> bool:
        if not fault.matches(call, match):
            return False
        self._matched[index] += 1
        return fault.nth <= self._matched[index] < fault.nth + fault.times
