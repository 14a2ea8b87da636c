"""``adopt="<id>"`` takes over exactly that object, or says why not (design, section 5 d)."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, ManagedElsewhere
from support.core_harness import STACK, CoreHarness
from support.foreign import make_by_hand

NOBODYS = "cm0000000000000000000000x"
"""An id that no object has."""


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def by_hand(harness: CoreHarness, kind: str, values: JsonObject, **scope: str) -> str:
    return make_by_hand(harness, KINDS[kind], {**scope}, values)


def test_what_is_kept_and_changed_is_reported_by_name(harness: CoreHarness) -> None:
    """One line for the object, without values, which may be secret."""
    bot = by_hand(harness, "bot", {"name": "Ada", "backstory": "You are Ada.", "alias": "ada", "privacy": True})

    it = harness.declare("bot", "support")
    it.up({"name": "Grace", "moderation": True, "adopt": bot})

    (line,) = harness.reported
    assert line == (
        f"Bot 'support' ({bot}) was adopted, not created: it has the id that `adopt` names; kept: alias, backstory; "
        "left alone, as the service does not show it: privacy; changed: name; set without comparing, as the service "
        "does not show it: moderation"
    )
    assert (it.stored["alias"], it.stored["privacy"], it.stored["moderation"]) == ("ada", True, True)
    assert it.state["backstory"] == "You are Ada."
    assert "privacy" not in it.state


def test_what_cannot_be_read_back_is_only_sent_when_declared(harness: CoreHarness) -> None:
    """Also if the declared value is the default: that is not the same as leaving the argument out."""
    bot = by_hand(harness, "bot", {"name": "Ada", "privacy": True, "moderation": True})
    harness.emulator.clear_requests()

    it = harness.declare("bot")
    it.up({"name": "Ada", "privacy": False, "adopt": bot})

    sent = harness.sent("update")
    assert [body.keys() & {"privacy", "moderation"} for body in sent] == [{"privacy"}]
    assert (it.stored["privacy"], it.stored["moderation"]) == (False, True)
    harness.next_run()
    assert it.preview({"name": "Ada", "privacy": False, "moderation": False}) == ("moderation",)
    it.up({"name": "Ada", "privacy": False, "moderation": False})
    assert it.stored["moderation"] is False
    assert it.preview({"name": "Ada"}) == ()


@pytest.mark.parametrize(
    ("made", "declared", "named"),
    [
        ({"backstory": "You are Ada."}, {"backstory": ""}, "backstory"),
        ({"alias": "ada"}, {"alias": ""}, "alias"),
        ({"meta": {"crm": "17", "tier": "gold"}}, {"meta": {"tier": "gold"}}, "meta.crm"),
        ({"meta": {"crm": {"id": "17"}}}, {"meta": {"crm": {}}}, "meta.crm"),
        ({"meta": {"crm": "17"}}, {"meta": {}}, "meta"),
    ],
)
def test_a_declaration_that_would_empty_something_is_refused(
    harness: CoreHarness, made: JsonObject, declared: JsonObject, named: str
) -> None:
    """Nothing is sent. Left out, it is kept; and once it is adopted, it can be emptied."""
    bot = by_hand(harness, "bot", {"name": "Ada", **made})
    harness.next_run()
    harness.emulator.clear_requests()

    with pytest.raises(AdoptionRefused, match=rf"would empty {named}, which .*Declare what is there"):
        harness.declare("bot").up({"name": "Ada", **declared, "adopt": bot})
    assert harness.sent("update") == []

    harness.next_run()
    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": bot})
    it.up({"name": "Ada", **declared, "adopt": bot})
    assert it.preview({"name": "Ada", **declared}) == ()
    for name, value in declared.items():
        left = it.stored[name]
        own = {key: each for key, each in left.items() if key[:6] != "pulumi"} if isinstance(left, dict) else left
        assert own in (value, None)


def test_a_value_that_a_kept_field_does_not_allow_is_refused(harness: CoreHarness) -> None:
    """The service would drop it without a word: a personal secret has no value (b.12), and the kind is not declared."""
    secret = by_hand(harness, "secret", {"name": "CRM", "kind": "personal"})
    it = harness.declare("secret")
    it.up({"name": "CRM", "adopt": secret})
    before = harness.emulator.record("secret", secret)

    with pytest.raises(AdoptionRefused, match=r"value must be left out while kind is personal.*declare it too"):
        it.up({"name": "CRM", "value": "key-1", "adopt": secret})
    assert harness.emulator.record("secret", secret) == before

    it.up({"name": "CRM", "kind": "shared", "value": "key-1", "adopt": secret})
    assert (it.stored["kind"], it.stored["value"]) == ("shared", "key-1")


def test_a_value_that_a_kept_field_does_not_allow_prevents_the_adoption(harness: CoreHarness) -> None:
    secret = by_hand(harness, "secret", {"name": "CRM", "kind": "personal"})
    before = harness.emulator.record("secret", secret)

    with pytest.raises(AdoptionRefused, match="value must be left out while kind is personal"):
        harness.declare("secret").up({"name": "CRM", "value": "key-1", "adopt": secret})

    assert harness.emulator.record("secret", secret) == before
    theirs = by_hand(harness, "secret", {"name": "Shared", "kind": "shared"})
    harness.next_run()
    it = harness.declare("secret", "shared")
    it.up({"name": "Shared", "value": "key-1", "adopt": theirs})
    assert it.stored["value"] == "key-1"


def test_limits_of_a_customer_survive(harness: CoreHarness) -> None:
    """Those that are left out, and those that a declared map does not name."""
    limits: JsonObject = {"tokens": 5, "database": {"records": 7}}
    user = by_hand(harness, "partner_user", {"email": "ada@example.com", "limits": limits})

    with pytest.raises(AdoptionRefused, match=r"would empty limits\.database, which"):
        harness.declare("partner_user").up({"alias": "", "limits": {"tokens": 6}, "adopt": user})
    harness.next_run()
    it = harness.declare("partner_user")
    it.up({"alias": "", "adopt": user})

    assert it.stored["limits"] == limits
    assert it.preview({"alias": ""}) == ()


def test_an_alias_that_every_update_erases_has_to_be_declared(harness: CoreHarness) -> None:
    """The service never shows the alias of a partner user, so that it cannot be kept (traps 1 and 2)."""
    user = by_hand(harness, "partner_user", {"alias": "ada", "name": "Ada"})

    with pytest.raises(AdoptionRefused, match=r'never shows alias, and erases it .*Declare it as it is, or as ""'):
        harness.declare("partner_user").up({"name": "Ada", "adopt": user})
    harness.next_run()
    it = harness.declare("partner_user")
    it.up({"name": "Ada", "alias": "ada", "adopt": user})

    assert it.stored["alias"] == "ada"


@pytest.mark.parametrize("there", [True, False])
def test_an_object_that_is_not_there_is_refused(harness: CoreHarness, there: bool) -> None:
    """It does not exist, or it is in another account. Nothing is created instead."""
    user = harness.tenant().id
    bot = by_hand(harness, "bot", {"name": "Ada"}, runAs=user) if there else NOBODYS
    harness.next_run()

    with pytest.raises(AdoptionRefused, match=f"Bot {bot}.* (does not exist|is not) in your own account"):
        harness.declare("bot").up({"name": "Ada", "adopt": bot})
    assert len(harness.emulator.records("bot")) == there


def test_an_object_of_another_resource_is_refused(harness: CoreHarness) -> None:
    """Whether this run has seen that resource or not, and also the resource's own object when it is replaced."""
    other = harness.declare("bot", "other")
    other.up({"name": "Ada"})

    with pytest.raises(AdoptionRefused, match=r"carries the marker of the resource 'other' of this stack.*aliases"):
        harness.declare("bot").up({"adopt": other.id})
    harness.next_run()
    other.preview({"name": "Ada"})
    twice = harness.declare("bot", "other")
    with pytest.raises(AdoptionRefused, match=r"managed by a resource of this stack already.*Leave `adopt` out"):
        twice.up({"adopt": other.id})
    harness.next_run()
    twice.inputs = dict(other.inputs) or {"name": "Ada"}
    with pytest.raises(AdoptionRefused, match="managed by a resource of this stack already"):
        twice.up({"adopt": other.id})


