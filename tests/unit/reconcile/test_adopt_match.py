"""``adopt="match"`` takes over an object without a marker by alias, e-mail or name (design, section 5)."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from support.core_harness import CoreHarness


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def keys(harness: CoreHarness, kind: str) -> list[object]:
    """Ids of all objects of the kind, except parents that a test needed."""
    return [record["id"] for record in harness.emulator.records(kind) if record.get("name") != "tenant"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("bot", "alias", "ada"),
        ("bot", "name", "Ada"),
        ("partner_user", "email", "ada@example.com"),
        ("partner_user", "alias", "ada"),
    ],
)
def test_match_adopts_an_object_that_no_resource_manages(
    harness: CoreHarness, kind: str, field: str, value: str
) -> None:
    """By alias, e-mail or name; the reported line says by which."""
    found = unmarked(harness, kind, {field: value, "description": "by hand"})

    it = harness.declare(kind)
    it.up({field: value, "adopt": "match"})

    assert it.id == found
    assert it.stored.get("description") in {"", None}
    assert harness.reported == [
        f"{KINDS[kind].class_name} {found} was adopted, not created: it has the {field} {value!r}"
    ]
    assert it.preview({field: value}) == ()


def test_match_with_two_objects_of_the_name_is_an_error_that_lists_them(harness: CoreHarness) -> None:
    """Nothing is created or changed."""
    ids = [unmarked(harness, "bot", {"name": "Ada"}) for _ in range(2)]

    with pytest.raises(AdoptionRefused, match=f"2 objects have the name 'Ada': {ids[0]}, {ids[1]}"):
        harness.declare("bot").up({"name": "Ada", "adopt": "match"})
    assert keys(harness, "bot") == ids


def test_match_refuses_an_object_of_another_stack(harness: CoreHarness) -> None:
    """Otherwise two stacks would keep changing the same object."""
    other = unmarked(
        harness, "bot", {"alias": "ada", "meta": {"pulumiStack": "other/prod", "pulumiName": "a", "pulumiKind": "bot"}}
    )

    with pytest.raises(AdoptionRefused, match=f"Bot {other} has the alias 'ada', but carries .* stack other/prod"):
        harness.declare("bot").up({"alias": "ada", "adopt": "match"})


def test_match_adopts_no_token(harness: CoreHarness) -> None:
    """The text of an existing token cannot be read, so the resource would have none."""
    user = harness.tenant().id
    harness.next_run()
    path = ("partner", "user", user, "token", "create")
    theirs = harness.run(harness.client.post(path, {"name": "Key"}))["id"]

    it = harness.declare("partner_user_token")
    it.up({"userId": user, "name": "Key", "adopt": "match"})

    assert it.id != theirs
    assert str(it.state["token"]).startswith("sk-")
    assert harness.emulator.record("partner_user_token", str(theirs)) is not None


def test_match_creates_an_object_if_none_matches(harness: CoreHarness) -> None:
    it = harness.declare("bot")

    it.up({"alias": "ada", "name": "Ada", "adopt": "match"})

    assert keys(harness, "bot") == [it.id]


def unmarked(harness: CoreHarness, kind: str, body: JsonObject) -> str:
    """Create an object as another program would; returns its id."""
    path = (*KINDS[kind].path, "create")
    return str(harness.run(harness.client.post(path, body))["id"])
