"""How many objects of the stack are asked for, and which first, where it is in doubt whether the service shows them."""

import pytest

from pulumi_chatbotkit.emulator import EmptyList, Fault, Status
from pulumi_chatbotkit.reconcile.errors import TooManyGone, WrongService
from support.core_harness import CoreHarness, Declared


def made(harness: CoreHarness, kind: str, count: int) -> list[Declared]:
    """Objects of an earlier run."""
    found = [harness.declare(kind, f"{kind}-{number}") for number in range(count)]
    for each in found:
        each.up({"name": each.name})
    return found


def test_few_are_asked_whether_the_others_answer(harness: CoreHarness) -> None:
    """Three by id, of many; then the lists: of the same kind first, then of partner users, which most stacks have."""
    found = made(harness, "bot", 6)
    harness.next_run(gone_limit=None)
    for each in found[:5]:
        each.preview({"name": each.name})
    harness.emulator.remove("bot", found[5].id)
    harness.emulator.faults.add(Fault(route="*/fetch", do=Status(status=404, code="NOT_FOUND"), times=None))
    harness.emulator.faults.add(Fault(route="*/list", do=EmptyList(), times=None))
    harness.emulator.clear_requests()

    with pytest.raises(TooManyGone):
        found[5].refresh()

    asked = [entry.path.removeprefix("/v1/") for entry in harness.emulator.requests]
    by_id = [f"bot/{each.id}/fetch" for each in found[:3]]
    first = asked.index(by_id[0])
    assert asked[first : first + 5] == [*by_id, "bot/list", "partner/user/list"]


@pytest.mark.parametrize(("deleted", "is_right"), [(2, True), (3, False)])
def test_three_objects_are_asked_for_before_a_key_is_refused(
    harness: CoreHarness, deleted: int, is_right: bool
) -> None:
    """Some may have been deleted in the console; a stack may have hundreds. Partner users come first."""
    found = [*made(harness, "bot", 4), *(tenants := made(harness, "partner_user", 4))]
    harness.next_run()
    for each in found:
        each.preview({"name": each.name})
    for each in tenants[:deleted]:
        harness.emulator.remove("partner_user", each.id)
    harness.emulator.clear_requests()
    new = harness.declare("dataset")

    if is_right:
        new.up({"name": "new"})
    else:
        with pytest.raises(WrongService) as refused:
            new.up({"name": "new"})
        named = [each.id for each in found if each.id in str(refused.value)]
        assert named == [each.id for each in tenants[:3]]
    asked = [entry.path for entry in harness.emulator.requests if entry.path.endswith("/fetch")]
    assert asked == [f"/v1/partner/user/{each.id}/fetch" for each in tenants[:3]]
