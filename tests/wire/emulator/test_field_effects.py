"""The effect of omitted, null and empty for every field, as in docs/api/api.json."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from support.reference import (
    KINDS,
    NEEDED,
    NEEDED_BY_UPDATE,
    PARENTS,
    REFERENCE,
    UNSETTABLE,
    linked_kind,
    request,
    sample,
)

EMPTY_BY_TYPE: dict[str, JsonValue] = {"string": "", "boolean": "", "number": "", "object": {}}
STORED: dict[str, JsonValue] = {
    "cleared to null": None,
    "CLEARED to null": None,
    "link cleared": None,
    "stored as null": None,
    "treated as {}": None,
    "user keys cleared": None,
    "user keys CLEARED": None,
    "RESET to false": False,
    "ignored": None,
    'stored as ""': "",
    "stored as {}": {},
}
KEPT = {"unchanged", "IGNORED"}
STATUS_BY_REFUSAL = {"400": 400, "500": 500}


class RecordFactory:
    """Creates records of any kind, below one tenant, dataset or skillset if the kind has a parent."""

    def __init__(self, api: httpx.Client, tenant: str, emulator: Emulator) -> None:
        self.api, self.tenant, self.emulator = api, tenant, emulator
        self.parents = {kind: self.target(parent, owner=None) for kind, parent in PARENTS.items()}

    def call(self, kind: str, action: str, record_id: str = "", body: JsonObject | None = None) -> httpx.Response:
        path: str = REFERENCE[kind]["actions"][action]["path"]
        holes = re.findall(r"\{\w+\}", path)
        parent = self.parents.get(kind, self.tenant)
        ids = [parent, record_id][-len(holes) :] if record_id else [parent] * len(holes)
        for hole, value in zip(holes, ids, strict=True):
            path = path.replace(hole, value)
        return self.api.post(path, json=body or {})

    def create(self, kind: str, body: JsonObject | None = None) -> str:
        return self.call(kind, "create", body=NEEDED.get(kind, {}) | (body or {})).json()["id"]

    def update(self, kind: str, record_id: str, body: JsonObject, omitted: str = "") -> httpx.Response:
        needed = {name: value for name, value in NEEDED_BY_UPDATE.get(kind, {}).items() if name != omitted}
        return self.call(kind, "update", record_id, needed | body)

    def sample(self, kind: str, field: str) -> JsonValue:
        """A valid value that is not the default."""
        linked = linked_kind(kind, field)
        if linked is None:
            return sample(kind, field)
        return self.target(linked, owner=self.tenant if kind == "partner_user_context" else None)

    def target(self, kind: str, owner: str | None) -> str:
        headers = {} if owner is None else {"X-RunAs-UserId": owner}
        return self.api.post(f"/v1/{kind}/create", json={}, headers=headers).json()["id"]

    def stored(self, kind: str, record_id: str) -> JsonObject:
        """The stored value that bodies can set; for an ability's meta only the user's keys, None if there are none."""
        record = self.emulator.record(kind, record_id)
        assert record is not None
        meta = as_object(record["meta"])
        if meta is not None and "_instruction" in meta:
            record["meta"] = {key: value for key, value in meta.items() if key != "_instruction"} or None
        return {name: record[name] for name in request(kind, "update")}


@pytest.fixture
def factory(api: httpx.Client, tenant: str, local: Emulator) -> RecordFactory:
    return RecordFactory(api, tenant, local)


def cells() -> Iterator[tuple[str, str]]:
    """Every field that can be set."""
    for kind in KINDS:
        yield from ((kind, name) for name in request(kind, "update") if name not in UNSETTABLE)


def documented_effects(kind: str, name: str, action: str) -> dict[str, Any]:
    return request(kind, action)[name]


def refusal(documented: str) -> int | None:
    return STATUS_BY_REFUSAL.get(documented.split(maxsplit=1)[0])


def stored_after(documented: str, before: JsonValue) -> JsonValue:
    effect = documented.split(" (", maxsplit=1)[0]
    return before if effect in KEPT else STORED[effect]


def is_made(value: JsonValue) -> bool:
    """Whether the service has made the value: 64 hex digits."""
    return re.fullmatch("[0-9a-f]{64}", str(value)) is not None


every_field = pytest.mark.parametrize(("kind", "name"), [*cells()])


@every_field
def test_create_stores_the_default_of_an_omitted_field(factory: RecordFactory, kind: str, name: str) -> None:
    """Absent in a program means the default, so it must be the service's default."""
    on_create = documented_effects(kind, name, "create")

    answer = factory.call(
        kind, "create", body={key: value for key, value in NEEDED.get(kind, {}).items() if key != name}
    )

    assert answer.status_code == (400 if on_create["required"] else 200)
    if answer.is_success:
        stored = factory.stored(kind, answer.json()["id"])[name]
        assert is_made(stored) if "generated" in str(on_create["default"]) else stored == on_create["default"]


@every_field
def test_create_treats_null_as_documented(factory: RecordFactory, kind: str, name: str) -> None:
    """Null is stored, refused by the validator, or refused by the column."""
    documented: str = documented_effects(kind, name, "create")["onNull"]

    answer = factory.call(kind, "create", body=NEEDED.get(kind, {}) | {name: None})

    assert answer.status_code == (refusal(documented) or 200)
    if answer.is_success:
        stored = factory.stored(kind, answer.json()["id"])[name]
        assert is_made(stored) if "generated" in documented else stored is None


@every_field
def test_update_that_omits_a_field_does_as_documented(factory: RecordFactory, kind: str, name: str) -> None:
    """Every field is kept, except those with a default in the validator, such as alias."""
    documented: str = documented_effects(kind, name, "update")["onUpdate"]["omit"]
    sample = factory.sample(kind, name)
    record_id = factory.create(kind, {name: sample})

    answer = factory.update(kind, record_id, {}, omitted=name)

    assert answer.status_code == (refusal(documented) or 200)
    assert factory.stored(kind, record_id)[name] == (sample if answer.is_error else stored_after(documented, sample))


@every_field
@pytest.mark.parametrize("sent", ["null", "empty"])
def test_update_treats_null_and_empty_as_documented(factory: RecordFactory, kind: str, name: str, sent: str) -> None:
    """Which value clears a field differs between fields; a wrong one is refused and changes nothing."""
    documented: str = documented_effects(kind, name, "update")["onUpdate"][sent]
    sample = factory.sample(kind, name)
    record_id = factory.create(kind, {name: sample})

    value = None if sent == "null" else EMPTY_BY_TYPE[documented_effects(kind, name, "create")["type"]]
    answer = factory.update(kind, record_id, {name: value})

    expected = (
        None if documented == "not established" else stored_after(documented, sample) if answer.is_success else sample
    )
    assert answer.status_code == (refusal(documented) or 200)
    assert factory.stored(kind, record_id)[name] == expected


@every_field
def test_update_changes_only_the_sent_field(factory: RecordFactory, kind: str, name: str) -> None:
    """A patch holds only what differs; no other field may change."""
    record_id = factory.create(kind)
    before = factory.stored(kind, record_id)
    sample = factory.sample(kind, name)

    assert factory.update(kind, record_id, {name: sample}).json() == {"id": record_id}

    discarded = documented_effects(kind, name, "update")["onUpdate"]["omit"] == "ignored"
    assert factory.stored(kind, record_id) == {**before, name: None if discarded else sample}
