"""What can happen to a call: the classes for ``Fault.do``, told apart by ``kind`` in JSON."""

from dataclasses import field
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field, JsonValue
from pydantic.dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class WrongBody:
    """Answer 200 with this JSON body, such as ``{}`` or ``{"status": "ok"}``. ``written``: after the write."""

    body: dict[str, JsonValue]
    written: bool = True
    kind: Literal["wrong-body"] = "wrong-body"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class AnotherRecord:
    """Answer 200 with another record of the same list: a fetch shows it, other actions answer its id.

    If there is no other, the id is one that no record has. ``written``: after the write.
    """

    written: bool = True
    kind: Literal["another-record"] = "another-record"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StaleRead:
    """Answer a fetch or a list from an earlier state: as when the fault was added, unless a later one is named.

    Other actions are not changed.

    Args:
        writes: Without the last so many writes.
        seconds: As it was this long ago, by the settings' clock.
    """

    writes: Annotated[int, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    kind: Literal["stale-read"] = "stale-read"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class EmptyList:
    """Answer a list without any record. Other actions are not changed."""

    kind: Literal["empty-list"] = "empty-list"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class LateWrite:
    """Break the connection now, and write later: when ``calls`` or ``seconds`` are over, whichever is first.

    With neither, the write happens when ``Faults.perform_late_writes`` is called.

    Args:
        calls: Just before the call after so many further calls.
        seconds: Before the first call that comes this long afterwards, by the settings' clock.
    """

    calls: Annotated[int, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    kind: Literal["late-write"] = "late-write"


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
    | WrongBody
    | AnotherRecord
    | StaleRead
    | EmptyList
    | LateWrite
)
