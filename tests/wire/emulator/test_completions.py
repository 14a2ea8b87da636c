"""Conversations with messages, and completions without a conversation (docs/api/api.md b.24)."""

import json
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

MESSAGES = [{"type": "user", "text": "Hello"}, {"type": "bot", "text": "Hi"}, {"type": "user", "text": "And you?"}]


def test_a_conversation_repeats_the_messages_it_was_created_with(api: httpx.Client, local: Emulator) -> None:
    """They are absent from the answer when none were sent."""
    with_some = api.post("/v1/conversation/create", json={"messages": MESSAGES, "model": "gpt-4o", "backstory": "Ada"})
    without = api.post("/v1/conversation/create", json={"name": "Empty"})

    assert with_some.json() == {"id": local.records("conversation")[0]["id"], "messages": MESSAGES}
    assert without.json().keys() == {"id"}
    assert api.get(f"/v1/conversation/{with_some.json()['id']}/fetch").json()["model"] == "gpt-4o"


def test_an_unknown_bot_is_missing_and_another_accounts_is_a_bad_reference(
    api: httpx.Client, as_tenant: httpx.Client
) -> None:
    """404 with its name, and 400 (a.7, b.24)."""
    theirs = as_tenant.post("/v1/bot/create", json={}).json()["id"]

    unknown = api.post("/v1/conversation/create", json={"botId": "nobody"})
    foreign = api.post("/v1/conversation/create", json={"botId": theirs})

    assert (unknown.status_code, unknown.json()) == (404, {"message": "Bot not found: nobody", "code": "NOT_FOUND"})
    assert foreign.json() == {"message": "You are not authorized to use this bot (botId)", "code": "BAD_REQUEST"}


def test_a_contact_in_the_body_is_created(api: httpx.Client, local: Emulator) -> None:
    """And linked."""
    contact = {"name": "Grace", "email": "grace@example.com"}
    made = api.post("/v1/conversation/create", json={"contact": contact}).json()["id"]

    linked = (local.record("conversation", made) or {})["contactId"]
    assert [record["id"] for record in local.records("contact")] == [linked]


def test_a_completion_stores_nothing(api: httpx.Client, local: Emulator) -> None:
    """It answers the last message of the user."""
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]

    answer = api.post("/v1/conversation/complete", json={"messages": MESSAGES, "botId": bot})

    assert answer.json() == {
        "text": 'This is Ada. You said: "And you?"',
        "usage": {"token": 7},
        "end": {"reason": "stop"},
    }
    assert local.records("conversation") == []


@pytest.mark.parametrize("path", ["/v1/conversation/complete", "/api/v1/conversation/complete"])
def test_a_streamed_completion_ends_with_a_result(api: httpx.Client, path: str) -> None:
    """With the whole text."""
    body = {"messages": MESSAGES, "backstory": "You are Ada.", "model": "gpt-4o", "limits": {"iterations": 3}}
    lines = api.post(path, json=body, headers={"Accept": "application/jsonl"}).text.splitlines()
    events = [json.loads(line) for line in lines]

    assert {event["type"] for event in events[:-1]} == {"token"}
    assert events[-1]["type"] == "result"
    assert "".join(event["data"]["token"] for event in events[:-1]) == events[-1]["data"]["text"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, '"messages" is required'),
        ({"messages": []}, '"messages" must contain at least 1 items'),
        ({"messages": "Hi"}, '"messages" must be an array'),
        ({"messages": ["Hi"]}, '"messages[0]" must be of type object'),
        ({"messages": [{"text": "Hi"}]}, '"messages[0].type" is required'),
        ({"messages": [{"type": "user"}]}, '"messages[0].text" is required'),
        ({"messages": [MESSAGES[0], {"type": "user", "text": 5}]}, '"messages[1].text" must be a string'),
        ({"messages": [{**MESSAGES[0], "role": "user"}]}, '"messages[0].role" is not allowed'),
        ({"messages": MESSAGES, "limits": {"words": 1}}, '"limits.words" is not allowed'),
        ({"messages": MESSAGES, "botId": "nobody"}, "Bot not found (botId)"),
        ({"messages": MESSAGES, "attachments": [{"url": "https://a.example"}]}, '"attachments" need a namespace'),
        ({"messages": MESSAGES, "other": 1}, '"other" is not allowed'),
    ],
)
def test_a_completions_body_is_checked(api: httpx.Client, body: JsonObject, message: str) -> None:
    """At least one message is required; the texts are the validator's usual ones."""
    answer = api.post("/v1/conversation/complete", json=body)

    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_a_sessions_namespace_allows_attachments(
    api: httpx.Client, tenant: str, local: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """Only a session can have one (b.4)."""
    session = {"config": {"namespace": "chat", "contactId": ""}}
    token = api.post(f"/v1/partner/user/{tenant}/session/create", json=session).json()["token"]
    body = {"messages": MESSAGES, "attachments": [{"url": "https://a.example"}]}

    assert client_of(local, token=token).post("/v1/conversation/complete", json=body).status_code == 200
