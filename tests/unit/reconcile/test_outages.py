"""An outage is not taken for a deletion: many objects gone, another service, another account (design, 5 f and g)."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.reconcile import KindProvider, StackSettings
from pulumi_chatbotkit.reconcile.errors import Gone, TooManyGone, WrongAnswer, WrongService
from support.core_harness import CoreHarness, Declared

NOT_FOUND = Status(status=404, code="NOT_FOUND", message="Not found")


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
