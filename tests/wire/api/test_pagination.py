"""Lists are read to their end, whatever form the end has."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import Client, ClientSettings, ForeignAnswer
from pulumi_chatbotkit.json_values import JsonObject

Fake = Callable[..., Client]
LIST = ("bot", "list")

# What the last page may look like, as additions to ``{"items": ...}``; a cursor there brings one empty page more.
ENDS: dict[str, JsonObject] = {
    "absent": {},
    "null": {"cursor": None},
    "empty": {"cursor": ""},
    "last id": {"cursor": "end"},
}


def account(pages: list[list[JsonObject]], end: JsonObject) -> Callable[[httpx.Request], httpx.Response]:
    """A list of those pages, whose cursors are page numbers."""

    def answer(request: httpx.Request) -> httpx.Response:
        cursor = request.url.params.get("cursor", "0")
        if cursor == "end" or int(cursor) >= len(pages):
            return httpx.Response(200, json={"items": [], **({} if end.get("cursor") == "end" else end)})
        last = int(cursor) == len(pages) - 1
        return httpx.Response(
            200, json={"items": pages[int(cursor)], **(end if last else {"cursor": str(int(cursor) + 1)})}
        )

    return answer


def always(body: JsonObject) -> Callable[[httpx.Request], httpx.Response]:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=body)

    return answer


async def read(client: Client) -> list[JsonObject]:
    return [item async for item in client.items(LIST)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), max_size=6), st.sampled_from(sorted(ENDS)))
def test_each_item_comes_once_for_any_split_and_any_end(sizes: list[int], end: str) -> None:
    """Deployments disagree on the end; a skipped page would read as deleted objects."""
    pages: list[list[JsonObject]] = [[{"id": f"{page}-{n}"} for n in range(size)] for page, size in enumerate(sizes)]
    transport = httpx.MockTransport(account(pages, ENDS[end]))
    client = Client(ClientSettings("https://api.chatbotkit.com", "t"), transport=transport)

    assert asyncio.run(read(client)) == [item for page in pages for item in page]


def test_filters_go_with_every_page(fake: Fake) -> None:
    """A filter sent only once would let other objects into the second page."""
    asked: list[httpx.QueryParams] = []
    answer = account([[{"id": "a"}], [{"id": "b"}]], {})

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params)
        return answer(request)

    async def scenario() -> list[list[JsonObject]]:
        return [page async for page in fake(handler).pages(LIST, query={"meta[team]": "a b"}, take=7)]

    assert asyncio.run(scenario()) == [[{"id": "a"}], [{"id": "b"}]]
    assert [dict(params) for params in asked] == [
        {"meta[team]": "a b", "take": "7"},
        {"meta[team]": "a b", "take": "7", "cursor": "1"},
    ]


@pytest.mark.parametrize("cursors", [["a", "a"], ["a", "b", "a"]])
def test_a_cursor_that_comes_again_is_an_error(fake: Fake, cursors: list[str]) -> None:
    """The list would never end."""
    left = iter(cursors)

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"items": [{"id": "a"}], "cursor": next(left)})

    with pytest.raises(ForeignAnswer, match="would never end"):
        asyncio.run(read(fake(handler)))


def test_a_cursor_may_be_a_number(fake: Fake) -> None:
    """Record lists take theirs from a vector store."""
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.params.get("cursor"))
        return httpx.Response(200, json={"items": [{"id": str(len(seen))}], "cursor": 17 if len(seen) == 1 else None})

    assert len(asyncio.run(read(fake(handler)))) == 2
    assert seen == [None, "17"]


@pytest.mark.parametrize("body", [{}, {"id": "a"}, {"items": None}, {"items": {}}, {"items": ["a"]}])
def test_an_answer_without_items_is_not_an_empty_list(fake: Fake, body: JsonObject) -> None:
    """Read as empty, it would mean that every object is gone."""
    with pytest.raises(ForeignAnswer, match="no items"):
        asyncio.run(read(fake(always(body))))


@pytest.mark.parametrize("take", [0, 101])
def test_a_page_holds_one_to_a_hundred(fake: Fake, take: int) -> None:
    """The service silently makes 100 of anything else."""

    async def scenario() -> None:
        async for _ in fake(always({"items": []})).pages(LIST, take=take):
            pass

    with pytest.raises(ValueError, match="take"):
        asyncio.run(scenario())


def test_a_page_without_items_is_the_last(scripted: Callable[..., tuple[Client, list[httpx.Request]]]) -> None:
    """Its cursor leads nowhere: a service that makes one for each page would be asked for ever (trap 23)."""
    pages: list[JsonObject] = [{"items": [{"id": "a"}], "cursor": "1"}, {"items": [], "cursor": "2"}]
    client, sent = scripted(*[httpx.Response(200, json=page) for page in pages])

    assert asyncio.run(read(client)) == [{"id": "a"}]
    assert len(sent) == 2
