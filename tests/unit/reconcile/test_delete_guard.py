"""The guard of a partner user: what it counts, when it refuses, and what that costs."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.api import ChatBotKitError, RunAs
from pulumi_chatbotkit.catalog import ACCOUNT_CONTENTS, GUARDS
from pulumi_chatbotkit.catalog.schema.kind import Dependents
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.contract import KINDS as EMULATED
from pulumi_chatbotkit.emulator.contract import Kind as Emulated
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.errors import DeleteRefused, ManagedElsewhere
from support.core_harness import CoreHarness, Declared

GUARD = GUARDS["partner_user_guard"]
BODIES: dict[str, JsonObject] = {
    "portal": {"slug": "by-hand"},
    "memory": {"text": "Likes tea."},
    "secret": {"value": "by hand"},
}
"""What a create needs, for kinds that need anything."""

contents = [each for each in ACCOUNT_CONTENTS if each.noun != "team"]
"""The API has no action that creates a team."""

NOT_A_LIST = {
    "404": Status(status=404, code="NOT_FOUND"),
    "401": Status(status=401, code="NOT_AUTHENTICATED"),
    "403": Status(status=403, code="NOT_AUTHORIZED"),
    "500": Status(status=500),
    "{}": Status(status=200, body="{}"),
    "page": Status(status=200, body='{"items": {}}'),
}


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


@pytest.fixture
def tenant(harness: CoreHarness) -> Declared:
    """A tenant with a bot, a context and a token of this stack."""
    made = harness.tenant()
    harness.declare("bot").up({"runAs": made.id, "name": "ours"})
    harness.declare("partner_user_context").up({"userId": made.id})
    harness.declare("partner_user_token").up({"userId": made.id})
    return made


@pytest.fixture
def guard(harness: CoreHarness, tenant: Declared) -> Declared:
    """Its guard. The next run has begun."""
    made = Declared(harness, GUARD, "tenant.guard")
    made.up({"userId": tenant.id})
    harness.next_run()
    harness.emulator.clear_requests()
    return made


def add(harness: CoreHarness, each: Dependents, user: str) -> None:
    """Create an object of this kind in the account, as a person would."""
    path = tuple(user if part == "{userId}" else part for part in (*each.path, "create"))
    run_as = RunAs(user_id=user) if each.list_with_run_as else None
    harness.run(harness.client.post(path, BODIES.get(each.path[-1], {}), run_as=run_as))


def ids(harness: CoreHarness, kind: str) -> list[JsonValue]:
    return [record["id"] for record in harness.emulator.records(kind)]


def paths(harness: CoreHarness) -> list[str]:
    """The actions that were called, reading ones left out."""
    return [request.path for request in harness.emulator.requests if request.method == "POST"]


@pytest.mark.parametrize("each", contents, ids=lambda each: each.noun)
def test_an_object_of_any_kind_that_nobody_declared_is_counted(
    harness: CoreHarness, tenant: Declared, guard: Declared, each: Dependents
) -> None:
    add(harness, each, tenant.id)

    with pytest.raises(DeleteRefused, match=f"It still has 1 {each.noun} that this stack does not manage"):
        guard.delete()
    with pytest.raises(DeleteRefused, match=f"It still has 1 {each.noun} that"):
        tenant.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_every_list_of_an_account_is_read() -> None:
    """The emulator's table is written from the API reference: it knows every kind that has a list of its own."""

    def is_in_an_account(kind: Emulated) -> bool:
        return kind.name != "partner_user" and (kind.parent is None or kind.parent.kind == "partner_user")

    listed = {kind.path for kind in EMULATED.values() if "list" in kind.actions and is_in_an_account(kind)}

    assert {f"/v1/{'/'.join(each.path)}" for each in ACCOUNT_CONTENTS} == listed


