"""Snapshots: the whole state as a document, and back, or nothing."""

import json
from collections.abc import Callable, Iterator, Sequence

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    EMBEDDED_TOKEN,
    Difference,
    Emulator,
    EmulatorSettings,
    Snapshot,
    SnapshotError,
    differences,
)
from pulumi_chatbotkit.testing import EmulatorServer

PLANTED = "planted-secret"
Place = Sequence[str | int]


@pytest.fixture
def other() -> Iterator[Emulator]:
    """Another emulator, with records that a load has to remove."""
    emulator = Emulator(EmulatorSettings(seed="fleet:1"))
    yield emulator
    emulator.close()


@pytest.fixture
def furnished(api: httpx.Client, local: Emulator, tenant: str) -> Emulator:
    """One with a tenant, a token, secrets, links, and a file with content."""
    api.post(f"/v1/partner/user/{tenant}/token/create", json={"name": "key"})
    api.post("/v1/secret/create", json={"name": "S", "alias": "s", "kind": "shared", "value": PLANTED})
    api.post("/v1/integration/slack/create", json={"name": "Slack", "botToken": PLANTED})
    api.post("/v1/integration/trigger/create", json={"name": "Trigger"})
    file = api.post("/v1/file/create", json={"name": "F"}).json()["id"]
    api.post(f"/v1/file/{file}/upload", content=b"\x00text", headers={"Content-Type": "text/plain"})
    return local


def edited(snapshot: Snapshot, place: Place, value: object) -> str:
    """The document of the snapshot after a person has put ``value`` in a place of it."""
    document = json.loads(snapshot.to_json())
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(document)


def test_a_loaded_snapshot_is_the_state_it_was_taken_of(furnished: Emulator, other: Emulator) -> None:
    """Everything that was there before is gone."""
    saved = furnished.snapshot(include_secrets=True)

    other.load(Snapshot.from_json(saved.to_json()))

    assert other.snapshot(include_secrets=True) == saved
    assert other.parent_account == furnished.parent_account
    assert other.content(str(other.records("file")[0]["id"])) == b"\x00text"


def test_uniqueness_and_links_hold_after_a_load(
    api: httpx.Client, local: Emulator, other: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """What is derived from the records is derived again."""
    dataset = api.post("/v1/dataset/create", json={"alias": "facts"}).json()["id"]
    bot = api.post("/v1/bot/create", json={"datasetId": dataset}).json()["id"]

    other.load(local.snapshot())

    loaded = client_of(other)
    assert loaded.post("/v1/dataset/create", json={"alias": "facts"}).status_code == 409
    loaded.post(f"/v1/dataset/{dataset}/delete", json={})
    assert loaded.get(f"/v1/bot/{bot}/fetch").json()["datasetId"] is None


def test_a_key_opens_its_account_after_a_load(
    api: httpx.Client, local: Emulator, other: Emulator, tenant: str, client_of: Callable[..., httpx.Client]
) -> None:
    """Snapshots hold digests, which is all that is needed to recognise a key."""
    key = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["token"]
    saved = local.snapshot(include_secrets=True).to_json()

    other.load(Snapshot.from_json(saved))

    assert key not in saved
    assert EMBEDDED_TOKEN not in saved
    assert client_of(other, token=key).get("/v1/bot/list").status_code == 200


def test_the_key_of_the_loading_emulator_goes_on_working(
    local: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """Nobody is locked out of an emulator that they serve by another key than the snapshot's."""
    mine = Emulator(EmulatorSettings(token="sk-mine"))

    mine.load(local.snapshot())

    assert client_of(mine, token="sk-mine").get("/v1/bot/list").status_code == 200
    assert client_of(mine, token=EMBEDDED_TOKEN).get("/v1/bot/list").status_code == 200
    mine.close()


def test_secrets_are_left_out_unless_asked_for(furnished: Emulator) -> None:
    """Neither what a person gave, nor what the service made, nor the ticket that opens a file."""
    document = json.loads(furnished.snapshot().to_json())
    made = str(furnished.records("integration_trigger")[0]["secret"])

    left_out = {record["kind"]: record["secretsLeftOut"] for record in document["records"]}
    assert not any(secret in json.dumps(document) for secret in (PLANTED, made))
    assert (left_out["secret"], left_out["integration_slack"]) == (["value"], ["botToken"])
    assert [content["ticket"] for content in document["contents"]] == [None]
    assert PLANTED in furnished.snapshot(include_secrets=True).to_json()


def test_a_load_without_secrets_unsets_what_was_given_and_makes_anew_what_is_made(
    furnished: Emulator, other: Emulator
) -> None:
    """A trigger without a secret is a state that the service knows not."""
    other.load(furnished.snapshot())

    made = other.records("integration_trigger")[0]["secret"]
    assert other.records("integration_slack")[0].get("botToken") is None
    assert len(str(made)) == 64
    assert made != furnished.records("integration_trigger")[0]["secret"]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (["format"], "other", 'this is no snapshot: "format" is not'),
        (["version"], 2, "this snapshot is not of version 1"),
        (["records", 0, "kind"], None, "this snapshot is damaged: records.0.kind: Input should be a valid string"),
        (["records", 0, "knd"], "bot", "this snapshot is damaged: records.0.knd: Extra inputs"),
        (["records", 0, "kind"], "robot", 'is of the unknown kind "robot"'),
        (["records", 0, "account"], "x", 'belongs to the account "x", which is not in the snapshot'),
        (["records", 0, "parent"], "x", 'is below "x", which is no parent for it'),
        (["keys", 0, "account"], "x", "opens nothing that is in the snapshot"),
        (["contents", 0, "body"], "?", "is not base64"),
        (["contents", 0, "file"], "x", 'there is content for "x", and no such file'),
    ],
)
def test_a_document_that_is_no_state_is_refused_with_its_place(
    furnished: Emulator, place: Place, value: object, message: str
) -> None:
    """Before anything is touched."""
    with pytest.raises(SnapshotError, match=message):
        Snapshot.from_json(edited(furnished.snapshot(), place, value))


