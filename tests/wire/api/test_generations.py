"""Of which generation of the API a deployment is: asked once, by reads, at the first call that depends on it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import TypeAlias

import httpx
import pytest

from pulumi_chatbotkit.api import (
    ApiPath,
    AttemptEvent,
    BadRequest,
    ChatBotKitError,
    Client,
    FieldName,
    FieldNames,
    ForeignAnswer,
    NoAnswer,
    NotAuthenticated,
    NotFound,
    RenamedFields,
    RetryPolicy,
    UnknownGeneration,
)
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

Scripted: TypeAlias = Callable[..., tuple[Client, list[httpx.Request]]]
Fake: TypeAlias = Callable[..., Client]

USERS: ApiPath = ("partner", "user")
ABILITIES: ApiPath = ("skillset", "s1", "ability")
OLDER_NAMES = FieldNames((RenamedFields(("skillset", None, "ability"), (FieldName("linkedBotId", "botId"),)),))
ASKED = "/v1/user/list"
ASKED_OLDER = "/v1/partner/user/list"


def page(*items: JsonValue) -> httpx.Response:
    """A page of a list."""
    return httpx.Response(200, json={"items": [*items], "cursor": ""})


def refused(status: int, code: str) -> httpx.Response:
    """An error of the service."""
    return httpx.Response(status, json={"message": "x", "code": code})


def no_page() -> httpx.Response:
    """What a web application answers for a path that it does not have."""
    return httpx.Response(404, text="<html>404</html>", headers={"content-type": "text/html"})


def record(identifier: str = "u1") -> httpx.Response:
    """An object, or the answer to a write."""
    return httpx.Response(200, json={"id": identifier})


NO_ROUTE = [no_page, lambda: refused(404, "NOT_FOUND"), lambda: refused(501, "NOT_IMPLEMENTED")]
NO_ROUTE_IDS = ["a page", "not found", "not implemented"]


def paths(sent: list[httpx.Request]) -> list[str]:
    """The paths of requests."""
    return [request.url.path for request in sent]


async def create(client: Client) -> None:
    """Create a partner user."""
    await client.post((*USERS, "create"), {"name": "x"}, repeatable=False)


async def listed(client: Client, path: ApiPath = (*USERS, "list")) -> list[JsonObject]:
    """The items of a list."""
    return [item async for item in client.items(path)]


def test_a_first_list_of_partner_users_is_the_question(scripted: Scripted) -> None:
    """Its answer shows the newer generation, so nothing is added."""
    client, sent = scripted(page({"id": "u1"}), record(), record())

    async def run() -> None:
        assert await listed(client) == [{"id": "u1"}]
        await client.get((*USERS, "u1", "fetch"))
        await client.post((*USERS, "u1", "update"), {})

    asyncio.run(run())

    assert paths(sent) == [ASKED, "/v1/user/u1/fetch", "/v1/user/u1/update"]


@pytest.mark.parametrize("missing", NO_ROUTE, ids=NO_ROUTE_IDS)
def test_an_older_deployment_shows_itself_by_its_own_answer(
    scripted: Scripted, missing: Callable[[], httpx.Response]
) -> None:
    """One call is added: the newer path is missing, and the older one answers the list that was wanted."""
    client, sent = scripted(missing(), page({"id": "u1"}), record(), older_names=OLDER_NAMES)

    async def run() -> None:
        assert await listed(client) == [{"id": "u1"}]
        await client.post((*ABILITIES, "create"), {"linkedBotId": "b1"})

    asyncio.run(run())

    assert paths(sent) == [ASKED, ASKED_OLDER, "/v1/skillset/s1/ability/create"]
    assert json.loads(sent[2].content) == {"botId": "b1"}


FIRST_CALLS: list[tuple[str, ApiPath]] = [
    ("GET", (*USERS, "u1", "context", "c1", "fetch")),
    ("POST", (*USERS, "u1", "update")),
    ("POST", (*USERS, "u1", "delete")),
]


def first(client: Client, method: str, path: ApiPath) -> Coroutine[object, object, JsonObject]:
    """A call that may be repeated."""
    return client.get(path) if method == "GET" else client.post(path, {"name": "x"})


@pytest.mark.parametrize(("method", "path"), FIRST_CALLS)
def test_any_first_call_that_may_be_repeated_tells(scripted: Scripted, method: str, path: ApiPath) -> None:
    """A call that is answered with the object needs no question beside it."""
    client, sent = scripted(record(), record())

    async def run() -> None:
        assert await first(client, method, path) == {"id": "u1"}
        await create(client)

    asyncio.run(run())

    assert paths(sent) == ["/v1/" + "/".join(path[1:]), "/v1/user/create"]


def test_a_missing_object_does_not_show_a_missing_route(scripted: Scripted) -> None:
    """After NOT_FOUND the list is asked for; the object's own answer stands."""
    client, sent = scripted(refused(404, "NOT_FOUND"), page(), record())

    async def run() -> None:
        with pytest.raises(NotFound):
            await client.get((*USERS, "u1", "fetch"))
        await client.get((*USERS, "u2", "fetch"))

    asyncio.run(run())

    assert paths(sent) == ["/v1/user/u1/fetch", ASKED, "/v1/user/u2/fetch"]


