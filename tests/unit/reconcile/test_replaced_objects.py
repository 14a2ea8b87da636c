"""A replacement makes the new object first: what would be lost with the old one is looked at before that."""

from collections.abc import Iterator
from typing import cast

import pytest

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Declaration, Inputs
from pulumi_chatbotkit.reconcile.errors import ReplaceRefused
from support.core_harness import PROJECT, STACK_NAME, CoreHarness, Declared

HOW = ["diff", "trigger", "replace", "replace in a stack that shows nothing else"]
"""``replace_on_changes`` shows the old object in a diff, a trigger only that there is one, ``--replace`` nothing."""


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def replaced(harness: CoreHarness, it: Declared, declared: Inputs, how: str) -> Declared:
    """Begin a run that replaces the object; the resource without its object, as its create sees it."""
    seen = harness.declare("dataset", "seen")
    seen.up({"name": "seen"})
    harness.next_run(adopt="never" if how.startswith("replace") else "own", state_id="unknown to this run")
    if how != HOW[-1]:
        seen.preview({"name": "seen"})
    new = harness.declare(it.kind.name, it.name)
    if how == "diff":
        declaration = Declaration(PROJECT, STACK_NAME, it.name, it.name, replace_on_changes=(("name",),))
        inputs = it.provider.check(declared, cast("Inputs", it.inputs), declaration).inputs
        assert it.provider.diff(it.id, it.state, cast("Inputs", {**inputs, "name": "changed"})).replaces
    if how == "trigger":
        it.provider.check(declared, {"name": "before"}, Declaration(PROJECT, STACK_NAME, it.name, it.name))
    return new


@pytest.mark.parametrize("how", HOW)
def test_a_tenant_that_holds_what_nobody_declared_is_not_replaced(harness: CoreHarness, how: str) -> None:
    """Its deletion would be refused, and there would be two."""
    tenant = harness.tenant("acme")
    made = harness.run(harness.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=tenant.id)))
    new = replaced(harness, tenant, {"name": "acme"}, how)

    with pytest.raises(ReplaceRefused, match=rf"nothing was created.*1 conversation .*\(conversation {made['id']}\)"):
        new.up({"name": "acme"})
    assert len(harness.emulator.records("partner_user")) == 1

    new.up({"name": "acme", "forceDestroy": True})
    assert len(harness.emulator.records("partner_user")) == 2


@pytest.mark.parametrize("how", HOW)
def test_what_an_adoption_kept_is_not_lost(harness: CoreHarness, how: str) -> None:
    """The program does not declare it, so the new object would not have it."""
    values: JsonObject = {"name": "Ada", "backstory": "You are Ada.", "model": "gpt-4o", "privacy": True}
    bot = harness.run(harness.client.post(("bot", "create"), values))
    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": str(bot["id"])})
    new = replaced(harness, it, {"name": "Ada"}, how)

    with pytest.raises(ReplaceRefused, match=r"adopted with backstory, model, privacy, moderation, which the program"):
        new.up({"name": "Ada"})
    assert len(harness.emulator.records("bot")) == 1

    new.up({**values, "privacy": False, "moderation": False})
    assert len(harness.emulator.records("bot")) == 2


def test_an_object_of_another_state_is_not_replaced(harness: CoreHarness) -> None:
    """``never`` makes one beside it, and nothing is deleted."""
    bot = harness.run(harness.client.post(("bot", "create"), {"name": "Ada", "backstory": "You are Ada."}))
    harness.declare("bot").up({"name": "Ada", "adopt": str(bot["id"])})
    harness.next_run(adopt="never", state_id="another")
    seen = harness.declare("dataset", "seen")
    seen.up({"name": "seen"})
    seen.preview({"name": "seen"})

    harness.declare("bot").up({"name": "Ada"})

    assert len(harness.emulator.records("bot")) == 2
