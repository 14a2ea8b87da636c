"""Contacts, and conversations with their fixed answers (assumed)."""

import json

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

HELLO: JsonObject = {"text": "Hello there"}
ANSWER = 'This is Ada. You said: "Hello there"'


@pytest.fixture
def conversation(api: httpx.Client) -> str:
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    return api.post("/v1/conversation/create", json={"botId": bot}).json()["id"]


def test_an_answer_is_the_same_every_time(api: httpx.Client, conversation: str) -> None:
    """It contains the bot's name and the question, so that a test can check either."""
    answers = [api.post(f"/v1/conversation/{conversation}/complete", json=HELLO).json() for _ in range(2)]

    first, second = [{key: value for key, value in answer.items() if key != "id"} for answer in answers]
    assert first == second == {"text": ANSWER, "usage": {"token": 7}, "end": {"reason": "stop"}}
    assert answers[0]["id"] != answers[1]["id"]  # each is a message of its own


def test_a_streamed_answer_is_tokens_and_then_the_result(api: httpx.Client, conversation: str) -> None:
    """The tokens together are the text."""
    path = f"/v1/conversation/{conversation}/complete"
    answer = api.post(path, json=HELLO, headers={"Accept": "application/jsonl"})

    *tokens, result = [json.loads(line) for line in answer.iter_lines()]

    assert answer.headers["content-type"] == "application/jsonl"
    assert {line["type"] for line in tokens} == {"token"}
    assert "".join(line["data"]["token"] for line in tokens) == ANSWER
    assert (result["type"], result["data"]["text"]) == ("result", ANSWER)


@pytest.mark.parametrize(
    ("body", "message"), [({}, '"text" is required'), ({"text": " "}, '"text" is not allowed to be empty')]
)
def test_a_completion_needs_text(api: httpx.Client, conversation: str, body: JsonObject, message: str) -> None:
    assert api.post(f"/v1/conversation/{conversation}/complete", json=body).json()["message"] == message


@pytest.mark.parametrize(("accept", "status"), [("text/event-stream", 200), ("text/html", 400)])
def test_an_unsupported_accept_header_is_refused(
    api: httpx.Client, conversation: str, accept: str, status: int
) -> None:
    """JSON is not sent instead."""
    path = f"/v1/conversation/{conversation}/complete"

    assert api.post(path, json=HELLO, headers={"Accept": accept}).status_code == status


def test_a_tenants_conversation_belongs_to_the_tenant(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """A parent completes it with run-as."""
    own = as_tenant.post("/v1/conversation/create", json={}).json()["id"]
    path = f"/v1/conversation/{own}/complete"

    assert as_tenant.post(path, json=HELLO).json()["text"] == 'This is the emulator. You said: "Hello there"'
    assert api.post(path, json=HELLO).json()["code"] == "NOT_AUTHORIZED"


def test_a_conversation_outlives_its_bot_and_can_be_deleted(
    api: httpx.Client, local: Emulator, conversation: str
) -> None:
    """The link to the bot becomes null."""
    bot = api.get(f"/v1/conversation/{conversation}/fetch").json()["botId"]
    api.post(f"/v1/bot/{bot}/delete", json={})

    assert api.get("/v1/conversation/list").json()["items"][0]["botId"] is None
    assert api.post(f"/v1/conversation/{conversation}/delete", json={}).json() == {"id": conversation}
    assert local.records("conversation") == []


def test_deleting_a_contact_deletes_its_contexts_and_unlinks_its_space(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, tenant: str
) -> None:
    """Unlinking the space is assumed."""
    contact = as_tenant.post("/v1/contact/create", json={"email": "ada@example.com"}).json()["id"]
    space = as_tenant.post("/v1/space/create", json={"contactId": contact}).json()["id"]
    api.post(f"/v1/partner/user/{tenant}/context/create", json={"contactId": contact})

    as_tenant.post(f"/v1/contact/{contact}/delete", json={})

    assert local.records("partner_user_context") == []
    assert as_tenant.get(f"/v1/space/{space}/fetch").json()["contactId"] is None


def test_another_accounts_contact_cannot_be_linked(api: httpx.Client, tenant: str) -> None:
    """A context's contact must belong to the sub-account."""
    contact = api.post("/v1/contact/create", json={}).json()["id"]

    answer = api.post(f"/v1/partner/user/{tenant}/context/create", json={"contactId": contact})

    assert answer.json()["message"] == "You are not authorized to use this contact (contactId)"


def test_the_messages_of_a_conversation_are_listed(api: httpx.Client, conversation: str) -> None:
    """In the order in which it was created with them, newest first unless asked; none is no error."""
    messages = [{"type": "user", "text": "Hi"}, {"type": "bot", "text": "Hello"}]
    filled = api.post("/v1/conversation/create", json={"messages": messages}).json()["id"]

    listed = api.get(f"/v1/conversation/{filled}/message/list", params={"order": "asc"}).json()
    newest_first = api.get(f"/v1/conversation/{filled}/message/list").json()

    assert [{"type": each["type"], "text": each["text"]} for each in listed["items"]] == messages
    assert newest_first["items"] == listed["items"][::-1]
    assert api.get(f"/v1/conversation/{conversation}/message/list").json() == {"items": [], "cursor": ""}
    assert api.get("/v1/conversation/nowhere/message/list").status_code == httpx.codes.NOT_FOUND
