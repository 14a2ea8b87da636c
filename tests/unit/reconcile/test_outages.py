"""An outage is not taken for a deletion: many objects gone, another service, another account (design, 5 f and g)."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Strategy
from pulumi_chatbotkit.emulator import Delay, EmptyList, Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Inputs, KindProvider, StackSettings
from pulumi_chatbotkit.reconcile.errors import Gone, TooManyGone, WrongAnswer, WrongService
from support.core_harness import CoreHarness, Declared
from support.missing_answers import NOT_FOUND, refresh_through


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def test_an_outage_that_ends_before_the_list_is_asked_loses_nothing(harness: CoreHarness) -> None:
    """While the service is deployed every route answers NOT_FOUND; the list already answers again."""
    it = harness.declare("bot")
    it.up({"name": "Ada"})
    harness.next_run()
    harness.emulator.faults.add(Fault(route="bot/fetch", do=NOT_FOUND))

    assert it.refresh()


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.strategy is Strategy.OBJECT])
def test_servers_that_find_nothing_now_and_then_lose_nothing(harness: CoreHarness, kind: str) -> None:
    """Half of all answers are NOT_FOUND, and a list may begin with another object."""
    it = harness.declare(kind)
    it.up(harness.least(kind))
    harness.tenant("newer")

    refresh_through(harness, it, share=0.5, times=40)


def test_an_account_that_is_gone_is_looked_for_once(harness: CoreHarness) -> None:
    """The proof may read a long list, and it holds for everything that was in the account."""
    tenant = harness.tenant()
    inside = [harness.declare("bot", f"bot-{number}") for number in range(3)]
    for each in inside:
        each.up({"runAs": tenant.id, "name": each.name})
    harness.emulator.remove("partner_user", tenant.id)
    harness.next_run()
    harness.emulator.clear_requests()

    assert harness.run(_refreshed(inside)) == [None] * 3
    asked = [request.path for request in harness.emulator.requests if request.path.endswith("partner/user/list")]
    assert len(asked) == 2  # newest first, and oldest first


def bots(harness: CoreHarness, count: int) -> list[Declared]:
    """Bots of an earlier run."""
    made = [harness.declare("bot", f"bot-{number}") for number in range(count)]
    for each in made:
        each.up({"name": each.name})
    return made


async def _refreshed(found: list[Declared]) -> list[object]:
    reads = (each.provider.read(each.id, each.state) for each in found)
    return await asyncio.gather(*reads, return_exceptions=True)


def test_many_objects_gone_at_once_are_an_error_for_all_of_them(harness: CoreHarness) -> None:
    """The state forgets none: the ones that are found gone first wait for the others."""
    found = bots(harness, 8)
    for each in found[:6]:
        harness.emulator.remove("bot", each.id)
    harness.next_run(gone_limit=5)

    answers = harness.run(_refreshed(found))

    refused = [each for each in answers if isinstance(each, TooManyGone)]
    assert len(refused) == 6
    assert "6 objects of this stack are gone" in str(refused[-1])
    assert "chatbotkit:goneLimit" in str(refused[-1])


def test_a_few_objects_gone_are_accepted(harness: CoreHarness) -> None:
    """Somebody has deleted them in the console."""
    found = bots(harness, 8)
    for each in found[:5]:
        harness.emulator.remove("bot", each.id)
    harness.next_run(gone_limit=5)

    assert harness.run(_refreshed(found))[:5] == [None] * 5


def nothing_is_found(harness: CoreHarness) -> None:
    """From now on the service lies: no object is found, and every list is empty."""
    harness.emulator.faults.add(Fault(route="*/fetch", do=NOT_FOUND, times=None))
    harness.emulator.faults.add(Fault(route="*/list", do=EmptyList(), times=None))


@pytest.mark.parametrize("verb", ["read", "delete"])
def test_one_after_the_other_nothing_is_forgotten_while_nothing_answers(harness: CoreHarness, verb: str) -> None:
    """As Pulumi does with ``--parallel 1``: nothing else is under way that could show how many are missing."""
    found = bots(harness, 7)
    harness.next_run(gone_limit=None)
    nothing_is_found(harness)
    if verb == "delete":
        harness.emulator.faults.add(Fault(route="bot/delete", do=NOT_FOUND, times=None))

    for number, each in enumerate(found, start=1):
        with pytest.raises(TooManyGone, match=r"The state was left as it is\. If (it was|they were) really") as refused:
            each.refresh() if verb == "read" else each.delete()
        assert f"({number} so far)" in str(refused.value) or f"{number} objects" in str(refused.value)

    harness.emulator.faults.clear()
    harness.next_run(gone_limit=None)
    assert all(each.refresh() for each in found)


@pytest.mark.parametrize("other", ["bot", "dataset", "partner_user", "parent"])
def test_one_object_is_gone_if_another_one_of_the_stack_answers(harness: CoreHarness, other: str) -> None:
    """Also one that this run has not seen: the account's lists show it by its marker."""
    it = harness.declare("bot")
    place: JsonObject = {"runAs": harness.tenant().id} if other == "parent" else {}
    it.up({**place, "name": "Ada"})
    if not place:
        harness.declare(other, "other").up({"name": "other"})
    harness.emulator.remove("bot", it.id)
    harness.next_run(gone_limit=None)

    assert not it.refresh()


