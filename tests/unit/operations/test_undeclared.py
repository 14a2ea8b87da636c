"""What nobody declared, in the accounts that stacks manage."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.drift.check import DriftOptions, check_drift
from pulumi_chatbotkit.operations.drift.report import DriftReport, Sort
from support.core_harness import CoreHarness, Declared
from support.foreign import make_by_hand
from support.states import entry, exported, reading

FAR_MS = 10**15


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


@pytest.fixture
def acme(harness: CoreHarness) -> Declared:
    """A declared partner user."""
    return harness.tenant("acme")


def made(harness: CoreHarness, kind: str, place: JsonObject, values: JsonObject) -> str:
    return make_by_hand(harness, KINDS[kind], place, values)


def check(harness: CoreHarness, *entries: JsonObject, options: DriftOptions | None = None) -> DriftReport:
    harness.emulator.clear_requests()
    with reading(harness) as service:
        report = harness.run(check_drift(service, [exported(*entries)], options or DriftOptions()))
    assert {request.method for request in harness.emulator.requests} <= {"GET"}
    return report


def marked(stack: str, name: str = "r") -> JsonObject:
    return {"pulumiStack": stack, "pulumiKind": "bot", "pulumiName": name}


def found(report: DriftReport) -> set[tuple[Sort, str, str]]:
    assert len({each.id for each in report.findings}) == len(report.findings)
    return {(each.sort, each.kind, each.id) for each in report.findings}


def test_a_managed_account_with_nothing_else_has_nothing_to_report(harness: CoreHarness, acme: Declared) -> None:
    """What is declared is no finding, at any depth."""
    here: JsonObject = {"runAs": acme.id, "name": "S"}
    skillset = harness.declare("skillset", "tools")
    skillset.up(here)
    inner: JsonObject = {"runAs": acme.id, "skillsetId": skillset.id, "name": "A"}
    ability = harness.declare("skillset_ability", "ask")
    ability.up(inner)

    report = check(harness, entry(acme, {"name": "acme"}), entry(skillset, here), entry(ability, inner))

    assert (report.findings, report.failures, report.accounts) == ([], [], 1)


def test_each_object_that_nobody_declared_is_named_once_with_whose_it_is(harness: CoreHarness, acme: Declared) -> None:
    """A foreign bot, a shadow key, an orphan, an object of another stack, a shadow customer."""
    here: JsonObject = {"runAs": acme.id}
    foreign = made(harness, "bot", here, {"name": "Shadow"})
    key = made(harness, "partner_user_token", {"userId": acme.id}, {"name": "key"})
    orphan = made(harness, "bot", here, {"name": "O", "meta": marked("test/dev", "lost")})
    other = made(harness, "dataset", here, {"name": "D", "meta": marked("other/prod", "theirs")})
    customer = made(harness, "partner_user", {}, {"name": "Nobody's"})
    made(harness, "bot", {"runAs": customer}, {"name": "not looked at"})

    report = check(harness, entry(acme, {"name": "acme"}))

    assert found(report) == {
        (Sort.UNDECLARED, "Bot", foreign),
        (Sort.UNDECLARED, "PartnerUserToken", key),
        (Sort.ORPHAN, "Bot", orphan),
        (Sort.OTHER_STACK, "Dataset", other),
        (Sort.UNDECLARED_CUSTOMER, "PartnerUser", customer),
    }
    details = {each.id: each.detail for each in report.findings}
    assert details[orphan] == "marked by the resource 'lost' of stack test/dev"
    assert details[other] == "marked by the resource 'theirs' of stack other/prod"
    assert {each.customer for each in report.findings} == {"acme", "Nobody's"}
    assert all(each.created_at and each.name for each in report.findings)
    assert check(harness, entry(acme, {"name": "acme"}), options=DriftOptions(declared_only=True)).findings == []


def test_a_second_object_of_the_same_create_is_a_duplicate(harness: CoreHarness, acme: Declared) -> None:
    """It has the creation ID of the one in the state."""
    here: JsonObject = {"runAs": acme.id, "name": "B"}
    bot = harness.declare("bot", "it")
    bot.up(here)
    second = made(harness, "bot", {"runAs": acme.id}, {"name": "B", "meta": bot.stored["meta"]})

    report = check(harness, entry(acme, {"name": "acme"}), entry(bot, here))

    assert [(each.sort, each.id, each.detail) for each in report.findings] == [(Sort.DUPLICATE, second, f"of {bot.id}")]


def test_what_waits_for_its_deletion_is_no_orphan(harness: CoreHarness, acme: Declared) -> None:
    """A replaced object is in the state until it is deleted."""
    here: JsonObject = {"runAs": acme.id, "name": "B"}
    old = harness.declare("bot", "it")
    old.up(here)

    report = check(harness, entry(acme, {"name": "acme"}), {**entry(old, here), "delete": True})

    assert report.findings == []


def test_a_file_attached_by_hand_is_found_although_another_dataset_has_it(harness: CoreHarness, acme: Declared) -> None:
    """An attachment has the id of its file."""
    here: JsonObject = {"runAs": acme.id}
    file, declared = made(harness, "file", here, {"name": "F"}), harness.declare("dataset", "d")
    declared.up({**here, "name": "D"})
    attachment = harness.declare("dataset_file", "f")
    inner: JsonObject = {**here, "datasetId": declared.id, "fileId": file}
    attachment.up(inner)
    entries = (entry(acme, {"name": "acme"}), entry(declared, {**here, "name": "D"}), entry(attachment, inner))
    other = made(harness, "dataset", here, {"name": "O"})
    attach: JsonObject = {"type": "source"}
    account = RunAs(user_id=acme.id)
    harness.run(harness.client.post(("dataset", other, "file", file, "attach"), attach, run_as=account))

    report = check(harness, *entries)

    assert sorted((each.kind, each.id) for each in report.findings) == [
        ("Dataset", other),
        ("DatasetFile", file),
        ("File", file),
    ]


def test_what_conversations_make_is_reported_only_if_it_is_marked(harness: CoreHarness, acme: Declared) -> None:
    """Contacts, memories and tasks are made by use."""
    here: JsonObject = {"runAs": acme.id}
    for kind in ("contact", "memory", "task"):
        least = {key: value for key, value in harness.least(kind).items() if key not in KINDS[kind].location_keys}
        made(harness, kind, here, least)
    lost = made(harness, "contact", here, {"name": "C", "meta": marked("test/dev")})

    report = check(harness, entry(acme, {"name": "acme"}))

    assert [each.id for each in report.findings if each.account == acme.id] == [lost]


def test_customers_of_other_stacks_are_counted(harness: CoreHarness, acme: Declared) -> None:
    """They are no difference: an account may be shared by a hundred stacks."""
    for _ in range(2):
        made(harness, "partner_user", {}, {"name": "T", "meta": marked("fleet/b")})

    report = check(harness, entry(acme, {"name": "acme"}))

    assert (report.findings, report.other_stacks) == ([], {"fleet/b": 2})


def test_old_keys_are_reported_declared_or_not(harness: CoreHarness, acme: Declared) -> None:
    """Each once; the one that nobody declared as that, with its age."""
    token = harness.declare("partner_user_token", "key")
    here: JsonObject = {"userId": acme.id, "name": "key"}
    token.up(here)
    shadow = made(harness, "partner_user_token", {"userId": acme.id}, {"name": "shadow"})
    entries = (entry(acme, {"name": "acme"}), entry(token, here))

    report = check(harness, *entries, options=DriftOptions(keys_older_than_ms=FAR_MS))

    assert {(each.sort, each.id, each.detail) for each in report.findings} == {
        (Sort.OLD_KEY, token.id, "in a state"),
        (Sort.UNDECLARED, shadow, "an old key"),
    }
    young = check(harness, *entries, options=DriftOptions(keys_older_than_ms=0))
    assert [each.sort for each in young.findings] == [Sort.UNDECLARED]


def test_the_parent_account_is_read_if_a_stack_has_objects_there(harness: CoreHarness, acme: Declared) -> None:
    """Else what is in it is not a stack's business."""
    own = made(harness, "bot", {}, {"name": "Own"})
    dataset = harness.declare("dataset", "d")
    dataset.up({"name": "D"})

    assert check(harness, entry(acme, {"name": "acme"})).findings == []
    report = check(harness, entry(acme, {"name": "acme"}), entry(dataset, {"name": "D"}))

    assert found(report) == {(Sort.UNDECLARED, "Bot", own)}


def test_an_account_that_cannot_be_read_is_not_checked(harness: CoreHarness, acme: Declared) -> None:
    """The report says so, and is no health."""
    harness.emulator.faults.add(Fault(route="skillset/list", do=Status(status=400), times=None))

    report = check(harness, entry(acme, {"name": "acme"}))

    assert [each.what for each in report.failures] == [f"account {acme.id}"]