def test_an_object_that_another_stack_has_let_go_is_taken_over_by_its_id(harness: CoreHarness) -> None:
    """Retained objects keep the old stack's marker. Finding one by its alias names the word; the id takes it."""
    bot = by_hand(
        harness,
        "bot",
        {
            "alias": "ada",
            "backstory": "You are Ada.",
            "meta": {"pulumiStack": "other/prod", "pulumiKind": "bot", "pulumiName": "old", "pulumiOwner": "acme"},
        },
    )
    with pytest.raises(AdoptionRefused, match=rf"resource 'old' of stack other/prod.*adopt=\"{bot}\".*state move"):
        harness.declare("bot").up({"alias": "ada", "adopt": "overwrite"})
    harness.next_run()

    it = harness.declare("bot")
    it.up({"alias": "ada", "adopt": bot})

    assert it.id == bot
    assert "it was the resource 'old' of stack other/prod" in harness.reported[-1]
    meta = as_object(it.stored["meta"]) or {}
    assert (meta["pulumiStack"], meta["pulumiName"], meta.get("pulumiOwner")) == (STACK, "it", None)
    assert it.stored["backstory"] == "You are Ada."
    assert it.preview({"alias": "ada"}) == ()


def test_the_other_stack_can_no_longer_change_or_delete_it(harness: CoreHarness) -> None:
    """It may have the object in its state still."""
    it = harness.declare("bot", "old")
    it.up({"name": "Ada"})
    meta = as_object(it.stored["meta"]) or {}
    harness.emulator.edit("bot", it.id, {"meta": {**meta, "pulumiStack": "other/prod"}})
    harness.next_run()
    assert it.refresh()

    with pytest.raises(ManagedElsewhere):
        it.up({"name": "Grace"})
    with pytest.raises(ManagedElsewhere):
        it.delete()


