"""The line at the end of a run."""

import asyncio
from collections.abc import Callable

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.telemetry.summary import Summary
from support.answers import ok, throttled


def test_the_line_counts_calls_retries_and_waits(client: Callable[..., Client]) -> None:
    """Retries are not calls: they are counted separately."""
    summary = Summary()
    calls = client(throttled(), ok(), ok(), ok(), hooks=[summary.count])

    async def scenario() -> None:
        await calls.post(("bot", "create"), {})
        await calls.post(("partner", "user", "u1", "context", "create"), {})
        await calls.get(("bot", "a", "fetch"))

    asyncio.run(scenario())
    summary.count_adopted()
    assert summary.line() == "ChatBotKit: 3 API calls (2 create, 1 fetch), 1 retry, 2.2 s waited, 1 adopted"


def test_without_a_call_there_is_no_line() -> None:
    """A preview without API calls prints nothing."""
    assert Summary().line() is None
