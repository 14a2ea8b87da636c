"""The drift check over an emulator: whose an object is, what is hidden, and what could not be checked."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from pulumi_chatbotkit.api import ConfigurationError, NotAuthenticated
from pulumi_chatbotkit.cli.drift_junit import as_junit
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.drift.check import DriftOptions, check_drift
from pulumi_chatbotkit.operations.drift.ignore_rules import IgnoreFileError, apply_rules, read_ignore_file
from pulumi_chatbotkit.operations.drift.repair import repair_plan
from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.operations.state_objects import UnknownType
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_state import opened, stack_state
from support.core_harness import CoreHarness, Declared
from support.states import decrypted, encrypted, entry, exported, reading, tenant

PLANTED = "sk-planted-0b7f3e91"


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


@pytest.fixture
def bot(harness: CoreHarness) -> Declared:
    """A bot that a stack has made."""
    it = harness.declare("bot", "support")
    it.up({"name": "Support", "backstory": "You help."})
    return it


DECLARED: JsonObject = {"name": "Support", "backstory": "You help."}


def check(harness: CoreHarness, *entries: JsonObject, options: DriftOptions | None = None) -> DriftReport:
    with reading(harness) as service:
        return harness.run(check_drift(service, [exported(*entries)], options or DriftOptions()))


def test_a_customer_is_the_tenant_else_the_partner_user(harness: CoreHarness) -> None:
    """An object of the parent account has none; a resource below a component has that of the component."""
    user = harness.tenant("acme-user")
    here: JsonObject = {"runAs": user.id, "name": "A"}
    in_tenant, beside, alone = (harness.declare("bot", name) for name in ("in", "beside", "alone"))
    in_tenant.up(here)
    beside.up(here)
    alone.up({"name": "A"})
    for each in (in_tenant, beside, alone):
        harness.emulator.edit("bot", each.id, {"name": "B"})

    report = check(
        harness,
        tenant("acme"),
        entry(user, {"name": "acme-user"}),
        entry(in_tenant, here, parent=str(tenant("acme")["urn"])),
        entry(beside, here),
        entry(alone, {"name": "A"}),
    )

    assert [(each.name, each.customer, each.account) for each in report.findings] == [
        ("in", "acme", user.id),
        ("beside", "acme-user", user.id),
        ("alone", "", ""),
    ]
    assert [(each.declared, each.found) for each in report.findings] == [("A", "B")] * 3


def test_an_object_of_another_stack_is_named_with_its_stack(harness: CoreHarness, bot: Declared) -> None:
    """Another stack's marker is on it: an update would be refused."""
    meta: JsonObject = {"pulumiStack": "other/prod", "pulumiKind": "bot", "pulumiName": "theirs"}
    harness.emulator.edit("bot", bot.id, {"meta": meta})

    report = check(harness, entry(bot, DECLARED))

    assert [(each.sort, each.detail) for each in report.findings] == [
        (Sort.TAKEN_OVER, "by the resource 'theirs' of stack other/prod")
    ]
    assert f"pulumi state delete --stack dev {bot_urn(report)}" in repair_plan(report)


def bot_urn(report: DriftReport) -> str:
    return report.findings[0].urn


def test_a_removed_marker_is_no_field_of_the_program(harness: CoreHarness, bot: Declared) -> None:
    """It is named as such, not as a change of meta."""
    harness.emulator.edit("bot", bot.id, {"meta": {}})

    report = check(harness, entry(bot, DECLARED))

    assert [(each.field, each.argument) for each in report.findings] == [("marker", "")]


def test_what_the_program_marks_secret_is_not_compared_and_not_shown(harness: CoreHarness) -> None:
    """Neither its value at the service, nor where another field has it too; decrypted, a difference is told."""
    it = harness.declare("bot", "it")
    declared: JsonObject = {"name": "It", "backstory": PLANTED}
    it.up(declared)
    harness.emulator.edit("bot", it.id, {"name": f"key {PLANTED}"})

    closed = check(harness, entry(it, declared, hidden=["backstory"]))

    assert [each.path for each in closed.not_compared] == ["backstory"]
    assert [each.field for each in closed.findings] == ["name"]
    assert PLANTED not in repr(closed)
    harness.emulator.edit("bot", it.id, {"name": "It", "backstory": f"{PLANTED}-changed"})
    shown = check(harness, entry(it, declared, hidden=["backstory"], shown=True))
    assert [(each.field, each.declared, each.found) for each in shown.findings] == [
        ("backstory", "[secret]", "[secret]")
    ]
    assert PLANTED not in repr(shown)


def test_a_secret_that_is_gone_is_told_without_decrypting(harness: CoreHarness) -> None:
    """An empty field differs from any secret."""
    it = harness.declare("bot", "it")
    declared: JsonObject = {"name": "It", "backstory": PLANTED}
    it.up(declared)
    harness.emulator.edit("bot", it.id, {"backstory": ""})

    report = check(harness, entry(it, declared, hidden=["backstory"]))

    assert [each.field for each in report.findings] == ["backstory"]


def test_what_the_program_ignores_is_no_difference(harness: CoreHarness, bot: Declared) -> None:
    """As far as the state has ``ignore_changes``."""
    harness.emulator.edit("bot", bot.id, {"backstory": "Other."})

    assert check(harness, {**entry(bot, DECLARED), "ignoreChanges": ["backstory"]}).findings == []


