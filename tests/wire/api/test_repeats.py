"""What is tried again, how often, and what is not; creates above all."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, Client, ForeignAnswer, LimitsReached, NoAnswer, RetryPolicy

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]
OK = {"id": "a"}
Make = Callable[[], httpx.Response | Exception]


def refusal(code: str, status: int, message: str = "") -> httpx.Response:
    return httpx.Response(status, json={"message": message, "code": code})


def json_cut_off() -> httpx.Response:
    return httpx.Response(200, content=b'{"id": "a', headers={"content-type": "application/json"})


PASSING: dict[str, Make] = {
    "request timeout": lambda: refusal("TIMEOUT", 408),
    "internal": lambda: refusal("INTERNAL_SERVER_ERROR", 500),
    "generic": lambda: refusal("GENERIC_ERROR", 500),
    "gateway": lambda: refusal("BAD_GATEWAY", 502),
    "unavailable": lambda: refusal("SERVICE_UNAVAILABLE", 503),
    "gateway timeout": lambda: refusal("GATEWAY_TIMEOUT", 504),
    "unknown code": lambda: refusal("OOPS", 503),
    "late": lambda: refusal("GENERIC_ERROR", 200),
    "page of a proxy": lambda: httpx.Response(502, text="<html>"),
    "cut off": json_cut_off,
    "read timeout": lambda: httpx.ReadTimeout("slow"),
    "reset": lambda: httpx.ReadError("reset"),
    "write": lambda: httpx.WriteError("reset"),
    "disconnected": lambda: httpx.RemoteProtocolError("disconnected"),
    "system": lambda: OSError("network is down"),
}
UNSENT: dict[str, Make] = {
    "refused": lambda: httpx.ConnectError("refused"),
    "connect timeout": lambda: httpx.ConnectTimeout("slow"),
    "no connection free": lambda: httpx.PoolTimeout("full"),
    "proxy": lambda: httpx.ProxyError("no tunnel"),
}
THROTTLED: dict[str, Make] = {
    "too many": lambda: refusal("TOO_MANY_REQUESTS", 429),
    "per minute": lambda: refusal("LIMITS_REACHED", 429, "Limits reached"),
    "proxy throttles": lambda: httpx.Response(429, text="slow down"),
}
FINAL: dict[str, Make] = {
    "quota": lambda: refusal("LIMITS_REACHED", 429, "You have exceeded your allocated database limits: database/bot"),
    "bad request": lambda: refusal("BAD_REQUEST", 400),
    "not authenticated": lambda: refusal("NOT_AUTHENTICATED", 401),
    "not found": lambda: refusal("NOT_FOUND", 404),
    "conflict": lambda: refusal("CONFLICT", 409),
    "not implemented": lambda: refusal("NOT_IMPLEMENTED", 501),
    "unknown code": lambda: refusal("TEAPOT", 418),
    "too large": lambda: httpx.Response(413, text="too big"),
}
UPSTREAM: dict[str, Make] = {
    "throttled": lambda: refusal("DISCORD_TOO_MANY_REQUESTS", 429),
    "refused": lambda: refusal("DISCORD_BAD_REQUEST", 400),
    "unknown there": lambda: refusal("DISCORD_NOT_FOUND", 404),
}
FOREIGN: dict[str, Make] = {
    "log-in page": lambda: httpx.Response(200, text="<html>"),
    "blocked": lambda: httpx.Response(403, text="<html>"),
    "redirect": lambda: httpx.Response(303, headers={"location": "/x"}),
    "empty": lambda: httpx.Response(204),
}


def rows(*tables: dict[str, Make]) -> pytest.MarkDecorator:
    merged = [pytest.param(make, id=name) for table in tables for name, make in table.items()]
    return pytest.mark.parametrize("make", merged)


async def create(client: Client) -> object:
    return await client.post(("bot", "create"), {}, repeatable=False)


async def update(client: Client) -> object:
    return await client.post(("bot", "a", "update"), {})


@rows(PASSING, UNSENT, THROTTLED)
def test_what_passes_is_tried_again(scripted: Scripted, make: Make) -> None:
    """One bad moment must not fail a run of a thousand calls."""
    client, sent = scripted(make(), make(), httpx.Response(200, json=OK))

    assert asyncio.run(update(client)) == OK
    assert len(sent) == 3


@rows(FINAL, {"blocked": FOREIGN["blocked"], "log-in page": FOREIGN["log-in page"]})
def test_what_stays_is_not_tried_again(scripted: Scripted, make: Make) -> None:
    """Waiting changes nothing, and hides the reason."""
    client, sent = scripted(make())

    with pytest.raises(ChatBotKitError):
        asyncio.run(update(client))
    assert len(sent) == 1


@rows(PASSING, UNSENT)
def test_what_does_not_pass_ends_after_the_attempts_of_the_policy(scripted: Scripted, make: Make) -> None:
    """An endpoint that is down must be reported within seconds."""
    client, sent = scripted(*[make() for _ in range(5)])

    with pytest.raises(ChatBotKitError):
        asyncio.run(update(client))
    assert len(sent) == 5


@rows(THROTTLED)
def test_throttling_is_waited_out_until_the_deadline(scripted: Scripted, slept: list[float], make: Make) -> None:
    """A 429 never fails a run before a generous deadline, and does not hang it for ever."""
    client, sent = scripted(*[make() for _ in range(1_000)])

    with pytest.raises(ChatBotKitError):
        asyncio.run(update(client))

    assert sum(slept) == pytest.approx(RetryPolicy().deadline_s)
    assert len(sent) > 50


@rows(UNSENT, THROTTLED)
def test_a_create_is_repeated_where_nothing_can_have_happened(scripted: Scripted, make: Make) -> None:
    """No connection, or turned away before anything was written."""
    client, sent = scripted(make(), httpx.Response(200, json=OK))

    assert asyncio.run(create(client)) == OK
    assert len(sent) == 2


@rows(PASSING, UPSTREAM, FOREIGN)
def test_a_create_in_doubt_is_sent_once(scripted: Scripted, make: Make) -> None:
    """The caller must look for the object before it decides."""
    client, sent = scripted(make())

    with pytest.raises(ChatBotKitError) as caught:
        asyncio.run(create(client))

    assert caught.value.may_have_created
    assert "look for it" in str(caught.value)
    assert len(sent) == 1


@rows(FINAL)
def test_a_refused_create_leaves_no_doubt(scripted: Scripted, make: Make) -> None:
    """The service checks before it writes."""
    client, _ = scripted(make())

    with pytest.raises(ChatBotKitError) as caught:
        asyncio.run(create(client))

    assert not caught.value.may_have_created


@rows(UNSENT)
def test_a_create_that_was_never_sent_leaves_no_doubt(scripted: Scripted, make: Make) -> None:
    """With the endpoint down there is nothing to look for."""
    client, _ = scripted(*[make() for _ in range(5)])

    with pytest.raises(NoAnswer) as caught:
        asyncio.run(create(client))

    assert (caught.value.was_sent, caught.value.may_have_created) == (False, False)


@rows(PASSING, UPSTREAM, FOREIGN)
def test_an_update_never_claims_to_have_created(scripted: Scripted, make: Make) -> None:
    """Its object existed before."""
    client, _ = scripted(make(), retry=RetryPolicy(deadline_s=0))

    with pytest.raises((ApiError, NoAnswer, ForeignAnswer)) as caught:
        asyncio.run(update(client))

    assert not caught.value.may_have_created


def test_every_attempt_sends_the_same_body(scripted: Scripted) -> None:
    """A body that was consumed by the first try would arrive empty at the second."""
    client, sent = scripted(httpx.ReadError("reset"), httpx.Response(200, json=OK))

    asyncio.run(client.post(("bot", "a", "update"), {"name": "Ada"}))

    assert [request.content for request in sent] == [b'{"name": "Ada"}'] * 2


def test_a_used_up_quota_fails_with_its_name(scripted: Scripted) -> None:
    """The operator must see which limit to raise."""
    client, _ = scripted(FINAL["quota"]())

    with pytest.raises(LimitsReached, match="database/bot"):
        asyncio.run(create(client))
