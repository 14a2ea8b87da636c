"""Marker, program and applications share ``meta``, and none of them loses keys (design, section 4)."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile import StackSettings
from support.core_harness import CoreHarness, Declared


@pytest.fixture
def bot(harness: CoreHarness) -> Declared:
    """A bot that does not exist yet."""
    return harness.declare("bot", "ada")


def own(record: JsonObject) -> JsonObject:
    """An object's meta without the marker."""
    return {key: value for key, value in (as_object(record["meta"]) or {}).items() if not key.startswith("pulumi")}


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.meta])
def test_every_object_carries_the_marker(harness: CoreHarness, kind: str) -> None:
    """It shows resource and stack in the console, and is used to find the object after a lost answer."""
    it = harness.declare(kind, "ada")
    it.up(harness.least(kind))

    meta = as_object(it.stored["meta"]) or {}
    assert (meta["pulumiStack"], meta["pulumiKind"], meta["pulumiName"]) == ("test/dev", kind, "ada")


def test_undeclared_meta_leaves_the_keys_of_others_alone(harness: CoreHarness, bot: Declared) -> None:
    """Applications store their own data there."""
    bot.up({"name": "Ada"})
    harness.emulator.edit("bot", bot.id, {"meta": {**(as_object(bot.stored["meta"]) or {}), "seen": 5}})
    bot.refresh()

    assert bot.preview({"name": "Ada"}) == ()
    bot.up({"name": "Ada Lovelace"})
    assert own(bot.stored) == {"seen": 5}


def test_declared_meta_is_managed_as_a_whole(harness: CoreHarness, bot: Declared) -> None:
    """A key that was added elsewhere is drift, and an update removes it."""
    bot.up({"meta": {"plan": "gold"}})
    harness.emulator.edit("bot", bot.id, {"meta": {**(as_object(bot.stored["meta"]) or {}), "seen": 5}})
    bot.refresh()

    assert bot.preview({"meta": {"plan": "gold"}}) == ("meta",)
    bot.up({"meta": {"plan": "gold"}})
    assert own(bot.stored) == {"plan": "gold"}


def test_trap_08_a_lost_marker_is_restored_without_touching_other_keys(harness: CoreHarness, bot: Declared) -> None:
    """The update uses $update, which merges; a plain map would replace the keys of others (trap 8)."""
    bot.up({})
    harness.emulator.edit("bot", bot.id, {"meta": {"seen": 5}})
    bot.refresh()

    assert bot.preview({}) == ("marker",)
    bot.up({})
    assert harness.sent("update") == [
        {
            "meta": {
                "$update": {
                    "pulumiStack": "test/dev",
                    "pulumiKind": "bot",
                    "pulumiName": "ada",
                    "pulumiState": "harness",
                }
            }
        }
    ]
    assert own(bot.stored) == {"seen": 5}


def test_renaming_a_resource_updates_the_marker(harness: CoreHarness, bot: Declared) -> None:
    """Pulumi's aliases keep the object, so its marker has to be changed to the new name."""
    bot.up({"meta": {"plan": "gold"}})
    bot.name = "ada-lovelace"

    bot.up({"meta": {"plan": "gold"}})

    assert (as_object(bot.stored["meta"]) or {})["pulumiName"] == "ada-lovelace"
    assert own(bot.stored) == {"plan": "gold"}


def test_another_change_leaves_declared_meta_as_it_is(harness: CoreHarness, bot: Declared) -> None:
    """What an application has written since the last refresh is not lost with an update of the name."""
    bot.up({"name": "Ada", "meta": {"plan": "gold"}})
    harness.emulator.edit("bot", bot.id, {"meta": {**(as_object(bot.stored["meta"]) or {}), "seen": 5}})

    bot.up({"name": "Ada Lovelace", "meta": {"plan": "gold"}})

    assert harness.sent("update") == [{"name": "Ada Lovelace"}]
    assert own(bot.stored) == {"plan": "gold", "seen": 5}


def test_meta_that_is_no_longer_declared_loses_our_keys(bot: Declared) -> None:
    """Removing the argument removes the keys that it has set."""
    bot.up({"meta": {"plan": "gold"}})

    bot.up({})

    assert own(bot.stored) == {}
    assert bot.preview({}) == ()


def test_an_owner_that_is_no_longer_configured_leaves_the_object(harness: CoreHarness, bot: Declared) -> None:
    """An update that merges deletes no key, so the whole map is sent, with the keys of others (a.12: meta)."""
    harness.stack_settings = StackSettings(owner="acme")
    bot.up({"name": "Ada"})
    harness.emulator.edit("bot", bot.id, {"meta": {**(as_object(bot.stored["meta"]) or {}), "seen": 5}})

    harness.stack_settings = StackSettings()
    bot.up({"name": "Ada"})
    bot.refresh()

    assert bot.preview({"name": "Ada"}) == ()
    assert "pulumiOwner" not in (as_object(bot.stored["meta"]) or {})
    assert own(bot.stored) == {"seen": 5}
