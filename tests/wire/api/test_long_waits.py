"""A service that wants to be left alone for hours: the user is told at once, and the run ends at its deadline."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import pairwise

import httpx
import pytest

from pulumi_chatbotkit.api import ChatBotKitError, Client, ClientSettings, ForeignAnswer, RetryPolicy, TooManyRequests
from pulumi_chatbotkit.api.timing import Timing

from .simulation import now, simulate

Fake = Callable[..., Client]
Handler = Callable[[httpx.Request], httpx.Response]
FETCH = ("bot", "a", "fetch")


def throttled(retry_after: str | None) -> httpx.Response:
    headers = {} if retry_after is None else {"retry-after": retry_after}
    return httpx.Response(429, json={"message": "slow down", "code": "TOO_MANY_REQUESTS"}, headers=headers)


def refusing(retry_after: str | None) -> Handler:
    return lambda _: throttled(retry_after)


def client_of(handler: Handler, lines: list[tuple[float, str]], deadline_s: float = 900.0) -> Client:
    """A client in virtual time; ``lines`` gets what is said, and when."""
    started_s = now()
    return Client(
        ClientSettings("https://api.chatbotkit.com", "t", retry=RetryPolicy(deadline_s=deadline_s)),
        transport=httpx.MockTransport(handler),
        timing=Timing(monotonic=now, epoch=now, sleep=asyncio.sleep, random=lambda: 0.5),
        report=lambda line: lines.append((now() - started_s, line)),
    )


@pytest.mark.parametrize("retry_after", ["86400", "Thu, 01 Jan 2099 00:00:00 GMT"])
def test_a_long_retry_after_is_said_before_the_wait_begins(retry_after: str) -> None:
    """With the route, what the service asks for, and when it is given up."""
    lines: list[tuple[float, str]] = []

    async def scenario() -> None:
        with pytest.raises(TooManyRequests):
            await client_of(refusing(retry_after), lines).get(FETCH)

    simulate(scenario)

    assert [at_s for at_s, _ in lines] == [0.0]
    assert "the service refuses GET /bot/a/fetch for now (TooManyRequests) and asks to wait " in lines[0][1]
    assert lines[0][1].endswith("h; it is asked again in 15 min, and given up in 15 min at the latest")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "30 s"),
        (119, "119 s"),
        (120, "2 min"),
        (5_400, "90 min"),
        (7_199, "120 min"),
        (7_200, "2 h"),
        (86_400, "24 h"),
    ],
)
def test_waits_are_told_in_units_that_fit(seconds: int, words: str) -> None:
    """Exact enough to decide whether to wait, at any length."""
    lines: list[tuple[float, str]] = []
    answers = iter([throttled(str(seconds)), httpx.Response(200, json={"id": "a"})])

    async def scenario() -> object:
        return await client_of(lambda _: next(answers), lines, 86_400.0).get(FETCH)

    assert simulate(scenario) == {"id": "a"}
    told = f"asks to wait {words}; it is asked again in {words}, and given up in 24 h at the latest"
    assert [line.partition(" and ")[2] for _, line in lines] == [told]


def test_a_run_of_many_requests_ends_at_one_deadline_and_says_so_once() -> None:
    """Not each request in turn waits for the whole deadline, and not each of them says that it waits."""
    lines: list[tuple[float, str]] = []

    async def one(client: Client, number: int) -> float | None:
        with pytest.raises(TooManyRequests) as failure:
            await client.get(("bot", str(number), "fetch"))
        return failure.value.gave_up_after_s

    async def scenario() -> tuple[list[float | None], float]:
        client, started_s = client_of(refusing("86400"), lines, 600.0), now()
        return await asyncio.gather(*(one(client, number) for number in range(64))), now() - started_s

    given_up, lasted_s = simulate(scenario)

    assert given_up == [600.0] * 64
    assert 600 <= lasted_s < 2 * 600
    assert len(lines) == 1


def test_refusals_without_a_retry_after_are_said_when_they_last() -> None:
    """The waits between are short, but together they look like a hang."""
    lines: list[tuple[float, str]] = []

    async def scenario() -> None:
        with pytest.raises(TooManyRequests):
            await client_of(refusing(None), lines).get(FETCH)

    simulate(scenario)

    assert 30 <= lines[0][0] < 90
    assert "asks to wait" not in lines[0][1]
    assert all(later - earlier >= 60 for (earlier, _), (later, _) in pairwise(lines))


def test_short_waits_are_not_said() -> None:
    """They are part of every large run."""
    lines: list[tuple[float, str]] = []
    steps: Iterator[httpx.Response] = iter([throttled("7"), throttled("12"), httpx.Response(200, json={"id": "a"})])

    async def scenario() -> object:
        return await client_of(lambda _: next(steps), lines).get(FETCH)

    assert simulate(scenario) == {"id": "a"}
    assert lines == []


def test_a_long_refusal_is_said_again_every_minute() -> None:
    """Not with each of its waits. With the time that is left until it is given up."""
    lines: list[tuple[float, str]] = []

    async def scenario() -> None:
        with pytest.raises(TooManyRequests):
            await client_of(refusing("30"), lines, 200.0).get(FETCH)

    simulate(scenario)

    assert [at_s // 60 for at_s, _ in lines] == [0, 1, 2, 3]
    left = ["3 min", "2 min", "78 s", "12 s"]
    assert [line.rpartition("given up in ")[2] for _, line in lines] == [f"{each} at the latest" for each in left]


def fetched_four_times(*answers: httpx.Response) -> list[str]:
    """How fetches ended that are each answered like this: by what they raised, or with ``fetched``. The deadline is
    500 seconds."""

    async def scenario() -> list[str]:
        steps = iter([*answers] * 4)
        client = client_of(lambda _: next(steps), [], 500.0)
        ended: list[str] = []
        for _ in range(4):
            try:
                await client.get(FETCH)
                ended.append("fetched")
            except ChatBotKitError as error:
                ended.append(type(error).__name__)
        return ended

    return simulate(scenario)


FOUND = httpx.Response(200, json={"id": "a"})
MISSING = httpx.Response(404, json={"message": "not found", "code": "NOT_FOUND"})
PAGE = httpx.Response(403, text="<html>Forbidden</html>", headers={"content-type": "text/html"})


@pytest.mark.parametrize(("answer", "ended"), [(FOUND, "fetched"), (MISSING, "NotFound")])
def test_an_answer_of_the_service_begins_the_deadline_anew(answer: httpx.Response, ended: str) -> None:
    """A limit per minute may refuse for hours what it lets through bit by bit; also what does not exist."""
    assert fetched_four_times(throttled("400"), answer) == [ended] * 4


def test_a_page_of_something_else_does_not_begin_the_deadline_anew() -> None:
    """It shows nothing about the service: the second fetch has a hundred seconds left, and the third none."""
    ended = fetched_four_times(throttled("400"), PAGE)

    assert ended == ["ForeignAnswer", "ForeignAnswer", "TooManyRequests", "ForeignAnswer"]


def test_what_another_service_refuses_has_a_deadline_per_request() -> None:
    """A messenger that is busy says nothing about the requests of other integrations."""
    body = {"message": "slow down", "code": "DISCORD_TOO_MANY_REQUESTS"}
    busy = httpx.Response(429, json=body, headers={"retry-after": "400"})

    assert fetched_four_times(busy, PAGE) == ["ForeignAnswer"] * 4


def endless(request: httpx.Request) -> httpx.Response:
    number = int(request.url.params.get("cursor", "0"))
    return httpx.Response(200, json={"items": [{"id": f"id-{number}"}], "cursor": str(number + 1)})


def test_a_list_with_ever_new_ids_is_an_error(fake: Fake) -> None:
    """Each page is fine by itself, so only their number tells."""
    pages = fake(endless, max_pages=7).pages(("bot", "list"))
    read: list[str] = []

    async def scenario() -> None:
        async for (item,) in pages:
            read.append(str(item["id"]))

    with pytest.raises(ForeignAnswer, match="GET /bot/list: the list has not ended after 7 pages and 7 objects"):
        asyncio.run(scenario())

    assert read == [f"id-{number}" for number in range(7)]


@pytest.mark.parametrize("pages", [6, 7])
def test_a_list_of_as_many_pages_as_allowed_is_read(fake: Fake, pages: int) -> None:
    """The bound refuses no list that ends."""

    def handler(request: httpx.Request) -> httpx.Response:
        whole = endless(request).json()
        last = int(request.url.params.get("cursor", "0")) == pages - 1
        return httpx.Response(200, json={**whole, **({"cursor": None} if last else {})})

    async def scenario() -> int:
        return len([item async for item in fake(handler, max_pages=7).items(("bot", "list"))])

    assert asyncio.run(scenario()) == pages


def test_a_cursor_that_never_changes_is_an_error(fake: Fake) -> None:
    """Even if each page shows another object."""
    numbers = iter(range(100))

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"items": [{"id": str(next(numbers))}], "cursor": "same"})

    async def scenario() -> None:
        async for _ in fake(handler).items(("bot", "list")):
            pass

    with pytest.raises(ForeignAnswer, match="the list repeats a cursor"):
        asyncio.run(scenario())


def test_nothing_is_retried_without_a_deadline(fake: Fake) -> None:
    """Then there is no deadline that could be named either."""
    with pytest.raises(ChatBotKitError) as failure:
        asyncio.run(fake(refusing("5"), retry=RetryPolicy(deadline_s=0)).get(FETCH))

    assert failure.value.gave_up_after_s is None
