"""Slots of widgets: no answer shows what is in them (docs/api/api.md b.18 Widget, trap 29)."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Inputs
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone
from support.core import check
from support.core_harness import CoreHarness, Declared

KIND = "widget_file"


@pytest.fixture
def declared(harness: CoreHarness) -> JsonObject:
    """Arguments of a slot, with a file of the same account."""
    place = harness.place(KIND)
    return {**place, "type": "bar", "fileId": file_in(harness, place)}


def file_in(harness: CoreHarness, place: JsonObject, name: str = "logo") -> str:
    file = harness.declare("file", name)
    file.up({"runAs": place["runAs"], "alias": name})
    return file.id


def made(harness: CoreHarness, declared: JsonObject, name: str = "it") -> Declared:
    slot = harness.declare(KIND, name)
    slot.up(declared)
    return slot


def slots(harness: CoreHarness) -> dict[object, object]:
    """The file in each filled slot."""
    return {record["type"]: record["fileId"] for record in harness.emulator.records(KIND)}


def test_trap_29_a_slot_is_filled_and_kept_from_the_state(harness: CoreHarness, declared: JsonObject) -> None:
    """A refresh changes nothing, and nothing is left to do."""
    slot = made(harness, declared)

    assert slot.refresh()

    assert (slot.id, slots(harness)) == (f"{declared['widgetIntegrationId']}/bar", {"bar": declared["fileId"]})
    assert slot.preview(declared) == ()
    slot.delete()
    assert slots(harness) == {}


def test_another_file_takes_the_slot(harness: CoreHarness, declared: JsonObject) -> None:
    """In one call, so that the widget is never without a picture."""
    slot = made(harness, declared)
    other = file_in(harness, declared, "other")
    sent = len(harness.sent("attach"))

    slot.up({**declared, "fileId": other})

    assert slots(harness) == {"bar": other}
    assert (len(harness.sent("attach")) - sent, harness.sent("detach")) == (1, [])


def test_trap_17_a_file_given_by_its_alias_is_no_drift(harness: CoreHarness, declared: JsonObject) -> None:
    """And the slot is emptied by the file's id: a detach takes no alias."""
    by_alias: JsonObject = {**declared, "fileId": "@logo"}
    slot = made(harness, by_alias)

    slot.refresh()
    assert slot.preview(by_alias) == ()
    slot.delete()

    assert slots(harness) == {}


@pytest.mark.parametrize("slot", ["bar", "user", "bot"])
def test_only_the_own_slot_of_a_file_in_several_is_emptied(
    harness: CoreHarness, declared: JsonObject, slot: str
) -> None:
    """The API frees any of them: whichever comes first, the others are filled as before."""
    filled = {each: made(harness, {**declared, "type": each}, each) for each in ("bar", "user", "bot")}

    filled[slot].delete()

    assert slots(harness) == {each: declared["fileId"] for each in filled if each != slot}


def test_a_slot_that_another_file_has_taken_is_left_alone(harness: CoreHarness, declared: JsonObject) -> None:
    """Somebody has put another one there, and the old one into a second slot."""
    slot = made(harness, declared)
    other = file_in(harness, declared, "other")
    elsewhere = made(harness, {**declared, "type": "user"}, "user")
    harness.next_run()
    taken = harness.declare(KIND, "other")
    taken.up({**declared, "fileId": other})
    harness.next_run()

    slot.delete()

    assert elsewhere.state["fileId"] == declared["fileId"]
    assert slots(harness) == {"bar": other, "user": declared["fileId"]}


@pytest.mark.parametrize("of", ["file", "integration_widget"])
def test_the_slot_is_gone_with_its_file_and_its_widget(harness: CoreHarness, declared: JsonObject, of: str) -> None:
    """Emptying it then succeeds."""
    slot = made(harness, declared)
    harness.emulator.remove(of, str(declared["fileId" if of == "file" else "widgetIntegrationId"]))

    assert not slot.refresh()
    slot.delete()


def test_a_widget_that_was_deleted_is_named(harness: CoreHarness, declared: JsonObject) -> None:
    """A slot cannot exist without it."""
    harness.emulator.remove("integration_widget", str(declared["widgetIntegrationId"]))

    with pytest.raises(Gone, match=f"WidgetIntegration {declared['widgetIntegrationId']} was deleted elsewhere"):
        made(harness, declared)


def test_two_resources_cannot_have_one_slot(harness: CoreHarness, declared: JsonObject) -> None:
    """The second would silently take it from the first."""
    made(harness, declared, "first")

    with pytest.raises(AdoptionRefused, match="is managed by the resource 'first' of this stack already"):
        made(harness, declared, "second")


def test_a_replaced_resource_leaves_the_slot_to_its_successor(harness: CoreHarness, declared: JsonObject) -> None:
    """Pulumi makes the new one first, and then deletes the old one, whose slot is the same."""
    old = made(harness, declared)
    harness.next_run()
    made(harness, declared)

    old.delete()

    assert slots(harness) == {"bar": declared["fileId"]}


def test_widget_and_slot_replace_the_resource(harness: CoreHarness, declared: JsonObject) -> None:
    """Another slot is another thing."""
    slot = made(harness, declared)

    for change in ({"type": "bot"}, {"widgetIntegrationId": "another"}):
        assert slot.compare({**declared, **change}).replaces == tuple(change)
    assert slot.compare({**declared, "fileId": "another"}).replaces == ()


@pytest.mark.parametrize(
    ("field", "value"), [("type", "logo"), ("type", None), ("fileId", None), ("widgetIntegrationId", "@chat")]
)
def test_what_names_no_slot_is_refused(field: str, value: str | None) -> None:
    """A widget's alias too: with it the slot could be filled and never emptied."""
    given: Inputs = {"widgetIntegrationId": "w1", "type": "bar", "fileId": "f1", field: value}

    assert [failure.field for failure in check(KINDS[KIND], given).failures] == [field]
