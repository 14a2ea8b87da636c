"""A refused value that must be unique: the error names field and value, what has it, and what to do."""

import pytest

from pulumi_chatbotkit.api import Conflict, RunAs
from pulumi_chatbotkit.catalog import GUARDS, KINDS, OBJECT_KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import DeleteRefused, ValueTaken
from support.core_harness import CoreHarness, Declared

WITH_ALIAS = [kind for kind in OBJECT_KINDS if "alias" in KINDS[kind].by_name]
SLUG = "acme-support"


def refusal(resource: Declared, declared: JsonObject) -> str:
    """The message of a refused ``up``."""
    with pytest.raises(ValueTaken) as refused:
        resource.up(declared)
    return str(refused.value)


@pytest.mark.parametrize("kind", WITH_ALIAS)
def test_an_alias_that_is_taken_is_named_with_what_has_it(harness: CoreHarness, kind: str) -> None:
    """Create and update, for every kind."""
    least = harness.least(kind)
    holder, other, third = (harness.declare(kind, name) for name in ("holder", "other", "third"))
    holder.up({**least, "alias": "ada"})
    third.up({**least, "alias": "bea"} | ({"slug": "other-slug"} if "slug" in least else {}))

    messages = [refusal(each, {**least, "alias": "ada"}) for each in (other, third)]
    for message in messages:
        assert f"the alias 'ada' is already taken by {KINDS[kind].class_name} {holder.id}" in message
        assert "resource 'holder' of this stack" in message
        assert "Give one of them another alias." in message
    # Only a resource that has no object yet may be another one under a new name.
    assert ["aliases=[pulumi.Alias(name='holder')]" in message for message in messages] == [True, False]


LOOKED_UP = {
    "found": None,
    "not found": Fault(route="partner_user/list", do=Status(status=403, code="NOT_AUTHORIZED"), nth=2),
}


@pytest.mark.parametrize("fault", LOOKED_UP.values(), ids=LOOKED_UP)
def test_what_has_the_value_of_a_refused_create_is_not_deleted(harness: CoreHarness, fault: Fault | None) -> None:
    """A tenant was renamed without an alias. With ``--continue-on-error`` Pulumi goes on to delete the old one, guard
    first; also if what has the value could not be looked up."""
    old = harness.declare("partner_user", "acme")
    old.up({"name": "Acme", "email": "ops@acme.example"})
    guard = Declared(harness, GUARDS["partner_user_guard"], "acme.guard")
    guard.up({"userId": old.id})
    harness.next_run()
    if fault is not None:
        harness.emulator.faults.add(fault)
    refusal(harness.declare("partner_user", "acme-2"), {"name": "Acme", "email": "ops@acme.example"})
    harness.emulator.faults.clear()

    for each in (guard, old):
        with pytest.raises(DeleteRefused, match=r"PartnerUser 'acme-2' could not be made .*aliases=\[pulumi\.Alias"):
            each.delete()

    assert harness.emulator.record("partner_user", old.id) is not None
    harness.next_run()  # the successor is no longer declared
    guard.delete()
    old.delete()


def test_only_what_has_the_value_stays(harness: CoreHarness) -> None:
    """An alias of another account's bot is another alias, and another slug is another slug."""
    one, two = harness.tenant("one"), harness.tenant("two")
    bots = {user.id: harness.declare("bot", f"in-{user.name}") for user in (one, two)}
    for user, bot in bots.items():
        bot.up({"runAs": user, "alias": "ada"})
    harness.next_run()
    refusal(harness.declare("bot", "new"), {"runAs": one.id, "alias": "ada"})

    bots[two.id].delete()
    with pytest.raises(DeleteRefused, match="the alias 'ada'"):
        bots[one.id].delete()


def test_what_cannot_have_the_value_is_deleted_although_nobody_knows_what_has_it(harness: CoreHarness) -> None:
    """The bot with the alias stays; other aliases, kinds and accounts do not hold it."""
    tenant = harness.tenant()
    holder = harness.declare("bot", "holder")
    holder.up({"runAs": tenant.id, "alias": "ada"})
    others = {"other alias": ("bot", "bea"), "no alias": ("bot", None), "other kind": ("dataset", "ada")}
    free = [harness.declare(kind, name) for name, (kind, _) in others.items()]
    for each in free:
        each.up({"runAs": tenant.id, "alias": others[each.name][1]})
    free.append(harness.declare("bot", "other account"))
    free[-1].up({"alias": "ada"})
    harness.next_run()
    harness.emulator.faults.add(Fault(route="bot/fetch", do=Status(status=403, code="NOT_AUTHORIZED")))
    assert "is already taken: alias" in refusal(harness.declare("bot", "new"), {"runAs": tenant.id, "alias": "ada"})
    harness.emulator.faults.clear()

    for each in free:
        each.delete()
    with pytest.raises(DeleteRefused, match="the alias 'ada'"):
        holder.delete()