def test_a_read_that_fails_is_neither_drift_nor_health(harness: CoreHarness, bot: Declared) -> None:
    """The other objects are reported all the same."""
    other = harness.declare("dataset", "other")
    other.up({"name": "D"})
    harness.emulator.edit("dataset", other.id, {"name": "E"})
    for action in ("list", "fetch"):
        harness.emulator.faults.add(Fault(route=f"bot/{action}", do=Status(status=400), times=None))

    report = check(harness, entry(bot, DECLARED), entry(other, {"name": "D"}), options=DriftOptions(declared_only=True))

    assert [(each.what, bool(each.reason)) for each in report.failures] == [("Bot support", True)]
    assert [each.name for each in report.findings] == ["other"]


def test_a_wrong_key_ends_the_check(harness: CoreHarness, bot: Declared) -> None:
    """One error instead of one for each object."""
    with reading(harness, token="wrong") as service, pytest.raises(NotAuthenticated):
        harness.run(check_drift(service, [exported(entry(bot, DECLARED))]))


def test_a_client_that_only_reads_sends_nothing_else(harness: CoreHarness) -> None:
    """Whatever the core would do."""
    harness.emulator.clear_requests()
    with reading(harness) as service, pytest.raises(ConfigurationError, match="only reads"):
        harness.run(service.client.post(("bot", "create"), {}))
    assert not harness.emulator.requests


def test_a_type_of_a_newer_version_is_an_error(harness: CoreHarness) -> None:
    """It could not be checked."""
    kind = "pulumi-python:dynamic/chatbotkit:Robot"
    newer: JsonObject = {"urn": f"urn:pulumi:dev::test::{kind}::r", "type": kind, "id": "r1"}
    with pytest.raises(UnknownType, match="knows no Robot"):
        check(harness, newer)


def test_the_plan_has_a_command_for_each_target(harness: CoreHarness, bot: Declared) -> None:
    """Exact commands, quoted for a shell."""
    harness.emulator.remove("bot", bot.id)
    keep = harness.declare("dataset", "keep")
    keep.up({"name": "D"})

    report = check(harness, entry(bot, DECLARED), entry(keep, {"name": "D"}))

    assert [each.sort for each in report.findings] == [Sort.GONE]
    assert f"pulumi up --stack dev --refresh --run-program --target {bot_urn(report)}" in repair_plan(report)


@pytest.mark.parametrize("text", ["{}", "[]", "nonsense", '{"deployment": {"resources": [1]}}'])
def test_what_is_no_state_is_an_error(text: str) -> None:
    """Never an empty report."""
    with pytest.raises(PulumiCliError, match="no state that is known"):
        stack_state(StringIO(text))


def test_values_are_opened_at_any_depth() -> None:
    """Encrypted ones are named by their path; others are as a provider gets them."""
    found = opened({
        "a": encrypted(),
        "b": {"c": [decrypted({"d": 1})]},
        "e": {"chatbotkit:json": "9007199254740993"},
        "__provider": "x",
    })  # fmt: skip

    assert found.values == {"a": "(encrypted)", "b": {"c": [{"d": 1}]}, "e": 9007199254740993}
    assert (found.secret, found.encrypted) == ((("a",), ("b", "c", 0)), (("a",),))


def test_what_was_looked_at_is_named_without_secrets(harness: CoreHarness) -> None:
    """Results of tests name each object, also one in which nothing differs."""
    declared: JsonObject = {"name": "It", "backstory": PLANTED}
    it = harness.declare("bot", f"bot-{PLANTED}")
    it.up(declared)

    report = check(harness, entry(it, declared, hidden=["backstory"], shown=True))

    assert report.objects == 1
    assert [each.name for each in report.declared] == ["bot-********"]
    assert PLANTED not in as_junit(report)


RULES = """\
ignore:
  - customer: acme
    field: "back*"
    reason: Marketing edits it.
  - kind: Bot
    name: sales
    until: 2026-01-31
    reason: Pilot.
"""


def finding(name: str, field: str) -> Finding:
    return Finding(sort=Sort.FIELD, customer="acme", kind="Bot", name=name, id="b1", field=field)


def test_rules_hide_what_they_match_until_they_expire(tmp_path: Path) -> None:
    """An expired rule is named, and hides nothing."""
    file = tmp_path / "ignore.yaml"
    file.write_text(RULES)
    rules = read_ignore_file(file)

    for today, left, expired in ((date(2026, 1, 31), ["name"], []), (date(2026, 2, 1), ["name", "visibility"], [2])):
        report = DriftReport(
            findings=[finding("support", "backstory"), finding("support", "name"), finding("sales", "visibility")]
        )
        apply_rules(report, rules, today)
        assert [each.field for each in report.findings] == left
        assert [each.rule for each in report.expired] == expired
        assert report.ignored[0].reason == "Marketing edits it."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: []", ":1: the file must have the one key `ignore:`"),
        ("ignore:\n  - reason: r", ":2: rule 1: ignore matches everything"),
        ("ignore:\n  - kind: Bot", ":2: rule 1: reason is missing"),
        ("ignore:\n  - kind: Bot\n    reason: r\n    until: soon", ":4: rule 1: until is 'soon', but must be a date"),
        ("ignore:\n  - knd: Bot\n    reason: r", ":2: rule 1: knd is no key of a rule; did you mean kind?"),
        ("ignore:\n  - kind: 7\n    reason: r", ":2: rule 1: kind is 7, but must be a text"),
        ("ignore:\n  - sort: feild\n    reason: r", ":2: rule 1: sort is 'feild', but there are field,"),
        ("ignore:\n  - Bot", ":2: rule 1: ignore has 'Bot', but a rule is a map"),
        ("ignore: [", "is no YAML"),
    ],
)
def test_what_is_wrong_with_a_rule_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """File, line, rule, key, value."""
    file = tmp_path / "ignore.yaml"
    file.write_text(text)
    with pytest.raises(IgnoreFileError) as refused:
        read_ignore_file(file)
    assert said in str(refused.value)
    assert "ignore.yaml" in str(refused.value)