@pytest.mark.parametrize(("method", "path"), FIRST_CALLS)
def test_a_first_call_at_an_older_deployment_is_sent_again_where_it_belongs(
    scripted: Scripted, method: str, path: ApiPath
) -> None:
    """The caller gets the object, not the page."""
    client, sent = scripted(no_page(), no_page(), page(), record())

    assert asyncio.run(first(client, method, path)) == {"id": "u1"}
    assert paths(sent) == ["/v1/" + "/".join(path[1:]), ASKED, ASKED_OLDER, "/v1/" + "/".join(path)]


@pytest.mark.parametrize(
    ("path", "body", "answers", "expected"),
    [
        ((*USERS, "create"), {"name": "x"}, [page()], [ASKED, "/v1/user/create"]),
        ((*USERS, "create"), {"name": "x"}, [no_page(), page()], [ASKED, ASKED_OLDER, "/v1/partner/user/create"]),
        ((*ABILITIES, "create"), {"linkedBotId": "b1"}, [page()], [ASKED, "/v1/skillset/s1/ability/create"]),
    ],
)
def test_a_create_and_a_renamed_field_are_never_the_question(
    scripted: Scripted, path: ApiPath, body: JsonObject, answers: list[httpx.Response], expected: list[str]
) -> None:
    """A list is asked for first, of one item; the write goes to one place only, under one name."""
    client, sent = scripted(*answers, record(), older_names=OLDER_NAMES)

    asyncio.run(client.post(path, body, repeatable=False))

    assert paths(sent) == expected
    assert [dict(each.url.params) for each in sent[:-1]] == [{"take": "1"}] * len(answers)


def test_what_does_not_depend_on_the_generation_asks_nothing(scripted: Scripted) -> None:
    """A stack without partner users and renamed fields never needs to know."""
    client, sent = scripted(record(), record(), page(), older_names=OLDER_NAMES)

    async def run() -> None:
        await client.post(("bot", "create"), {"botId": "b1"})
        await client.post((*ABILITIES, "create"), {"name": "x"})
        await listed(client, (*ABILITIES, "list"))

    asyncio.run(run())

    assert paths(sent) == ["/v1/bot/create", "/v1/skillset/s1/ability/create", "/v1/skillset/s1/ability/list"]


def test_many_calls_at_once_ask_once(fake: Fake) -> None:
    """The others wait for the answer."""
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        if request.url.path.startswith("/v1/user"):
            return no_page()
        return page() if request.url.path.endswith("list") else record()

    client = fake(answer)

    async def run() -> None:
        await asyncio.gather(*(create(client) for _ in range(20)))

    asyncio.run(run())

    assert sent[:2] == [ASKED, ASKED_OLDER]
    assert sent[2:] == ["/v1/partner/user/create"] * 20


@pytest.mark.parametrize(
    "answers",
    [
        [no_page(), no_page()],
        [refused(404, "NOT_FOUND"), refused(404, "NOT_FOUND")],
        [no_page(), httpx.Response(200, json={"id": "u1"})],
        [httpx.Response(200, json={"ok": True})],
    ],
    ids=["no pages", "not found", "no list at the older path", "no list at the newer path"],
)
def test_answers_that_do_not_tell_are_an_error(scripted: Scripted, answers: list[httpx.Response]) -> None:
    """Not a guess, and never "not found": that would mean that an object is gone. Nothing is written."""
    client, sent = scripted(*answers)

    with pytest.raises(UnknownGeneration) as unknown:
        asyncio.run(create(client))

    assert not unknown.value.may_have_created
    assert not [each for each in sent if each.method == "POST"]
    assert "or set the generation, partner or user" in str(unknown.value)


def test_a_list_that_is_the_question_raises_the_same(scripted: Scripted) -> None:
    """A missing list would otherwise look like a list without partner users, or like one that is gone."""
    client, _ = scripted(refused(404, "NOT_FOUND"), refused(404, "NOT_FOUND"))

    with pytest.raises(UnknownGeneration):
        asyncio.run(listed(client))


