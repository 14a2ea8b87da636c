"""Orphans: what is found, what is never called one, and what is not deleted."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.cli.orphans_report import as_document, as_markdown_text, lines_about
from pulumi_chatbotkit.emulator import Fault, Status, WrongBody
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.chosen_stacks import StatesNow
from pulumi_chatbotkit.operations.known_to_states import ManagedBy, known_to_states
from pulumi_chatbotkit.operations.orphans.adoption import how_to_adopt
from pulumi_chatbotkit.operations.orphans.deletion import Consent, Refused, delete_orphan, named, refusals
from pulumi_chatbotkit.operations.orphans.find import find_orphans
from pulumi_chatbotkit.operations.orphans.report import MadeWith, Orphan, OrphansReport
from pulumi_chatbotkit.operations.state_objects import objects_in
from support.core_harness import STACK, CoreHarness, Declared
from support.foreign import make_by_hand
from support.planting import Planted, spellings
from support.states import entry, exported, reading

OWN = (STACK, None)
ALL = Consent(delete_keys=True, other_state=True)


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


def marked(name: str = "r", stack: str = STACK, **more: str) -> JsonObject:
    return {"pulumiStack": stack, "pulumiKind": "bot", "pulumiName": name, **more}


def made(harness: CoreHarness, kind: str, place: JsonObject, **values: JsonValue) -> str:
    return make_by_hand(harness, KINDS[kind], place, values)


def lost_tenant(harness: CoreHarness, name: str = "acme") -> str:
    """A tenant as a killed run leaves it: partner user, bot, key."""
    user = made(harness, "partner_user", {}, name=name, meta=marked(name))
    made(harness, "bot", {"runAs": user}, name="B", meta=marked(f"{name}.b"))
    made(harness, "partner_user_token", {"userId": user}, name="key", meta=marked(f"{name}.token"))
    return user


def states(*entries: JsonObject, at_work: str = "") -> StatesNow:
    """The state of the harness's stack, as it is read."""
    state = exported(*entries)
    return StatesNow(
        known_to_states([state], [OWN]),
        {OWN: frozenset((each.kind.name, each.id) for each in objects_in(state))},
        {OWN: at_work} if at_work else {},
    )


def find(
    harness: CoreHarness, *moments: StatesNow, any_stack: bool = False, before: Callable[[], object] | None = None
) -> OrphansReport:
    """What is found if the states are read as these moments have them, the last one from then on."""
    left = [*moments]

    def read() -> StatesNow:
        return left.pop(0) if len(left) > 1 else left[0]

    harness.emulator.clear_requests()
    if before is not None:
        before()
    with reading(harness) as service:
        report = harness.run(find_orphans(service.client, Redactor(), read, any_stack=any_stack))
    assert {request.method for request in harness.emulator.requests} <= {"GET"}
    return report


def only(report: OrphansReport) -> Orphan:
    (orphan,) = report.orphans
    return orphan


def ids(report: OrphansReport) -> list[str]:
    return [each.id for each in report.orphans]


def test_a_lost_tenant_is_one_orphan_with_what_is_in_it(harness: CoreHarness) -> None:
    """An empty state does not tell its stack, so the stack's name does."""
    user = lost_tenant(harness)

    orphan = only(find(harness, states()))

    assert (orphan.id, orphan.name, orphan.customer) == (user, "acme", "acme")
    assert (orphan.holds, orphan.managed, orphan.keys) == ({"bot": 1, "partner_user_token": 1}, {}, 1)
    assert (orphan.made_with, orphan.is_certain) == (MadeWith.UNKNOWN, True)


def test_what_a_state_has_is_no_orphan(harness: CoreHarness) -> None:
    """Declared, only read, or waiting for its deletion."""
    kept, read, leaving = (harness.tenant(name) for name in ("kept", "read", "leaving"))
    entries = [entry(each, {"name": each.name}) for each in (kept, read, leaving)]

    report = find(harness, states(entries[0], {**entries[1], "external": True}, {**entries[2], "delete": True}))

    assert (report.orphans, report.failures, report.managed) == ([], [], {ManagedBy.STATE: 3})


