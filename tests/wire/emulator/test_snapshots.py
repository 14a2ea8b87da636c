"""Snapshots: the whole state as a document, loaded completely or not at all."""

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
JsonPath = Sequence[str | int]


@pytest.fixture
def other() -> Iterator[Emulator]:
    """Another emulator, with records that a load has to remove."""
    emulator = Emulator(EmulatorSettings(seed="fleet:1"))
    yield emulator
    emulator.close()


@pytest.fixture
def filled(api: httpx.Client, local: Emulator, tenant: str) -> Emulator:
    """An emulator with a tenant, a token, secrets, links, and a file with content."""
    api.post(f"/v1/partner/user/{tenant}/token/create", json={"name": "key"})
    api.post("/v1/secret/create", json={"name": "S", "alias": "s", "kind": "shared", "value": PLANTED})
    api.post("/v1/integration/slack/create", json={"name": "Slack", "botToken": PLANTED})
    api.post("/v1/integration/trigger/create", json={"name": "Trigger"})
    file = api.post("/v1/file/create", json={"name": "F"}).json()["id"]
    api.post(f"/v1/file/{file}/upload", content=b"\x00text", headers={"Content-Type": "text/plain"})
    return local


def edited(snapshot: Snapshot, path: JsonPath, value: object) -> str:
    """The snapshot's document with ``value`` at one path."""
    document = json.loads(snapshot.to_json())
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(document)


def test_a_load_restores_the_state_of_the_snapshot(filled: Emulator, other: Emulator) -> None:
    """Everything that was there before is removed."""
    saved = filled.snapshot(include_secrets=True)

    other.load(Snapshot.from_json(saved.to_json()))

    assert other.snapshot(include_secrets=True) == saved
    assert other.parent_account == filled.parent_account
    assert other.content(str(other.records("file")[0]["id"])) == b"\x00text"


