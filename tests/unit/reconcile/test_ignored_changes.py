"""Entries that a program leaves to others (Pulumi's ignore_changes) keep their present values, without a refresh."""

import pytest

from pulumi_chatbotkit.json_values import JsonObject, KeyPath, as_object
from pulumi_chatbotkit.property_paths import NotAPath, parsed_path, path_text, with_values_at
from support.core_harness import CoreHarness, Declared

CONVERSATIONS: KeyPath = ("limits", "conversations")


def edit_field(harness: CoreHarness, it: Declared, field: str, **entries: int | str) -> None:
    """Change entries of a map in the console."""
    harness.emulator.edit(it.kind.name, it.id, {field: {**(as_object(it.stored[field]) or {}), **entries}})


def test_an_ignored_entry_survives_a_change_of_another(harness: CoreHarness) -> None:
    """The whole map is sent, because the service replaces it."""
    it = harness.declare("partner_user")
    it.up({"limits": {"conversations": 10, "messages": 20}})
    edit_field(harness, it, "limits", conversations=99)

    it.up({"limits": {"conversations": 10, "messages": 30}}, ignored=[CONVERSATIONS])

    assert it.stored["limits"] == {"conversations": 99, "messages": 30}
    again: JsonObject = {"limits": {"conversations": 10, "messages": 30}}
    assert it.preview(again, ignored=[CONVERSATIONS]) == ()
    assert it.preview(again) == ("limits",)


def test_an_ignored_entry_of_a_map_inside_a_map_survives(harness: CoreHarness) -> None:
    it = harness.declare("partner_user")
    it.up({"limits": {"database": {"bots": 1, "datasets": 2}}})
    harness.emulator.edit("partner_user", it.id, {"limits": {"database": {"bots": 7, "datasets": 2}}})

    it.up({"limits": {"database": {"bots": 1, "datasets": 3}}}, ignored=[("limits", "database", "bots")])

    assert it.stored["limits"] == {"database": {"bots": 7, "datasets": 3}}


@pytest.mark.parametrize("path", [("meta", "seen"), ("meta", "*")])
def test_keys_that_an_application_writes_survive(harness: CoreHarness, path: KeyPath) -> None:
    """Declared meta is managed as a whole, apart from what is ignored."""
    it = harness.declare("bot")
    it.up({"name": "Ada", "meta": {"plan": "gold"}})
    edit_field(harness, it, "meta", seen=5)

    it.name = "renamed"  # the marker is in the same map
    it.up({"name": "Ada", "meta": {"plan": "gold"}}, ignored=[path])

    meta = as_object(it.stored["meta"]) or {}
    assert (meta["plan"], meta["seen"], meta["pulumiName"]) == ("gold", 5, "renamed")
    assert it.preview({"name": "Ada", "meta": {"plan": "gold"}}, ignored=[path]) == ()


def test_keys_that_an_application_writes_survive_the_first_declaration_of_the_map(harness: CoreHarness) -> None:
    """The state does not have the map yet, and the update replaces the whole of it."""
    it = harness.declare("bot")
    it.up({"name": "Ada"})
    edit_field(harness, it, "meta", seen=5)

    it.up({"name": "Ada", "meta": {"plan": "gold"}}, ignored=[("meta", "seen")])

    meta = as_object(it.stored["meta"]) or {}
    assert (meta["plan"], meta["seen"]) == ("gold", 5)


def test_an_ignored_field_that_every_update_sends_survives(harness: CoreHarness) -> None:
    """An update that leaves out an alias resets it (trap 1: omitted fields), so it is always sent."""
    it = harness.declare("bot")
    it.up({"name": "Ada", "alias": "ada"})
    harness.emulator.edit("bot", it.id, {"alias": "lovelace"})

    it.up({"name": "Countess", "alias": "ada"}, ignored=[("alias",)])

    assert (it.stored["name"], it.stored["alias"]) == ("Countess", "lovelace")


def test_an_ignored_link_by_alias_is_no_difference(harness: CoreHarness) -> None:
    """The state keeps both forms of it."""
    dataset = harness.declare("dataset")
    dataset.up({"alias": "kb"})
    it = harness.declare("bot")
    declared: JsonObject = {"name": "Ada", "datasetId": "@kb"}
    it.up(declared)

    assert it.preview(declared, ignored=[("datasetId",), ("*",)]) == ()
    it.up({**declared, "name": "Countess"}, ignored=[("datasetId",)])
    assert it.stored["datasetId"] == dataset.id


def test_no_record_is_read_if_what_is_ignored_is_not_sent(harness: CoreHarness) -> None:
    it = harness.declare("partner_user")
    it.up({"name": "Acme", "limits": {"conversations": 10}})
    harness.emulator.clear_requests()

    it.up({"name": "Acme Inc", "limits": {"conversations": 10}}, ignored=[CONVERSATIONS])

    assert [entry.method for entry in harness.emulator.requests] == ["POST"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("limits", ("limits",)),
        ("limits.conversations", ("limits", "conversations")),
        ('limits["database"]["bots"]', ("limits", "database", "bots")),
        ('["limits"].database', ("limits", "database")),
        ('meta["a.b"][0].*', ("meta", "a.b", 0, "*")),
        ("tags[*]", ("tags", "*")),
    ],
)
def test_paths_are_read_as_pulumi_reads_them(text: str, path: KeyPath) -> None:
    assert parsed_path(text) == path
    assert parsed_path(path_text(path)) == path


@pytest.mark.parametrize("text", ["", "limits.", "limits..a", "limits[", "limits[a]", 'limits["a]', "a]b"])
def test_other_texts_are_no_paths(text: str) -> None:
    with pytest.raises(NotAPath):
        parsed_path(text)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (("a", "b"), {"a": {"b": 1, "c": 20}, "list": [10, 20]}),
        (("a", "new"), {"a": {"b": 10, "c": 20, "new": 3}, "list": [10, 20]}),
        (("a", "c"), {"a": {"b": 10}, "list": [10, 20]}),
        (("a", "*"), {"a": {"b": 1, "new": 3}, "list": [10, 20]}),
        (("list", 1), {"a": {"b": 10, "c": 20}, "list": [10, 2]}),
        (("list", "*"), {"a": {"b": 10, "c": 20}, "list": [1, 2]}),
        (("other", "deep"), {"a": {"b": 10, "c": 20}, "list": [10, 20], "other": {"deep": 1}}),
        (("none", "deep"), {"a": {"b": 10, "c": 20}, "list": [10, 20]}),
    ],
)
def test_values_at_a_path_come_from_the_source(path: KeyPath, kept: JsonObject) -> None:
    """Nothing that the source lacks is left there, and nothing else is touched."""
    values: JsonObject = {"a": {"b": 10, "c": 20}, "list": [10, 20]}
    source: JsonObject = {"a": {"b": 1, "new": 3}, "list": [1, 2, 3], "other": {"deep": 1, "more": 2}}

    assert with_values_at([path], values, source) == kept
    assert values == {"a": {"b": 10, "c": 20}, "list": [10, 20]}
