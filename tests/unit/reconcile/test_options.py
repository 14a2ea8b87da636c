"""Options of this provider that are never sent to the service: forced deletion, token rotation."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import Fault, Status, WrongBody
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import UNKNOWN, Inputs
from pulumi_chatbotkit.reconcile.errors import DeleteRefused
from support.core_harness import CoreHarness, Declared

STEERING = [(kind.name, field.name) for kind in OBJECT_KINDS.values() for field in kind.fields if field.provider_only]
VALUES: JsonObject = {"forceDestroy": True, "rotateWhen": "2026-11", "overlapSeconds": 60}


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


@pytest.mark.parametrize(("kind", "option"), STEERING)
def test_an_option_is_kept_in_the_state_and_never_sent(harness: CoreHarness, kind: str, option: str) -> None:
    """Set with the create, removed, and set again."""
    least = harness.least(kind)
    it = harness.declare(kind)

    it.up({**least, option: VALUES[option]})

    assert it.state[option] == VALUES[option]
    assert it.preview({**least, option: VALUES[option]}) == ()
    assert it.preview(least) == (option,)
    assert all(option not in body for body in harness.sent("create"))


def test_setting_an_option_costs_no_call(harness: CoreHarness) -> None:
    """Only the state changes."""
    it = harness.tenant()
    harness.emulator.clear_requests()

    it.up({"name": "tenant", "forceDestroy": True})

    assert harness.emulator.requests == []
    assert it.preview({"name": "tenant", "forceDestroy": True}) == ()


def shared_tenant(harness: CoreHarness) -> Declared:
    """A tenant with a bot and a context of this stack, and a bot, two contexts and a conversation of others."""
    tenant = harness.tenant()
    harness.declare("bot").up({"runAs": tenant.id, "name": "ours"})
    harness.declare("partner_user_context").up({"userId": tenant.id})
    as_tenant = RunAs(user_id=tenant.id)
    harness.run(harness.client.post(("bot", "create"), {"name": "theirs"}, run_as=as_tenant))
    harness.run(harness.client.post(("conversation", "create"), {}, run_as=as_tenant))
    for _ in range(2):
        harness.run(harness.client.post(("partner", "user", tenant.id, "context", "create"), {}))
    return tenant


def test_a_partner_user_with_content_of_others_is_not_deleted(harness: CoreHarness) -> None:
    """The error counts what would be lost, and says both ways out."""
    tenant = shared_tenant(harness)

    with pytest.raises(DeleteRefused) as refused:
        tenant.delete()

    assert "2 contexts, 1 bot and 1 conversation that this stack does not manage" in str(refused.value)
    assert "force_destroy=True" in str(refused.value)
    assert "retain_on_delete" in str(refused.value)
    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_a_partner_user_that_holds_only_this_stacks_objects_is_deleted(harness: CoreHarness) -> None:
    """They are deleted with it, in one call."""
    tenant = harness.tenant()
    harness.declare("bot").up({"runAs": tenant.id, "name": "ours"})
    harness.declare("partner_user_context").up({"userId": tenant.id})

    tenant.delete()

    assert harness.emulator.records("partner_user") == []


def test_a_partner_user_is_not_deleted_if_its_content_cannot_be_counted(harness: CoreHarness) -> None:
    """NOT_AUTHENTICATED to a run-as call means that the tenant is gone, or that the key has no access (trap 18)."""
    tenant = shared_tenant(harness)
    for kind in ("bot", "conversation", "partner_user_context"):
        harness.emulator.faults.add(Fault(route=f"{kind}/list", do=Status(status=401, code="NOT_AUTHENTICATED")))

    with pytest.raises(DeleteRefused, match="could not be counted"):
        tenant.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_force_destroy_deletes_everything_in_one_call(harness: CoreHarness) -> None:
    """Nothing is counted."""
    tenant = shared_tenant(harness)
    tenant.up({"name": "tenant", "forceDestroy": True})
    harness.next_run()
    harness.emulator.clear_requests()

    tenant.delete()

    assert [request.path for request in harness.emulator.requests] == [f"/v1/partner/user/{tenant.id}/delete"]


def test_the_guard_lets_the_deletion_of_a_gone_object_succeed(harness: CoreHarness) -> None:
    tenant = shared_tenant(harness)
    harness.emulator.remove("partner_user", tenant.id)

    tenant.delete()


def test_many_objects_of_others_are_counted_up_to_a_hundred(harness: CoreHarness) -> None:
    """An account may have millions of conversations, so counting stops early."""
    tenant = harness.tenant()
    for _ in range(101):
        harness.run(harness.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=tenant.id)))

    with pytest.raises(DeleteRefused, match="more than 100 conversations that"):
        tenant.delete()


def token(harness: CoreHarness, declared: JsonObject) -> Declared:
    """A token of a tenant."""
    it = harness.declare("partner_user_token")
    it.up(declared)
    return it


def rotated(harness: CoreHarness, **options: str | int) -> tuple[Declared, Declared]:
    """A token, and its replacement in a later run that deletes the old one last."""
    least = harness.least("partner_user_token")
    old = token(harness, {**least, "rotateWhen": "2026-10"})
    harness.next_run()
    difference = old.compare({**least, "rotateWhen": "2026-11", **options})
    assert difference.replaces == ("rotateWhen",)
    old.preview(least)
    new = token(harness, {**least, "rotateWhen": "2026-11", **options})
    old.delete()
    return old, new


def test_a_token_is_replaced_when_rotate_when_changes(harness: CoreHarness) -> None:
    """The new token is created before the old one is deleted."""
    old, new = rotated(harness)

    assert old.state["token"] != new.state["token"]
    assert [record["id"] for record in harness.emulator.records("partner_user_token")] == [new.id]
    assert harness.waited_s == []


@pytest.mark.parametrize(("before", "after"), [({}, {"rotateWhen": "2026-11"}), ({"rotateWhen": "2026-11"}, {})])
def test_rotate_when_that_comes_or_goes_rotates_nothing(
    harness: CoreHarness, before: JsonObject, after: JsonObject
) -> None:
    """It is remembered, without a call, and only what it changes to later rotates."""
    least = harness.least("partner_user_token")
    it = token(harness, {**least, **before})
    made, calls = it.state["token"], len(harness.emulator.requests)

    difference = it.up({**least, **after})

    assert difference is not None
    assert (difference.changed, difference.replaces) == (("rotateWhen",), ())
    assert it.state.get("rotateWhen") == after.get("rotateWhen")
    assert it.state["token"] == made
    assert it.preview({**least, **after}) == ()
    assert len(harness.emulator.requests) == calls


@pytest.mark.parametrize("before", [{}, {"rotateWhen": "2026-11"}])
def test_a_rotate_when_that_is_not_known_yet_may_only_replace_another(harness: CoreHarness, before: JsonObject) -> None:
    """A preview says what can happen."""
    least = harness.least("partner_user_token")
    it = token(harness, {**least, **before})

    difference = it.provider.diff(it.id, it.state, cast("Inputs", {**least, "rotateWhen": UNKNOWN}))

    assert difference.changed[0] == "rotateWhen"
    assert difference.replaces == tuple(before)


def test_the_old_token_works_for_the_overlap(harness: CoreHarness) -> None:
    """The deletion waits for the overlap, counted from the creation of the new token."""
    rotated(harness, overlapSeconds=60)

    (waited,) = harness.waited_s
    assert 0 < waited <= 60


def test_a_token_that_is_renamed_meanwhile_overlaps_too(harness: CoreHarness) -> None:
    """The new token has the new name, and the state has the old name."""
    least = harness.least("partner_user_token")
    token_before = token(harness, {**least, "rotateWhen": "2026-10"})
    harness.next_run()
    renamed = Declared(harness, token_before.kind, "renamed", token_before.id, token_before.state)
    declared: JsonObject = {**least, "rotateWhen": "2026-11", "overlapSeconds": 60}
    assert "rotateWhen" in renamed.preview(declared)
    harness.declare("partner_user_token", "renamed").up(declared)

    token_before.delete()

    assert len(harness.waited_s) == 1


@pytest.mark.parametrize(("passed_s", "left_s"), [(400, 200), (0.5, 599.5), (-50, 600)])
def test_the_overlap_goes_on_after_a_killed_run(harness: CoreHarness, passed_s: float, left_s: float) -> None:
    """The run that made the new token was killed before it deleted the old one, which the state still has.

    By a clock that is behind the service's, the new token is of the future: the overlap gets no longer by that.
    """
    least = harness.least("partner_user_token")
    old = token(harness, {**least, "rotateWhen": "2026-10"})
    new = harness.declare("partner_user_token")
    declared: JsonObject = {**least, "rotateWhen": "2026-11", "overlapSeconds": 600}
    new.up(declared)
    made_ms = harness.emulator.records("partner_user_token")[-1]["createdAt"]
    assert isinstance(made_ms, int | float)

    harness.next_run()
    harness.context = replace(harness.context, epoch_s=lambda: made_ms / 1000 + passed_s)
    assert new.preview(declared) == ()
    old.delete()

    (waited,) = harness.waited_s
    assert waited == pytest.approx(left_s)


def test_the_whole_overlap_is_waited_for_if_nobody_knows_when_it_began(harness: CoreHarness) -> None:
    """The old key may be the only one that the customer has so far."""
    least = harness.least("partner_user_token")
    old = token(harness, {**least, "rotateWhen": "2026-10"})
    new = harness.declare("partner_user_token")
    declared: JsonObject = {**least, "rotateWhen": "2026-11", "overlapSeconds": 600}
    new.up(declared)
    undated = [{**record, "createdAt": None} for record in harness.emulator.records("partner_user_token")]
    harness.emulator.faults.add(Fault(route="partner_user_token/list", do=WrongBody(body={"items": [*undated]})))

    harness.next_run()
    assert new.preview(declared) == ()
    old.delete()

    assert harness.waited_s == [600]


def test_an_overlap_that_is_over_is_not_waited_for(harness: CoreHarness) -> None:
    """The next run came later than that."""
    least = harness.least("partner_user_token")
    old = token(harness, {**least, "rotateWhen": "2026-10"})
    new = harness.declare("partner_user_token")
    declared: JsonObject = {**least, "rotateWhen": "2026-11", "overlapSeconds": 60}
    new.up(declared)

    harness.next_run()
    harness.context = replace(harness.context, epoch_s=lambda: time.time() + 61)
    new.preview(declared)
    old.delete()

    assert harness.waited_s == []


def test_a_token_that_is_replaced_is_no_orphan(harness: CoreHarness) -> None:
    """With ``--replace`` nothing shows the old one before its delete; what is to be told is told at the end."""
    least = harness.least("partner_user_token")
    old = token(harness, least)
    harness.next_run()
    harness.declare("partner_user_token").up(least)
    history = harness.context.history
    assert history.orphans.lines(history.objects_ever_in_state)

    old.delete()

    assert history.orphans.lines(history.objects_ever_in_state) == []


def test_a_token_that_nothing_replaces_is_deleted_at_once(harness: CoreHarness) -> None:
    """There is no second token to overlap with."""
    it = token(harness, {**harness.least("partner_user_token"), "overlapSeconds": 60})
    harness.next_run()

    it.delete()

    assert harness.waited_s == []
