"""Where the reference does not establish what the service does, the provider is right under both readings."""

import json
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import ValueTaken
from support.core_harness import CoreHarness


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


@pytest.mark.parametrize("shown", [True, False])
def test_a_switch_that_only_the_types_show_may_be_shown(harness: CoreHarness, shown: bool) -> None:
    """``privacy`` of a bot: in the SDKs' types, and not in the public server's answers (d). Shown, it shows drift."""
    bot = harness.declare("bot")
    bot.up({"name": "Ada", "privacy": True})
    harness.next_run()
    record: JsonObject = {**bot.stored, "id": bot.id, "privacy": shown}
    for route, body in (("bot/fetch", record), ("bot/list", {"items": [record], "cursor": ""})):
        answer = Status(status=200, body=json.dumps(body))
        harness.emulator.faults.add(Fault(route=route, times=None, do=answer))

    assert bot.refresh()

    assert bot.preview({"name": "Ada", "privacy": True}) == (() if shown else ("privacy",))


def test_an_address_may_be_taken_by_one_in_other_letters(harness: CoreHarness) -> None:
    """Whether e-mails are compared with or without case is not established (e.11): the refusal is enough."""
    other = harness.declare("partner_user", "other")
    other.up({"name": "Other", "email": "ops@acme.example"})
    taken = Status(status=409, code="CONFLICT", message="Unique constraint violation")
    harness.emulator.faults.add(Fault(route="partner_user/create", times=None, do=taken))

    with pytest.raises(ValueTaken, match=r"the email 'OPS@acme\.example' is already taken"):
        harness.declare("partner_user", "acme").up({"name": "Acme", "email": "OPS@acme.example"})

    assert [user["name"] for user in harness.emulator.records("partner_user")] == ["Other"]