def test_an_orphan_in_a_managed_tenant_says_which_state_made_it(harness: CoreHarness) -> None:
    """Its own state's, or another one's."""
    acme = harness.tenant("acme")
    own = made(harness, "bot", {"runAs": acme.id}, name="B", meta=marked(pulumiState=str(acme.state["stateId"])))
    other = made(harness, "bot", {"runAs": acme.id}, name="B", meta=marked(pulumiState="elsewhere"))

    report = find(harness, states(entry(acme, {"name": "acme"})))

    assert {each.id: each.made_with for each in report.orphans} == {
        own: MadeWith.THIS_STATE,
        other: MadeWith.ANOTHER_STATE,
    }
    assert {each.customer for each in report.orphans} == {"acme"}


def test_duplicates_and_copies_of_blueprints_are_told_apart(harness: CoreHarness) -> None:
    """One create made both, or a clone copied the creation ID into another blueprint."""
    acme = harness.tenant("acme")
    here: JsonObject = {"runAs": acme.id, "name": "B"}
    bot = harness.declare("bot", "it")
    bot.up(here)
    second = made(harness, "bot", {"runAs": acme.id}, name="B", meta=bot.stored["meta"])
    blueprint = made(harness, "blueprint", {"runAs": acme.id}, name="P")
    copy = made(harness, "bot", {"runAs": acme.id}, name="B", meta=bot.stored["meta"], blueprintId=blueprint)

    report = find(harness, states(entry(acme, {"name": "acme"}), entry(bot, here)))

    found = {each.id: (each.duplicate_of, each.copy_of) for each in report.orphans}
    assert found == {second: (bot.id, ""), copy: ("", bot.id)}


def test_what_a_run_writes_into_its_state_meanwhile_is_no_orphan(harness: CoreHarness) -> None:
    """The states are read again after the account; nothing of a stack that has changed is called an orphan."""
    acme = harness.tenant("acme")
    lost_tenant(harness, "globex")

    report = find(harness, states(), states(entry(acme, {"name": "acme"})))

    assert report.orphans == []
    (failure,) = report.failures
    assert failure.what == f"stack {STACK}"
    assert failure.reason.startswith("its state has changed while the accounts were read: 3 objects in no state may")
    assert ids(find(harness, states(entry(acme, {"name": "acme"}))))


@pytest.mark.parametrize("moment", [0, 1], ids=["at first", "at the end"])
def test_what_a_run_at_work_may_have_made_is_no_orphan(harness: CoreHarness, moment: int) -> None:
    """Without checkpoints its state shows nothing of it until the end."""
    lost_tenant(harness)
    moments = [states(), states()]
    moments[moment] = states(at_work="a run by ada on host (process 7, since noon)")

    report = find(harness, *moments)

    assert report.orphans == []
    assert "it is in use by a run by ada on host" in report.failures[0].reason


def test_an_old_copy_of_a_list_makes_no_orphan(harness: CoreHarness) -> None:
    """The list shows it, and asked for by itself it is gone."""
    ghost: JsonObject = {"id": "ghost", "name": "G", "meta": marked()}
    harness.emulator.faults.add(Fault(route="bot/list", times=1, do=WrongBody(body={"items": [ghost]})))

    report = find(harness, states())

    assert (report.orphans, report.failures) == ([], [])
    assert report.managed[ManagedBy.ORPHAN] == 1


def test_of_stacks_that_were_not_read_nothing_is_known(harness: CoreHarness) -> None:
    """They are counted, and shown as not certain if somebody asks."""
    theirs = made(harness, "partner_user", {}, name="T", meta=marked(stack="fleet/b"))

    report, asked = find(harness, states()), find(harness, states(), any_stack=True)

    assert (report.orphans, report.other_stacks) == ([], {"fleet/b": 1})
    assert [(each.id, each.is_certain) for each in asked.orphans] == [(theirs, False)]


def test_what_could_not_be_read_is_a_failure(harness: CoreHarness) -> None:
    """It may hide an orphan."""
    lost_tenant(harness)
    harness.emulator.faults.add(Fault(route="bot/list", times=None, do=Status(status=403, code="NOT_AUTHORIZED")))

    report = find(harness, states())

    assert {each.what.partition(" in ")[0] for each in report.failures} == {"bot"}


