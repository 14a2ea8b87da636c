"""Adoption finds what an interrupted run created, and does not touch objects of others (design, section 5)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import UNKNOWN
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, ManagedElsewhere
from support.core_harness import CoreHarness, Declared

MARKED = [name for name, kind in KINDS.items() if kind.meta and not kind.create_only_outputs]


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def interrupted(harness: CoreHarness, kind: str, declared: JsonObject) -> str:
    """Create an object and lose the state, as an interrupted run does; returns the object's key."""
    lost = harness.declare(kind)
    lost.up(declared)
    harness.next_run()
    return lost.key


def replaced_without_a_diff(harness: CoreHarness, *, has_old_inputs: bool) -> Declared:
    """The new bot of a replacement; check gets the old inputs after another trigger, and not with ``--replace``."""
    new = harness.declare("bot")
    new.inputs = {"name": "Ada"} if has_old_inputs else {}
    new.up({"name": "Ada"})
    return new


def keys(harness: CoreHarness, kind: str) -> list[object]:
    """Ids of all objects of the kind, except parents that a test needed."""
    return [record["id"] for record in harness.emulator.records(kind) if record.get("name") != "tenant"]


@pytest.mark.parametrize("kind", MARKED)
def test_an_object_of_an_interrupted_run_is_adopted(harness: CoreHarness, kind: str) -> None:
    """Afterwards there is one object, it is in the state, and the preview is empty."""
    least = harness.least(kind)
    left = interrupted(harness, kind, least)

    it = harness.declare(kind)
    it.up(least)

    assert it.key == left
    assert keys(harness, kind) == [left]
    assert it.preview(least) == ()
    why = "was adopted, not created: it carries the marker of this resource: an earlier run was interrupted"
    assert any(why in line for line in harness.reported)


def test_an_adopted_object_is_updated_to_the_declared_values(harness: CoreHarness) -> None:
    """The program may have changed between the two runs. Fields that are never read back are sent as well."""
    left = interrupted(harness, "bot", {"name": "Ada", "backstory": "old", "privacy": True})

    it = harness.declare("bot")
    it.up({"name": "Ada", "model": "gpt-4o"})

    assert it.id == left
    assert (it.stored["backstory"], it.stored["model"], it.stored["privacy"]) == ("", "gpt-4o", False)


@pytest.mark.parametrize("state_id", ["harness", "another"])
def test_a_token_that_no_state_has_is_left_alone_and_reported(harness: CoreHarness, state_id: str) -> None:
    """Its text was only in the answer to the create, so it is of no use here; but somebody else may use it."""
    least = harness.least("partner_user_token")
    left = interrupted(harness, "partner_user_token", least)
    harness.next_run(state_id=state_id)

    it = harness.declare("partner_user_token")
    it.up(least)

    assert set(keys(harness, "partner_user_token")) == {left, it.id}
    assert str(it.state["token"]).startswith("sk-")
    command = f"`pulumi-chatbotkit orphans delete partner_user_token {left} --user {least['userId']}`"
    told = harness.context.history.orphans.lines(harness.context.history.objects_ever_in_state)
    assert any("still works" in line and "less than a minute old" in line and command in line for line in told)


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (59, "less than a minute"),
        (60, "1 minute"),
        (3_599, "59 minutes"),
        (7_200, "2 hours"),
        (86_399, "23 hours"),
        (86_400, "1 day"),
        (259_200, "3 days"),
    ],
)
def test_a_token_that_no_state_has_is_reported_with_its_age(harness: CoreHarness, seconds: int, age: str) -> None:
    """It helps to tell an interrupted run from a token that somebody uses."""
    least = harness.least("partner_user_token")
    left = interrupted(harness, "partner_user_token", least)
    (created_ms,) = [each["createdAt"] for each in harness.emulator.records("partner_user_token")]
    assert isinstance(created_ms, int)
    harness.context = replace(harness.context, epoch_s=lambda: created_ms / 1000 + seconds)

    harness.declare("partner_user_token").up(least)

    told = harness.context.history.orphans.lines(harness.context.history.objects_ever_in_state)
    assert any(f"PartnerUserToken {left} ({age} old)" in line for line in told), told


def test_the_way_out_of_a_lost_state_is_told_once(harness: CoreHarness) -> None:
    """A stack may have hundreds of objects."""
    for name in ("one", "two"):
        harness.declare("bot", name).up({"name": name})
    harness.next_run(state_id="another")

    with pytest.raises(AdoptionRefused, match="chatbotkit:adopt marked"):
        harness.declare("bot", "one").up({"name": "one"})
    with pytest.raises(AdoptionRefused, match=r"was not made with this state either$"):
        harness.declare("bot", "two").up({"name": "two"})


