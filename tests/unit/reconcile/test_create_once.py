"""A create ends with exactly one object, in the state, even if its answer is lost (design, section 5)."""

import pytest

from pulumi_chatbotkit.api import BadRequest, ChatBotKitError, ServiceUnavailable, Timeouts
from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.emulator import (
    Fault,
    FaultAction,
    GarbageBody,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
    WrongBody,
)
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import LookupFailed
from pulumi_chatbotkit.reconcile.errors import AnsweredWithoutId, ValueTaken
from support.core_harness import CoreHarness, Declared

LOSSES: dict[str, FaultAction] = {
    "reset before the write": Reset(),
    "reset after the write": ResetAfterWrite(),
    "timeout before the write": TimeoutBeforeWrite(),
    "timeout after the write": TimeoutAfterWrite(),
    "garbage": GarbageBody(),
    "half a body": TruncatedBody(),
    "500": Status(status=500),
    "502 page": Status(status=502, body="<html>Bad gateway</html>", headers={"content-type": "text/html"}),
    "503": Status(status=503, code="SERVICE_UNAVAILABLE"),
    "504": Status(status=504, code="GATEWAY_TIMEOUT"),
    "answered without an id": Status(status=200, body="{}", headers={"content-type": "application/json"}),
    "429": TooManyRequests(retry_after="0"),
}

each_kind = pytest.mark.parametrize("kind", OBJECT_KINDS)


@pytest.fixture
def harness() -> "CoreHarness":
    """A service, and a client with a short timeout."""
    return CoreHarness(timeouts=Timeouts(total_s=0.3))


def resource(harness: CoreHarness, kind: str) -> tuple[Declared, JsonObject]:
    """A resource that does not exist yet, and its minimal arguments."""
    return harness.declare(kind), harness.least(kind)


def ours(harness: CoreHarness, kind: str) -> list[object]:
    """Ids of the objects that the resource may have created."""
    return [record["id"] for record in harness.emulator.records(kind) if record.get("name") != "tenant"]


@pytest.mark.parametrize("loss", LOSSES)
@each_kind
def test_trap_21_one_object_exists_after_a_lost_answer(harness: CoreHarness, kind: str, loss: str) -> None:
    """The object is in the state, and the next preview is empty."""
    with harness:
        it, least = resource(harness, kind)
        action = KINDS[kind].actions.create[-1]
        harness.emulator.faults.add(Fault(route=f"{kind}/{action}", do=LOSSES[loss]))

        it.up(least)

        assert ours(harness, kind) == [it.key]
        assert it.refresh()
        assert it.preview(least) == ()


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.meta and "slug" not in kind.by_name])
def test_a_predecessor_of_the_same_name_is_not_mistaken_for_the_new_object(harness: CoreHarness, kind: str) -> None:
    """A replacement is created before the old object is deleted, and has the same marker."""
    with harness:
        old, least = resource(harness, kind)
        old.up(least)
        new = harness.declare(kind)
        harness.emulator.faults.add(Fault(route=f"{kind}/create", do=Reset()))

        new.up(least)

        assert old.key != new.key
        assert set(ours(harness, kind)) == {old.key, new.key}


@pytest.mark.parametrize("is_made", [True, False], ids=["made", "not made"])
@pytest.mark.parametrize("seen", ["created", "compared", "refreshed"])
def test_an_answer_with_the_id_of_another_object_is_not_believed(
    harness: CoreHarness, is_made: bool, seen: str
) -> None:
    """A proxy answers with what it has stored: two resources would share one object. Of this run or an earlier one."""
    with harness:
        other, it = harness.declare("bot", "other"), harness.declare("bot")
        other.up({"name": "Bea"})
        if seen != "created":
            harness.next_run()
            assert other.refresh() if seen == "refreshed" else not other.preview({"name": "Bea"})
        harness.emulator.faults.add(Fault(route="bot/create", do=WrongBody(body={"id": other.id}, written=is_made)))

        it.up({"name": "Ada"})

        assert it.id != other.id
        assert set(ours(harness, "bot")) == {other.id, it.id}


