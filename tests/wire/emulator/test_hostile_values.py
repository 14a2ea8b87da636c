"""No stored value can break a list: what could is refused when it is written, by whichever way."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    EditRefusedError,
    Emulator,
    EmulatorSettings,
    Snapshot,
    SnapshotError,
)

JSON = {"Content-Type": "application/json"}


def nested(levels: int) -> str:
    """A JSON object of this depth."""
    return '{"a":' * levels + "1" + "}" * levels


REFUSED = {
    "500 levels": nested(500),
    "5,000 levels": nested(5_000),
    "200,000 lists": '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "half of a pair": '{"a": "\\ud800"}',
    "half of a pair in a key": '{"\\udfff": 1}',
    "NaN": '{"a": NaN}',
    "infinity": '{"a": 1e999}',
    "digits without end": '{"a": ' + "9" * 5_000 + "}",
}

KEPT = {
    "99 levels": nested(99),
    "NUL": '{"a": "\\u0000", "\\u0000": "x"}',
    "a huge number": '{"a": 1.7e308}',
    "many digits": '{"a": 123456789012345678901234567890}',
    "a whole pair": '{"a": "\\ud83d\\ude00"}',
    "what a terminal obeys": '{"a": "\\u001b[2J\\u202e\\u0085"}',
    "a key without end": json.dumps({"k" * 100_000: 1}),
}


def shown_everywhere(emulator: Emulator, api: httpx.Client, kind: str = "bot") -> None:
    """Look at the records of a kind in every way."""
    assert api.get(f"/v1/{kind}/list").status_code == 200
    lines = api.get(f"/v1/{kind}/list", headers={"Accept": "application/jsonl"})
    assert lines.status_code == 200
    assert all(json.loads(line) for line in lines.text.splitlines())
    for record in emulator.records(kind):
        assert api.get(f"/v1/{kind}/{record['id']}/fetch").status_code == 200
    assert Snapshot.from_json(emulator.snapshot().to_json()) == emulator.snapshot()


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_a_value_that_would_break_a_list_is_refused(local: Emulator, api: httpx.Client, value: str) -> None:
    """With 400, in a create and in an update; the list goes on."""
    bot = api.post("/v1/bot/create", json={"meta": {"kept": 1}}).json()["id"]
    body = f'{{"meta": {value}}}'

    answers = [api.post(f"/v1/bot/{path}", content=body, headers=JSON) for path in ("create", f"{bot}/update")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(400, "BAD_REQUEST")] * 2
    assert [record["meta"] for record in api.get("/v1/bot/list").json()["items"]] == [{"kept": 1}]
    shown_everywhere(local, api)


@pytest.mark.parametrize("value", KEPT.values(), ids=KEPT)
def test_a_strange_value_that_is_kept_breaks_nothing(local: Emulator, api: httpx.Client, value: str) -> None:
    """It is listed, fetched, streamed and saved."""
    answer = api.post("/v1/bot/create", content=f'{{"meta": {value}}}', headers=JSON)

    assert answer.status_code == 200
    shown_everywhere(local, api)


@pytest.mark.parametrize("field", ["name", "alias", "description", "datasetId"])
def test_half_of_a_pair_is_refused_in_every_text(api: httpx.Client, field: str) -> None:
    """It cannot be encoded."""
    answer = api.post("/v1/bot/create", content=f'{{"{field}": "x\\ud800"}}', headers=JSON)

    assert answer.json() == {"message": '"value" must not have half of a surrogate pair', "code": "BAD_REQUEST"}


def test_merging_goes_no_deeper_than_the_bound(local: Emulator, api: httpx.Client) -> None:
    """An update that merges cannot add to the depth of what is there."""
    bot = api.post("/v1/bot/create", content=f'{{"meta": {nested(99)}}}', headers=JSON).json()["id"]
    update = f'{{"meta": {{"$update": {nested(98)}}}}}'

    api.post(f"/v1/bot/{bot}/update", content=update, headers=JSON)

    shown_everywhere(local, api)


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": float("inf")}, {"a": "\ud800"}, json.loads(nested(500))])
def test_an_edit_without_the_api_is_refused_as_well(
    local: Emulator, api: httpx.Client, value: dict[str, object]
) -> None:
    """The command and the web console store what the API would."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    with pytest.raises(EditRefusedError):
        local.edit("bot", bot, {"meta": json.loads(json.dumps(value))})

    shown_everywhere(local, api)


def changed(snapshot: str, path: str, value: object) -> str:
    """The snapshot with another value in its first record."""
    document = json.loads(snapshot)
    record = document["records"][0]
    if path == "meta":
        record["document"]["meta"] = "HERE"
        return json.dumps(document).replace('"HERE"', str(value))
    record[path] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("meta", value) for value in REFUSED.values()),
        ("createdAt", 10**30),
        ("updatedAt", -1),
        ("id", "\ud800"),
    ],
)
def test_a_snapshot_with_such_a_value_is_not_loaded(
    local: Emulator, api: httpx.Client, path: str, value: object
) -> None:
    """Nothing is changed."""
    api.post("/v1/bot/create", json={"name": "Ada"})
    before = local.snapshot()

    with pytest.raises(SnapshotError):
        local.load(Snapshot.from_json(changed(before.to_json(), path, value)))

    assert local.snapshot() == before


def test_unique_values_with_a_nul_character_are_undone_whole(client_of: Callable[..., httpx.Client]) -> None:
    """Stale answers show an earlier state by undoing what was written since: cut at the NUL, the two were equal."""
    now = 1_000_000
    emulator = Emulator(EmulatorSettings(stale_reads_ms=1_000, clock=lambda: now))
    api = client_of(emulator)
    emails = ["a\0b@c.io", "a\0d@c.io"]
    users = [api.post("/v1/partner/user/create", json={"email": email}).json()["id"] for email in emails]
    now += 10_000
    for user in users:
        api.post(f"/v1/partner/user/{user}/delete", json={})

    shown = api.get("/v1/partner/user/list")
    emulator.close()

    assert sorted(user["email"] for user in shown.json()["items"]) == emails


@pytest.mark.parametrize("forwarded", ["garbage", "999.999.999.999", "::::", "\x7f", "unknown, 127.0.0.1", ""])
def test_a_garbage_forwarded_address_breaks_nothing(api: httpx.Client, local: Emulator, forwarded: str) -> None:
    """It is not looked at."""
    answer = api.get("/v1/bot/list", headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "gopher"})

    assert answer.status_code == 200


def test_a_run_as_header_and_a_key_may_hold_anything(api: httpx.Client, local: Emulator) -> None:
    """They are compared, logged and shown."""
    for value in (b"\xff\x85\x9b", b"a\tb", b"x" * 10_000):
        headers = [(b"X-RunAs-UserId", value), (b"Authorization", b"Token " + value)]
        answer = api.get("/v1/bot/list", headers=headers)
        assert answer.status_code == 401

    assert len(local.requests) == 3


def test_a_file_of_the_state_that_an_older_version_wrote_deeper_is_explained(
    tmp_path: Path, client_of: Callable[..., httpx.Client]
) -> None:
    """A row that holds no object is named, and the other tables still answer."""
    database = tmp_path / "emulator.db"
    emulator = Emulator(EmulatorSettings(database=database))
    api = client_of(emulator)
    api.post("/v1/bot/create", json={})
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE records SET document = '[' WHERE kind = 'bot'")

    answer = api.get("/v1/bot/list")
    other = api.get("/v1/dataset/list")
    emulator.close()

    assert answer.status_code == 500
    assert f"{database}: is damaged: the record" in answer.json()["message"]
    assert other.json()["items"] == []