def test_what_another_object_could_not_be_given_is_deleted(harness: CoreHarness) -> None:
    """An update that was refused loses nothing, and passes in the next run."""
    old, other = harness.declare("bot", "old"), harness.declare("bot", "other")
    old.up({"alias": "ada"})
    other.up({"name": "B"})
    harness.next_run()
    refusal(other, {"name": "B", "alias": "ada"})

    old.delete()


def test_what_another_state_has_is_said_so(harness: CoreHarness) -> None:
    """The state was lost, or there is a second checkout; no object of this state is replaced by the new one."""
    harness.declare("bot", "it").up({"alias": "ada"})
    harness.next_run(adopt="never", state_id="another")
    seen = harness.declare("dataset", "seen")
    seen.up({"name": "made with this state"})
    seen.preview({"name": "made with this state"})

    for name in ("it", "new"):
        message = refusal(harness.declare("bot", name), {"alias": "ada"})
        assert "resource 'it' of this stack, but it was not made with this state." in message
        assert "chatbotkit:adopt marked" in message
        assert "delete_before_replace" not in message


def test_an_email_of_an_object_that_nobody_manages_can_be_taken_over(harness: CoreHarness) -> None:
    """The message says how."""
    made = harness.run(harness.client.post(("partner", "user", "create"), {"email": "ops@acme.example"}))

    message = refusal(harness.declare("partner_user", "acme"), {"name": "Acme", "email": "ops@acme.example"})

    assert f"the email 'ops@acme.example' is already taken by PartnerUser {made['id']}, which no stack" in message
    assert f'adopt="{made["id"]}"' in message


def test_an_object_that_exists_cannot_take_another_one_over(harness: CoreHarness) -> None:
    """An update is not told to adopt."""
    made = harness.run(harness.client.post(("partner", "user", "create"), {"email": "ops@acme.example"}))
    acme = harness.declare("partner_user", "acme")
    acme.up({"name": "Acme"})

    message = refusal(acme, {"name": "Acme", "email": "ops@acme.example"})

    assert (
        f"is already taken by PartnerUser {made['id']}, which no stack manages. Give this one another email." in message
    )
    assert "adopt=" not in message


def test_the_stack_that_has_the_object_is_named(harness: CoreHarness) -> None:
    """Not the account's other stacks."""
    meta: JsonObject = {"pulumiStack": "shop/prod", "pulumiKind": "bot", "pulumiName": "ada"}
    harness.run(harness.client.post(("bot", "create"), {"alias": "ada", "meta": meta}))

    message = refusal(harness.declare("bot", "it"), {"alias": "ada"})

    assert "resource 'ada' of stack shop/prod" in message
    assert "pulumi.Alias" not in message, "an alias finds only what this stack's state has"


def test_a_portal_that_moves_to_another_tenant_must_be_deleted_first(harness: CoreHarness) -> None:
    """Its slug is unique among all accounts, and Pulumi makes the new one first."""
    first, second = harness.tenant("first"), harness.tenant("second")
    portal = harness.declare("portal", "site")
    portal.up({"runAs": first.id, "slug": SLUG})
    harness.next_run()
    moved: JsonObject = {"runAs": second.id, "slug": "Acme Support"}
    assert portal.compare(moved).replaces == ("runAs",)

    message = refusal(harness.declare("portal", "site"), moved)

    assert f"the slug 'Acme Support' is already taken by Portal {portal.id}" in message
    assert "which is the object that this one replaces" in message
    assert "delete_before_replace=True" in message


def test_an_ability_that_moves_to_another_skillset_must_be_deleted_first(harness: CoreHarness) -> None:
    """Its alias is unique in the account, and can be asked for only below its skillset."""
    least = harness.least("skillset_ability")
    other = harness.declare("skillset", "other")
    other.up({"runAs": least["runAs"]})
    ability = harness.declare("skillset_ability")
    ability.up({**least, "alias": "ada"})
    harness.next_run()
    moved: JsonObject = {**least, "alias": "ada", "skillsetId": other.id}
    assert ability.compare(moved).replaces == ("skillsetId",)

    message = refusal(harness.declare("skillset_ability"), moved)

    assert f"the alias 'ada' is already taken by {ability.kind.class_name} {ability.id}" in message
    assert "delete_before_replace=True" in message


