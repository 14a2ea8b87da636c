"""What the SDK does besides records: content, attachments, teams, conversations (docs/api/api.md b.9, b.13, b.17)."""

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from wire.third_party.node_sdk import Account, SdkError
from wire.third_party.records import ids_of

CONTENT = "Grüße\n"
UPLOAD: JsonObject = {"name": "greeting.txt", "type": "text/plain", "data": CONTENT}


@pytest.fixture
def file(parent: Account) -> str:
    return str(parent.record("file.create", {"name": "Greeting", "meta": {"team": "support"}})["id"])


@pytest.fixture
def dataset(parent: Account) -> str:
    return str(parent.record("dataset.create", {})["id"])


@pytest.fixture
def conversation(parent: Account) -> str:
    bot = parent.record("bot.create", {"name": "Ada"})["id"]
    return str(parent.record("conversation.create", {"botId": bot})["id"])


def test_an_upload_by_the_sdk_can_be_downloaded(parent: Account, file: str) -> None:
    """The SDK asks for an upload request first, and then puts the bytes where the answer says."""
    assert parent.call("file.upload", file, UPLOAD) == {"id": file}

    answer = parent.record("file.download", file)

    content = httpx.get(str(answer["url"])).text if "url" in answer else answer["data"]
    assert content == CONTENT


def test_an_upload_adds_the_content_type_to_meta(parent: Account, file: str) -> None:
    """Trap 16 (uploads change meta)."""
    parent.call("file.upload", file, UPLOAD)

    assert parent.record("file.fetch", file)["meta"] == {"team": "support", "contentType": "text/plain"}


def test_a_file_is_synced(parent: Account, file: str) -> None:
    """The sync is asynchronous; the answer has only the id."""
    assert parent.call("file.sync", file) == {"id": file}


def test_an_attached_file_is_listed_until_it_is_detached(parent: Account, dataset: str, file: str) -> None:
    """The list shows the files, not the attachments."""
    attached = parent.record("dataset.file.attach", dataset, file, {"type": "source"})
    listed = parent.items("dataset.file.list", dataset)
    streamed = parent.stream("dataset.file.list", dataset)
    detached = parent.record("dataset.file.detach", dataset, file, {})

    assert attached["id"] == detached["id"] == file
    assert [item["name"] for item in listed] == ["Greeting"]
    assert [line["data"] for line in streamed] == listed
    assert parent.items("dataset.file.list", dataset) == []


def test_an_attached_file_is_synced(parent: Account, dataset: str, file: str) -> None:
    """An attached file is not indexed before it is synced."""
    parent.call("dataset.file.attach", dataset, file, {"type": "source"})

    assert parent.call("dataset.file.sync", dataset, file, {}) == {"id": file}


@pytest.fixture
def space(parent: Account) -> str:
    return str(parent.record("space.create", {"name": "Desk"})["id"])


def paths(parent: Account, space: str, folder: str = "") -> list[object]:
    """What the SDK lists in a folder."""
    items = parent.record("space.storage.list", space, folder, {})["items"]
    return (
        [as_object(item) and item["path"] for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )


def test_a_stored_file_is_listed_downloaded_and_deleted(parent: Account, space: str) -> None:
    """The SDK encodes each segment of the path, and asks for an address."""
    stored = parent.record("space.storage.upload", space, "a b/ü.txt", {"file": f"data:text/plain,{CONTENT}"})

    answer = parent.record("space.storage.download", space, "a b/ü.txt")

    assert (stored["path"], answer["id"]) == ("a b/ü.txt", stored["id"])
    assert paths(parent, space, "a b") == ["a b/ü.txt"]
    assert parent.record("space.storage.delete", space, "a b/ü.txt", {}) == {"path": "a b/ü.txt"}
    assert paths(parent, space) == []


def test_a_stored_file_is_copied_and_moved(parent: Account, space: str) -> None:
    """The answers have the destination."""
    parent.call("space.storage.upload", space, "a.txt", {"file": "data:text/plain,x"})

    copied = parent.record("space.storage.copy", space, "a.txt", {"destinationPath": "b.txt"})
    moved = parent.record("space.storage.move", space, "a.txt", {"destinationPath": "c.txt"})

    assert (copied, moved) == ({"path": "b.txt"}, {"path": "c.txt"})
    assert paths(parent, space) == ["b.txt", "c.txt"]


def test_a_contact_is_ensured_once(parent: Account) -> None:
    """By its fingerprint: the second call finds the first one's."""
    body: JsonObject = {"fingerprint": "0123456789abcdef", "name": "Ada"}

    first, second = (parent.record("contact.ensure", body) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("action", ["trigger", "cancel"])
def test_a_task_is_triggered_and_cancelled(parent: Account, action: str) -> None:
    """The answer has only the id."""
    task = str(parent.record("task.create", {"name": "Digest"})["id"])

    assert parent.call(f"task.{action}", task, {}) == {"id": task}


def test_teams_are_listed(parent: Account) -> None:
    """This is the only published action on teams."""
    assert parent.items("team.list") == []


def test_an_answer_has_the_published_shape(parent: Account, conversation: str) -> None:
    """As the SDK's types have it: id, text, usage and why it ended."""
    answer = parent.record("conversation.complete", conversation, {"text": "Hello"})

    types = {name: type(value) for name, value in answer.items()}
    assert types == {"id": str, "text": str, "usage": dict, "end": dict}


def test_a_streamed_answer_is_its_tokens_and_then_the_result(parent: Account, conversation: str) -> None:
    """A client shows the tokens as they come; together they are the text."""
    *events, last = parent.stream("conversation.complete", conversation, {"text": "Hello"})

    tokens = [as_object(event["data"]) or {} for event in events if event["type"] == "token"]
    result = as_object(last["data"]) or {}
    assert last["type"] == "result"
    assert len(tokens) > 1
    assert "".join(str(token["token"]) for token in tokens) == result["text"]


def test_a_streamed_answer_equals_the_unstreamed_one(parent: Account, conversation: str) -> None:
    """Canned answers, so that a smoke test can expect one."""
    whole = parent.record("conversation.complete", conversation, {"text": "Hello"})
    last = parent.stream("conversation.complete", conversation, {"text": "Hello"})[-1]

    assert (as_object(last["data"]) or {})["text"] == whole["text"]


def test_a_conversation_with_a_tenants_bot_takes_place_in_the_tenant(
    parent: Account, tenant: str, emulator: EmulatorServer
) -> None:
    """A smoke test after provisioning runs as the tenant; the parent account cannot read the conversation."""
    acting = parent.having(runAsUserId=tenant)
    bot = acting.record("bot.create", {})["id"]

    talk = acting.record("conversation.create", {"botId": bot})["id"]

    assert acting.stream("conversation.complete", talk, {"text": "Hello"})[-1]["type"] == "result"
    assert ids_of(emulator.records("conversation", account=tenant)) == [talk]
    with pytest.raises(SdkError, match="NOT_AUTHORIZED"):
        parent.call("conversation.fetch", talk)