def test_owners_tell_stacks_of_one_name_apart(harness: CoreHarness) -> None:
    """Another organization's object is not this stack's."""
    made(harness, "bot", {}, name="B", meta=marked(pulumiOwner="them"))

    report = find(harness, states())

    assert (report.orphans, report.managed) == ([], {ManagedBy.OTHER_STACK: 1})


SORTS = [ManagedBy.STATE, ManagedBy.ORPHAN, ManagedBy.OTHER_STACK, ManagedBy.NOBODY]


@settings(max_examples=6, deadline=None)
@given(
    tenants=st.lists(st.tuples(st.sampled_from(SORTS), st.lists(st.sampled_from(SORTS), max_size=4)), max_size=4),
    own=st.lists(st.sampled_from(SORTS), max_size=3),
)
def test_each_object_is_of_exactly_one_sort(
    tenants: list[tuple[ManagedBy, list[ManagedBy]]], own: Sequence[ManagedBy]
) -> None:
    """Over generated accounts and states: nothing is missed, and nothing is counted twice."""
    with CoreHarness() as harness:
        generated = _Generated(harness)
        for sort, inside in tenants:
            user = generated.make("partner_user", {}, sort)
            for each in inside:
                generated.make("bot", {"runAs": user}, each)
        for each in own:
            generated.make("dataset", {}, each)

        report = find(harness, states(*generated.entries))

        assert report.failures == []
        assert {sort: count for sort, count in report.managed.items() if count} == generated.counts
        folded = [key[1] for each in report.orphans for key in each.contents]
        lost = generated.of(ManagedBy.ORPHAN)
        assert sorted([*ids(report), *(each for each in folded if each in lost)]) == sorted(lost)


class _Generated:
    """An account that is made object by object, and the state that has some of them."""

    def __init__(self, harness: CoreHarness) -> None:
        self._harness = harness
        self._made: dict[str, ManagedBy] = {}
        self.entries: list[JsonObject] = []

    def make(self, kind: str, place: JsonObject, sort: ManagedBy) -> str:
        name = f"n{len(self._made)}"
        if sort is ManagedBy.STATE:
            declared = self._harness.declare(kind, name)
            declared.up({**place, "name": name})
            self.entries.append(entry(declared, {**place, "name": name}))
            identifier = declared.id
        else:
            meta = {ManagedBy.ORPHAN: marked(name), ManagedBy.OTHER_STACK: marked(name, "other/prod")}.get(sort)
            identifier = made(self._harness, kind, place, name=name, meta=meta)
        self._made[identifier] = sort
        return identifier

    @property
    def counts(self) -> dict[ManagedBy, int]:
        return {sort: len(self.of(sort)) for sort in SORTS if self.of(sort)}

    def of(self, sort: ManagedBy) -> list[str]:
        return [identifier for identifier, own in self._made.items() if own is sort]


def acme_with(harness: CoreHarness, **more: str) -> tuple[Declared, StatesNow, JsonObject]:
    """A managed tenant, its state, and the marker of what this state has made."""
    acme = harness.tenant("acme")
    meta = marked(pulumiState=str(acme.state["stateId"]), **more)
    return acme, states(entry(acme, {"name": "acme"})), meta


def test_an_orphan_of_this_state_is_deleted_and_nothing_else(harness: CoreHarness) -> None:
    """With what is in it."""
    acme, now, meta = acme_with(harness)
    skillset = made(harness, "skillset", {"runAs": acme.id}, name="S", meta=meta)
    made(harness, "skillset_ability", {"runAs": acme.id, "skillsetId": skillset}, name="A", meta=meta)
    orphan = only(find(harness, now))
    assert refusals([orphan], Consent()) == []

    harness.run(delete_orphan(harness.client, harness.provider, orphan))

    assert harness.emulator.records("skillset") == []
    assert [each["id"] for each in harness.emulator.records("partner_user")] == [acme.id]


