"""An inventory: each account with its objects, whose they are, its activity and its keys."""

from collections.abc import Collection, Iterator

import pytest

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.cli.inventory import as_document, as_markdown_text
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.inventory.accounts import NoSuchUser, take_inventory
from pulumi_chatbotkit.operations.inventory.report import AccountEntry, InventoryReport
from pulumi_chatbotkit.operations.known_to_states import KnownToStates, known_to_states
from support.core_harness import STACK, CoreHarness
from support.foreign import make_by_hand
from support.planting import Planted, spellings
from support.states import entry, exported, reading


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


def made(harness: CoreHarness, kind: str, place: JsonObject, **values: JsonValue) -> str:
    return make_by_hand(harness, KINDS[kind], place, values)


def marked(stack: str) -> JsonObject:
    return {"pulumiStack": stack, "pulumiKind": "bot", "pulumiName": "r"}


def inventory(
    harness: CoreHarness,
    users: Collection[str] = (),
    without: Collection[str] = (),
    known: KnownToStates | None = None,
) -> tuple[AccountEntry, ...]:
    with reading(harness) as service:
        return harness.run(take_inventory(service.client, Redactor(), users, without, known))


def test_each_account_is_summed_up(harness: CoreHarness) -> None:
    """The parent account first; whose markers there are, and what carries none."""
    user = made(harness, "partner_user", {}, name="Acme", email="a@x.example", limits={"conversations": 5})
    here: JsonObject = {"runAs": user}
    for stack in ("fleet/prod", "fleet/prod", "fleet/dev"):
        made(harness, "bot", here, name="B", meta=marked(stack))
    made(harness, "dataset", here, name="D")
    key = made(harness, "partner_user_token", {"userId": user}, name="key", meta=marked("fleet/prod"))
    harness.run(harness.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=user)))
    made(harness, "bot", {}, name="Own")

    parent, acme = inventory(harness)

    assert (parent.id, parent.objects, parent.unmanaged, parent.keys) == ("", {"bot": 1}, 1, ())
    assert (acme.id, acme.name, acme.email, acme.limits) == (user, "Acme", "a@x.example", {"conversations": 5})
    assert acme.objects == {"bot": 3, "conversation": 1, "dataset": 1, "partner_user_token": 1}
    assert acme.stacks == {"fleet/dev": 1, "fleet/prod": 3}
    assert (acme.unmanaged, acme.in_no_state) == (2, {})
    assert [(each.id, each.name, each.stack) for each in acme.keys] == [(key, "key", "fleet/prod")]
    assert acme.keys[0].created_at


def test_last_activity_is_the_newest_update_and_says_of_what(harness: CoreHarness) -> None:
    """Conversations count, although they are no resources."""
    user = made(harness, "partner_user", {}, name="Acme")
    made(harness, "bot", {"runAs": user}, name="B")
    said = harness.run(harness.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=user)))
    newest = harness.emulator.records("conversation")[0]
    harness.emulator.edit("partner_user", user, {"name": "Acme"})

    (acme,) = inventory(harness, [user], ["conversation"])
    (with_conversations,) = inventory(harness, [user])

    assert acme.activity is not None
    assert (acme.activity.kind, acme.activity.id) == ("partner_user", user)
    assert "conversation" not in acme.objects
    assert with_conversations.activity is not None
    assert with_conversations.activity.at >= int(str(newest["updatedAt"]))
    assert said["id"]


def test_what_of_a_stack_is_in_no_state_is_counted(harness: CoreHarness) -> None:
    """If its state was read."""
    acme = harness.tenant("acme")
    for stack in (STACK, "fleet/b"):
        made(harness, "bot", {"runAs": acme.id}, name="B", meta=marked(stack))
    known = known_to_states([exported(entry(acme, {"name": "acme"}))])

    (found,) = inventory(harness, [acme.id], known=known)

    assert found.stacks == {STACK: 2, "fleet/b": 1}
    assert found.in_no_state == {STACK: 1}


def test_a_list_that_failed_is_named_and_the_rest_is_there(harness: CoreHarness) -> None:
    """The inventory is not whole then."""
    user = made(harness, "partner_user", {}, name="Acme")
    made(harness, "dataset", {"runAs": user}, name="D")
    harness.emulator.faults.add(Fault(route="bot/list", times=None, do=Status(status=403, code="NOT_AUTHORIZED")))

    found = inventory(harness)

    assert {failure.what for each in found for failure in each.failures} == {"bot"}
    assert found[1].objects == {"dataset": 1}
    assert not InventoryReport(endpoint="e", stacks=(), accounts=found).is_whole


def test_a_partner_user_that_is_not_there_is_named(harness: CoreHarness) -> None:
    """It may be another account's."""
    with pytest.raises(NoSuchUser, match="--user nobody: there is no such partner user"):
        inventory(harness, ["nobody"])


def test_no_secret_of_an_object_is_in_any_form_of_the_report(harness: CoreHarness) -> None:
    """One object of every kind, with a planted value in each field."""
    planted = Planted(14)
    user = made(harness, "partner_user", {}, name="Acme")
    ids: dict[str, JsonValue] = {"partner_user": user}
    for name, kind in KINDS.items():
        owners = {owner.field: ids.get(owner.kind) for owner in kind.parents}
        if name == "partner_user" or kind.meta is None or any(each is None for each in owners.values()):
            continue
        values = {key: value for key, value in planted.arguments[name].items() if key not in {"name", "alias"}}
        place = {**owners, **({"runAs": user} if "runAs" in kind.location_keys else {})}
        ids[name] = make_by_hand(harness, kind, place, values)

    report = InventoryReport(endpoint="e", stacks=(), accounts=inventory(harness))

    text = f"{as_document(report)}{as_markdown_text(report)}{report}"
    assert report.accounts[1].total == len({*ids} - {"partner_user", "dataset_record"})
    for spelling in (*spellings(planted.core), *spellings(planted.credential)):
        assert spelling not in text
