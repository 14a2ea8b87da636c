"""The error that a response becomes."""

import asyncio
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.api import (
    ERROR_BY_CODE,
    ApiError,
    Client,
    ContentTooLarge,
    ForeignAnswer,
    LimitsReached,
    NoAnswer,
    NotFound,
    RetryPolicy,
    TooManyRequests,
    UnknownCode,
)

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]
ONCE = RetryPolicy(deadline_s=0)
DOCUMENTED = json.loads((Path(__file__).parents[3] / "docs/api/api.json").read_text())["$common"]["errors"]["codes"]


def refusal(code: str, status: int, message: str = "because", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"message": message, "code": code}, headers=headers)


def failure(scripted: Scripted, *answers: httpx.Response | Exception) -> ApiError:
    client, _ = scripted(*answers, retry=ONCE)
    with pytest.raises(ApiError) as caught:
        asyncio.run(client.get(("bot", "a", "fetch")))
    return caught.value


def foreign(scripted: Scripted, answer: httpx.Response) -> ForeignAnswer:
    client, _ = scripted(answer, retry=ONCE)
    with pytest.raises(ForeignAnswer) as caught:
        asyncio.run(client.get(("bot", "a", "fetch")))
    return caught.value


def test_every_documented_code_has_a_class() -> None:
    """The table is closed: a code without a class would lose its meaning for callers."""
    assert set(ERROR_BY_CODE) == set(DOCUMENTED) | {"CONTENT_TOO_LARGE"}


def test_no_two_codes_share_a_class() -> None:
    """The class is what callers branch on."""
    assert len(set(ERROR_BY_CODE.values())) == len(ERROR_BY_CODE)


@pytest.mark.parametrize("code", sorted(ERROR_BY_CODE))
@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_the_code_decides_whatever_the_status(scripted: Scripted, code: str, status: int) -> None:
    """NOT_AUTHORIZED is documented as 401 and served as 403."""
    error = failure(scripted, refusal(code, status))

    assert type(error) is ERROR_BY_CODE[code]
    assert (error.code, error.status, error.scope) == (code, status, None)


@pytest.mark.parametrize("code", sorted(set(ERROR_BY_CODE) - {"NOT_FOUND"}))
def test_an_upstream_code_has_the_class_of_its_ending(scripted: Scripted, code: str) -> None:
    """Upstream services put their name in front."""
    error = failure(scripted, refusal(f"DISCORD_{code}", 400))

    assert type(error) is ERROR_BY_CODE[code]
    assert (error.code, error.scope) == (f"DISCORD_{code}", "DISCORD")
    assert "DISCORD" in str(error)


def test_the_not_found_of_another_service_does_not_mean_gone(scripted: Scripted) -> None:
    """``NotFound`` makes a caller forget the object; Discord knows nothing of it."""
    error = failure(scripted, refusal("DISCORD_NOT_FOUND", 404))

    assert not isinstance(error, NotFound)
    assert error.scope == "DISCORD"


def test_a_code_of_the_future_is_still_an_api_error(scripted: Scripted) -> None:
    """The service may add codes; the text must reach the user."""
    error = failure(scripted, refusal("TEAPOT", 418, "short and stout"))

    assert type(error) is UnknownCode
    assert "short and stout" in str(error)


def test_a_code_cannot_take_over_a_terminal(scripted: Scripted) -> None:
    """Whoever answers instead of the service chooses it."""
    error = failure(scripted, refusal("\x1b[2J_CONFLICT" + "X" * 1_000, 400))

    assert "\x1b" not in str(error)
    assert len(error.code) == 100


def test_a_late_error_inside_a_success_is_that_error(scripted: Scripted) -> None:
    """A slow list has sent its 200 before it fails; read as a success it would look like an empty list."""
    assert type(failure(scripted, refusal("NOT_FOUND", 200))) is NotFound


def test_a_record_with_a_code_and_a_message_is_a_record(scripted: Scripted) -> None:
    """Only a body without id and items is a late error."""
    body = {"id": "a", "code": "x", "message": "y"}
    client, _ = scripted(httpx.Response(200, json=body))

    assert asyncio.run(client.get(("bot", "a", "fetch"))) == body


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, "<html>no such page</html>"),
        (404, '{"error": {"code": "NOT_FOUND", "message": "x"}}'),
        (404, '{"message": "no Route matched"}'),
        (404, '{"code": 404, "message": "x"}'),
        (403, "<html>blocked</html>"),
        (200, "<html>log in</html>"),
        (200, "[]"),
        (200, "null"),
        (200, ""),
        (200, '{"n": NaN}'),
        (200, "[" * 100_000),
        (502, "upstream down"),
    ],
)
def test_what_is_not_the_services_own_is_foreign(scripted: Scripted, status: int, body: str) -> None:
    """A proxy's 404 must never make a caller believe that an object is gone."""
    error = foreign(scripted, httpx.Response(status, text=body))

    assert error.status == status