def test_keys_are_deleted_only_if_somebody_says_so(harness: CoreHarness) -> None:
    """A key itself, and one in a tenant."""
    acme, now, meta = acme_with(harness)
    key = made(harness, "partner_user_token", {"userId": acme.id}, name="k", meta=meta)
    lost_tenant(harness, "globex")
    report = find(harness, now)
    others = Consent(other_state=True)

    assert len(refusals(report.orphans, others)) == 2
    assert all("1 key would stop working: if nothing uses it, add --yes-delete-keys" in each
               for each in refusals(report.orphans, others))  # fmt: skip
    assert refusals(report.orphans, ALL) == []

    for each in report.orphans:
        harness.run(delete_orphan(harness.client, harness.provider, each))
    assert harness.emulator.record("partner_user_token", key) is None
    assert [each["id"] for each in harness.emulator.records("partner_user")] == [acme.id]


def test_what_another_state_may_have_is_deleted_only_if_somebody_says_so(harness: CoreHarness) -> None:
    """In a fresh checkout with an empty state everything of the stack would look lost."""
    made(harness, "bot", {}, name="B", meta=marked(pulumiState="elsewhere"))
    orphan = only(find(harness, states()))

    (refused,) = refusals([orphan], Consent())

    assert refused.endswith("add --yes-other-state")
    assert refusals([orphan], Consent(other_state=True)) == []


@pytest.mark.parametrize("what", ["unmarked", "other stack", "in a state", "conversation"])
def test_what_is_no_orphan_is_not_deleted_with_one(harness: CoreHarness, what: str) -> None:
    """Whatever was agreed to."""
    user = lost_tenant(harness)
    now = states()
    if what == "conversation":
        made_up = harness.run(harness.client.post(("conversation", "create"), {}, run_as=RunAs(user_id=user)))
        assert made_up["id"]
    elif what == "in a state":
        bot = harness.declare("bot", "mine")
        bot.up({"runAs": user, "name": "mine"})
        now = states(entry(bot, {"runAs": user, "name": "mine"}))
    else:
        made(harness, "bot", {"runAs": user}, name="B", meta=marked(stack="fleet/b") if "stack" in what else None)

    (refused,) = refusals([only(find(harness, now))], ALL)

    noun = "conversation" if what == "conversation" else "bot"
    assert f"it holds 1 {noun} that would be lost with it and are no orphans" in refused


def test_what_may_be_in_a_state_is_not_deleted(harness: CoreHarness) -> None:
    """The command that deletes one object is named, for a stack that is gone for good."""
    theirs = made(harness, "partner_user", {}, name="T", meta=marked(stack="fleet/b"))
    orphan = only(find(harness, states(), any_stack=True))

    (refused,) = refusals([orphan], ALL)

    assert "the state of stack fleet/b was not read" in refused
    assert f"`pulumi-chatbotkit orphans delete partner_user {theirs}`" in refused


def test_only_orphans_can_be_named(harness: CoreHarness) -> None:
    """Not what a state has, what is inside an orphan, or what is not there."""
    acme = harness.tenant("acme")
    lost_tenant(harness, "globex")
    report = find(harness, states(entry(acme, {"name": "acme"})))
    (inside,) = (key[1] for key in only(report).contents if key[0] == "bot")

    for identifier, said in ((acme.id, "there is no such orphan"), ("x", "there is no such orphan"),
                             (inside, "it is inside the orphan PartnerUser 'globex'")):  # fmt: skip
        with pytest.raises(Refused, match=f"^{identifier}: {said}"):
            named(report, [identifier])


@pytest.mark.parametrize("what", ["gone", "marker", "edit", "contents", "account"])
def test_what_has_changed_since_it_was_listed_is_not_deleted(harness: CoreHarness, what: str) -> None:
    """It is read again right before its deletion."""
    user = lost_tenant(harness)
    dataset = made(harness, "skillset", {"runAs": user}, name="S", meta=marked("s"))
    tenant = only(find(harness, states()))
    orphan = tenant
    match what:
        case "gone":
            harness.emulator.remove("partner_user", user)
        case "marker":
            harness.emulator.edit("partner_user", user, {"meta": marked(stack="fleet/b")})
        case "edit":
            orphan = replace(tenant, seen=replace(tenant.seen, updated_at=1))
        case "contents":
            made(harness, "bot", {"runAs": user}, name="New")
        case _:
            harness.emulator.remove("skillset", dataset)

    with pytest.raises(Refused, match="since it was listed"):
        harness.run(delete_orphan(harness.client, harness.provider, orphan))

    assert (harness.emulator.record("partner_user", user) is None) is (what == "gone")


