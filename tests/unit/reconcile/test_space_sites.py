"""Sites of spaces: what is odd about them (docs/api/api.md b.19, traps 33 and 36)."""

import pytest

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import ValueTaken
from support.core import check
from support.core_harness import CoreHarness


@pytest.mark.parametrize(("slug", "stored"), [("Front-Door", "front-door"), (" front ", "front")])
def test_trap_33_a_slug_that_the_service_rewrites_is_no_drift(harness: CoreHarness, slug: str, stored: str) -> None:
    """What it made of it is an output; a change of the declared one is still seen."""
    site = harness.declare("space_site")
    declared: JsonObject = {**harness.least("space_site"), "slug": slug}

    site.up(declared)
    site.refresh()

    assert site.stored["slug"] == stored == site.state["slug"]
    assert site.preview(declared) == ()
    assert site.preview({**declared, "slug": "back"}) == ("slug",)


@pytest.mark.parametrize("slug", ["", "a.b", "-a", "a-", "x" * 64, "Docs", "front.chatbotkit.space", None])
def test_trap_33_a_slug_that_the_service_refuses_is_refused_by_check(slug: str | None) -> None:
    """Before anything is sent; the address of the older generation is not one either."""
    failures = check(KINDS["space_site"], {"spaceId": "s1", "slug": slug}).failures

    assert [failure.field for failure in failures] == ["slug"]


def test_trap_33_a_slug_that_another_account_has_is_named(harness: CoreHarness) -> None:
    """The service says only that something must be unique."""
    first, second = harness.declare("space_site", "first"), harness.declare("space_site", "second")
    here = {**harness.least("space_site"), "slug": "front"}
    first.up(here)
    first.preview(here)

    for place in (here, harness.least("space_site")):
        with pytest.raises(ValueTaken, match=f"the slug 'FRONT' is already taken by SpaceSite {first.id}"):
            second.up({**place, "slug": "FRONT"})


def test_trap_33_a_deployment_without_a_domain_says_so() -> None:
    """The service's own text says what is missing; nothing else of the space is touched."""
    with CoreHarness(EmulatorSettings(space_apex=False)) as harness:
        site = harness.declare("space_site")
        with pytest.raises(ChatBotKitError, match="SPACE_APEX is not set"):
            site.up(harness.least("space_site"))

        assert harness.emulator.records("space_site") == []


def test_trap_36_a_site_is_gone_with_its_space(harness: CoreHarness) -> None:
    """Deleting it then succeeds, and a refresh reports it gone: the space's absence proves it."""
    site = harness.declare("space_site")
    site.up(harness.least("space_site"))
    harness.emulator.remove("space", str(site.state["spaceId"]))
    assert harness.emulator.records("space_site") == []

    assert not site.refresh()
    site.delete()


def test_a_site_is_adopted_by_its_alias_within_its_space(harness: CoreHarness) -> None:
    """Paths of sites take aliases, and only those of the space's own sites."""
    least = harness.least("space_site")
    first = harness.declare("space_site", "first")
    first.up({**least, "alias": "front"})
    harness.emulator.edit("space_site", first.id, {"meta": {}})
    harness.next_run("match")

    second = harness.declare("space_site", "second")
    second.up({**least, "alias": "front"})

    assert second.id == first.id