def test_a_create_waits_a_moment_for_the_state_to_show_whose_an_object_is(harness: CoreHarness) -> None:
    """Pulumi reports the resources of a state one after the other, and may ask for a create first."""
    place = harness.place("bot")
    other = harness.declare("bot", "other")
    other.up({**place, "name": "other"})
    left = interrupted(harness, "bot", {**place, "name": "Ada"})
    harness.next_run(state_id="another")

    async def report_another(_seconds: float) -> None:
        other.preview({**place, "name": "other"})

    harness.context = replace(harness.context, sleep=report_another)
    it = harness.declare("bot")
    it.up({**place, "name": "Ada"})

    assert it.id == left


def test_a_run_waits_for_its_state_once(harness: CoreHarness) -> None:
    """A stack whose state was lost may have hundreds of objects, each of which is refused."""
    place = harness.place("bot")
    for name in ("one", "two"):
        harness.declare("bot", name).up({**place, "name": name})
    harness.next_run(state_id="another")
    waited_s: list[float] = []

    async def wait(seconds: float) -> None:
        waited_s.append(seconds)

    harness.context = replace(harness.context, sleep=wait)
    after: list[float] = []
    for name in ("one", "two"):
        with pytest.raises(AdoptionRefused):
            harness.declare("bot", name).up({**place, "name": name})
        after.append(sum(waited_s))

    assert after[0] == after[1] > 0


@pytest.mark.parametrize("mode", ["match", "overwrite"])
def test_a_mode_that_stays_in_a_program_takes_no_lost_state_over(harness: CoreHarness, mode: str) -> None:
    """``match`` says that the object may be of somebody else, not that the state was lost; the stack's setting does."""
    left = interrupted(harness, "bot", {"name": "Ada"})
    harness.next_run(state_id="another")
    with pytest.raises(AdoptionRefused, match="was not made with this state"):
        harness.declare("bot").up({"name": "Ada", "adopt": mode})

    harness.next_run("marked", state_id="another")
    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": mode})

    assert it.id == left


@pytest.mark.parametrize("kind", MARKED)
def test_an_object_of_another_state_is_not_adopted_unless_told_to(harness: CoreHarness, kind: str) -> None:
    """The state was lost, or a second checkout has one of its own: only the user can tell."""
    least = harness.least(kind)
    left = interrupted(harness, kind, least)
    harness.next_run(state_id="another")

    refused = r"state was lost.*second state of stack test/dev manages it.*chatbotkit:adopt marked"
    with pytest.raises(AdoptionRefused, match=refused):
        harness.declare(kind).up(least)
    assert keys(harness, kind) == [left]

    harness.next_run("marked", state_id="another")
    it = harness.declare(kind)
    it.up(least)

    assert it.key == left
    why = "was adopted, not created: it carries the marker of this resource, but was made with another state"
    assert any(why in line for line in harness.reported)
    assert it.preview(least) == ()
    it.delete()
    assert keys(harness, kind) == []


def test_an_object_that_another_state_has_taken_over_is_neither_updated_nor_deleted(harness: CoreHarness) -> None:
    """The first state still has it, and learns of it by looking before it destroys, or by a refresh."""
    first, second = harness.declare("bot"), harness.declare("bot")
    first.up({"name": "Ada"})
    harness.next_run("marked", state_id="another")
    second.up({"name": "Ada"})

    harness.next_run()
    with pytest.raises(ManagedElsewhere, match=r"was not deleted.*another state of this stack.*pulumi state delete"):
        first.delete()
    assert first.refresh()
    assert first.preview({"name": "Ada"}) == ("takenBy",)
    with pytest.raises(ManagedElsewhere, match=r"was not updated.*chatbotkit:adopt marked"):
        first.up({"name": "Grace"})
    with pytest.raises(ManagedElsewhere, match="was not deleted"):
        first.delete()
    assert keys(harness, "bot") == [second.id]


def test_an_object_with_another_stacks_marker_is_not_deleted(harness: CoreHarness) -> None:
    """It was kept when this stack let go of it, and the other one has adopted it."""
    it = harness.declare("bot")
    it.up({"name": "Ada"})
    harness.emulator.edit("bot", it.id, {"meta": {**as_map(harness, it.id), "pulumiStack": "other/prod"}})
    harness.next_run()

    with pytest.raises(ManagedElsewhere, match=r"carries the marker of stack other/prod \(resource 'it'\)"):
        it.delete()
    assert keys(harness, "bot") == [it.id]


