"""Fields that a deployment names differently are translated in requests and responses."""

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.api import BadRequest, Client, FieldName, FieldNames, RenamedFields
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

OLDER = FieldNames(
    (
        RenamedFields(("skillset", None, "ability"), (FieldName("linkedBotId", "botId"),)),
        RenamedFields(("space", None, "site"), (FieldName("slug", "domain", ".chatbotkit.space"),)),
    )
)
ABILITY = ("skillset", "s1", "ability")
SITE = ("space", "s1", "site")

Scripted = Callable[..., tuple[Client, list[httpx.Request]]]


def answered(body: JsonObject) -> httpx.Response:
    """An answer with this body."""
    return httpx.Response(200, json=body)


def test_bodies_and_answers_of_a_writing_action_are_translated(scripted: Scripted) -> None:
    """Some actions answer the whole record."""
    client, sent = scripted(answered({"id": "a1", "botId": "b1"}), generation="partner", older_names=OLDER)

    made = asyncio.run(client.post((*ABILITY, "create"), {"name": "x", "linkedBotId": "b1"}))

    assert json.loads(sent[0].content) == {"name": "x", "botId": "b1"}
    assert made == {"id": "a1", "linkedBotId": "b1"}


def test_records_that_are_read_are_translated(scripted: Scripted) -> None:
    """By a fetch as by a list."""
    record: JsonObject = {"id": "a1", "botId": "b1"}
    answers = (answered(record), answered({"items": [record], "cursor": ""}))
    client, _ = scripted(*answers, generation="partner", older_names=OLDER)

    async def both() -> list[JsonObject]:
        fetched = await client.get((*ABILITY, "a1", "fetch"))
        return [fetched, *[item async for item in client.items((*ABILITY, "list"))]]

    assert asyncio.run(both()) == [{"id": "a1", "linkedBotId": "b1"}] * 2


def test_a_value_that_the_deployment_lengthens_is_shortened_again(scripted: Scripted) -> None:
    """In bodies, answers and filters; what is no text, and what ends otherwise, stays as it is."""
    sites: list[JsonValue] = [{"domain": "ada.chatbotkit.space"}, {"domain": "ada.example"}, {"domain": None}]
    client, sent = scripted(
        answered({"id": "a1"}),
        answered({"id": "a1"}),
        answered({"items": sites}),
        generation="partner",
        older_names=OLDER,
    )

    async def all_of() -> list[JsonObject]:
        await client.post((*SITE, "create"), {"slug": "ada", "name": "ada"})
        await client.post((*SITE, "a1", "update"), {"slug": None})
        return [item async for item in client.items((*SITE, "list"), query={"slug": "ada"})]

    assert asyncio.run(all_of()) == [{"slug": "ada"}, {"slug": "ada.example"}, {"slug": None}]
    assert [json.loads(each.content) for each in sent[:2]] == [
        {"domain": "ada.chatbotkit.space", "name": "ada"},
        {"domain": None},
    ]
    assert dict(sent[2].url.params) == {"domain": "ada.chatbotkit.space", "take": "100"}


@pytest.mark.parametrize("generation", ["user", "auto"])
def test_answers_are_understood_whatever_the_generation_is_thought_to_be(scripted: Scripted, generation: str) -> None:
    """A link that was not understood would look removed; a record has one of the names only."""
    records: list[JsonValue] = [{"id": "a1", "botId": "b1"}, {"id": "a2", "linkedBotId": "b2"}]
    client, sent = scripted(answered({"items": records}), generation=generation, older_names=OLDER)

    async def listed() -> list[JsonObject]:
        return [item async for item in client.items((*ABILITY, "list"))]

    assert asyncio.run(listed()) == [{"id": "a1", "linkedBotId": "b1"}, {"id": "a2", "linkedBotId": "b2"}]
    assert len(sent) == 1


def test_the_newer_generation_gets_our_names(scripted: Scripted) -> None:
    """They are its own."""
    client, sent = scripted(answered({"id": "a1"}), generation="user", older_names=OLDER)

    asyncio.run(client.post((*ABILITY, "create"), {"linkedBotId": "b1"}))

    assert json.loads(sent[0].content) == {"linkedBotId": "b1"}


@pytest.mark.parametrize(
    "path", [("partner", "user", "u1", "context", "create"), ("skillset", "s1"), ("bot", "create")]
)
def test_other_paths_keep_their_names(scripted: Scripted, path: tuple[str, ...]) -> None:
    """The same word is another field there."""
    client, sent = scripted(answered({"botId": "b1"}), generation="partner", older_names=OLDER)

    assert asyncio.run(client.post(path, {"linkedBotId": "b1"})) == {"botId": "b1"}
    assert json.loads(sent[0].content) == {"linkedBotId": "b1"}


@pytest.mark.parametrize(
    ("message", "field"),
    [('"state" is not allowed', "state"), ('"meta._k" is not allowed', None), ('"state" must be a string', None)],
)
def test_a_field_that_the_deployment_does_not_know_is_named(
    scripted: Scripted, message: str, field: str | None
) -> None:
    """A newer field sent to an older deployment fails the whole call (trap 24, unknown fields)."""
    client, _ = scripted(httpx.Response(400, json={"message": message, "code": "BAD_REQUEST"}))

    with pytest.raises(BadRequest) as refused:
        asyncio.run(client.post(("bot", "create"), {"state": "x"}))

    assert refused.value.unknown_field == field
    assert ("this deployment may be older than the field" in str(refused.value)) == (field is not None)
