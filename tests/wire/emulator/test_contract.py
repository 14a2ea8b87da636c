"""The contract has exactly the facts of docs/api/api.json, cell by cell."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, cast

import httpx
import pytest

from pulumi_chatbotkit.emulator.contract import KINDS, Kind
from pulumi_chatbotkit.emulator.contract.checks import check_fingerprint
from pulumi_chatbotkit.emulator.contract.fields import NOWHERE, Access, Field, OnEmpty, OnNull, OnOmit, View
from pulumi_chatbotkit.emulator.contract.kinds import ACTIONS_WITHOUT_ID, Action
from support.reference import ACTIONS_NOT_SERVED_YET, NOT_SERVED_YET

DOCS = Path(__file__).parents[3] / "docs"

# Any: the reference is free-form JSON, and each test reads other parts of it.
REFERENCE: dict[str, Any] = json.loads((DOCS / "api" / "api.json").read_text(encoding="utf-8"))

ASSUMED_KINDS = {"conversation"}
"""Named by the reference, without a table of their fields."""

ACTIONS_IN_THE_TEXT_ONLY = {
    ("file", "sync"),
    ("dataset", "search"),
    *(("secret", action) for action in ("verify", "authenticate", "revoke", "mint", "proxy")),
    *(("blueprint", f"resource/{action}") for action in ("list", "export", "import")),
    ("blueprint", "clone"),
}
"""docs/api/api.md b or the SDKs know them, the table of actions does not, or under another name."""

FILTERS_IN_THE_TEXT_ONLY = {"policy": {"type", "blueprintId"}}

DOCUMENTED = [kind for kind in KINDS.values() if kind.name not in ASSUMED_KINDS]

WITH_RECORDS = [kind for kind in DOCUMENTED if not kind.id_last]
"""Files at paths have no records: ``test_space_storage.py`` has what their lists show."""

ON_NULL = {
    "stored as null": {OnNull.STORED, OnNull.IGNORED},
    "cleared to null": {OnNull.STORED},
    "link cleared": {OnNull.STORED},
    "ignored": {OnNull.IGNORED},
    "IGNORED": {OnNull.IGNORED},
    "400": {OnNull.REFUSED},
    "500 GENERIC_ERROR": {OnNull.SYSTEM_ERROR},
    "500": {OnNull.SYSTEM_ERROR},
    "500 or 400": {OnNull.SYSTEM_ERROR, OnNull.REFUSED},
    "a new one is generated": {OnNull.IGNORED},
    "unchanged": {OnNull.IGNORED},
    "treated as {}": {OnNull.EMPTIES},
    "user keys cleared": {OnNull.EMPTIES},
    "not established": {*OnNull},
}
ON_EMPTY = {
    'stored as ""': {OnEmpty.STORED},
    "stored as {}": {OnEmpty.STORED},
    "user keys cleared": {OnEmpty.STORED},
    "cleared to null": {OnEmpty.BECOMES_NULL},
    "link cleared": {OnEmpty.BECOMES_NULL},
    "ignored": {OnEmpty.IGNORED},
    "IGNORED": {OnEmpty.IGNORED},
    "unchanged": {OnEmpty.IGNORED},
    "400": {OnEmpty.REFUSED},
}
ON_OMIT = {
    "unchanged": {OnOmit.KEEPS},
    "ignored": {OnOmit.KEEPS},
    "CLEARED to null": {OnOmit.RESETS},
    "RESET to false": {OnOmit.RESETS},
    "user keys CLEARED": {OnOmit.RESETS},
    "400": {OnOmit.REFUSED},
}
ACCESS = {"linkedSecretId": {Access.PERSONAL}, "linkedFileId": {Access.PUBLIC}, "linkedSpaceId": {Access.OWN}}
"""docs/api/api.md a.12 (usable): some kinds are shared in a way of their own."""

MAXIMA = {
    "0 .. one month (2592000000 ms)": 2_592_000_000,
    "0 .. widget maximum (documented as one hour)": 3_600_000,
    "0 .. three months (7776000000 ms as documented)": 7_776_000_000,
    "0 .. three months (7776000000 ms)": 7_776_000_000,
    "0 .. 10": 10,
    "0 .. 3600000 ms": 3_600_000,
    "0 .. 86400000 ms": 86_400_000,
    "integer 0 .. 100000": 100_000,
}


def json_type(field: Field) -> str:
    """The reference says number for integers, too."""
    return "number" if field.type == "integer" else field.type


def documented(kind: Kind, action: str) -> dict[str, Any]:
    return REFERENCE[kind.name]["actions"].get(action, {}).get("request", {})


def cells() -> Iterator[object]:
    """Every field of every kind that can be created and updated, with the reference's facts about both."""
    for kind in DOCUMENTED:
        for name, on_update in documented(kind, "update").items():
            on_create = documented(kind, "create")[name]
            yield pytest.param(kind.field(name), on_create, on_update, id=f"{kind.name}.{name}")


