"""A refresh reads list pages, and fetches every object that is on no page (design, section 6)."""

from collections.abc import Iterator, Sequence

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from support.core_harness import CoreHarness, Declared


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def bots(harness: CoreHarness, count: int, run_as: str | None = None) -> list[Declared]:
    """Bots of this stack in one account."""
    made = [harness.declare("bot", f"{run_as}-{number}") for number in range(count)]
    for number, bot in enumerate(made):
        bot.up({"name": f"Bot {number}", **({"runAs": run_as} if run_as else {})})
    harness.next_run()
    harness.emulator.clear_requests()
    return made


def calls(harness: CoreHarness) -> list[str]:
    """The actions that were called."""
    return [request.path.rpartition("/")[2] for request in harness.emulator.requests]


def refresh(resources: Sequence[Declared]) -> list[bool]:
    """Read them one after the other."""
    return [resource.refresh() for resource in resources]


@pytest.mark.parametrize(("count", "most"), [(1, 1), (2, 1), (99, 1), (100, 2), (250, 3)])
def test_a_refresh_of_many_reads_pages(harness: CoreHarness, count: int, most: int) -> None:
    """At most objects / 100 + 1 calls per kind and scope."""
    made = bots(harness, count)

    assert all(refresh(made))
    assert len(calls(harness)) <= most
    assert all(bot.preview({"name": f"Bot {number}"}) == () for number, bot in enumerate(made))


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.list_shows_all and kind.meta])
def test_a_page_shows_what_a_fetch_shows(harness: CoreHarness, kind: str) -> None:
    """State and inputs after a refresh from a page are those of the create, for every kind."""
    least = harness.least(kind)
    it = harness.declare(kind)
    it.up(least)
    before = dict(it.state)
    harness.next_run()
    harness.emulator.clear_requests()

    it.refresh()

    assert "fetch" not in calls(harness)
    assert it.state == before


def test_an_edit_in_the_console_shows_from_a_page(harness: CoreHarness) -> None:
    """Drift is found whether a list or a fetch returns the object."""
    first, second = bots(harness, 2)
    harness.emulator.edit("bot", second.id, {"backstory": "by hand"})

    refresh([first, second])

    assert second.preview({"name": "Bot 1"}) == ("backstory",)
    assert first.preview({"name": "Bot 0"}) == ()


def test_an_object_that_no_page_shows_is_fetched(harness: CoreHarness) -> None:
    """Its marker, by which the list is filtered, was removed in the console: that is drift, not a deletion."""
    first, second = bots(harness, 2)
    harness.emulator.edit("bot", second.id, {"meta": {}})

    assert refresh([first, second]) == [True, True]
    assert second.preview({"name": "Bot 1"}) == ("marker",)


def test_an_object_that_is_gone_is_proven_gone_by_its_own_fetch(harness: CoreHarness) -> None:
    """An object that is on no page may still exist."""
    first, second = bots(harness, 2)
    harness.emulator.remove("bot", second.id)

    assert refresh([first, second]) == [True, False]


def test_a_list_that_is_cut_short_is_read_again(harness: CoreHarness) -> None:
    """A list ends early if the object of its cursor is deleted between two pages (a.9: lists)."""
    made = bots(harness, 250)
    refresh(made[:100])
    harness.emulator.remove("bot", made[99].id)

    assert all(refresh(made[100:]))
    assert calls(harness).count("fetch") <= 2
    assert calls(harness).count("list") <= 6


def test_a_record_is_returned_from_the_cache_once(harness: CoreHarness) -> None:
    """A second read asks the service again."""
    (bot,) = bots(harness, 1)
    bot.refresh()
    harness.emulator.edit("bot", bot.id, {"backstory": "by hand"})

    bot.refresh()

    assert bot.preview({"name": "Bot 0"}) == ("backstory",)


def test_a_list_that_fails_is_replaced_by_fetches(harness: CoreHarness) -> None:
    """Then each object reports its own error."""
    made = bots(harness, 3)
    harness.emulator.faults.add(Fault(route="bot/list", do=Status(status=403, code="NOT_AUTHORIZED"), times=99))

    assert all(refresh(made))
    assert calls(harness).count("fetch") == 3


def test_tenants_of_one_bot_each_are_fetched_once_that_is_known(harness: CoreHarness) -> None:
    """A list of one is no cheaper than a fetch, and lists count against the plan's rate (a.8: limits)."""
    tenants = [harness.tenant(f"tenant-{number}") for number in range(20)]
    made = [bot for tenant in tenants for bot in bots(harness, 1, run_as=tenant.id)]

    assert all(refresh(made))
    assert len(calls(harness)) == 20
    assert calls(harness).count("list") < 10


def test_a_partner_users_description_takes_no_second_call(harness: CoreHarness) -> None:
    """The description is only in the list (trap 2)."""
    it = harness.declare("partner_user")
    it.up({"name": "Ada", "description": "By list only"})
    harness.next_run()
    harness.emulator.clear_requests()

    it.refresh()

    assert calls(harness) == ["list"]
    assert it.preview({"name": "Ada", "description": "By list only"}) == ()


def test_a_single_object_of_a_large_collection_is_fetched(harness: CoreHarness) -> None:
    """Reading a whole list to find one object would cost more calls than a fetch."""
    made = bots(harness, 501)

    made[-1].refresh()

    assert calls(harness) == ["list", "list", "list", "fetch"]


def test_the_objects_of_others_take_no_pages(harness: CoreHarness) -> None:
    """The list is asked for the stack's own: an account may hold thousands of others, and older ones come first."""
    for _ in range(301):
        harness.run(harness.client.post(("bot", "create"), {"name": "theirs"}))
    (ours,) = bots(harness, 1)

    assert ours.refresh()
    assert calls(harness) == ["list"]
