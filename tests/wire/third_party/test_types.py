"""The emulator's answers have the types that the SDK publishes: generated from the service's own description."""

from pathlib import Path

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer
from wire.third_party.clients import CLIENTS, Client
from wire.third_party.node_sdk import Account
from wire.third_party.published_types import Program
from wire.third_party.records import body_with_links, collection

DISAGREEMENTS = {
    "dataset.fetch": "store is required in the types, and not returned by the server",
    "dataset.list": "store, as above",
    "integration.sitemap.fetch": "lastSyncedAt is a date-time in the types, and milliseconds on the server",
    "integration.sitemap.list": "lastSyncedAt, as above",
    "integration.notion.fetch": "lastSyncedAt, as above",
    "integration.notion.list": "lastSyncedAt, as above",
}
"""Methods whose types are known to be wrong: docs/api/api.md d."""

NO_PAYLOAD: JsonObject = {"payload": {}}
"""The types of a context's payload allow no key at all, which the reference does (docs/api/api.md b.2)."""


def write_answers(program: Program, account: Account, client: Client) -> None:
    """One answer of every method of a client."""
    place = collection(account, client)
    body = {**body_with_links(account, client), **({} if "payload" not in client.sample else NO_PAYLOAD)}
    created = place.answer("create", body)
    program.add(f"{client.path}.create", created, refused=False)
    made = created["id"]
    arguments: dict[str, list[JsonValue]] = {"list": [{}], "update": [made, client.change]}
    for method in client.methods[1:]:
        name = f"{client.path}.{method}"
        program.add(name, place.answer(method, *arguments.get(method, [made])), refused=name in DISAGREEMENTS)


def test_answers_have_the_published_types(parent: Account, emulator: EmulatorServer, tmp_path: Path) -> None:
    """For types that are known to be wrong the compiler must complain, so that this list stays up to date."""
    program = Program()
    for client in CLIENTS:
        write_answers(program, parent, client)
        emulator.reset()

    assert program.complaints(tmp_path) == []


def test_an_answer_of_another_type_is_noticed(tmp_path: Path) -> None:
    """The compiler would accept everything if it could not find the types."""
    program = Program()
    program.add("bot.create", {"name": "Ada"}, refused=False)

    (complaint,) = program.complaints(tmp_path)

    assert "does not exist in type '{ id: string; }'" in complaint
