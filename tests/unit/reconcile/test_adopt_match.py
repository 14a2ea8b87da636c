"""``adopt="match"`` takes over an object without a marker by alias, e-mail, name or links (design, section 5)."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from support.core_harness import STACK, CoreHarness
from support.foreign import make_by_hand


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def keys(harness: CoreHarness, kind: str) -> list[object]:
    """Ids of all objects of the kind, except parents that a test needed."""
    return [record["id"] for record in harness.emulator.records(kind) if record.get("name") != "tenant"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("bot", "alias", "ada"),
        ("bot", "name", "Ada"),
        ("partner_user", "email", "ada@example.com"),
        ("partner_user", "alias", "ada"),
    ],
)
def test_match_adopts_an_object_that_no_resource_manages(
    harness: CoreHarness, kind: str, field: str, value: str
) -> None:
    """By alias, e-mail or name; the reported line says by which. What is not declared stays."""
    found = unmarked(harness, kind, {field: value, "description": "by hand"})
    declared: JsonObject = {"alias": "", field: value} if kind == "partner_user" else {field: value}

    it = harness.declare(kind)
    it.up({**declared, "adopt": "match"})

    assert it.id == found
    assert it.stored["description"] == "by hand"
    reported = f"{KINDS[kind].class_name} 'it' ({found}) was adopted, not created: it has the {field} {value!r}; kept: "
    assert harness.reported[0].startswith(reported)
    assert it.preview(declared) == ()


def test_match_with_two_objects_of_the_name_is_an_error_that_lists_them(harness: CoreHarness) -> None:
    """Nothing is created or changed."""
    ids = [unmarked(harness, "bot", {"name": "Ada"}) for _ in range(2)]

    with pytest.raises(AdoptionRefused, match=f"2 objects have the name 'Ada': {ids[0]}, {ids[1]}"):
        harness.declare("bot").up({"name": "Ada", "adopt": "match"})
    assert keys(harness, "bot") == ids


def test_match_refuses_an_object_of_another_stack(harness: CoreHarness) -> None:
    """Otherwise two stacks would keep changing the same object."""
    other = unmarked(
        harness, "bot", {"alias": "ada", "meta": {"pulumiStack": "other/prod", "pulumiName": "a", "pulumiKind": "bot"}}
    )

    with pytest.raises(
        AdoptionRefused,
        match=f"Bot {other} has the alias 'ada', but carries .* stack other/prod. If that stack no longer has it",
    ):
        harness.declare("bot").up({"alias": "ada", "adopt": "match"})


def test_a_kept_object_of_a_renamed_resource_is_not_matched(harness: CoreHarness) -> None:
    """The message does not ask to remove a resource that was removed already."""
    old = unmarked(harness, "bot", {"alias": "ada", "meta": {"pulumiStack": STACK, "pulumiName": "old"}})

    with pytest.raises(AdoptionRefused, match=r"resource 'old' of this stack.*If that .* removed .* this one its name"):
        harness.declare("bot").up({"alias": "ada", "adopt": "match"})
    assert keys(harness, "bot") == [old]


def test_match_adopts_no_token(harness: CoreHarness) -> None:
    """The text of an existing token cannot be read, so the resource would have none."""
    user = harness.tenant().id
    harness.next_run()
    path = ("partner", "user", user, "token", "create")
    theirs = harness.run(harness.client.post(path, {"name": "Key"}))["id"]

    it = harness.declare("partner_user_token")
    it.up({"userId": user, "name": "Key", "adopt": "match"})

    assert it.id != theirs
    assert str(it.state["token"]).startswith("sk-")
    assert harness.emulator.record("partner_user_token", str(theirs)) is not None


def test_match_creates_an_object_if_none_matches(harness: CoreHarness) -> None:
    it = harness.declare("bot")

    it.up({"alias": "ada", "name": "Ada", "adopt": "match"})

    assert keys(harness, "bot") == [it.id]


def contexts(harness: CoreHarness, user: str, *bodies: JsonObject) -> list[str]:
    """Create contexts of the partner user by hand; returns their ids."""
    return [make_by_hand(harness, KINDS["partner_user_context"], {"userId": user}, body) for body in bodies]


def two_bots(harness: CoreHarness) -> tuple[str, str, str]:
    """A partner user with two bots, as an earlier run left them: ids of all three."""
    user = harness.tenant().id
    bots = [harness.declare("bot", name) for name in ("first", "second")]
    for bot in bots:
        bot.up({"runAs": user})
    harness.next_run()
    return user, bots[0].id, bots[1].id


def test_contexts_without_a_name_match_by_their_links(harness: CoreHarness) -> None:
    """None is made a second time, and one list finds all of them."""
    user, first, second = two_bots(harness)
    ids = contexts(harness, user, {"botId": first, "payload": {"plan": "pro"}}, {"botId": second})
    harness.emulator.clear_requests()

    its = [harness.declare("partner_user_context", name) for name in ("a", "b", "c")]
    its[0].up({"userId": user, "botId": second, "adopt": "match"})
    its[1].up({"userId": user, "botId": first, "name": "Main", "adopt": "match"})
    its[2].up({"userId": user, "botId": first, "adopt": "match"})

    assert [its[0].id, its[1].id] == ids[::-1]
    assert its[2].id not in ids
    assert its[1].stored["payload"] == {"plan": "pro"}
    assert its[1].stored["name"] == "Main"
    lists = [request for request in harness.emulator.requests if request.path.endswith("/context/list")]
    assert len(lists) == 3, "two for markers, one for links"


def test_of_objects_with_the_name_the_one_with_the_links_is_matched(harness: CoreHarness) -> None:
    """If none has them, or no links are declared, the name alone cannot tell them apart."""
    user, first, second = two_bots(harness)
    ids = contexts(harness, user, {"name": "Main"}, {"name": "Main", "botId": first})
    declared: JsonObject = {"userId": user, "name": "Main", "adopt": "match"}

    for other in ({}, {"botId": second}):
        with pytest.raises(AdoptionRefused, match=f"2 objects have the name 'Main': {ids[0]}, {ids[1]}"):
            harness.declare("partner_user_context").up({**declared, **other})
    it = harness.declare("partner_user_context")
    it.up({**declared, "botId": first})

    assert it.id == ids[1]


def test_contexts_that_cannot_be_told_apart_are_named(harness: CoreHarness) -> None:
    """The one with no other links is preferred; two of those are an error."""
    user, first, second = two_bots(harness)
    dataset = harness.declare("dataset")
    dataset.up({"runAs": user})
    harness.next_run()
    both, alone = contexts(harness, user, {"botId": first, "datasetId": dataset.id}, {"botId": first})
    it = harness.declare("partner_user_context", "a")
    it.up({"userId": user, "botId": first, "adopt": "match"})
    assert it.id == alone
    assert harness.emulator.record("partner_user_context", both) is not None

    ids = contexts(harness, user, {"botId": second}, {"botId": second})
    harness.next_run()
    with pytest.raises(AdoptionRefused, match=rf"2 objects have the same links \(bot_id\): {ids[0]}, {ids[1]}.*its id"):
        harness.declare("partner_user_context", "b").up({"userId": user, "botId": second, "adopt": "match"})


def test_a_link_by_alias_matches_the_object_that_it_leads_to(harness: CoreHarness) -> None:
    """The service stores ids, and its filters take nothing else."""
    user = harness.tenant().id
    bot = harness.declare("bot")
    bot.up({"runAs": user, "alias": "ada"})
    harness.next_run()
    (theirs,) = contexts(harness, user, {"botId": bot.id})

    it = harness.declare("partner_user_context")
    it.up({"userId": user, "botId": "@ada", "adopt": "match"})

    assert it.id == theirs
    assert it.preview({"userId": user, "botId": "@ada"}) == ()


def test_a_context_without_some_of_the_links_is_matched_before_a_new_one_is_made(harness: CoreHarness) -> None:
    """A component declares all links that a tenant has; the context made by hand has those that its author needed."""
    user, first, second = two_bots(harness)
    dataset = harness.declare("dataset")
    dataset.up({"runAs": user})
    harness.next_run()
    theirs, _ = contexts(harness, user, {"botId": first}, {"botId": second})

    it = harness.declare("partner_user_context")
    it.up({"userId": user, "botId": first, "datasetId": dataset.id, "adopt": "match"})

    assert it.id == theirs
    assert it.stored["datasetId"] == dataset.id
    assert "changed: dataset_id" in harness.reported[-1]


def test_a_context_without_name_and_links_is_matched_by_one_without_either(harness: CoreHarness) -> None:
    """Two of those are an error; a name, declared or there, is no reason to take one over."""
    user, first, _ = two_bots(harness)
    theirs, *_ = contexts(harness, user, {"payload": {"plan": "pro"}}, {"botId": first}, {"name": "Sales"})

    named = harness.declare("partner_user_context", "named")
    named.up({"userId": user, "name": "Main", "adopt": "match"})
    it = harness.declare("partner_user_context")
    it.up({"userId": user, "adopt": "match"})

    assert (it.id, it.stored["payload"]) == (theirs, {"plan": "pro"})
    assert named.id not in {theirs, it.id}
    contexts(harness, user, {}, {})
    harness.next_run()
    with pytest.raises(AdoptionRefused, match=r"2 objects have the same links \(none\)"):
        harness.declare("partner_user_context", "third").up({"userId": user, "adopt": "match"})


def test_a_context_with_another_name_is_not_matched_by_its_links(harness: CoreHarness) -> None:
    """Its name says that it is another one."""
    user, first, _ = two_bots(harness)
    (theirs,) = contexts(harness, user, {"botId": first, "name": "Sales"})

    it = harness.declare("partner_user_context")
    it.up({"userId": user, "botId": first, "name": "Support", "adopt": "match"})

    assert it.id != theirs


def test_what_other_stacks_manage_under_the_name_is_told(harness: CoreHarness) -> None:
    """A new one is made beside it. What nobody or this stack manages, and other names, are no reason to tell."""
    theirs: JsonObject = {"pulumiStack": "other/prod", "pulumiKind": "bot", "pulumiName": "a"}
    harness.declare("bot", "of this stack").up({"name": "Bea"})
    unmarked(harness, "bot", {"name": "Grace"})
    unmarked(harness, "bot", {"name": "Grace", "meta": theirs})
    managed = unmarked(harness, "bot", {"name": "Ada", "meta": theirs})
    for name in ("it", "another"):
        harness.declare("bot", name).up({"name": "Ada", "adopt": "match"})

    told = [line for line in harness.reported if "so a new one is made beside it" in line]
    assert len(told) == 1, "once per run"
    assert f"Bot {managed} has the name 'Ada' and the marker of the resource 'a' of stack other/prod" in told[0]
    assert f'adopt="{managed}"' in told[0]


def test_overwrite_empties_what_is_declared_empty_and_nothing_else(harness: CoreHarness) -> None:
    found = unmarked(harness, "bot", {"name": "Ada", "description": "by hand", "backstory": "You are Ada."})

    it = harness.declare("bot")
    it.up({"name": "Ada", "backstory": "", "adopt": "overwrite"})

    assert it.id == found
    assert (it.stored["backstory"], it.stored["description"]) == ("", "by hand")
    assert "; emptied: backstory" in harness.reported[0]


def unmarked(harness: CoreHarness, kind: str, body: JsonObject) -> str:
    """Create an object as another program would; returns its id."""
    path = (*KINDS[kind].path, "create")
    return str(harness.run(harness.client.post(path, body))["id"])
