"""What the SDK does with conversations, searches, blueprints and secrets (docs/api/api.md b.6, b.12, b.24)."""

import pytest

from pulumi_chatbotkit.json_values import JsonValue
from wire.third_party.node_sdk import Account, SdkError

MESSAGES: list[JsonValue] = [{"type": "user", "text": "Hello"}, {"type": "bot", "text": "Hi"}]


def test_a_conversation_is_created_with_messages_and_a_model(parent: Account) -> None:
    """The answer repeats the messages."""
    made = parent.record("conversation.create", {"messages": MESSAGES, "model": "gpt-4o", "backstory": "You are Ada."})

    assert made["messages"] == MESSAGES
    assert parent.record("conversation.fetch", made["id"])["id"] == made["id"]
    listed = parent.items("conversation.message.list", made["id"])
    assert [{"type": each["type"], "text": each["text"]} for each in reversed(listed)] == MESSAGES


def test_a_completion_needs_no_conversation(parent: Account) -> None:
    """As JSON and as a stream with a closing result; nothing is stored."""
    body: JsonValue = {"messages": MESSAGES, "backstory": "You are Ada.", "model": "gpt-4o"}

    whole = parent.record("conversation.complete", None, body)
    lines = parent.stream("conversation.complete", None, body)

    assert whole.keys() == {"text", "usage", "end"}
    assert lines[-1] == {"type": "result", "data": whole}
    assert all(line["type"] == "token" for line in lines[:-1])
    assert parent.items("conversation.list") == []


def test_an_unknown_bot_of_a_conversation_is_missing(parent: Account) -> None:
    with pytest.raises(SdkError) as refused:
        parent.call("conversation.create", {"botId": "nobody"})

    assert (refused.value.code, refused.value.message) == ("NOT_FOUND", "Bot not found: nobody")


def test_a_dataset_is_searched(parent: Account) -> None:
    """The best record first."""
    dataset = parent.record("dataset.create", {})["id"]
    parent.call("dataset.record.create", dataset, {"text": "Tea is served at four."})
    parent.call("dataset.record.create", dataset, {"text": "The library is closed."})

    found = parent.record("dataset.search", dataset, "when is tea served?")["records"]

    assert isinstance(found, list)
    assert next(record["text"] for record in found if isinstance(record, dict)) == "Tea is served at four."


def test_a_blueprint_is_listed_and_cloned(parent: Account) -> None:
    """The clone has other ids."""
    blueprint = parent.record("blueprint.create", {"name": "Plan"})["id"]
    bot = parent.record("bot.create", {"name": "Ada", "blueprintId": blueprint})["id"]

    listed = parent.record("blueprint.listResources", blueprint)
    clone = parent.record("blueprint.clone", blueprint)

    assert listed["id"] == blueprint
    assert str(bot) in str(listed["resources"])
    assert clone["id"] != blueprint
    assert str(bot) not in str(clone["resources"])


def test_a_secret_is_verified_authenticated_and_revoked(parent: Account) -> None:
    """An OAuth secret has no token here."""
    secret = parent.record("secret.create", {"name": "Key", "kind": "shared", "type": "oauth"})["id"]

    assert parent.record("secret.verify", secret)["status"] == "unauthenticated"
    assert parent.record("secret.authenticate", secret) == {"id": secret}
    assert parent.record("secret.revoke", secret) == {"id": secret}