def body_cells() -> Iterator[object]:
    """Every field of every body, with the reference's facts about it."""
    for kind in DOCUMENTED:
        for action in kind.actions:
            for field in kind.body(action):
                if action not in {"update", "upload"} and (kind.name, action) not in ACTIONS_IN_THE_TEXT_ONLY:
                    yield pytest.param(field, documented(kind, action)[field.name], id=f"{kind.name}.{field.name}")


def returned(kind: Kind, view: View) -> set[str]:
    times = {"createdAt", "updatedAt"} if view in kind.times else set[str]()
    parent = {kind.parent.parameter} if kind.parent is not None and view in kind.parent.shown_in else set[str]()
    names = {row.name for row in (*kind.fields, *kind.computed) if view in row.views}
    return {"id"} | names | parent | times


def test_every_documented_kind_exists() -> None:
    """And every kind of the emulator is at least named in the reference."""
    assert {*KINDS} - ASSUMED_KINDS == {*REFERENCE} - {"$common"} - NOT_SERVED_YET


@pytest.mark.parametrize("kind", DOCUMENTED, ids=lambda kind: kind.name)
def test_a_kind_has_the_documented_actions_and_paths(kind: Kind) -> None:
    """An extra route would be invented; a missing one would be 501 for a documented call."""
    item = f"{kind.path}/{{{kind.id_parameter}}}"
    paths = {
        action: f"{kind.path if action in ACTIONS_WITHOUT_ID else item}/{action}"
        if not kind.id_last
        else f"{kind.path}/{action}/{{{kind.id_parameter}}}"
        for action in kind.actions
        if (kind.name, action) not in ACTIONS_IN_THE_TEXT_ONLY
    }

    assert paths == {
        action: one["path"]
        for action, one in REFERENCE[kind.name]["actions"].items()
        if (kind.name, action) not in ACTIONS_NOT_SERVED_YET
    }


@pytest.mark.parametrize("kind", DOCUMENTED, ids=lambda kind: kind.name)
def test_a_kind_accepts_the_documented_fields(kind: Kind) -> None:
    """Unknown fields are 400, so a missing field would refuse a documented request."""
    actions: list[Action] = [action for action in kind.actions if (kind.name, action) not in ACTIONS_IN_THE_TEXT_ONLY]
    names = {action: sorted(field.name for field in kind.body(action)) for action in actions}

    assert names == {action: sorted(documented(kind, action)) for action in actions}