def test_what_would_be_lost_is_grouped_by_kind(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    by_noun = {each.noun: each for each in ACCOUNT_CONTENTS}
    for noun in ("conversation", "conversation", "conversation", "dataset", "contact", "contact", "memory", "memory"):
        add(harness, by_noun[noun], tenant.id)

    with pytest.raises(
        DeleteRefused,
        match="1 dataset, 2 contacts, 2 memories and 3 conversations that this stack",
    ):
        guard.delete()


def test_the_first_of_what_would_be_lost_are_named(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    """So that people can look at them; and the ways out hold for a tenant that is no longer declared, too."""
    conversation = next(each for each in contents if each.noun == "conversation")
    for _ in range(4):
        add(harness, conversation, tenant.id)
    ids = [str(record["id"]) for record in harness.emulator.records("conversation")]

    with pytest.raises(DeleteRefused) as refused:
        guard.delete()

    shown = str(refused.value)
    assert "4 conversations that" in shown
    assert "(conversation " in shown
    assert sum(each in shown for each in ids) == 3
    assert "If its declaration has been removed already, put it back" in shown
    assert "guard" not in shown


def test_without_a_guard_the_way_back_is_told(harness: CoreHarness, tenant: Declared) -> None:
    """Pulumi forgets what is in a partner user before it asks for its deletion, and asks nobody. The next ``up`` takes
    everything back, apart from the text of keys."""
    harness.next_run()
    add(harness, next(each for each in contents if each.noun == "contact"), tenant.id)

    with pytest.raises(DeleteRefused, match=r"no guard in the state, .* \(3 objects\); nothing of that was deleted"):
        tenant.delete()

    before = {kind: ids(harness, kind) for kind in ("bot", "partner_user_context")}
    harness.next_run()
    tenant.preview({"name": "tenant"})
    for kind, declared in {
        "bot": {"runAs": tenant.id, "name": "ours"},
        "partner_user_context": {"userId": tenant.id},
        "partner_user_token": {"userId": tenant.id},
    }.items():
        harness.declare(kind).up({**declared})
    assert {kind: ids(harness, kind) for kind in before} == before
    history = harness.context.history
    assert "still works" in "".join(history.orphans.lines(history.objects_ever_in_state))


def test_a_tenant_with_objects_of_this_stack_only_costs_one_delete(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """The guard reads each list once, and the partner user's own delete relies on it."""
    guard.delete()
    tenant.delete()

    assert paths(harness) == [f"/v1/partner/user/{tenant.id}/delete"]
    assert len(harness.emulator.requests) <= len(ACCOUNT_CONTENTS) + 2
    assert harness.emulator.records("partner_user") == []


def test_a_guard_that_passed_counts_for_its_own_run_only(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """A conversation may have begun since."""
    guard.delete()
    harness.next_run()
    add(harness, next(each for each in contents if each.noun == "conversation"), tenant.id)

    with pytest.raises(DeleteRefused, match="1 conversation that"):
        tenant.delete()


def test_a_guard_speaks_for_its_own_partner_user_only(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    other = harness.tenant("other")
    add(harness, next(each for each in contents if each.noun == "contact"), other.id)
    guard.delete()

    with pytest.raises(DeleteRefused, match="1 contact that"):
        other.delete()
    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_force_destroy_spares_the_lists(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    add(harness, next(each for each in contents if each.noun == "conversation"), tenant.id)
    guard.up({"userId": tenant.id, "forceDestroy": True})
    harness.emulator.clear_requests()

    guard.delete()

    assert harness.emulator.requests == []


def test_only_a_deletion_makes_calls(harness: CoreHarness, tenant: Declared) -> None:
    made = Declared(harness, GUARD, "tenant.guard")
    harness.emulator.clear_requests()

    made.up({"userId": tenant.id})
    assert made.refresh()
    assert made.preview({"userId": tenant.id}) == ()
    assert made.up({"userId": tenant.id, "forceDestroy": True}) is not None
    assert made.refresh()
    assert made.preview({"userId": tenant.id, "forceDestroy": True}) == ()

    assert harness.emulator.requests == []
    assert made.id == tenant.id


@pytest.mark.parametrize("answer", NOT_A_LIST.values(), ids=NOT_A_LIST)
@pytest.mark.parametrize("listed", ["bot", "partner_user_token", "conversation"])
def test_what_cannot_be_counted_is_not_deleted(
    harness: CoreHarness, tenant: Declared, guard: Declared, answer: Status, listed: str
) -> None:
    """One list among many that does not answer as a list is enough."""
    harness.emulator.faults.add(Fault(route=f"{listed}/list", do=answer, times=None))

    with pytest.raises(DeleteRefused, match=r"could not be counted: listing its (bots|tokens|conversations) failed"):
        guard.delete()
    with pytest.raises(DeleteRefused):
        tenant.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_every_route_answering_not_found_for_a_while_deletes_nothing(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """As during a deployment: the lists say NOT_FOUND, and so does the partner user's own fetch."""
    for route in ("*/list", "partner_user/fetch"):
        harness.emulator.faults.add(Fault(route=route, do=Status(status=404, code="NOT_FOUND"), times=None))

    with pytest.raises(DeleteRefused, match="could not be looked up"):
        guard.delete()
    with pytest.raises(ChatBotKitError):
        tenant.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_one_broken_node_of_two_deletes_nothing(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    """Every second list and fetch meets the broken one."""
    for nth in range(1, 200, 2):
        harness.emulator.faults.add(Fault(route="*", method="GET", do=Status(status=404, code="NOT_FOUND"), nth=nth))

    with pytest.raises(DeleteRefused, match=r"could not be (counted|looked up)"):
        guard.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_the_guard_of_a_partner_user_that_is_gone_passes(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """There is nothing left to lose."""
    harness.emulator.remove("partner_user", tenant.id)

    guard.delete()
    tenant.delete()


def give_to(harness: CoreHarness, user: Declared, **keys: str) -> None:
    """Write into the partner user's marker, as another stack or state does when it takes the partner user over."""
    meta = as_object(user.stored["meta"]) or {}
    harness.emulator.edit("partner_user", user.id, {"meta": {**meta, **keys}})
    harness.emulator.clear_requests()


def test_the_guard_of_a_partner_user_with_another_stacks_marker_refuses(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """Before anything in it is forgotten, and before anything is counted; a refresh in the same run changes nothing."""
    give_to(harness, tenant, pulumiStack="other/prod", pulumiName="acme")

    for refreshed in (False, True):
        if refreshed:
            harness.next_run()
            assert tenant.refresh()
            assert guard.refresh()
        with pytest.raises(
            ManagedElsewhere,
            match=r"was not deleted: .* marker of stack other/prod \(resource 'acme'\).*--target-dependents",
        ):
            guard.delete()
        with pytest.raises(ManagedElsewhere, match="marker of stack other/prod"):
            tenant.delete()

    assert paths(harness) == []
    assert not [request for request in harness.emulator.requests if request.path.endswith("/bot/list")]


def test_what_the_guard_saw_is_compared_with_the_identity_of_the_state(
    harness: CoreHarness, tenant: Declared, guard: Declared
) -> None:
    """The guard does not know it; the partner user's own delete does, without another look."""
    give_to(harness, tenant, pulumiState="another")

    guard.delete()
    with pytest.raises(ManagedElsewhere, match="another state of this stack"):
        tenant.delete()

    assert harness.emulator.record("partner_user", tenant.id) is not None


def test_a_partner_user_without_a_marker_is_deleted(harness: CoreHarness, tenant: Declared, guard: Declared) -> None:
    """Somebody has emptied its ``meta``: nobody else claims it."""
    harness.emulator.edit("partner_user", tenant.id, {"meta": {}})

    guard.delete()
    tenant.delete()

    assert harness.emulator.records("partner_user") == []
