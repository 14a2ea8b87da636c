"""What an account may have and do: quotas, rates per minute, and a rate of requests.

The names, and what they count, are those of docs/api/api.md a.8. A plan belongs to an account without a parent and
holds for it and its partner users together.
"""

from dataclasses import field
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

Quota: TypeAlias = Literal[
    "user", "bot", "dataset", "record", "skillset", "ability", "file", "portal", "policy", "integration"
]
"""What is counted when a record is created."""

Rate: TypeAlias = Literal["poll", "record", "ability"]
"""What is counted in any 60 seconds: lists, creates of records, creates of abilities."""

_CLOSED: Final = ConfigDict(extra="forbid")

_Count: TypeAlias = Annotated[int, Field(ge=0, strict=True)]


@dataclass(frozen=True, kw_only=True, config=_CLOSED)
class RequestRate:
    """How many requests an account may send; one too many is TOO_MANY_REQUESTS.

    Args:
        per_second: Requests a second in the long run.
        burst: Requests at once after a rest; None: one second's worth, at least 1.
        retry_after: Say in the header Retry-After in how many seconds the next request will pass.
    """

    per_second: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=True)]
    burst: Annotated[int, Field(ge=1, strict=True)] | None = None
    retry_after: Annotated[bool, Field(strict=True)] = False


@dataclass(frozen=True, kw_only=True, config=_CLOSED)
class Plan:
    """The limits of an account. What is not named is unlimited.

    Args:
        quotas: Records that the account and its partner users may have, all together.
        rates: Calls in any 60 seconds.
        requests: The rate of requests of any sort.
    """

    quotas: dict[Quota, _Count] = field(default_factory=dict[Quota, int])
    rates: dict[Rate, _Count] = field(default_factory=dict[Rate, int])
    requests: RequestRate | None = None