@pytest.mark.parametrize("answered", [{"id": ""}, {"id": 5}, {}])
def test_a_create_that_is_never_answered_with_an_id_fails(harness: CoreHarness, answered: JsonObject) -> None:
    """Nothing without an id may reach the state."""
    with harness:
        action = Fault(route="bot/create", do=WrongBody(body=answered, written=False), times=None)
        harness.emulator.faults.add(action)

        with pytest.raises(AnsweredWithoutId, match=r"Bot create was answered .*: is this endpoint the API\?"):
            harness.declare("bot").up({"name": "Ada"})


def test_a_token_is_created_again_if_the_answer_was_lost(harness: CoreHarness) -> None:
    """Its text was only in the lost answer, so the first token is of no use and is deleted."""
    with harness:
        it, least = resource(harness, "partner_user_token")
        harness.emulator.faults.add(Fault(route="partner_user_token/create", do=ResetAfterWrite()))

        it.up(least)

        assert ours(harness, "partner_user_token") == [it.id]
        assert str(it.state["token"]).startswith("sk-")


def test_a_create_that_takes_effect_late_leaves_no_duplicate(harness: CoreHarness) -> None:
    """If the first object appears after the second create was sent, the duplicate is deleted."""
    with harness:
        it, _ = resource(harness, "bot")
        harness.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        harness.emulator.faults.add(Fault(route="bot/list", do=_empty_page(), nth=2, times=2))

        it.up({"name": "Ada"})

        assert ours(harness, "bot") == [it.id]


def test_a_late_object_of_our_own_with_the_alias_is_found(harness: CoreHarness) -> None:
    """The second create is answered with 409, because the first one has succeeded meanwhile."""
    with harness:
        it, _ = resource(harness, "bot")
        harness.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        harness.emulator.faults.add(Fault(route="bot/list", do=_empty_page(), nth=2, times=2))

        it.up({"alias": "ada"})

        assert ours(harness, "bot") == [it.id]


def test_an_alias_used_by_another_object_is_a_conflict_at_once(harness: CoreHarness) -> None:
    """Without ``match`` an object is not adopted by its alias."""
    with harness:
        harness.declare("bot", "other").up({"alias": "ada"})
        it, _ = resource(harness, "bot")

        with pytest.raises(ValueTaken):
            it.up({"alias": "ada"})
        assert len(harness.emulator.records("bot")) == 1


def test_no_search_is_made_after_a_refusal(harness: CoreHarness) -> None:
    """A refused create has created nothing."""
    with harness:
        it = harness.declare("bot")

        with pytest.raises(BadRequest):
            it.up({"datasetId": "nowhere"})
        assert harness.emulator.records("bot") == []
        assert [entry.path for entry in harness.emulator.requests] == ["/v1/bot/list", "/v1/bot/create"]


def test_a_create_fails_if_the_service_stays_down(harness: CoreHarness) -> None:
    """The number of creates is limited, and the error is the service's."""
    with harness:
        it = harness.declare("bot")
        harness.emulator.faults.add(
            Fault(route="bot/create", do=Status(status=503, code="SERVICE_UNAVAILABLE"), times=99)
        )

        with pytest.raises(ServiceUnavailable):
            it.up({"name": "Ada"})
        assert harness.emulator.records("bot") == []
        assert len(harness.sent("create")) == 3


def test_an_unknown_outcome_is_an_error_with_the_creation_id(harness: CoreHarness) -> None:
    """If neither create nor list answers, the user has to look for the object; no second create is sent."""
    with harness:
        it, _ = resource(harness, "bot")
        harness.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        harness.emulator.faults.add(Fault(route="bot/list", do=Status(status=503), nth=2, times=99))

        with pytest.raises(LookupFailed, match="pulumiCreation=") as failure:
            it.up({"name": "Ada"})
        assert isinstance(failure.value, ChatBotKitError)
        assert len(harness.emulator.records("bot")) == 1


def _empty_page() -> Status:
    return Status(status=200, body='{"items": [], "cursor": ""}', headers={"content-type": "application/json"})
