"""GitHub integrations, tasks, contacts and memories: what is odd about them (docs/api/api.md b.18, b.21 to b.23)."""

import pytest

from pulumi_chatbotkit.api import ChatBotKitError, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Inputs
from support.core import check
from support.core_harness import CoreHarness

GENERATED = [("integration_github", "webhookSecret"), ("contact", "fingerprint")]


@pytest.mark.parametrize(("kind", "field"), GENERATED)
def test_trap_34_a_generated_value_is_an_output_and_no_drift(harness: CoreHarness, kind: str, field: str) -> None:
    """The service makes one where none is declared; a program that stops declaring one keeps the last."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up(least)
    made = it.state[field]
    assert made == it.stored[field]

    it.refresh()
    assert it.preview(least) == ()
    it.up({**least, field: "0123456789abcdef"})
    assert it.stored[field] == "0123456789abcdef"
    it.up(least)

    assert it.stored[field] == it.state[field] == "0123456789abcdef"
    assert it.preview(least) == ()


def test_trap_34_an_empty_value_counts_as_not_declared(harness: CoreHarness) -> None:
    """The service makes one all the same, so the state has it at once and a refresh finds nothing new."""
    it = harness.declare("integration_github")
    it.up({**harness.least("integration_github"), "webhookSecret": ""})
    before = dict(it.state)
    assert before["webhookSecret"] == it.stored["webhookSecret"] != ""

    it.refresh()

    assert it.state == before


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("task", "maxCalls", 5),
        ("integration_support", "trigger", "never"),
        ("integration_extract", "trigger", "never"),
        ("integration_microsoftteams", "attachments", True),
        ("integration_microsoftteams", "tenantId", "t"),
        ("integration_discord", "ephemeral", True),
    ],
)
def test_trap_29_what_is_never_shown_is_kept_from_the_state(
    harness: CoreHarness, kind: str, field: str, value: JsonValue
) -> None:
    """A missing value is neither drift nor a reason to send it again."""
    it = harness.declare(kind)
    declared: JsonObject = {**harness.least(kind), field: value}
    it.up(declared)

    it.refresh()

    assert it.state[field] == value == it.stored[field]
    assert it.preview(declared) == ()


@pytest.mark.parametrize("link", ["botId", "contactId"])
@pytest.mark.parametrize("kind", ["task", "memory"])
def test_trap_28_a_link_that_cannot_be_cleared_is_refused_before_anything_is_sent(kind: str, link: str) -> None:
    """The service would accept the request and ignore it."""
    needed: Inputs = {"text": "x"} if kind == "memory" else {}

    failures = check(KINDS[kind], needed, before={**needed, link: "c1"}).failures

    assert [failure.field for failure in failures] == [link]


@pytest.mark.parametrize("value", ["hourly", "0 9 * * 1"])
def test_trap_30_a_sync_schedule_that_the_service_refuses_is_refused_by_check(value: str) -> None:
    """Plans written against the SDK's types would fail in the update."""
    [failure] = check(KINDS["integration_sitemap"], {"syncSchedule": value}).failures

    assert failure.reason.endswith("must be one of never, daily, weekly, monthly")


def test_trap_35_a_value_that_the_service_rewrites_is_no_drift(harness: CoreHarness) -> None:
    """A phone number in another form, and an instruction with blanks around it."""
    contact, ability = harness.declare("contact"), harness.declare("skillset_ability")
    person = {**harness.least("contact"), "phone": "(202) 555-0123"}
    skill = {**harness.least("skillset_ability"), "instruction": "\n Help. \u00a0\n"}
    contact.up(person)
    ability.up(skill)

    contact.refresh()
    ability.refresh()

    assert (contact.stored["phone"], ability.stored["instruction"]) == ("+12025550123", "Help.")
    assert (contact.preview(person), ability.preview(skill)) == ((), ())


@pytest.mark.parametrize("kind", ["task", "contact", "memory"])
def test_what_a_conversation_has_made_is_not_taken_over_for_its_name(harness: CoreHarness, kind: str) -> None:
    """Deleting the resource would delete what belongs to a customer's customer."""
    least = harness.least(kind)
    first = harness.declare(kind, "first")
    first.up(least)
    harness.emulator.edit(kind, first.id, {"meta": {}})
    harness.next_run("match")

    second = harness.declare(kind, "second")
    second.up(least)

    assert second.id != first.id


def test_an_address_that_others_may_have_too_identifies_nobody(harness: CoreHarness) -> None:
    """Only a partner user's e-mail is unique: two support integrations may have one address."""
    first = harness.declare("integration_support", "first")
    declared: JsonObject = {**harness.place("integration_support"), "email": "desk@acme.example"}
    first.up(declared)
    harness.emulator.edit("integration_support", first.id, {"meta": {}})
    harness.next_run("match")

    second = harness.declare("integration_support", "second")
    second.up(declared)

    assert second.id != first.id


def test_trap_27_a_limit_that_nothing_enforces_is_declared_and_read_back(harness: CoreHarness) -> None:
    """The provider neither enforces it nor relies on it: what is declared in the account is made all the same."""
    tenant = harness.declare("partner_user", "capped")
    declared: JsonObject = {"name": "Capped", "limits": {"database": {"datasets": 0}}}
    tenant.up(declared)

    harness.declare("dataset").up({"runAs": tenant.id})

    assert tenant.refresh()
    assert tenant.preview(declared) == ()
    assert len(harness.emulator.records("dataset")) == 1


def test_trap_37_a_refusal_without_a_code_is_read_by_its_status(harness: CoreHarness) -> None:
    """Mint and proxy of secrets answer so; the client must not take it for an answer of something else."""
    secret = harness.declare("secret")
    secret.up({**harness.place("secret"), "type": "plain"})
    run_as = RunAs(user_id=str(secret.state["runAs"]))

    with pytest.raises(ChatBotKitError, match="409"):
        harness.run(harness.client.post(("secret", secret.id, "mint"), {}, run_as=run_as))


def test_trap_38_no_resource_depends_on_routes_that_are_not_public() -> None:
    """The flat routes of abilities may go any day."""
    assert [kind.name for kind in KINDS.values() if kind.path[0] == "ability"] == []