def test_unique_values_and_links_work_after_a_load(
    api: httpx.Client, local: Emulator, other: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    """They are derived from the records again."""
    dataset = api.post("/v1/dataset/create", json={"alias": "facts"}).json()["id"]
    bot = api.post("/v1/bot/create", json={"datasetId": dataset}).json()["id"]

    other.load(local.snapshot())

    loaded = client_of(other)
    assert loaded.post("/v1/dataset/create", json={"alias": "facts"}).status_code == 409
    loaded.post(f"/v1/dataset/{dataset}/delete", json={})
    assert loaded.get(f"/v1/bot/{bot}/fetch").json()["datasetId"] is None


def test_a_key_works_after_a_load(
    api: httpx.Client, local: Emulator, other: Emulator, tenant: str, client_of: Callable[..., httpx.Client]
) -> None:
    """Digests are enough to recognise a key."""
    key = api.post(f"/v1/partner/user/{tenant}/token/create", json={}).json()["token"]
    saved = local.snapshot(include_secrets=True).to_json()

    other.load(Snapshot.from_json(saved))

    assert key not in saved
    assert EMBEDDED_TOKEN not in saved
    assert client_of(other, token=key).get("/v1/bot/list").status_code == 200


def test_the_key_of_the_loading_emulator_still_works(local: Emulator, client_of: Callable[..., httpx.Client]) -> None:
    """Even if the snapshot was taken of an emulator with another key."""
    mine = Emulator(EmulatorSettings(token="sk-mine"))

    mine.load(local.snapshot())

    assert client_of(mine, token="sk-mine").get("/v1/bot/list").status_code == 200
    assert client_of(mine, token=EMBEDDED_TOKEN).get("/v1/bot/list").status_code == 200
    mine.close()


def test_secrets_are_left_out_by_default(filled: Emulator) -> None:
    """Those that a person set, those that the service made, and the tickets of files."""
    document = json.loads(filled.snapshot().to_json())
    made = str(filled.records("integration_trigger")[0]["secret"])

    left_out = {record["kind"]: record["secretsLeftOut"] for record in document["records"]}
    assert not any(secret in json.dumps(document) for secret in (PLANTED, made))
    assert (left_out["secret"], left_out["integration_slack"]) == (["value"], ["botToken"])
    assert [content["ticket"] for content in document["contents"]] == [None]
    assert PLANTED in filled.snapshot(include_secrets=True).to_json()


def test_a_load_without_secrets_unsets_given_secrets_and_makes_the_services_again(
    filled: Emulator, other: Emulator
) -> None:
    """In the service, a trigger always has a secret."""
    other.load(filled.snapshot())

    made = other.records("integration_trigger")[0]["secret"]
    assert other.records("integration_slack")[0].get("botToken") is None
    assert len(str(made)) == 64
    assert made != filled.records("integration_trigger")[0]["secret"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
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
def test_an_inconsistent_document_is_refused_with_the_location(
    filled: Emulator, path: JsonPath, value: object, message: str
) -> None:
    """Before anything is changed."""
    with pytest.raises(SnapshotError, match=message):
        Snapshot.from_json(edited(filled.snapshot(), path, value))


def test_two_records_with_one_id_are_refused(filled: Emulator) -> None:
    """The second would replace the first."""
    snapshot = filled.snapshot()

    with pytest.raises(SnapshotError, match="two records or accounts have one id"):
        Snapshot.from_json(edited(snapshot, ["records", 1, "id"], snapshot.records[0].id))


@pytest.mark.parametrize("text", ["", "[]", "{", "NaN", b"\xff\xfe", "[" * 100_000])
def test_a_text_that_is_not_a_snapshot_is_refused(text: str | bytes) -> None:
    with pytest.raises(SnapshotError, match="this is no snapshot"):
        Snapshot.from_json(text)


def test_a_refused_load_changes_nothing(api: httpx.Client, local: Emulator) -> None:
    """Here the last record is refused, because its alias is taken."""
    api.post("/v1/bot/create", json={"alias": "ada"})
    api.post("/v1/bot/create", json={"alias": "bob"})
    before = local.snapshot()
    twice = edited(before, ["records", 1, "document", "alias"], "ada")

    with pytest.raises(SnapshotError, match="Unique constraint violation"):
        local.load(Snapshot.from_json(twice))

    assert local.snapshot() == before


def test_a_difference_has_record_field_and_values(api: httpx.Client, local: Emulator) -> None:
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


def test_a_difference_shows_no_secret(filled: Emulator) -> None:
    """Only that it differs."""
    slack = str(filled.records("integration_slack")[0]["id"])
    file = str(filled.records("file")[0]["id"])
    before = filled.snapshot(include_secrets=True)
    filled.edit("integration_slack", slack, {"botToken": "other"})
    filled.edit("file", file, {"name": "G"})

    found = differences(before, filled.snapshot(include_secrets=True))

    shown = [(one.field, one.before, one.after) for one in found]
    assert sorted(shown, key=str) == [("botToken", "********", "********"), ("name", "F", "G")]


def test_a_secret_left_out_on_one_side_differs_only_if_it_is_unset(filled: Emulator) -> None:
    """Its values cannot be compared."""
    slack = str(filled.records("integration_slack")[0]["id"])
    complete, without = filled.snapshot(include_secrets=True), filled.snapshot()
    filled.edit("integration_slack", slack, {"botToken": None})

    unset = differences(without, filled.snapshot())

    assert differences(complete, without) == []
    assert [(one.field, one.before, one.after) for one in unset] == [("botToken", "********", None)]


def test_a_server_saves_and_loads_its_snapshot(emulator: EmulatorServer) -> None:
    """For a test in another process. A refused load has its reason and changes nothing."""
    emulator.seed("demo")
    headers = {**emulator.admin_headers, "Content-Type": "application/json"}
    with httpx.Client(base_url=f"{emulator.url}/_emulator", headers=headers) as control:
        saved = control.get("/snapshot").content
        control.post("/reset")
        bad = control.put("/snapshot", content=b"{}")
        emptied = emulator.records("bot")
        loaded = control.put("/snapshot", content=saved)
        secret = control.get("/snapshot?include_secrets=true").json()["note"]

    assert (bad.status_code, bad.json()["code"], emptied) == (400, "BAD_REQUEST", [])
    assert (loaded.status_code, len(emulator.records("bot"))) == (200, 3)
    assert "clear text" in secret
