"""Traps of docs/api/api.md (c) about the service's answers; each test has the trap's number in its name."""

import json

import pytest

from pulumi_chatbotkit.api import LimitsReached
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Scope
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject
from support.core_harness import CoreHarness, Declared

IN_A_TENANT = ("bot", "dataset", "skillset", "skillset_ability", "partner_user_context", "partner_user_token")


def made(harness: CoreHarness, kind: str, name: str = "it", **declared: str) -> Declared:
    """A new object of the kind."""
    it = harness.declare(kind, name)
    it.up({**harness.least(kind), **declared})
    return it


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.scope is Scope.PARENT])
def test_trap_18_partner_routes_are_called_as_the_parent(harness: CoreHarness, kind: str) -> None:
    """With a run-as header they answer NOT_AUTHORIZED, as for an object of another account."""
    it = made(harness, kind)
    it.refresh()
    it.delete()

    partner = [request for request in harness.emulator.requests if request.path.startswith("/v1/partner/user/")]
    assert partner
    assert {request.run_as for request in partner} == {None}


def test_trap_20_a_child_that_a_cache_still_shows_is_gone_with_its_tenant(harness: CoreHarness) -> None:
    """Routes of a deleted tenant may answer for minutes; then the tenant's own, uncached route is the proof."""
    it = made(harness, "partner_user_context")
    cached = {"content-type": "application/json"}
    still_there = Status(status=200, body=json.dumps(it.stored), headers=cached)
    harness.emulator.remove("partner_user", str(it.state["userId"]))
    harness.emulator.faults.add(Fault(route="partner_user_context/fetch", do=still_there))

    assert it.refresh()
    assert not it.refresh()
    it.delete()


def test_trap_20_an_object_created_in_a_deleted_tenant_is_gone(harness: CoreHarness) -> None:
    """Because of the cache a context can be created for a deleted tenant; later no route reaches it."""
    tenant = harness.tenant()
    harness.emulator.remove("partner_user", tenant.id)
    orphan = Status(status=200, body='{"id": "c1"}', headers={"content-type": "application/json"})
    harness.emulator.faults.add(Fault(route="partner_user_context/create", do=orphan))
    it = harness.declare("partner_user_context")
    it.up({"userId": tenant.id})

    assert not it.refresh()
    it.delete()


def test_trap_22_a_limit_per_minute_is_waited_out(harness: CoreHarness) -> None:
    """It has the same code as a used-up quota. Nothing was written, so the create can be sent again."""
    per_minute = Status(status=429, code="LIMITS_REACHED", message="Limits reached")
    harness.emulator.faults.add(Fault(route="bot/create", do=per_minute, times=3))

    it = made(harness, "bot")

    assert [record["id"] for record in harness.emulator.records("bot")] == [it.id]
    assert len(harness.sent("bot/create")) == 4


def test_trap_22_a_used_up_quota_fails_at_once_with_its_name(harness: CoreHarness) -> None:
    """Waiting would not help; it differs from a limit per minute only in the text."""
    text = "You have exceeded your allocated database limits: database/bot"
    harness.emulator.faults.add(
        Fault(route="bot/create", do=Status(status=429, code="LIMITS_REACHED", message=text), times=9)
    )
    it = harness.declare("bot")

    with pytest.raises(LimitsReached, match="database/bot") as failure:
        it.up({"name": "Ada"})

    assert failure.value.is_quota
    assert len(harness.sent("bot/create")) == 1


@pytest.mark.parametrize("profile", ["seed", "server"])
def test_trap_23_a_list_ends_although_its_last_page_has_a_cursor(profile: Profile) -> None:
    """An object without a fetch counts as gone only after the whole list was read, so the list has to end."""
    with CoreHarness.with_profile(profile) as harness:
        kept, gone = made(harness, "partner_user_token", "kept"), made(harness, "partner_user_token", "gone")
        harness.emulator.remove("partner_user_token", gone.id)

        assert kept.refresh()
        assert not gone.refresh()


def test_trap_26_a_tenant_alone_may_be_deleted_and_the_rest_is_tolerated(harness: CoreHarness) -> None:
    """Everything in it is deleted too; later deletes are answered with NOT_FOUND or NOT_AUTHENTICATED."""
    children = [made(harness, kind) for kind in IN_A_TENANT]
    for tenant in harness.emulator.records("partner_user"):
        harness.emulator.remove("partner_user", str(tenant["id"]))

    for child in children:
        child.delete()

    assert [harness.emulator.records(kind) for kind in IN_A_TENANT] == [[]] * len(IN_A_TENANT)


def test_trap_26_children_first_leaves_nothing_behind(harness: CoreHarness) -> None:
    """The engine deletes dependents first: abilities before their skillset."""
    tenant = harness.tenant()
    scope: JsonObject = {"runAs": tenant.id}
    skillset = harness.declare("skillset")
    skillset.up(dict(scope))
    ability = harness.declare("skillset_ability")
    ability.up({**scope, "skillsetId": skillset.id})
    context = harness.declare("partner_user_context")
    context.up({"userId": tenant.id, "skillsetId": skillset.id})

    for it in (context, ability, skillset, tenant):
        it.delete()

    kinds = ("partner_user_context", "skillset_ability", "skillset", "partner_user")
    assert [harness.emulator.records(kind) for kind in kinds] == [[]] * 4