def test_an_alias_of_another_account_is_not_what_has_it(harness: CoreHarness) -> None:
    """An alias is unique in its account; here nothing that can be asked has it."""
    elsewhere, here = harness.tenant("elsewhere"), harness.tenant("here")
    same = harness.declare("bot", "same")
    same.up({"runAs": elsewhere.id, "alias": "ada"})
    same.compare({"runAs": elsewhere.id, "alias": "ada"})
    refused = Status(status=409, code="CONFLICT", message="Unique constraint violation")
    harness.emulator.faults.add(Fault(route="bot/create", do=refused))

    message = refusal(harness.declare("bot", "new"), {"runAs": here.id, "alias": "ada"})

    assert "the alias 'ada' is already taken: alias must be unique" in message


def test_a_slug_of_another_tenant_is_found(harness: CoreHarness) -> None:
    """If this stack has the portal."""
    first, second = harness.tenant("first"), harness.tenant("second")
    portal = harness.declare("portal", "one")
    portal.up({"runAs": first.id, "slug": SLUG})
    portal.compare({"runAs": first.id, "slug": SLUG})

    message = refusal(harness.declare("portal", "two"), {"runAs": second.id, "slug": SLUG})

    assert f"the slug {SLUG!r} is already taken by Portal {portal.id}, resource 'one' of this stack" in message


def test_a_slug_of_an_account_that_cannot_be_seen(harness: CoreHarness) -> None:
    """There is nobody to ask."""
    hidden, tenant = harness.tenant("hidden"), harness.tenant("tenant")
    harness.run(harness.client.post(("portal", "create"), {"slug": SLUG}, run_as=RunAs(user_id=hidden.id)))

    message = refusal(harness.declare("portal", "site"), {"runAs": tenant.id, "slug": SLUG, "alias": "site"})

    assert f"the alias 'site' or the slug {SLUG!r} is already taken: alias must be unique among" in message
    assert "in an account that this key cannot see. Choose another." in message


def test_a_value_that_is_declared_empty_is_not_taken(harness: CoreHarness) -> None:
    """Only the other one can be what the service refuses."""
    hidden, tenant = harness.tenant("hidden"), harness.tenant("tenant")
    harness.run(harness.client.post(("portal", "create"), {"slug": SLUG}, run_as=RunAs(user_id=hidden.id)))

    message = refusal(harness.declare("portal", "site"), {"runAs": tenant.id, "slug": SLUG, "alias": ""})

    assert f"the slug {SLUG!r} is already taken: slug must be unique among" in message
    assert "alias" not in message


def test_the_refusal_counts_if_what_has_the_value_cannot_be_looked_for(harness: CoreHarness) -> None:
    """Field and value are named all the same."""
    harness.declare("bot", "holder").up({"alias": "ada"})
    harness.emulator.faults.add(Fault(route="bot/fetch", do=Status(status=403, code="NOT_AUTHORIZED"), times=None))

    message = refusal(harness.declare("bot", "other"), {"alias": "ada"})

    assert "the alias 'ada' is already taken: alias must be unique among the account's bots." in message


@pytest.mark.parametrize(
    ("declared", "message"), [({"alias": "ada"}, "The bot is being changed"), ({"name": "Ada"}, "Must be unique")]
)
@pytest.mark.parametrize("verb", ["create", "update"])
def test_a_conflict_that_no_declared_value_explains_stays_as_it_is(
    harness: CoreHarness, declared: JsonObject, message: str, verb: str
) -> None:
    """Another value would not help."""
    it = harness.declare("bot")
    if verb == "update":
        it.up({})
    refused = Status(status=409, code="CONFLICT", message=message)
    harness.emulator.faults.add(Fault(route=f"bot/{verb}", do=refused, times=None))

    with pytest.raises(Conflict, match=message):
        it.up(declared)


def test_nothing_is_asked_after_a_create_that_is_not_refused(harness: CoreHarness) -> None:
    """Only the refused ones cost a call."""
    harness.next_run(adopt="never")

    harness.declare("bot", "it").up({"alias": "ada"})

    # The list shows what the new object replaces.
    assert [entry.path for entry in harness.emulator.requests] == ["/v1/bot/list", "/v1/bot/create"]
