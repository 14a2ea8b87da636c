"""The contract says what docs/api/api.json says: neither more nor less, cell by cell."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pulumi_chatbotkit.emulator.contract import KINDS, Kind
from pulumi_chatbotkit.emulator.contract.fields import Field, OnEmpty, OnNull, OnOmit

# Any: the reference is free-form JSON, and each test reads other parts of it.
REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "api" / "api.json").read_text(encoding="utf-8")
)

ON_NULL = {
    "stored as null": {OnNull.STORED, OnNull.IGNORED},
    "cleared to null": {OnNull.STORED},
    "link cleared": {OnNull.STORED},
    "ignored": {OnNull.IGNORED},
    "400": {OnNull.REFUSED},
    "500 GENERIC_ERROR": {OnNull.SYSTEM_ERROR},
}
ON_EMPTY = {
    'stored as ""': {OnEmpty.STORED},
    "stored as {}": {OnEmpty.STORED},
    "cleared to null": {OnEmpty.BECOMES_NULL},
    "link cleared": {OnEmpty.BECOMES_NULL},
    "ignored": {OnEmpty.IGNORED},
    "400": {OnEmpty.REFUSED},
}
ON_OMIT = {
    "unchanged": {OnOmit.KEEPS},
    "ignored": {OnOmit.KEEPS},
    "CLEARED to null": {OnOmit.RESETS},
}


def documented(kind: Kind, action: str) -> dict[str, Any]:
    return REFERENCE[kind.name]["actions"].get(action, {}).get("request", {})


def cells() -> Iterator[object]:
    """Every field of every kind, with what the reference says of it on create and on update."""
    for kind in KINDS.values():
        for field in kind.fields:
            on_create, on_update = documented(kind, "create")[field.name], documented(kind, "update")[field.name]
            yield pytest.param(field, on_create, on_update, id=f"{kind.name}.{field.name}")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_has_the_documented_actions_and_paths(kind: Kind) -> None:
    """A route too many would be an invention; one too few a 501 for a documented call."""
    item = f"{kind.path}/{{{kind.id_parameter}}}"
    paths = {
        action: f"{item if action in {'fetch', 'update', 'delete'} else kind.path}/{action}" for action in kind.actions
    }

    assert paths == {action: one["path"] for action, one in REFERENCE[kind.name]["actions"].items()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_accepts_the_documented_fields(kind: Kind) -> None:
    """Unknown fields are 400, so a missing row would refuse a documented request."""
    names = [field.name for field in kind.fields]

    assert sorted(names) == sorted(documented(kind, "create")) == sorted(documented(kind, "update"))
    assert [option.name for option in kind.delete_options] == [*documented(kind, "delete")]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("action", ["fetch", "list"])
def test_the_server_profile_returns_the_documented_fields(kind: Kind, action: str) -> None:
    """The reference's answers are the server's; the seed profile's one difference has a test of its own."""
    answers = REFERENCE[kind.name]["actions"].get(action, {}).get("response", {})
    answered = answers["items"]["items"] if action == "list" else answers
    returned = {field.name for field in kind.fields if f"server {action}" in field.views}

    assert action not in kind.actions or returned | {"id", "createdAt", "updatedAt"} == set(answered)


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_field_has_the_documented_type_default_and_values(
    field: Field, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Defaults are what removing a field from a program returns it to."""
    assert field.type == on_create["type"] == on_update["type"]
    assert field.default == on_create["default"]
    assert list(field.enum) == on_create.get("enum", [])


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_field_has_the_documented_effects(field: Field, on_create: dict[str, Any], on_update: dict[str, Any]) -> None:
    """Omitted, null and empty are three different requests."""
    effects = on_update["onUpdate"]

    assert field.on_null in ON_NULL[on_create["onNull"].split(" (")[0]]
    assert field.on_null in ON_NULL[effects["null"].split(" (")[0]]
    assert field.on_empty in ON_EMPTY[effects["empty"]]
    assert field.on_omit in ON_OMIT[effects["omit"]]


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_link_names_the_documented_kind(field: Field, on_create: dict[str, Any], on_update: dict[str, Any]) -> None:
    """Whose records a link may name differs from link to link."""
    said: str = on_create.get("references", "")

    assert (field.reference is not None) == bool(said) == bool(on_update.get("references"))
    if field.reference is not None:
        assert field.reference.kind in said
        assert (field.reference.access.name == "USABLE") == ("usable" in said)


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_field_has_the_documented_cap(field: Field, on_create: dict[str, Any], on_update: dict[str, Any]) -> None:
    """A cap that is stated is the validator's; columns without a stated cap are assumed, and not held here."""
    said: str = on_create.get("limit", "").replace(",", "")
    caps = [
        f"{field.max_bytes} bytes" if field.max_bytes else "",
        f"{field.max_chars} chars" if field.max_chars else "",
    ]
    minimum = "" if field.minimum is None else f">= {field.minimum}"

    assert all(cap in said for cap in [*caps, minimum])
    assert any(caps) == ("bytes" in said or "chars" in said)
    assert (field.minimum is not None) == (said.startswith(">="))
    assert said == on_update.get("limit", "").replace(",", "")