def test_two_records_of_one_id_are_refused(furnished: Emulator) -> None:
    """The second would take the first one's place."""
    snapshot = furnished.snapshot()

    with pytest.raises(SnapshotError, match="two records or accounts have one id"):
        Snapshot.from_json(edited(snapshot, ["records", 1, "id"], snapshot.records[0].id))


@pytest.mark.parametrize("text", ["", "[]", "{", "NaN", b"\xff\xfe", "[" * 100_000])
def test_a_text_that_is_no_snapshot_is_refused(text: str | bytes) -> None:
    """Whatever it is."""
    with pytest.raises(SnapshotError, match="this is no snapshot"):
        Snapshot.from_json(text)


def test_a_load_that_cannot_be_done_changes_nothing(api: httpx.Client, local: Emulator) -> None:
    """Two bots of one alias are found out by the last of them."""
    api.post("/v1/bot/create", json={"alias": "ada"})
    api.post("/v1/bot/create", json={"alias": "bob"})
    before = local.snapshot()
    twice = edited(before, ["records", 1, "document", "alias"], "ada")

    with pytest.raises(SnapshotError, match="Unique constraint violation"):
        local.load(Snapshot.from_json(twice))

    assert local.snapshot() == before


def test_a_difference_names_record_field_and_values(api: httpx.Client, local: Emulator) -> None:
    """Times are not compared."""
    ada = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    gone = api.post("/v1/bot/create", json={"name": "Gone"}).json()["id"]
    before = local.snapshot()
    local.edit("bot", ada, {"name": "Grace"})
    local.remove("bot", gone)
    new = api.post("/v1/bot/create", json={"name": "New"}).json()["id"]

    found = differences(before, local.snapshot())

    assert found == [
        Difference(change="removed", kind="bot", id=gone, name="Gone", field="", before=None, after=None),
        Difference(change="changed", kind="bot", id=ada, name="Grace", field="name", before="Ada", after="Grace"),
        Difference(change="added", kind="bot", id=new, name="New", field="", before=None, after=None),
    ]


def test_a_difference_shows_no_secret(furnished: Emulator) -> None:
    """That it differs may be seen."""
    slack = str(furnished.records("integration_slack")[0]["id"])
    file = str(furnished.records("file")[0]["id"])
    before = furnished.snapshot(include_secrets=True)
    furnished.edit("integration_slack", slack, {"botToken": "other"})
    furnished.edit("file", file, {"name": "G"})

    found = differences(before, furnished.snapshot(include_secrets=True))

    shown = [(one.field, one.before, one.after) for one in found]
    assert sorted(shown, key=str) == [("botToken", "********", "********"), ("name", "F", "G")]


def test_a_secret_that_one_side_leaves_out_differs_only_if_it_is_unset(furnished: Emulator) -> None:
    """There is nothing else to compare."""
    slack = str(furnished.records("integration_slack")[0]["id"])
    complete, without = furnished.snapshot(include_secrets=True), furnished.snapshot()
    furnished.edit("integration_slack", slack, {"botToken": None})

    unset = differences(without, furnished.snapshot())

    assert differences(complete, without) == []
    assert [(one.field, one.before, one.after) for one in unset] == [("botToken", "********", None)]


def test_a_server_gives_and_takes_its_snapshot(emulator: EmulatorServer) -> None:
    """For a test in another process. What it cannot load it says, and keeps what it has."""
    emulator.seed("demo")
    with httpx.Client(base_url=f"{emulator.url}/_emulator") as control:
        saved = control.get("/snapshot").content
        control.post("/reset")
        bad = control.put("/snapshot", content=b"{}")
        emptied = emulator.records("bot")
        loaded = control.put("/snapshot", content=saved)
        secret = control.get("/snapshot?include_secrets=true").json()["note"]

    assert (bad.status_code, bad.json()["code"], emptied) == (400, "BAD_REQUEST", [])
    assert (loaded.status_code, len(emulator.records("bot"))) == (200, 3)
    assert "clear text" in secret
