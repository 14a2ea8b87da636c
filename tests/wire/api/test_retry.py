"""The retry decision: its laws, and the two forms of Retry-After."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import ChatBotKitError, Client, ForeignAnswer, NoAnswer, RequestInfo, RetryPolicy
from pulumi_chatbotkit.api.errors import ERROR_BY_CODE, Nature, Refusal, ResponseHead
from pulumi_chatbotkit.api.responses import error_for
from pulumi_chatbotkit.api.retry import FailureCount, GiveUp, Wait, next_step

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]

infos = st.builds(RequestInfo, st.just("POST"), st.just("/bot/create"), repeatable=st.booleans())
retry_after = st.none() | st.floats(0, 1e9)
refusals = st.builds(
    Refusal, st.sampled_from(sorted(ERROR_BY_CODE)), st.just(""), st.sampled_from([200, 400, 429, 500]), infos,
    retry_after_s=retry_after,
)  # fmt: skip
facts = st.builds(ResponseHead, st.sampled_from([200, 404, 429, 502]), st.just("text/html"), retry_after_s=retry_after)
failures = st.one_of(
    refusals.map(error_for),
    st.builds(NoAnswer, st.just("reset"), request=infos, was_sent=st.booleans()),
    st.builds(ForeignAnswer, st.just("page"), request=infos, answer=facts, nature=st.sampled_from(Nature)),
)
policies = st.builds(
    RetryPolicy, st.integers(1, 10), st.floats(0.001, 10), st.floats(0.001, 100), st.floats(0.001, 10_000)
)
failure_counts = st.builds(FailureCount, st.integers(0, 5_000), st.integers(0, 5_000))
jitter = st.floats(0, 1, exclude_max=True)
elapsed = st.floats(0, 20_000)


@settings(deadline=None)
@given(failures, failure_counts, elapsed, jitter, policies)
def test_a_wait_is_never_negative_nor_beyond_the_deadline(
    failure: ChatBotKitError, before: FailureCount, elapsed_s: float, rolled: float, policy: RetryPolicy
) -> None:
    """The deadline is a promise to the operator; a negative sleep is a busy loop."""
    step = next_step(failure, before.after(failure), elapsed_s=elapsed_s, jitter=rolled, policy=policy)

    assert isinstance(step, GiveUp) or 0 <= step.seconds <= policy.deadline_s - elapsed_s


@settings(deadline=None)
@given(failures, failure_counts, elapsed, jitter, policies)
def test_a_failure_in_doubt_is_never_repeated(
    failure: ChatBotKitError, before: FailureCount, elapsed_s: float, rolled: float, policy: RetryPolicy
) -> None:
    """No idempotency key exists: a second create could make a second object."""
    step = next_step(failure, before.after(failure), elapsed_s=elapsed_s, jitter=rolled, policy=policy)

    assert isinstance(step, GiveUp) or not failure.may_have_created


@given(failures)
def test_only_a_call_that_must_not_be_repeated_is_in_doubt(failure: ChatBotKitError) -> None:
    """A read or an update creates nothing, whatever became of its answer."""
    info = getattr(failure, "request", None)

    assert isinstance(info, RequestInfo)
    assert not (info.repeatable and failure.may_have_created)


@given(infos.filter(lambda info: not info.repeatable), st.booleans())
def test_without_an_answer_the_doubt_is_whether_it_was_sent(info: RequestInfo, was_sent: bool) -> None:
    """Where no connection was made, nothing was created."""
    assert NoAnswer("reset", request=info, was_sent=was_sent).may_have_created is was_sent


@given(st.integers(0, 10_000), jitter)
def test_throttling_alone_uses_up_no_attempts(count: int, rolled: float) -> None:
    """A 429 must not fail a run before the deadline, however often it comes."""
    failure = error_for(Refusal("TOO_MANY_REQUESTS", "", 429, RequestInfo("GET", "/bot/list")))

    step = next_step(failure, FailureCount(throttled=count + 1), elapsed_s=1, jitter=rolled, policy=RetryPolicy())

    assert isinstance(step, Wait)


@pytest.mark.parametrize(
    ("header", "waited_s"),
    [
        ("7", 7.0),
        ("0", 0.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tuesday, 14-Nov-23 22:13:50 GMT", 30.0),
        ("Tue Nov 14 22:13:50 2023", 30.0),
        ("Tue, 14 Nov 2023 23:13:50 +0100", 30.0),
        ("Tue, 14 Nov 2023 22:13:20 GMT", 0.0),
        ("Mon, 13 Nov 2023 22:13:20 GMT", 0.0),
        (None, 0.0),
        ("", 0.0),
        ("-7", 0.0),
        ("soon", 0.0),
        ("7 seconds", 0.0),
        ("\u0667", 0.0),
        ("Tue, 99 Nov 2023 22:13:50 GMT", 0.0),
        ("Tue, 14 Nov 99999 22:13:50 GMT", 0.0),
    ],
)
def test_retry_after_is_waited_out(scripted: Scripted, slept: list[float], header: str | None, waited_s: float) -> None:
    """Both forms of the header are legal; an unreadable one counts as absent. The clock stands at 22:13:20."""
    headers = {} if header is None else {b"retry-after": header.encode()}
    refused = httpx.Response(429, json={"message": "", "code": "TOO_MANY_REQUESTS"}, headers=headers)
    client, _ = scripted(refused, httpx.Response(200, json={"id": "a"}))

    asyncio.run(client.get(("bot", "a", "fetch")))

    drawn_s = 0.25 * 0.5  # the shortest back-off by frozen jitter
    assert slept == [pytest.approx(waited_s + drawn_s)]


@pytest.mark.parametrize("header", ["3600", "9" * 400, "Wed, 14 Nov 2029 22:13:20 GMT"])
def test_a_longer_retry_after_ends_at_the_deadline(scripted: Scripted, slept: list[float], header: str) -> None:
    """There is a last try at the deadline, and no hang of an hour."""
    refused = [httpx.Response(503, json={"message": "", "code": "SERVICE_UNAVAILABLE"}) for _ in range(2)]
    refused[0].headers["retry-after"] = header
    client, sent = scripted(*refused, retry=RetryPolicy(deadline_s=60))

    with pytest.raises(ChatBotKitError):
        asyncio.run(client.get(("bot", "a", "fetch")))

    assert slept == [60]
    assert len(sent) == 2


def test_the_last_try_is_at_the_deadline(scripted: Scripted, slept: list[float]) -> None:
    """The time that is left is used, however short it is, and nothing is sent afterwards."""
    refused = [httpx.Response(503, json={"message": "", "code": "SERVICE_UNAVAILABLE"}) for _ in range(4)]
    refused[0].headers["retry-after"] = "59.5"
    client, sent = scripted(*refused, retry=RetryPolicy(attempts=10, deadline_s=60))

    with pytest.raises(ChatBotKitError) as failure:
        asyncio.run(client.get(("bot", "a", "fetch")))

    assert (slept, len(sent), failure.value.gave_up_after_s) == ([59.625, 0.25, 0.125], 4, 60)