def test_an_object_of_another_stack_proves_nothing(harness: CoreHarness) -> None:
    """It may be in another account."""
    it = bots(harness, 1)[0]
    meta: JsonObject = {"pulumiStack": "other/prod", "pulumiKind": "bot", "pulumiName": "ada"}
    harness.run(harness.client.post(("bot", "create"), {"name": "Ada", "meta": meta}))
    harness.emulator.remove("bot", it.id)
    harness.next_run(gone_limit=None)

    with pytest.raises(TooManyGone, match="nothing else that this stack is known to have answers"):
        it.refresh()

    harness.next_run(gone_limit=1)  # somebody says that it was deleted
    assert not it.refresh()


def test_the_last_object_of_a_destroy_may_be_gone(harness: CoreHarness) -> None:
    """Nothing else is left to answer, but the deletes before it did."""
    first, last = bots(harness, 2)
    harness.emulator.remove("bot", last.id)
    harness.next_run(gone_limit=None)

    first.delete()
    last.delete()


def test_the_message_says_what_has_left_the_state(harness: CoreHarness) -> None:
    """One after the other, the first ones were accepted before there were too many."""
    found = bots(harness, 4)
    for each in found[1:]:
        harness.emulator.remove("bot", each.id)
    harness.next_run(gone_limit=2)
    assert [each.refresh() for each in found[:3]] == [True, False, False]

    with pytest.raises(TooManyGone, match=r"2 of them .* have left the state \(Bot 'bot-1' .*; the others stay in it"):
        found[3].refresh()


def test_what_is_gone_with_its_account_does_not_count(harness: CoreHarness) -> None:
    """A customer was deleted in the console, with everything in it."""
    tenant = harness.tenant()
    found = [harness.declare("bot", f"bot-{number}") for number in range(4)]
    for each in found:
        each.up({"runAs": tenant.id, "name": each.name})
    harness.emulator.remove("partner_user", tenant.id)
    harness.next_run(gone_limit=1)

    assert harness.run(_refreshed([tenant, *found])) == [None] * 5


def test_creating_in_a_deleted_account_says_so(harness: CoreHarness) -> None:
    """The API answers as if the token were wrong (trap 18)."""
    tenant = harness.tenant()
    harness.next_run()
    harness.emulator.remove("partner_user", tenant.id)

    with pytest.raises(Gone, match=r"PartnerUser .* was deleted elsewhere: run `pulumi up --refresh`"):
        harness.declare("bot").up({"runAs": tenant.id, "name": "Ada"})


def test_another_accounts_key_creates_nothing(harness: CoreHarness) -> None:
    """What the state has cannot be seen with it."""
    found = bots(harness, 1)[0]
    harness.next_run()
    found.preview({"name": found.name})
    harness.emulator.faults.add(Fault(route="bot/fetch", do=replace(NOT_FOUND, status=401, code="NOT_AUTHORIZED")))

    with pytest.raises(WrongService, match="seems to be of another account"):
        harness.declare("dataset").up({"name": "new"})

    assert harness.emulator.records("dataset") == []


