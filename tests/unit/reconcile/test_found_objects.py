"""What a list shows is compared before it is taken for the object that was looked for: a filter may be ignored."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Fault, FaultAction, Reset, ResetAfterWrite, Status, WrongBody
from pulumi_chatbotkit.json_values import JsonObject
from support.core_harness import CoreHarness

UNFILTERED = [name for name, kind in KINDS.items() if kind.meta and not kind.filters_by_meta]
"""Kinds whose lists show everything, whatever is asked for."""

LOSSES: dict[str, FaultAction] = {
    "before the write": Reset(),
    "after the write": ResetAfterWrite(),
    "a status that nobody documents": Status(status=520, code="SOMETHING_NEW"),
}

FOLLOWED_UP = [
    pytest.param(kind.name, field.name, field.follow_up_action, id=kind.name)
    for kind in KINDS.values()
    for field in kind.fields
    if field.follow_up_action
]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", UNFILTERED)
def test_after_a_lost_answer_every_other_object_stays(harness: CoreHarness, kind: str, loss: str) -> None:
    """Only the creation ID tells the new object from the others: the newest, and those of the same resource."""
    least = harness.least(kind)
    others = [harness.declare(kind, name) for name in ("one", "two", "it")]
    for other in others:
        other.up(least)
    harness.emulator.faults.add(Fault(route=f"{kind}/create", do=LOSSES[loss]))

    new = harness.declare(kind, "it")
    new.up(least)

    assert new.key not in {other.key for other in others}
    assert {str(record["id"]) for record in harness.emulator.records(kind)} == {each.key for each in (*others, new)}


@pytest.mark.parametrize("loss", LOSSES)
def test_after_a_lost_answer_an_unfiltered_list_is_compared(harness: CoreHarness, loss: str) -> None:
    """An older deployment ignores the filter by ``meta``, and shows the whole account."""
    other = harness.declare("bot", "other")
    other.up({"name": "Ada"})
    shown: JsonObject = {"items": [other.stored], "cursor": ""}
    harness.emulator.faults.add(Fault(route="bot/create", do=LOSSES[loss]))
    harness.emulator.faults.add(Fault(route="bot/list", do=WrongBody(body=shown, written=False), nth=2, times=1))

    new = harness.declare("bot", "new")
    new.up({"name": "Ada"})

    assert new.id != other.id
    assert {str(record["id"]) for record in harness.emulator.records("bot")} == {other.id, new.id}


def test_a_partner_user_with_another_e_mail_is_not_adopted(harness: CoreHarness) -> None:
    """A list that ignores the filter by e-mail shows other customers."""
    theirs: JsonObject = {"email": "bea@example.com"}
    found = harness.run(harness.client.post(("partner", "user", "create"), theirs))["id"]
    (record,) = harness.emulator.records("partner_user")
    shown = WrongBody(body={"items": [record], "cursor": ""}, written=False)
    harness.emulator.faults.add(Fault(route="partner_user/list", do=shown, times=9))

    it = harness.declare("partner_user")
    it.up({"email": "ada@example.com", "adopt": "match"})

    assert it.id != found
    assert (it.stored["email"], len(harness.emulator.records("partner_user"))) == ("ada@example.com", 2)


def test_a_diff_shows_which_state_this_is(harness: CoreHarness) -> None:
    """Its identity is in the states of objects. Without it, an object of this state would look like another's."""
    known, lost = harness.declare("bot", "known"), harness.declare("bot", "lost")
    known.up({"name": "Ada"})
    lost.up({"name": "Bea"})
    harness.next_run(state_id="of a new state")
    assert known.preview({"name": "Ada"}) == ()

    it = harness.declare("bot", "lost")
    it.up({"name": "Bea"})

    assert it.id == lost.id


@pytest.mark.parametrize(("kind", "option", "action"), FOLLOWED_UP)
def test_the_action_after_a_create_follows_an_adoption_too(
    harness: CoreHarness, kind: str, option: str, action: str
) -> None:
    """The interrupted run may have created the object, and not have called the action."""
    declared = {**harness.least(kind), option: True}
    lost = harness.declare(kind)
    lost.up(declared)
    harness.next_run()
    harness.emulator.clear_requests()

    it = harness.declare(kind)
    it.up(declared)

    assert it.id == lost.id
    assert len(harness.sent(action)) == 1
