"""What the API does with a field that is omitted, null or empty: every field, as docs/api/api.json says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

# Any: the reference is free-form JSON.
REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "api" / "api.json").read_text(encoding="utf-8")
)
KINDS = ("partner_user", "partner_user_context", "partner_user_token", "bot", "blueprint", "dataset", "skillset")

SAMPLES: dict[str, JsonValue] = {"email": "ada@example.com", "limits": {"tokens": 5}, "model": "gpt/temperature=1"}
SAMPLE_BY_TYPE: dict[str, JsonValue] = {"string": "sample", "boolean": True, "number": 5, "object": {"key": "value"}}
EMPTY_BY_TYPE: dict[str, JsonValue] = {"string": "", "boolean": "", "number": "", "object": {}}
STORED: dict[str, JsonValue] = {
    "cleared to null": None,
    "CLEARED to null": None,
    "link cleared": None,
    "stored as null": None,
    "ignored": None,
    'stored as ""': "",
    "stored as {}": {},
}
STATUS_BY_REFUSAL = {"400": 400, "500": 500}

# Contacts are not emulated, so no value of contactId can be stored first.
UNSETTABLE = {"contactId"}


class Bench:
    """Makes records of any kind, below one tenant where the kind has a parent."""

    def __init__(self, api: httpx.Client, tenant: str, emulator: Emulator) -> None:
        self.api, self.tenant, self.emulator = api, tenant, emulator

    def call(self, kind: str, action: str, record_id: str = "", body: JsonObject | None = None) -> httpx.Response:
        path: str = REFERENCE[kind]["actions"][action]["path"]
        holes = re.findall(r"\{\w+\}", path)
        ids = [self.tenant, record_id][-len(holes) :] if record_id else [self.tenant] * len(holes)
        for hole, value in zip(holes, ids, strict=True):
            path = path.replace(hole, value)
        return self.api.post(path, json=body or {})

    def create(self, kind: str, body: JsonObject | None = None) -> str:
        return self.call(kind, "create", body=body).json()["id"]

    def sample(self, kind: str, field: str) -> JsonValue:
        spec = REFERENCE[kind]["actions"]["create"]["request"][field]
        if "references" not in spec:
            return spec.get("enum", [SAMPLES.get(field, SAMPLE_BY_TYPE[spec["type"]])])[-1]
        return self.target(field.removesuffix("Id"), owner=self.tenant if kind == "partner_user_context" else None)

    def target(self, kind: str, owner: str | None) -> str:
        headers = {} if owner is None else {"X-RunAs-UserId": owner}
        return self.api.post(f"/v1/{kind}/create", json={}, headers=headers).json()["id"]

    def stored(self, kind: str, record_id: str) -> JsonObject:
        record = self.emulator.record(kind, record_id)
        assert record is not None
        return record


@pytest.fixture
def bench(api: httpx.Client, tenant: str, local: Emulator) -> Bench:
    return Bench(api, tenant, local)


def cells() -> Iterator[object]:
    """Every field that can be set, with what the reference says of its create and its update."""
    for kind in KINDS:
        for name, on_create in REFERENCE[kind]["actions"]["create"]["request"].items():
            on_update = REFERENCE[kind]["actions"]["update"]["request"][name]
            if name not in UNSETTABLE:
                yield pytest.param(kind, name, on_create, on_update, id=f"{kind}.{name}")


def refusal(said: str) -> int | None:
    return STATUS_BY_REFUSAL.get(said.split(maxsplit=1)[0])


every_field = pytest.mark.parametrize(("kind", "name", "on_create", "on_update"), [*cells()])


@every_field
def test_create_stores_the_default_of_an_omitted_field(
    bench: Bench, kind: str, name: str, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Absent from a program means the default, so the default must be the service's."""
    record_id = bench.create(kind)

    assert bench.stored(kind, record_id)[name] == on_create["default"]


@every_field
def test_create_treats_null_as_documented(
    bench: Bench, kind: str, name: str, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Null is stored, refused by the validator, or breaks on the column."""
    said: str = on_create["onNull"]

    answer = bench.call(kind, "create", body={name: None})

    assert answer.status_code == (refusal(said) or 200)
    assert answer.is_error or bench.stored(kind, answer.json()["id"])[name] is None


@every_field
def test_update_that_omits_a_field_does_as_documented(
    bench: Bench, kind: str, name: str, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Everything is kept but what the validator gives a default, such as alias."""
    sample = bench.sample(kind, name)
    record_id = bench.create(kind, {name: sample})

    bench.call(kind, "update", record_id)

    expected = {"unchanged": sample, "ignored": None, "CLEARED to null": None}[on_update["onUpdate"]["omit"]]
    assert bench.stored(kind, record_id)[name] == expected


@every_field
@pytest.mark.parametrize("sent", ["null", "empty"])
def test_update_treats_null_and_empty_as_documented(
    bench: Bench, kind: str, name: str, on_create: dict[str, Any], on_update: dict[str, Any], sent: str
) -> None:
    """Which value clears a field differs from field to field; the wrong one is refused and changes nothing."""
    said: str = on_update["onUpdate"][sent]
    sample = bench.sample(kind, name)
    record_id = bench.create(kind, {name: sample})

    value = None if sent == "null" else EMPTY_BY_TYPE[on_create["type"]]
    answer = bench.call(kind, "update", record_id, {name: value})

    assert answer.status_code == (refusal(said) or 200)
    assert bench.stored(kind, record_id)[name] == (sample if answer.is_error else STORED[said])


@every_field
def test_update_changes_a_field_alone(
    bench: Bench, kind: str, name: str, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """A patch holds only what differs; nothing else may move but updatedAt."""
    record_id = bench.create(kind)
    before = bench.stored(kind, record_id)
    sample = bench.sample(kind, name)

    assert bench.call(kind, "update", record_id, {name: sample}).json() == {"id": record_id}

    expected = None if on_update["onUpdate"]["null"] == "ignored" else sample
    after = bench.stored(kind, record_id)
    assert after == {**before, name: expected, "updatedAt": after["updatedAt"]}
