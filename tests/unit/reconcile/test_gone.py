"""An object counts as gone only if that is proven: a mistake makes Pulumi forget it (design, section 4, rule 7)."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.api import ForeignAnswer, NotAuthenticated, NotAuthorized
from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.reconcile import Gone, LookupFailed
from pulumi_chatbotkit.reconcile.errors import DeleteRefused
from support.core_harness import CoreHarness, Declared

NOT_FOUND = Status(status=404, code="NOT_FOUND", message="Not found")
NOT_AUTHENTICATED = Status(status=401, code="NOT_AUTHENTICATED", message="Not authenticated")
NOT_AUTHORIZED = Status(status=401, code="NOT_AUTHORIZED", message="Not authorized")
PROXY_PAGE = Status(status=404, body="<html>404 page not found</html>", headers={"content-type": "text/html"})

each_kind = pytest.mark.parametrize("kind", OBJECT_KINDS)


@pytest.fixture
def tenant(harness: CoreHarness) -> Declared:
    """A partner user."""
    return harness.tenant()


def made(harness: CoreHarness, kind: str) -> Declared:
    """A new object of the kind, in a tenant if the kind can be in one."""
    it = harness.declare(kind)
    it.up(harness.least(kind))
    return it


@pytest.mark.parametrize("kind", [name for name, kind in OBJECT_KINDS.items() if kind.location_keys])
def test_trap_19_objects_of_a_deleted_tenant_are_gone(harness: CoreHarness, kind: str) -> None:
    """The service answers NOT_AUTHENTICATED, as for a bad token (trap 19), so the tenant itself is fetched."""
    it = made(harness, kind)
    harness.emulator.remove("partner_user", str(it.state[KINDS[kind].location_keys[-1]]))

    assert not it.refresh()
    it.delete()


@pytest.mark.parametrize("answer", [NOT_AUTHENTICATED, NOT_AUTHORIZED, PROXY_PAGE], ids=["401", "foreign", "proxy"])
@each_kind
def test_trap_18_other_refusals_are_errors(harness: CoreHarness, kind: str, answer: Status) -> None:
    """The state stays as it is, because the object still exists."""
    it = made(harness, kind)
    harness.emulator.faults.add(Fault(route=f"{kind}/*", do=answer, times=99))

    with pytest.raises((NotAuthenticated, NotAuthorized, ForeignAnswer)):
        it.refresh()


@pytest.mark.parametrize("verb", [Declared.refresh, Declared.delete], ids=["refresh", "delete"])
@each_kind
def test_not_found_from_a_wrong_address_is_no_proof(
    harness: CoreHarness, kind: str, verb: Callable[[Declared], object]
) -> None:
    """With a wrong endpoint or partner prefix everything is answered with NOT_FOUND."""
    it = made(harness, kind)
    harness.emulator.faults.add(Fault(route="/v1/*", do=NOT_FOUND, times=99))

    with pytest.raises((LookupFailed, DeleteRefused), match=r"chatbotkit:generation|could not be counted"):
        verb(it)


def test_updating_what_is_gone_says_what_to_do(harness: CoreHarness) -> None:
    """An update cannot create the object again, but after a refresh the engine does."""
    bot = made(harness, "bot")
    harness.emulator.remove("bot", bot.id)

    with pytest.raises(Gone, match="pulumi up --refresh"):
        bot.up({"runAs": bot.state["runAs"], "name": "Bea"})


@each_kind
def test_deleting_twice_succeeds(harness: CoreHarness, kind: str) -> None:
    it = made(harness, kind)

    it.delete()
    it.delete()

    assert harness.emulator.record(kind, it.key) is None


def test_a_delete_whose_answer_was_lost_succeeds(harness: CoreHarness, tenant: Declared) -> None:
    """Deleting a partner user is slow and is repeated until the object is gone (b.1: partner user)."""
    harness.emulator.faults.add(
        Fault(route="partner_user/delete", do=Status(status=504, code="GATEWAY_TIMEOUT"), times=2)
    )

    tenant.delete()

    assert harness.emulator.records("partner_user") == []


def test_a_token_is_not_gone_because_a_list_ended_early(harness: CoreHarness) -> None:
    """A list stops at a cursor whose object was deleted, so it is also read in the other order (a.9: lists)."""
    token = made(harness, "partner_user_token")
    empty = Status(status=200, body='{"items": [], "cursor": ""}', headers={"content-type": "application/json"})
    harness.emulator.faults.add(Fault(route="partner_user_token/list", do=empty, times=2))

    assert token.refresh()


@pytest.mark.parametrize("profile", ["seed", "server"])
def test_trap_02_a_description_that_only_the_list_shows_is_seen(profile: Profile) -> None:
    """The public server leaves a partner user's description out of a fetch (trap 2)."""
    with CoreHarness.with_profile(profile) as harness:
        tenant = harness.tenant()
        harness.emulator.edit("partner_user", tenant.id, {"description": "edited"})
        tenant.refresh()

        assert tenant.preview({"name": "tenant"}) == ("description",)
