"""A create whose answer is lost ends with exactly one object, in the state, whatever broke (design, section 5)."""

import pytest

from pulumi_chatbotkit.api import BadRequest, ChatBotKitError, Conflict, ServiceUnavailable, Timeouts
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
)
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import LookupFailed
from support.world import Declared, World

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
def world() -> "World":
    """A service whose client gives up on an answer quickly."""
    return World(timeouts=Timeouts(total_s=0.3))


def resource(world: World, kind: str) -> tuple[Declared, JsonObject]:
    """A resource that is not there yet, and the least that it declares."""
    return world.declare(kind), world.least(kind)


def ours(world: World, kind: str) -> list[object]:
    """Ids of the objects that the resource could have made."""
    return [record["id"] for record in world.emulator.records(kind) if record.get("name") != "tenant"]


@pytest.mark.parametrize("loss", LOSSES)
@each_kind
def test_trap_21_one_object_exists_after_a_lost_answer(world: World, kind: str, loss: str) -> None:
    """It is in the state, and the next preview is empty."""
    with world:
        it, least = resource(world, kind)
        action = KINDS[kind].actions.create[-1]
        world.emulator.faults.add(Fault(route=f"{kind}/{action}", do=LOSSES[loss]))

        it.up(least)

        assert ours(world, kind) == [it.key]
        assert it.refresh()
        assert it.preview(least) == ()


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.meta and "slug" not in kind.by_name])
def test_a_predecessor_of_the_same_name_is_not_mistaken_for_the_new_object(world: World, kind: str) -> None:
    """A replacement is made before the old object is deleted, under the same marker."""
    with world:
        old, least = resource(world, kind)
        old.up(least)
        new = world.declare(kind)
        world.emulator.faults.add(Fault(route=f"{kind}/create", do=Reset()))

        new.up(least)

        assert set(ours(world, kind)) == {old.key, new.key}


def test_a_token_whose_answer_was_lost_is_made_again(world: World) -> None:
    """Its text is shown once: the first one is useless, and is deleted."""
    with world:
        it, least = resource(world, "partner_user_token")
        world.emulator.faults.add(Fault(route="partner_user_token/create", do=ResetAfterWrite()))

        it.up(least)

        assert ours(world, "partner_user_token") == [it.id]
        assert str(it.state["token"]).startswith("sk-")


def test_a_create_that_lands_late_leaves_no_twin(world: World) -> None:
    """Looked for in vain, made again, and then the first one turns up: the twin is removed."""
    with world:
        it, _ = resource(world, "bot")
        world.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        world.emulator.faults.add(Fault(route="bot/list", do=_empty_page(), nth=2, times=2))

        it.up({"name": "Ada"})

        assert ours(world, "bot") == [it.id]


def test_our_own_late_object_that_holds_the_alias_is_found(world: World) -> None:
    """The second create answers 409, because the first one has written after all."""
    with world:
        it, _ = resource(world, "bot")
        world.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        world.emulator.faults.add(Fault(route="bot/list", do=_empty_page(), nth=2, times=2))

        it.up({"alias": "ada"})

        assert ours(world, "bot") == [it.id]


def test_somebody_elses_alias_is_a_conflict_at_once(world: World) -> None:
    """Nothing is adopted silently."""
    with world:
        world.declare("bot", "other").up({"alias": "ada"})
        it, _ = resource(world, "bot")

        with pytest.raises(Conflict):
            it.up({"alias": "ada"})
        assert len(world.emulator.records("bot")) == 1


def test_a_refusal_is_not_followed_by_a_look(world: World) -> None:
    """The service has said that nothing was made."""
    with world:
        it = world.declare("bot")

        with pytest.raises(BadRequest):
            it.up({"datasetId": "nowhere"})
        assert world.emulator.records("bot") == []
        assert [entry.path for entry in world.emulator.requests] == ["/v1/bot/list", "/v1/bot/create"]


def test_a_service_that_stays_down_makes_nothing(world: World) -> None:
    """The number of creates is bounded, and the error is the service's own."""
    with world:
        it = world.declare("bot")
        world.emulator.faults.add(
            Fault(route="bot/create", do=Status(status=503, code="SERVICE_UNAVAILABLE"), times=99)
        )

        with pytest.raises(ServiceUnavailable):
            it.up({"name": "Ada"})
        assert world.emulator.records("bot") == []
        assert len(world.sent("create")) == 3


def test_an_unknown_fate_is_said_with_the_way_to_find_out(world: World) -> None:
    """Neither create nor list answers: the error names the word to look for, and no second create is sent."""
    with world:
        it, _ = resource(world, "bot")
        world.emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))
        world.emulator.faults.add(Fault(route="bot/list", do=Status(status=503), nth=2, times=99))

        with pytest.raises(LookupFailed, match="pulumiCreation=") as failure:
            it.up({"name": "Ada"})
        assert isinstance(failure.value, ChatBotKitError)
        assert len(world.emulator.records("bot")) == 1


def _empty_page() -> Status:
    return Status(status=200, body='{"items": [], "cursor": ""}', headers={"content-type": "application/json"})