def test_a_replacement_without_a_diff_adopts_nothing(harness: CoreHarness) -> None:
    """After another ``replacement_trigger`` Pulumi does not call diff: the object found may be the one to replace."""
    old = harness.declare("bot")
    old.up({"name": "Ada"})
    harness.next_run()
    new = harness.declare("bot")
    new.inputs = {"name": "Ada"}
    new.up({"name": "Ada"})
    old.delete()

    assert new.id != old.id
    assert keys(harness, "bot") == [new.id]


def test_what_pulumi_forgets_with_the_old_entry_of_an_adopted_partner_user_is_said(harness: CoreHarness) -> None:
    """``--replace`` keeps it and makes a second entry; while the first goes, Pulumi skips deletes of what is in it."""
    old = harness.declare("partner_user", "acme")
    old.up({"name": "Acme"})
    harness.next_run()
    again = harness.declare("partner_user", "acme")
    again.up({"name": "Acme"})
    harness.reported.clear()

    old.delete()

    assert again.id == old.id
    assert keys(harness, "partner_user") == [old.id]
    kept, skipped = harness.reported
    assert "was not deleted: a resource of the stack has adopted it" in kept
    assert f"PartnerUser 'acme': {old.id} has two entries in the state, and the old one goes. Pulumi takes" in skipped
    assert f"Look in {old.id} for objects that you no longer declare" in skipped


@pytest.mark.parametrize("has_old_inputs", [True, False], ids=["trigger", "--replace"])
def test_a_replacement_without_a_diff_adopts_what_no_refresh_has_read(
    harness: CoreHarness, has_old_inputs: bool
) -> None:
    """An interrupted run has made it. Of the two objects that the state has, one is still to be deleted."""
    first, second = harness.declare("bot"), harness.declare("bot")
    first.up({"name": "Ada"})
    second.up({"name": "Ada"})
    left = interrupted(harness, "bot", {"name": "Ada"})
    assert first.refresh()
    assert second.refresh()

    again = replaced_without_a_diff(harness, has_old_inputs=has_old_inputs)
    first.delete()
    second.delete()

    assert again.id == left
    assert keys(harness, "bot") == [left]


def test_a_triggered_replacement_names_what_was_made_with_another_state(harness: CoreHarness) -> None:
    """Nothing shows that an interrupted run of this state has made it, so it is left alone, and the run goes on."""
    left = interrupted(harness, "bot", {"name": "Ada"})
    harness.next_run(adopt="never", state_id="another")
    old = harness.declare("bot")
    old.up({"name": "Ada"})
    harness.next_run(state_id="another")
    assert old.refresh()

    again = replaced_without_a_diff(harness, has_old_inputs=True)

    assert again.id not in {left, old.id}
    (line,) = harness.context.history.lines_at_the_end()
    assert f"Bot {left} (less than a minute old) still works" in line
    assert f"orphans delete bot {left}`" in line


@pytest.mark.parametrize("has_old_inputs", [True, False], ids=["trigger", "--replace"])
def test_a_replacement_without_a_diff_adopts_nothing_that_a_refresh_has_read(
    harness: CoreHarness, has_old_inputs: bool
) -> None:
    """It is what the resource has, or what is still to be deleted: nothing shows which."""
    first, second = harness.declare("bot"), harness.declare("bot")
    first.up({"name": "Ada"})
    second.up({"name": "Ada"})
    harness.next_run()
    assert first.refresh()
    assert second.refresh()

    again = replaced_without_a_diff(harness, has_old_inputs=has_old_inputs)

    assert again.id not in {first.id, second.id}


def test_the_object_of_a_resource_in_the_state_is_not_adopted_by_its_replacement(harness: CoreHarness) -> None:
    """The new object is created before the old one is deleted, and both carry the same marker."""
    old = harness.declare("bot")
    old.up({"name": "Ada"})
    harness.next_run()
    old.preview({"name": "Ada"})

    new = harness.declare("bot")
    new.up({"name": "Ada"})

    assert new.id != old.id


def test_the_new_object_of_an_interrupted_replacement_is_adopted(harness: CoreHarness) -> None:
    """The state has only the old object; the new one belongs to no resource yet."""
    old = harness.declare("bot")
    old.up({"name": "Ada"})
    new = interrupted(harness, "bot", {"name": "Ada"})
    old.preview({"name": "Ada"})

    again = harness.declare("bot")
    again.up({"name": "Ada"})

    assert again.id == new