OUTAGES = [
    (httpx.Response(502, text="<html>bad gateway</html>", headers={"content-type": "text/html"}), ForeignAnswer),
    (httpx.Response(200, text="<html>soon back</html>", headers={"content-type": "text/html"}), ForeignAnswer),
    (httpx.Response(403, json={"message": "Missing Authentication Token"}), ForeignAnswer),
    (httpx.Response(302, headers={"location": "https://login.example/"}), ForeignAnswer),
    (httpx.ConnectError("refused"), NoAnswer),
    (refused(401, "NOT_AUTHENTICATED"), NotAuthenticated),
]


@pytest.mark.parametrize(("outage", "error"), OUTAGES, ids=range(len(OUTAGES)))
@pytest.mark.parametrize("position", [0, 1], ids=["at the newer path", "at the older path"])
def test_an_outage_decides_nothing(
    scripted: Scripted, outage: httpx.Response | Exception, error: type[ChatBotKitError], position: int
) -> None:
    """Whatever failed is the error, and the next call asks again."""
    once = RetryPolicy(attempts=1)
    client, sent = scripted(*[no_page()] * position, outage, page(), record(), retry=once)

    async def run() -> None:
        with pytest.raises(error):
            await create(client)
        await create(client)

    asyncio.run(run())

    assert paths(sent) == [*[ASKED, ASKED_OLDER][: position + 1], ASKED, "/v1/user/create"]


def test_a_failure_that_passes_is_retried_at_the_same_path(scripted: Scripted) -> None:
    """503 says nothing of the route."""
    client, sent = scripted(refused(503, "SERVICE_UNAVAILABLE"), page({"id": "u1"}))

    assert asyncio.run(listed(client)) == [{"id": "u1"}]
    assert paths(sent) == [ASKED, ASKED]


def test_a_success_that_is_not_an_object_or_a_list_decides_nothing(scripted: Scripted) -> None:
    """A proxy may answer anything with ``{}``; the next write asks."""
    client, sent = scripted(httpx.Response(200, json={}), no_page(), page(), record())

    async def run() -> None:
        assert await client.get((*USERS, "u1", "fetch")) == {}
        await create(client)

    asyncio.run(run())

    assert paths(sent) == ["/v1/user/u1/fetch", ASKED, ASKED_OLDER, "/v1/partner/user/create"]


def test_a_refusal_of_the_first_read_is_no_question(scripted: Scripted) -> None:
    """It is the caller's error, and decides nothing."""
    client, sent = scripted(refused(400, "BAD_REQUEST"), page(), record())

    async def run() -> None:
        with pytest.raises(BadRequest):
            await client.get((*USERS, "u1", "fetch"))
        await create(client)

    asyncio.run(run())

    assert paths(sent) == ["/v1/user/u1/fetch", ASKED, "/v1/user/create"]


@pytest.mark.parametrize(("generation", "prefix"), [("partner", "/v1/partner/user"), ("user", "/v1/user")])
def test_a_generation_that_is_said_is_not_asked_for(scripted: Scripted, generation: str, prefix: str) -> None:
    """Neither by a list that is not found."""
    client, sent = scripted(refused(404, "NOT_FOUND"), record(), generation=generation)

    async def run() -> None:
        with pytest.raises(NotFound):
            await listed(client)
        await create(client)

    asyncio.run(run())

    assert paths(sent) == [f"{prefix}/list", f"{prefix}/create"]


def test_streams_and_events_wait_for_the_answer_too(scripted: Scripted) -> None:
    """They are read as they arrive, so they are not the question."""
    line = httpx.Response(200, text='{"type":"item","data":{"id":"u1"}}\n')
    client, sent = scripted(no_page(), page(), line)

    async def run() -> list[JsonObject]:
        return [item async for item in client.stream((*USERS, "list"))]

    assert asyncio.run(run()) == [{"id": "u1"}]
    assert paths(sent) == [ASKED, ASKED_OLDER, ASKED_OLDER]


def test_events_name_the_action_as_the_reference_does(scripted: Scripted) -> None:
    """Metrics and logs of both generations, and of an own path, can be compared; the path that was sent is in them."""
    seen: list[AttemptEvent] = []
    client, _ = scripted(
        record(),
        hooks=[seen.append],
        generation="user",
        partner_path="/accounts",
    )

    asyncio.run(client.get((*USERS, "u 1", "fetch")))

    assert [(event.path, event.action_path) for event in seen] == [
        ("/accounts/u%201/fetch", "/partner/user/u%201/fetch")
    ]