def test_adoption_says_what_to_write(harness: CoreHarness) -> None:
    """For a tenant, for what is in one; of a key, that it is never adopted."""
    acme, now, meta = acme_with(harness)
    bot = made(harness, "bot", {"runAs": acme.id}, name="B", meta={**meta, "pulumiName": "acme.support"})
    key = made(harness, "partner_user_token", {"userId": acme.id}, name="k", meta=meta)
    user = lost_tenant(harness, "globex")
    told = {each.id: "\n".join(how_to_adopt(each)) for each in find(harness, now).orphans}

    assert f"tenants: {{acme: {{bots: {{support: {{adopt: {bot}}}}}}}}}" in told[bot]
    assert f'chatbotkit.Bot("acme.support", adopt="{bot}", run_as="{acme.id}")' in told[bot]
    assert told[bot].endswith("pulumi up --stack dev")
    assert "chatbotkit:adopt marked" not in told[bot]
    assert f"tenants: {{globex: {{adopt: {user}}}}}" in told[user]
    assert "pulumi config set chatbotkit:adopt marked --stack dev" in told[user]
    assert "a key is never adopted" in told[key]
    assert "pulumi up" not in told[key]


def test_names_that_others_wrote_are_quoted_in_what_is_to_be_written(harness: CoreHarness) -> None:
    """A marker is in `meta`, where anybody can write."""
    name = 'a"); evil("'
    made(harness, "partner_user", {}, name="Acme", meta=marked(name))

    told = "\n".join(how_to_adopt(only(find(harness, states()))))

    assert f"chatbotkit.Tenant({json.dumps(name)}, " in told
    assert f"tenants: {{{json.dumps(name)}: " in told


def test_a_stack_that_changes_its_name_meanwhile_has_no_orphans(harness: CoreHarness) -> None:
    """Its markers are those of the state that was read first."""
    lost_tenant(harness)
    renamed = StatesNow(known_to_states([], [("test/new", None)]), {("test/new", None): frozenset()})

    report = find(harness, states(), renamed)

    assert report.orphans == []
    assert [each.what for each in report.failures] == [f"stack {STACK}"]


def test_a_duplicate_is_not_to_be_adopted(harness: CoreHarness) -> None:
    """A state has the other one."""
    acme, _, _ = acme_with(harness)
    second = made(harness, "partner_user", {}, name="acme", meta=acme.stored["meta"])

    (told,) = how_to_adopt(only(find(harness, states(entry(acme, {"name": "acme"})))))

    assert f"the create that made {acme.id} made it too" in told
    assert told.endswith(f"delete this one (--delete {second})")


def test_no_secret_of_an_orphan_is_in_any_form_of_the_report(harness: CoreHarness) -> None:
    """Names are shown, and nothing else that an object holds; a key's text neither."""
    acme, now, meta = acme_with(harness)
    planted = Planted(14)
    values = {key: value for key, value in planted.arguments["secret"].items() if key not in {"name", "alias"}}
    made(harness, "secret", {"runAs": acme.id}, **{**values, "name": "S", "meta": meta})
    path = ("partner", "user", acme.id, "token", "create")
    token = str(harness.run(harness.client.post(path, {"name": "k", "meta": meta}))["token"])

    report = find(harness, now)

    assert len(report.orphans) == 2
    told = [line for each in report.orphans for line in (*how_to_adopt(each), *lines_about(each))]
    text = f"{as_document(report)}{as_markdown_text(report)}{report}{told}{refusals(report.orphans, Consent())}"
    for secret in (planted.core, planted.credential, token):
        assert not [spelling for spelling in spellings(secret) if spelling in text]