def test_a_foreign_answer_shows_its_beginning_only(scripted: Scripted) -> None:
    """Enough to recognise the proxy, nothing that could take over a terminal."""
    page = "<h1>Blocked\x1b[31m\r\nby\u202e proxy</h1>" + "x" * 10_000

    error = foreign(scripted, httpx.Response(403, text=page, headers={"content-type": "text/html"}))

    assert error.excerpt.startswith("<h1>Blocked [31m by proxy</h1>")
    assert len(error.excerpt) == 200
    assert error.content_type == "text/html"


def test_a_request_body_that_is_too_large_is_known_by_its_status(scripted: Scripted) -> None:
    """The host in front of the service answers 413 in its own words."""
    assert type(failure(scripted, httpx.Response(413, text="too big"))) is ContentTooLarge


def test_an_answer_over_the_limit_is_refused(scripted: Scripted) -> None:
    """A runaway answer must not fill the memory."""
    client, _ = scripted(httpx.Response(200, json={"id": "a" * 100}), max_body_bytes=50, retry=ONCE)

    with pytest.raises(ForeignAnswer, match="larger than 50 bytes"):
        asyncio.run(client.get(("bot", "a", "fetch")))


@pytest.mark.parametrize(
    ("message", "is_quota"),
    [
        ("You have exceeded your allocated database limits: database/dataset", True),
        ("You have exceeded your allocated tokens", True),
        ("user limits: users", True),
        ("Limits reached", False),
        ("You have exceeded your allocated rate limits: rate/poll", False),
    ],
)
def test_a_used_up_quota_is_known_by_its_text(scripted: Scripted, message: str, is_quota: bool) -> None:
    """One code stands for a quota, which stays, and for a limit per minute, which passes."""
    error = failure(scripted, refusal("LIMITS_REACHED", 429, message))

    assert isinstance(error, LimitsReached)
    assert error.is_quota is is_quota


def test_an_error_names_call_account_status_and_request(scripted: Scripted) -> None:
    """What the operator must quote to the service's support."""
    client, _ = scripted(refusal("NOT_FOUND", 404, "Bot not found", **{"x-request-id": "req-7"}))

    with pytest.raises(NotFound) as caught:
        asyncio.run(client.get(("bot", "a", "fetch"), query={"email": "ada@example.com"}))

    assert str(caught.value) == "GET /bot/a/fetch: Bot not found [NOT_FOUND, HTTP 404] (request id req-7)"
    assert caught.value.request_id == "req-7"


def test_an_authentication_error_names_both_causes(scripted: Scripted) -> None:
    """A deleted partner user answers exactly as a wrong token does."""
    error = failure(scripted, refusal("NOT_AUTHENTICATED", 401, "Not authenticated"))

    assert "token" in str(error)
    assert "partner user" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        refusal("BAD_REQUEST", 400, "bad token planted-token-0123456789!"),
        httpx.Response(502, text="Authorization: Token planted-token-0123456789"),
        httpx.ConnectError("cannot reach planted-token-0123456789"),
    ],
)
def test_no_error_shows_the_token_or_the_body(scripted: Scripted, answer: httpx.Response | Exception) -> None:
    """Servers and proxies echo what they were sent; errors end in logs."""
    client, _ = scripted(answer, retry=ONCE)

    with pytest.raises((ApiError, ForeignAnswer, NoAnswer)) as caught:
        asyncio.run(client.post(("secret", "create"), {"value": "hunter2"}))

    assert "planted-token" not in str(caught.value) + repr(vars(caught.value))
    assert "hunter2" not in str(caught.value) + repr(vars(caught.value))


def test_a_long_message_is_cut(scripted: Scripted) -> None:
    """An error is one line in a terminal."""
    assert len(str(failure(scripted, refusal("BAD_REQUEST", 400, "x\n" * 10_000)))) < 700


def test_the_number_of_attempts_is_part_of_the_error(scripted: Scripted) -> None:
    """Whether it was tried again is the first question."""
    client, _ = scripted(*[refusal("TOO_MANY_REQUESTS", 429), refusal("NOT_FOUND", 404)])

    with pytest.raises(NotFound, match="2 attempts") as caught:
        asyncio.run(client.get(("bot", "a", "fetch")))
    assert caught.value.attempts == 2


def test_a_throttled_answer_of_a_proxy_is_not_the_services(scripted: Scripted) -> None:
    """It is waited out like one, and stays what it is."""
    error = foreign(scripted, httpx.Response(429, text="slow down"))

    assert not isinstance(error, TooManyRequests)


@pytest.mark.parametrize(
    ("status", "tries"),
    [*[(status, 2) for status in (408, 429, 500, 502, 503, 504)], *[(status, 1) for status in (400, 409, 501, 505)]],
)
def test_what_may_pass_is_tried_again(scripted: Scripted, status: int, tries: int) -> None:
    """An outage ends, as a rule; a refusal, and what the server cannot do at all, stay as they are."""
    refused = httpx.Response(status, json={"message": "", "code": "SOMETHING_NEW"})
    client, sent = scripted(refused, httpx.Response(200, json={"id": "a"}))

    with nullcontext() if tries == 2 else pytest.raises(UnknownCode):
        asyncio.run(client.get(("bot", "a", "fetch")))

    assert len(sent) == tries
