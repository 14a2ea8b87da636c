"""Actions that a program requests with a change: setup and sync after it, and options of a delete."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from support.core_harness import CoreHarness
from support.reference import REFERENCE

AFTER = [
    pytest.param(kind.name, field.name, field.follow_up_action, 2 if field.follow_up_on_update else 1, id=kind.name)
    for kind in KINDS.values()
    for field in kind.fields
    if field.follow_up_action
]


@pytest.mark.parametrize(("kind", "option", "action", "times"), AFTER)
def test_an_action_follows_each_change_and_nothing_else(
    harness: CoreHarness, kind: str, option: str, action: str, times: int
) -> None:
    """It follows creates, and updates where the service does not do the same by itself; never the option alone."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up({**least, option: True})
    it.up({**least, option: True, "name": "Bea"})
    it.up({**least, "name": "Bea"})

    assert len(harness.sent(action)) == times


@pytest.mark.parametrize(("kind", "option", "action"), [row.values[:3] for row in AFTER if row.values[3] == 1])
def test_what_only_updates_do_by_themselves_follows_a_create_and_an_adoption(
    harness: CoreHarness, kind: str, option: str, action: str
) -> None:
    """The run that made an adopted object may have ended before it asked for the setup."""
    declared = {**harness.least(kind), option: True}
    harness.declare(kind).up(declared)
    assert len(harness.sent(action)) == 1

    harness.next_run()
    harness.declare(kind).up(declared)

    assert len(harness.sent(action)) == 2
    assert len(harness.emulator.records(kind)) == 1, "it was adopted"


def test_an_update_that_queues_a_setup_by_itself_is_not_followed_by_one() -> None:
    """The kinds are those of the reference (b.18, setup by itself)."""
    queued = {name for name, kind in REFERENCE.items() if kind.get("setupQueued") == "after update"}

    assert {str(param.values[0]) for param in AFTER if param.values[3] == 1} == queued


@pytest.mark.parametrize(("kind", "option", "action", "times"), AFTER)
def test_no_action_follows_unless_asked_for(
    harness: CoreHarness, kind: str, option: str, action: str, times: int
) -> None:
    """Setup calls the integration's vendor, so the program has to request it."""
    assert times > 0
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up(least)
    it.up({**least, "name": "Bea"})

    assert (option in it.state, harness.sent(action)) == (True, [])


def test_a_blueprint_is_deleted_with_its_resources_where_declared(harness: CoreHarness) -> None:
    """By default a delete does not touch them (b.6: blueprint)."""
    scope = harness.place("blueprint")
    blueprint, bot = harness.declare("blueprint"), harness.declare("bot")
    blueprint.up({**scope, "deleteResources": True})
    bot.up({**scope, "blueprintId": blueprint.id})

    blueprint.delete()

    assert harness.sent("delete") == [{"deleteResources": True}]
    assert harness.emulator.record("bot", bot.id) is None


def test_a_file_is_detached_with_its_records_where_declared(harness: CoreHarness) -> None:
    """By default a detach keeps the extracted records (b.9: dataset file attachment)."""
    attachment = harness.declare("dataset_file")
    least = harness.least("dataset_file")
    attachment.up(least)
    attachment.up({**least, "deleteRecords": True})
    harness.next_run()

    attachment.delete()

    assert [path for path in (entry.path for entry in harness.emulator.requests) if path.endswith("/attach")] != []
    assert harness.sent("detach") == [{"deleteRecords": True}]