def test_an_adopted_object_is_not_deleted_for_an_old_entry_of_the_state(harness: CoreHarness) -> None:
    """The state may have an entry to be deleted whose object a new resource of the same name has adopted."""
    pending = harness.declare("bot")
    pending.up({"name": "Ada"})
    harness.next_run()
    it = harness.declare("bot")
    it.up({"name": "Ada"})

    pending.delete()

    assert it.id == pending.id
    assert keys(harness, "bot") == [it.id]


def test_the_old_object_of_a_failed_replacement_is_adopted_after_a_refresh(harness: CoreHarness) -> None:
    """A refresh also reads objects to be deleted, and a killed run may have given one the alias declared now."""
    pending, live = harness.declare("bot"), harness.declare("bot")
    pending.up({"alias": "ada"})
    live.up({"runAs": harness.tenant().id})
    harness.next_run()
    assert pending.refresh()
    assert live.refresh()
    live.preview({"alias": "ada"})

    it = harness.declare("bot")
    it.up({"alias": "ada"})
    live.delete()
    pending.delete()

    assert it.id == pending.id
    assert keys(harness, "bot") == [it.id]


def test_the_only_object_that_a_refresh_read_for_a_name_is_not_adopted(harness: CoreHarness) -> None:
    """If one resource was renamed and a new one has its old name, the order of their diffs is not defined."""
    renamed = harness.declare("bot")
    renamed.up({"name": "Ada"})
    harness.next_run()
    assert renamed.refresh()

    new = harness.declare("bot")
    new.up({"name": "Ada"})

    assert new.id != renamed.id


def test_a_token_that_a_refresh_read_is_not_deleted_as_an_orphan(harness: CoreHarness) -> None:
    """One of several may be in use: a tainted token is replaced without a diff."""
    least = harness.least("partner_user_token")
    tokens = [harness.declare("partner_user_token") for _ in range(2)]
    for token in tokens:
        token.up(least)
    harness.next_run()
    assert all(token.refresh() for token in tokens)

    harness.declare("partner_user_token").up(least)

    assert len(keys(harness, "partner_user_token")) == 3


def test_two_objects_with_the_marker_are_an_error_that_lists_them(harness: CoreHarness) -> None:
    """They come from two runs, and it is unknown which one is in use."""
    ids = [interrupted(harness, "bot", {"name": "Ada"})]
    harness.next_run(adopt="never")
    ids.append(interrupted(harness, "bot", {"name": "Ada"}))

    with pytest.raises(AdoptionRefused, match=f"2 objects carry the marker.*{ids[0]}, {ids[1]}.*adopt='never'"):
        harness.declare("bot").up({"name": "Ada"})


def test_another_stacks_object_is_never_adopted_by_marker(harness: CoreHarness) -> None:
    """Kind and name are the same, but the stack is another one."""
    left = interrupted(harness, "bot", {"name": "Ada"})
    harness.emulator.edit("bot", left, {"meta": {**as_map(harness, left), "pulumiStack": "other/prod"}})

    it = harness.declare("bot")
    it.up({"name": "Ada"})

    assert it.id != left


def test_never_creates_a_new_object(harness: CoreHarness) -> None:
    """The resource's option overrides the default of the run."""
    left = interrupted(harness, "bot", {"name": "Ada"})

    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": "never"})

    assert it.id != left


def test_own_does_not_adopt_an_object_without_marker(harness: CoreHarness) -> None:
    """Such an object was created in the console or by another program."""
    unmarked(harness, "bot", {"name": "Ada"})

    it = harness.declare("bot")
    it.up({"name": "Ada"})

    assert len(keys(harness, "bot")) == 2


def test_a_diff_with_an_unknown_marker_records_no_verdict(harness: CoreHarness) -> None:
    """Check and diff must not fail on unknown values."""
    it = harness.declare("bot")
    it.up({"name": "Ada"})
    harness.next_run()

    it.provider.diff(it.id, it.state, {"name": "Ada", "marker": UNKNOWN})
    it.delete()

    assert keys(harness, "bot") == []


def test_no_search_is_made_in_a_tenant_created_in_this_run(harness: CoreHarness) -> None:
    """A new tenant is empty, so there is nothing to adopt."""
    tenant = harness.tenant()
    harness.emulator.clear_requests()

    harness.declare("bot").up({"runAs": tenant.id, "name": "Ada"})
    harness.declare("partner_user_context").up({"userId": tenant.id})

    assert [request.path.rpartition("/")[2] for request in harness.emulator.requests] == ["create", "create"]


