"""Records that the SDK makes: with what has to be there before them, and what they link to."""

from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from wire.third_party.clients import BY_PATH, Client
from wire.third_party.node_sdk import Account


@dataclass(frozen=True)
class Collection:
    """Where a client's records are: in an account, perhaps below the records of other clients."""

    account: Account
    client: Client
    parents: tuple[str, ...]

    def create(self, body: JsonObject) -> str:
        """The new record's id."""
        return str(self.answer("create", body)["id"])

    def create_many(self, count: int) -> list[str]:
        """Ids of records without links, oldest first."""
        return [self.create(self.client.body(number)) for number in range(1, count + 1)]

    def answer(self, method: str, *arguments: JsonValue) -> JsonObject:
        """What a method resolves to."""
        return self.account.record(f"{self.client.path}.{method}", *self.parents, *arguments)

    def streamed(self, query: JsonObject) -> list[JsonObject]:
        """The lines of the list as a stream."""
        return self.account.stream(f"{self.client.path}.list", *self.parents, query)

    def listed(self, query: JsonObject) -> list[JsonObject]:
        """The items on one page of the list."""
        return self.account.items(f"{self.client.path}.list", *self.parents, query)

    def pages(self, take: int) -> list[list[str]]:
        """The ids on each page of the list, followed until it ends in any of the ways of docs/api/api.md a.9."""
        pages: list[list[str]] = []
        cursor: JsonValue = None
        while True:
            page = self.answer("list", {"take": take, "cursor": cursor})
            pages.append(ids_of(cast("list[JsonObject]", page["items"])))
            cursor = page.get("cursor")
            if not pages[-1] or not cursor:
                return pages


def collection(account: Account, client: Client) -> Collection:
    """A client's collection, with new parents where it needs some."""
    account = account.having(renames=[list(rename) for rename in client.renames]) if client.renames else account
    parents: list[str] = []
    for path in client.parents:
        parents.append(Collection(account, BY_PATH[path], tuple(parents)).create(BY_PATH[path].body()))
    return Collection(account, client, tuple(parents))


def body_with_links(account: Account, client: Client) -> JsonObject:
    """The client's create body, linked to new records of other clients."""
    made = {field: Collection(account, BY_PATH[path], ()) for field, path in client.links.items()}
    return client.body() | {field: target.create(target.client.body(2)) for field, target in made.items()}


def differences(record: JsonObject, expected: JsonObject) -> JsonObject:
    """The fields of ``record`` that are not as expected. Keys of meta with a leading "_" are the service's own."""
    seen = {name: _without_own_keys(record.get(name, "(missing)")) for name in expected}
    return {name: value for name, value in seen.items() if value != expected[name]}


def ids_of(records: list[JsonObject]) -> list[str]:
    """The ids of records."""
    return [str(record["id"]) for record in records]


def _without_own_keys(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    return {key: held for key, held in value.items() if not key.startswith("_")}
