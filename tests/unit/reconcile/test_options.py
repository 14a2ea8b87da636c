"""Arguments that steer this provider and never reach the service: what may be deleted, when a token is rotated."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.api import NotAuthenticated, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import DeleteRefused
from support.world import Declared, World

STEERING = [(kind.name, field.name) for kind in KINDS.values() for field in kind.fields if field.provider_only]
VALUES: JsonObject = {"forceDestroy": True, "rotateWhen": "2026-11", "overlapSeconds": 60}


@pytest.fixture
def world() -> Iterator[World]:
    """A service in memory."""
    with World() as made:
        yield made


@pytest.mark.parametrize(("kind", "option"), STEERING)
def test_an_option_is_kept_in_the_state_and_never_sent(world: World, kind: str, option: str) -> None:
    """Set with the create, and again after its removal."""
    least = world.least(kind)
    it = world.declare(kind)

    it.up({**least, option: VALUES[option]})

    assert it.state[option] == VALUES[option]
    assert it.preview({**least, option: VALUES[option]}) == ()
    assert it.preview(least) == (option,)
    assert all(option not in body for body in world.sent("create"))


def test_setting_an_option_costs_no_call(world: World) -> None:
    """Only the state changes."""
    it = world.tenant()
    world.emulator.clear_requests()

    it.up({"name": "tenant", "forceDestroy": True})

    assert world.emulator.requests == []
    assert it.preview({"name": "tenant", "forceDestroy": True}) == ()


def inhabited(world: World) -> Declared:
    """A tenant with a bot and a context of this stack, and a bot, two contexts and a conversation of others."""
    tenant = world.tenant()
    world.declare("bot").up({"runAs": tenant.id, "name": "ours"})
    world.declare("partner_user_context").up({"userId": tenant.id})
    as_tenant = RunAs(user_id=tenant.id)
    world.run(world.client.post(("bot", "create"), {"name": "theirs"}, run_as=as_tenant))
    world.run(world.client.post(("conversation", "create"), {}, run_as=as_tenant))
    for _ in range(2):
        world.run(world.client.post(("partner", "user", tenant.id, "context", "create"), {}))
    return tenant


def test_a_partner_user_with_content_of_others_is_not_deleted(world: World) -> None:
    """The error counts what would be lost, and says both ways out."""
    tenant = inhabited(world)

    with pytest.raises(DeleteRefused) as refused:
        tenant.delete()

    assert "1 conversation, 1 bot and 2 contexts that this stack does not manage" in str(refused.value)
    assert "force_destroy=True" in str(refused.value)
    assert "retain_on_delete" in str(refused.value)
    assert world.emulator.record("partner_user", tenant.id) is not None


def test_a_partner_user_that_holds_only_this_stacks_objects_is_deleted(world: World) -> None:
    """They leave with it, in one deletion."""
    tenant = world.tenant()
    world.declare("bot").up({"runAs": tenant.id, "name": "ours"})
    world.declare("partner_user_context").up({"userId": tenant.id})

    tenant.delete()

    assert world.emulator.records("partner_user") == []


def test_a_partner_user_whose_content_cannot_be_counted_is_not_deleted(world: World) -> None:
    """NOT_AUTHENTICATED to a run-as call means a tenant that is gone, or a key that may not look inside (trap 18)."""
    tenant = inhabited(world)
    for kind in ("bot", "conversation", "partner_user_context"):
        world.emulator.faults.add(Fault(route=f"{kind}/list", do=Status(status=401, code="NOT_AUTHENTICATED")))

    with pytest.raises(NotAuthenticated):
        tenant.delete()

    assert world.emulator.record("partner_user", tenant.id) is not None


def test_force_destroy_deletes_everything_in_one_call(world: World) -> None:
    """Nothing is counted."""
    tenant = inhabited(world)
    tenant.up({"name": "tenant", "forceDestroy": True})
    world.next_run()
    world.emulator.clear_requests()

    tenant.delete()

    assert [request.path for request in world.emulator.requests] == [f"/v1/partner/user/{tenant.id}/delete"]


def test_the_guard_does_not_stand_in_the_way_of_what_is_gone(world: World) -> None:
    """Deleting what is gone succeeds."""
    tenant = inhabited(world)
    world.emulator.remove("partner_user", tenant.id)

    tenant.delete()


def test_many_objects_of_others_are_counted_up_to_a_hundred(world: World) -> None:
    """An account may hold millions of conversations."""
    tenant = world.tenant()
    for _ in range(101):
        world.run(world.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=tenant.id)))

    with pytest.raises(DeleteRefused, match="more than 100 conversations that"):
        tenant.delete()


def token(world: World, declared: JsonObject) -> Declared:
    """A token of a tenant."""
    it = world.declare("partner_user_token")
    it.up(declared)
    return it


def rotated(world: World, **options: str | int) -> tuple[Declared, Declared]:
    """A token and its successor in a later run, in which the old one is deleted last."""
    least = world.least("partner_user_token")
    old = token(world, {**least, "rotateWhen": "2026-10"})
    world.next_run()
    difference = old.compare({**least, "rotateWhen": "2026-11", **options})
    assert difference.replaces == ("rotateWhen",)
    old.preview(least)
    new = token(world, {**least, "rotateWhen": "2026-11", **options})
    old.delete()
    return old, new


def test_a_token_is_replaced_when_rotate_when_changes(world: World) -> None:
    """The new one is there before the old one goes."""
    old, new = rotated(world)

    assert old.state["token"] != new.state["token"]
    assert [record["id"] for record in world.emulator.records("partner_user_token")] == [new.id]
    assert world.waited_s == []


def test_the_old_token_works_for_the_overlap(world: World) -> None:
    """The wait ends before the deletion, and is counted from the creation of the new one."""
    rotated(world, overlapSeconds=60)

    (waited,) = world.waited_s
    assert 0 < waited <= 60


def test_a_token_that_gets_another_name_meanwhile_overlaps_too(world: World) -> None:
    """Its successor carries the new name, and the state the old one."""
    least = world.least("partner_user_token")
    token_before = token(world, {**least, "rotateWhen": "2026-10"})
    world.next_run()
    renamed = Declared(world, token_before.kind, "renamed", token_before.id, token_before.state)
    declared: JsonObject = {**least, "rotateWhen": "2026-11", "overlapSeconds": 60}
    assert "rotateWhen" in renamed.preview(declared)
    world.declare("partner_user_token", "renamed").up(declared)

    token_before.delete()

    assert len(world.waited_s) == 1


def test_a_token_that_nothing_replaces_is_deleted_at_once(world: World) -> None:
    """An overlap is between two tokens."""
    it = token(world, {**world.least("partner_user_token"), "overlapSeconds": 60})
    world.next_run()

    it.delete()

    assert world.waited_s == []