def test_a_found_name_of_another_stack_is_mentioned(harness: CoreHarness) -> None:
    """Two stacks may have objects of one name, so a new one is made; a line names the other one."""
    other = by_hand(
        harness, "bot", {"name": "Ada", "meta": {"pulumiStack": "other/prod", "pulumiKind": "bot", "pulumiName": "a"}}
    )

    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": "match"})

    assert it.id != other
    assert any(f'adopt="{other}"' in line and "stack other/prod" in line for line in harness.reported)


@pytest.mark.parametrize(
    ("kind", "adopt", "says"),
    [
        ("bot", "Match", "must be one of never, own, marked, match, overwrite, or the id of the object"),
        ("bot", "@ada-the-first-bot", "must be one of"),
        ("partner_user_token", NOBODYS, "no existing PartnerUserToken can be taken over: its token was shown once"),
        ("dataset_file", NOBODYS, "has no id at the service"),
    ],
)
def test_what_cannot_be_adopted_is_refused_before_anything_is_sent(
    harness: CoreHarness, kind: str, adopt: str, says: str
) -> None:
    """In check, so a preview shows it."""
    failures = harness.declare(kind).checked({**harness.least(kind), "adopt": adopt}).failures

    assert [problem.path for problem in failures if says in problem.reason] == [("adopt",)]


def test_an_adoption_whose_run_was_killed_still_keeps(harness: CoreHarness) -> None:
    """The marker says what was kept, so whoever finds the object by its marker knows."""
    bot = by_hand(harness, "bot", {"name": "Ada", "backstory": "You are Ada.", "alias": "ada", "privacy": True})
    harness.declare("bot").up({"name": "Ada", "adopt": "match"})

    modes: list[tuple[AdoptMode, str]] = [("own", "harness"), ("marked", "another")]
    for mode, state_id in modes:
        harness.next_run(mode, state_id=state_id)
        again = harness.declare("bot")
        again.up({"name": "Ada"})

        assert again.id == bot
        assert again.state["kept"] == ["alias", "backstory", "privacy", "moderation"]
        assert (again.stored["backstory"], again.stored["alias"]) == ("You are Ada.", "ada")
        assert again.stored["privacy"] is True
        assert again.preview({"name": "Ada"}) == ()


def test_ignored_entries_of_a_kept_map_survive_when_it_is_declared(harness: CoreHarness) -> None:
    """``ignore_changes`` means what is there now, not what the program ever declared."""
    user = by_hand(harness, "partner_user", {"name": "Ada", "limits": {"tokens": 5, "conversations": 3}})
    it = harness.declare("partner_user")
    it.up({"alias": "", "adopt": user})
    path = ("limits", "conversations")
    assert it.preview({"alias": ""}, ignored=[path]) == ()

    it.up({"alias": "", "limits": {"tokens": 9}}, ignored=[path])

    assert it.stored["limits"] == {"tokens": 9, "conversations": 3}
