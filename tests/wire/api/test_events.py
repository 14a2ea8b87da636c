"""What hooks and watches get."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager

import httpx
import pytest

from pulumi_chatbotkit.api import AttemptEvent, Client, Hook, NoAnswer, RequestInfo, RetryPolicy, RunAs

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]

PATH = "/bot/a/fetch"


def test_each_attempt_is_an_event(scripted: Scripted) -> None:
    """Retries are what an operator looks for in the log."""
    events: list[AttemptEvent] = []
    throttled = httpx.Response(429, json={"message": "", "code": "TOO_MANY_REQUESTS"}, headers={"retry-after": "2"})
    client, _ = scripted(throttled, httpx.Response(200, json={"id": "a"}), hooks=[events.append])

    asyncio.run(client.get(("bot", "a", "fetch"), run_as=RunAs(user_id="k1")))

    assert events == [
        AttemptEvent("GET", PATH, 1, 429, "TooManyRequests", duration_s=0, wait_s=0, scope="k1", action_path=PATH),
        AttemptEvent("GET", PATH, 2, 200, None, duration_s=0, wait_s=2.125, scope="k1", action_path=PATH),
    ]


def test_an_attempt_without_an_answer_has_no_status(scripted: Scripted) -> None:
    """The class name says what happened instead."""
    events: list[AttemptEvent] = []
    client, _ = scripted(httpx.ReadError("x"), hooks=[events.append], retry=RetryPolicy(attempts=1))

    with pytest.raises(NoAnswer):
        asyncio.run(client.get(("bot", "a", "fetch")))

    assert [(event.status, event.error, event.scope) for event in events] == [(None, "NoAnswer", None)]


def test_an_event_holds_no_secret_and_no_query(scripted: Scripted) -> None:
    """Hooks write logs; an allow-list of fields is what reaches them."""
    events: list[AttemptEvent] = []
    client, _ = scripted(
        *[httpx.Response(200, json={"token": "made-for-tenant"}) for _ in range(2)], hooks=[events.append]
    )

    asyncio.run(client.post(("secret", "create"), {"value": "hunter2"}))
    asyncio.run(client.get(("partner", "user", "list"), query={"email": "ada@example.com"}))

    told = repr(events)
    assert [word for word in ("planted", "hunter2", "ada@", "made-for") if word in told] == []


def test_what_a_hook_raises_ends_the_call(scripted: Scripted) -> None:
    """A broken hook must be seen, not swallowed."""

    def broken(_: AttemptEvent) -> None:
        message = "hook"
        raise RuntimeError(message)

    client, _ = scripted(httpx.Response(200, json={"id": "a"}), hooks=[broken])

    with pytest.raises(RuntimeError, match="hook"):
        asyncio.run(client.get(("bot", "a", "fetch")))


def test_a_stream_is_one_event(scripted: Scripted) -> None:
    """It is told when it was opened."""
    events: list[AttemptEvent] = []
    client, _ = scripted(httpx.Response(200, content=b""), hooks=[events.append])

    async def scenario() -> None:
        async for _ in client.stream(("bot", "list")):
            pass

    asyncio.run(scenario())
    assert [(event.path, event.status, event.error) for event in events] == [("/bot/list", 200, None)]


class Recorder:
    """A watch that records what it gets."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @contextmanager
    def watch(self, call: RequestInfo) -> Generator[Hook]:
        self.lines.append(f"begin {call}")
        try:
            yield lambda event: self.lines.append(f"attempt {event.attempt}: {event.status}")
        except Exception as failure:
            self.lines.append(f"failed: {type(failure).__name__}")
            raise
        self.lines.append("done")


def test_a_watch_sees_a_call_with_all_its_attempts(scripted: Scripted) -> None:
    """Spans cover the whole call, waits included, and hooks alone cannot say which attempt was the last."""
    diary = Recorder()
    throttled = httpx.Response(429, json={"message": "", "code": "TOO_MANY_REQUESTS"})
    client, _ = scripted(throttled, httpx.Response(200, json={"id": "a"}), watches=[diary.watch])

    asyncio.run(client.get(("bot", "a", "fetch")))

    assert diary.lines == ["begin GET /bot/a/fetch", "attempt 1: 429", "attempt 2: 200", "done"]


def test_a_watch_is_left_with_the_failure(scripted: Scripted) -> None:
    """After the retries, as the caller meets it."""
    diary = Recorder()
    client, _ = scripted(httpx.ReadError("x"), watches=[diary.watch], retry=RetryPolicy(attempts=1))

    with pytest.raises(NoAnswer):
        asyncio.run(client.get(("bot", "a", "fetch")))

    assert diary.lines[-2:] == ["attempt 1: None", "failed: NoAnswer"]
