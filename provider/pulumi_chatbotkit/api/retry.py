"""Whether and when to try again. Pure decisions: the caller sleeps, and passes in the time and the jitter."""

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from pulumi_chatbotkit.api.errors import ChatBotKitError, Nature
from pulumi_chatbotkit.api.settings import RetryPolicy

_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Wait:
    """Try again after ``seconds``."""

    seconds: float


@dataclass(frozen=True)
class GiveUp:
    """Raise the failure. ``at_deadline``: only time was lacking."""

    at_deadline: bool = False


Step: TypeAlias = Wait | GiveUp


@dataclass(frozen=True)
class FailureCount:
    """The failures of one request so far. Throttling is counted apart, because it uses up no attempt."""

    transient: int = 0
    throttled: int = 0

    def after(self, failure: ChatBotKitError) -> "FailureCount":
        """The count with one more failure."""
        if failure.nature is Nature.THROTTLED:
            return FailureCount(self.transient, self.throttled + 1)
        return FailureCount(self.transient + 1, self.throttled)


def next_step(
    failure: ChatBotKitError, failures: FailureCount, *, elapsed_s: float, jitter: float, policy: RetryPolicy
) -> Step:
    """What to do after ``failure``, the last one counted in ``failures``.

    ``elapsed_s`` is the time since the first failure, or for a throttled request since the service last accepted any
    request before it; ``jitter`` is from 0 up to but not including 1. A wait never ends
    after the policy's deadline: a longer Retry-After is cut, so that the last attempt happens at the deadline.
    """
    if failure.nature is Nature.FINAL or failure.may_have_created:
        return GiveUp()  # no idempotency key exists: a second create could make a second object
    if failure.nature is Nature.TRANSIENT and failures.transient >= policy.attempts:
        return GiveUp()
    remaining_s = policy.deadline_s - elapsed_s
    if remaining_s <= 0:
        return GiveUp(at_deadline=policy.deadline_s > 0)
    # Retry-After says "not before"; the jitter on top keeps many waiting requests from returning at the same moment.
    wait_s = (failure.retry_after_s or 0.0) + backoff_s(failures, jitter=jitter, policy=policy)
    return Wait(min(wait_s, remaining_s))


def backoff_s(failures: FailureCount, *, jitter: float, policy: RetryPolicy) -> float:
    """Full jitter: between 0 and ``base_s`` doubled with every failure, at most ``longest_s``."""
    doublings = min(
        failures.transient + failures.throttled - 1, 60
    )  # beyond, the float overflows and the cap rules anyway
    return min(policy.longest_s, policy.base_s * 2**doublings) * jitter


def retry_after_s(value: str | None, *, now_epoch_s: float) -> float | None:
    """Seconds from a Retry-After header (seconds or an HTTP date); None if absent or unreadable, 0 if in the past."""
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return max(0.0, aware.timestamp() - now_epoch_s)
    except (ValueError, OverflowError):
        return None
