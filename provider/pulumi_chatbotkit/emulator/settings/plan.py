"""A plan: the quotas, rates per minute and request rate of an account.

Names and meaning are those of docs/api/api.md a.8 (limits). A plan belongs to an account without a parent; the account
and its partner users are counted together.
"""

from dataclasses import field
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

Quota: TypeAlias = Literal[
    "user", "bot", "dataset", "record", "skillset", "ability", "file", "portal", "policy", "integration"
]
"""The quota that a new record counts against."""

Rate: TypeAlias = Literal["poll", "record", "ability", "conversation", "message"]
"""What is limited per 60 seconds: lists, creates of dataset records, of abilities and of conversations, messages."""

Use: TypeAlias = Literal["token", "conversation", "message"]
"""What is limited per month."""

_CLOSED: Final = ConfigDict(extra="forbid")

_Count: TypeAlias = Annotated[int, Field(ge=0, strict=True)]


@dataclass(frozen=True, kw_only=True, config=_CLOSED)
class RequestRate:
    """How many requests an account may send; beyond it the answer is TOO_MANY_REQUESTS.

    Args:
        per_second: Average number of requests per second.
        burst: Requests that may come at once after a pause; None: as many as in one second, at least 1.
        retry_after: Send the header Retry-After: the seconds until the next request is accepted.
    """

    per_second: Annotated[float, Field(gt=0, allow_inf_nan=False, strict=True)]
    burst: Annotated[int, Field(ge=1, strict=True)] | None = None
    retry_after: Annotated[bool, Field(strict=True)] = False


@dataclass(frozen=True, kw_only=True, config=_CLOSED)
class Plan:
    """The limits of an account. A quota or rate that is not named is unlimited.

    Args:
        quotas: How many records the account and its partner users may have together.
        rates: How many calls are allowed in any 60 seconds.
        usage: How much the account and its partner users may use together in a calendar month.
        requests: The rate for requests of every kind.
    """

    quotas: dict[Quota, _Count] = field(default_factory=dict[Quota, int])
    rates: dict[Rate, _Count] = field(default_factory=dict[Rate, int])
    usage: dict[Use, _Count] = field(default_factory=dict[Use, int])
    requests: RequestRate | None = None