def test_many_creates_in_one_collection_search_twice(harness: CoreHarness) -> None:
    """The first search is for one resource's objects; the second one lists all objects of the stack."""
    for number in range(20):
        harness.declare("bot", f"bot-{number}").up({"name": "Ada"})

    assert len([request for request in harness.emulator.requests if request.path.endswith("/list")]) == 2


def test_duplicates_of_one_create_are_reduced_to_one(harness: CoreHarness) -> None:
    """They exist if a lost answer was followed by a second create, and then the run was killed."""
    left = interrupted(harness, "bot", {"name": "Ada"})
    duplicate = unmarked(harness, "bot", {"name": "Ada", "meta": as_map(harness, left)})

    it = harness.declare("bot")
    it.up({"name": "Ada"})

    assert keys(harness, "bot") == [it.id]
    assert it.id in {left, duplicate}


def test_a_clone_is_not_taken_for_a_duplicate(harness: CoreHarness) -> None:
    """A clone of a blueprint copies ``meta``, creation ID included (b.6); somebody may live in it."""
    left = interrupted(harness, "bot", {"name": "Ada"})
    blueprint = unmarked(harness, "blueprint", {"name": "copy"})
    meta = {"blueprintId": blueprint, "meta": as_map(harness, left)}
    clone = unmarked(harness, "bot", {"name": "Ada", **meta})

    with pytest.raises(AdoptionRefused, match="2 objects carry the marker"):
        harness.declare("bot").up({"name": "Ada"})

    assert keys(harness, "bot") == [left, clone]


def test_an_object_that_another_resource_has_adopted_is_not_updated(harness: CoreHarness) -> None:
    """Two resources that swap names must not end up with the same object."""
    moved = harness.declare("bot")
    moved.up({"name": "Ada"})
    harness.next_run()
    harness.declare("bot").up({"name": "Ada"})

    with pytest.raises(AdoptionRefused, match="was adopted in this run"):
        moved.up({"name": "Grace"})


def test_two_objects_without_creation_id_are_not_treated_as_duplicates(harness: CoreHarness) -> None:
    """An update that replaces ``meta`` removes the creation ID, so both may come from different creates."""
    ids = [interrupted(harness, "bot", {"name": "Ada"})]
    harness.emulator.edit("bot", ids[0], {"meta": {**as_map(harness, ids[0]), "pulumiCreation": ""}})
    ids.append(unmarked(harness, "bot", {"name": "Ada", "meta": as_map(harness, ids[0])}))

    with pytest.raises(AdoptionRefused, match="2 objects carry the marker"):
        harness.declare("bot").up({"name": "Ada"})
    assert keys(harness, "bot") == ids


def test_an_object_that_a_resource_keeps_is_not_deleted_for_an_old_entry(harness: CoreHarness) -> None:
    """It was adopted while the state had it as an entry to be deleted, and then the run was interrupted."""
    pending, it = harness.declare("bot"), harness.declare("bot")
    pending.up({"name": "Ada"})
    harness.next_run()
    it.up({"name": "Ada"})
    harness.next_run()
    it.preview({"name": "Ada"})

    pending.delete()

    assert keys(harness, "bot") == [it.id]


def test_a_delete_that_pulumi_asks_for_happens(harness: CoreHarness) -> None:
    """With a target or a trigger, Pulumi deletes an object that a diff of the same run would keep."""
    it = harness.declare("bot")
    it.up({"name": "Ada"})
    harness.next_run()
    it.preview({"name": "Ada"})

    it.delete()

    assert keys(harness, "bot") == []


def test_an_object_that_the_engine_replaces_without_a_diff_is_deleted(harness: CoreHarness) -> None:
    """A trigger replaces an object that the provider would keep, and may delete it first to free its alias."""
    old = harness.declare("bot")
    old.up({"alias": "ada"})
    harness.next_run()
    old.preview({"alias": "ada"})
    old.delete()

    new = harness.declare("bot")
    new.up({"alias": "ada"})

    assert keys(harness, "bot") == [new.id]
    assert new.id != old.id


def unmarked(harness: CoreHarness, kind: str, body: JsonObject) -> str:
    """Create an object as another program would; returns its id."""
    path = (*KINDS[kind].path, "create")
    return str(harness.run(harness.client.post(path, body))["id"])


def as_map(harness: CoreHarness, bot: str) -> JsonObject:
    """The ``meta`` of a bot."""
    record = harness.emulator.record("bot", bot)
    assert record is not None
    meta = record["meta"]
    assert isinstance(meta, dict)
    return meta