@pytest.mark.parametrize("recovered", [True, False])
def test_a_create_beside_a_refresh_is_not_refused(harness: CoreHarness, *, recovered: bool) -> None:
    """What the refresh is about to find gone, or a killed run may have deleted, is no sign of another account."""
    found = bots(harness, 1)[0]
    harness.next_run(recovered=recovered)
    harness.emulator.remove("bot", found.id)
    # The refresh ends after the create has asked.
    harness.emulator.faults.add(Fault(route="bot/list", do=Delay(seconds=0.1)))
    new = harness.declare("dataset")
    inputs = cast("Inputs", new.checked({"name": "new"}).inputs)

    async def at_the_same_time() -> None:
        await asyncio.gather(new.provider.create(inputs), found.provider.read(found.id, found.state))

    harness.run(at_the_same_time())

    assert len(harness.emulator.records("dataset")) == 1


@pytest.mark.parametrize("verb", ["update", "delete", "nothing"])
@pytest.mark.parametrize("is_right", [True, False])
def test_what_was_created_before_the_account_was_known_is_named(
    harness: CoreHarness, verb: str, is_right: bool
) -> None:
    """All resources depend on the new one, so Pulumi tells of them afterwards: too late to refuse, but not to stop."""
    found = bots(harness, 1)[0]
    harness.next_run()
    new = harness.declare("dataset")
    new.up({"name": "new"})
    found.preview({"name": found.name})
    if not is_right:
        harness.emulator.faults.add(Fault(route="bot/fetch", do=replace(NOT_FOUND, status=401, code="NOT_AUTHORIZED")))
    verbs = {"update": lambda: found.up({"name": "B", "datasetId": new.id}), "delete": found.delete}
    history = harness.context.history

    if verb == "nothing":
        assert any(f"Dataset {new.id} was created before" in line for line in history.lines_at_the_end())
    elif is_right:
        verbs[verb]()
        assert history.lines_at_the_end() == []
    else:
        with pytest.raises(WrongService, match=rf"another account.*Dataset {new.id} was created with that key"):
            verbs[verb]()
        assert found.stored["name"] == found.name


def test_a_new_stack_is_asked_nothing(harness: CoreHarness) -> None:
    """There is nothing to compare with, and nothing to say."""
    bots(harness, 3)

    assert [entry.method for entry in harness.emulator.requests if entry.path.endswith("/fetch")] == []
    assert harness.context.history.lines_at_the_end() == []


@pytest.mark.parametrize("action", ["update", "delete", "fetch"])
@pytest.mark.parametrize("body", ['{"status": "ok"}', '{"id": "cothercothercothercotherx"}', "{}"])
def test_an_answer_about_something_else_proves_nothing(harness: CoreHarness, action: str, body: str) -> None:
    """Success bodies hold the id that was asked for (a.6)."""
    it = bots(harness, 1)[0]
    harness.emulator.faults.add(Fault(route=f"bot/{action}", do=Status(status=200, body=body)))
    verbs = {"update": lambda: it.up({"name": "Grace"}), "delete": it.delete, "fetch": it.refresh}
    if action == "fetch":
        harness.emulator.faults.add(Fault(route="bot/list", do=Status(status=500), times=None))

    with pytest.raises(WrongAnswer, match="was answered with"):
        verbs[action]()


def test_a_stack_that_points_to_another_service_is_refused(harness: CoreHarness) -> None:
    """In check, and before any call of the others."""
    it = bots(harness, 1)[0]
    state, inputs = (
        {**it.state, "service": "https://one.example/v1"},
        {"name": "x", "service": "https://one.example/v1"},
    )
    other = KindProvider(
        it.kind, harness.context.history, lambda: pytest.fail("sent"), StackSettings(service="https://two.example/v1")
    )

    failures = other.check({"name": "x"}, inputs).failures
    assert [(each.field, "live at https://one.example/v1" in each.reason) for each in failures] == [
        ("chatbotkit:endpoint", True)
    ]
    with pytest.raises(WrongService, match=r"two\.example.*one\.example.*movedFrom"):
        harness.run(other.delete(it.id, state))

    moved = StackSettings(service="https://two.example/v1", moved_from="https://one.example/v1")
    assert (
        KindProvider(it.kind, harness.context.history, lambda: pytest.fail("sent"), moved)
        .check({"name": "x"}, inputs)
        .failures
        == ()
    )
