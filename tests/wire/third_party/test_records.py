"""Each client of the SDK that manages records, method by method, against an emulator of its own."""

from collections.abc import Iterator
from itertools import chain

import pytest

from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from wire.third_party.clients import CLIENTS, Client
from wire.third_party.node_sdk import Account, NodeSdk, SdkError
from wire.third_party.records import body_with_links, collection, differences, ids_of


def clients_with(method: str) -> pytest.MarkDecorator:
    having = [client for client in CLIENTS if method in client.methods]
    return pytest.mark.parametrize("client", having, ids=[client.path for client in having])


@pytest.fixture(params=["seed", "server"])
def either(request: pytest.FixtureRequest, sdk: NodeSdk) -> Iterator[Account]:
    """The parent account of an emulator in one profile, then in the other."""
    with serve(EmulatorSettings(profile=request.param)) as server:
        yield Account(sdk, {"secret": server.token, "baseUrl": server.url, "retries": 0})


@clients_with("create")
def test_what_the_sdk_creates_is_stored(client: Client, parent: Account, emulator: EmulatorServer) -> None:
    """Every field of the body is stored, including links and fields that no route returns."""
    body = body_with_links(parent, client)

    made = collection(parent, client).create(body)

    assert differences(emulator.record(client.kind, made) or {}, body) == {}


@clients_with("fetch")
def test_the_sdk_fetches_what_it_created(client: Client, parent: Account) -> None:
    """Secrets are masked or left out."""
    body = body_with_links(parent, client)
    place = collection(parent, client)
    made = place.create(body)

    fetched = place.answer("fetch", made)

    assert differences(fetched, {"id": made, **client.read_back(body)}) == {}
    assert not client.hidden & fetched.keys()


@clients_with("list")
def test_the_sdk_lists_what_it_created(client: Client, parent: Account) -> None:
    """Some kinds can be read by list alone (docs/api/api.md b.3)."""
    body = body_with_links(parent, client)
    place = collection(parent, client)
    made = place.create(body)

    (listed,) = place.listed({"take": 1})

    assert differences(listed, {"id": made, **client.read_back(body)}) == {}


@clients_with("list")
def test_the_sdk_reads_every_page(client: Client, either: Account) -> None:
    """Newest first, each record once, however the last page is marked (docs/api/api.md a.9)."""
    place = collection(either, client)
    oldest_first = place.create_many(3)

    pages = place.pages(take=2)

    assert list(chain.from_iterable(pages)) == oldest_first[::-1]


@clients_with("list")
def test_the_sdk_streams_a_list(client: Client, parent: Account) -> None:
    """JSON lines, each an item as the list shows it (docs/api/api.md a.10)."""
    place = collection(parent, client)
    place.create_many(2)

    lines = place.streamed({})

    assert [line["type"] for line in lines] == ["item", "item"]
    assert [line["data"] for line in lines] == place.listed({})


@clients_with("update")
def test_what_the_sdk_updates_is_stored(client: Client, parent: Account, emulator: EmulatorServer) -> None:
    """Only the changed fields change."""
    body = body_with_links(parent, client)
    place = collection(parent, client)
    made = place.create(body)

    answer = place.answer("update", made, client.change)

    assert answer == {"id": made}
    assert differences(emulator.record(client.kind, made) or {}, body | client.change) == {}


@clients_with("delete")
def test_what_the_sdk_deletes_is_gone(client: Client, parent: Account, emulator: EmulatorServer) -> None:
    """A second delete is NOT_FOUND, which the SDK throws (docs/api/api.md a.5)."""
    place = collection(parent, client)
    made, kept = place.create_many(2)

    answer = place.answer("delete", made)

    assert answer == {"id": made}
    assert ids_of(emulator.records(client.kind)) == [kept]
    with pytest.raises(SdkError, match="NOT_FOUND"):
        place.answer("delete", made)


@pytest.mark.parametrize(
    ("client", "method"),
    [
        pytest.param(client, method, id=f"{client.path}.{method}")
        for client in CLIENTS
        for method in client.acknowledged
    ],
)
def test_the_sdk_starts_what_runs_beside_a_record(client: Client, method: str, parent: Account) -> None:
    """Setup and sync answer the id (docs/api/api.md b.18)."""
    place = collection(parent, client)
    made = place.create(client.body())

    assert place.answer(method, made) == {"id": made}


@pytest.mark.parametrize(
    "client",
    [client for client in CLIENTS if not client.path.startswith("partner.")],
    ids=lambda client: client.path,
)
def test_run_as_puts_a_record_into_the_sub_account(
    client: Client, parent: Account, tenant: str, emulator: EmulatorServer
) -> None:
    """By the SDK's spelling of the header; the parent account's own list stays empty (docs/api/api.md a.3)."""
    acting = parent.having(runAsUserId=tenant)

    made = collection(acting, client).create(body_with_links(acting, client))

    assert ids_of(emulator.records(client.kind, account=tenant))[-1:] == [made]
    assert emulator.records(client.kind, account=emulator.parent_account) == []