@pytest.mark.parametrize("kind", WITH_RECORDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("action", ["fetch", "list"])
def test_the_server_profile_returns_the_documented_fields(kind: Kind, action: Literal["fetch", "list"]) -> None:
    """The reference's answers are the server's; other tests check the seed profile's differences."""
    answers = REFERENCE[kind.name]["actions"].get(action, {}).get("response", {})
    answered = answers["items"]["items"] if action == "list" and answers else answers
    sent = {name for name, stated in answered.items() if "sdk types only" not in stated.get("note", "")}
    view = cast("View", f"server {action}")

    assert action not in kind.actions or returned(kind.lists[1] if kind.lists else kind, view) == sent


@pytest.mark.parametrize("kind", [kind for kind in WITH_RECORDS if "list" in kind.actions], ids=lambda kind: kind.name)
def test_a_list_has_the_documented_filters(kind: Kind) -> None:
    """An extra filter would find records that the service does not find."""
    query = REFERENCE[kind.name]["actions"]["list"]["query"]
    names = {name for key in query for name in re.split(" ?/ ?", key)} - {"cursor", "order", "take", "meta.key"}

    filters = {one.field for one in kind.filters} - FILTERS_IN_THE_TEXT_ONLY.get(kind.name, set())
    assert names - {"meta[key]"} - FILTERS_IN_THE_TEXT_ONLY.get(kind.name, set()) == filters
    assert kind.meta_filter == ("meta[key]" in names)


@pytest.mark.parametrize(("field", "cell"), [*body_cells()])
def test_a_field_has_the_documented_type_default_and_values(field: Field, cell: dict[str, Any]) -> None:
    """A field that is removed from a program returns to its default."""
    assert cell["type"] in {field.type, json_type(field)}
    assert field.default == (None if field.generated else cell["default"])
    assert (field.generated is not None) == ("generated" in str(cell["default"]))
    assert list(field.enum) == cell.get("enum", [])
    assert field.required == cell["required"]


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_field_has_the_documented_effects(field: Field, on_create: dict[str, Any], on_update: dict[str, Any]) -> None:
    """Omitted, null and empty are three different requests."""
    effects = on_update["onUpdate"]

    assert json_type(field) == on_update["type"]
    assert field.on_null in ON_NULL[on_create["onNull"].split(" (")[0]]
    assert field.on_null in ON_NULL[effects["null"].split(" (")[0]]
    assert field.on_empty in ON_EMPTY[effects["empty"].split(" (")[0]]
    assert field.on_omit in ON_OMIT[effects["omit"].split(" (")[0]]
    assert (field.on_omit is OnOmit.REFUSED) == on_update["required"]


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_secret_is_read_back_as_documented(
    field: Field, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Masked, masked inside an object, or never."""
    stated: str = on_create.get("readBack", "")

    assert field.secret == on_create.get("secret", False)
    assert field.masked == stated.startswith("masked")
    assert [f"{field.name}.{key}" in stated for key in field.masked_keys] == [True] * stated.startswith("config.")
    assert (field.views == NOWHERE) >= stated.startswith("never")
    assert stated == on_update.get("readBack", "")


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_link_refers_to_the_documented_kind(
    field: Field, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """Which records a link may refer to differs between links."""
    stated: str = on_create.get("references", "")

    assert (field.reference is not None) == bool(stated) == bool(on_update.get("references"))
    said = re.match(r"called (\w+) in", on_create.get("note", ""))
    assert field.older_name == on_create.get("olderName", said and said[1])
    if field.reference is not None:
        assert field.reference.kind.replace("_", " ") in stated.lower()
        assert field.reference.access in ACCESS.get(field.name, {Access.USABLE if "usable" in stated else Access.OWN})


@pytest.mark.parametrize(("field", "on_create", "on_update"), [*cells()])
def test_a_field_has_the_documented_maximum_length(
    field: Field, on_create: dict[str, Any], on_update: dict[str, Any]
) -> None:
    """The validator's maximum. Columns without a documented one are assumed, and not compared here."""
    stated: str = on_create.get("limit", "").replace(",", "").replace(" characters", " chars")
    caps = [
        f"{field.max_bytes} bytes" if field.max_bytes else "",
        f"{field.max_chars} chars" if field.max_chars else "",
        f"{field.min_chars}.." if field.min_chars else "",
    ]
    minimum = "" if field.minimum is None or stated in MAXIMA else f">= {field.minimum}"

    assert all(cap in stated for cap in [*caps, minimum])
    assert any(caps) == ("bytes" in stated or ("chars" in stated and field.check is not check_fingerprint))
    counts = stated.startswith(">=") and "chars" not in stated
    assert (field.minimum is not None) == (counts or stated in MAXIMA)
    assert field.maximum == MAXIMA.get(stated)
    assert on_create.get("limit") == on_update.get("limit")


def test_the_page_of_implemented_actions_is_correct(api: httpx.Client) -> None:
    """Every documented action is on it, and exactly those marked as refused answer 501."""
    page = (DOCS / "reference" / "emulator.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `\w+` \| \w+ \| (GET|POST) `(/v1/\S+)` \| (implemented|refused)", page, re.MULTILINE)

    answered = {path: api.request(method, path, json={}).status_code != 501 for method, path, _ in rows}

    assert answered == {path: stated == "implemented" for _, path, stated in rows}
    listed = {
        action["path"]
        for kind in DOCUMENTED
        for name, action in REFERENCE[kind.name]["actions"].items()
        if (kind.name, name) not in ACTIONS_NOT_SERVED_YET
    }
    assert listed <= answered.keys()
