"""``list_...``: results page by page, narrowed by meta and by the filters that the API documents."""

from itertools import islice

import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from pulumi_chatbotkit.testing import EmulatorServer

from .conftest import Create


def _lists(emulator: EmulatorServer) -> int:
    return sum(request.path.endswith("/list") for request in emulator.requests)


def test_a_list_is_read_as_it_is_used(create: Create, emulator: EmulatorServer) -> None:
    """A page holds 100; whoever stops early has not paid for the rest."""
    for number in range(101):
        create("blueprint", name=f"{number}")

    assert _lists(emulator) == 0
    found = chatbotkit.list_blueprints()
    assert [blueprint.name for blueprint in islice(found, 2)] == ["100", "99"]
    assert _lists(emulator) == 1
    assert len([*found]) == 99
    assert _lists(emulator) == 2


def test_meta_is_compared_by_value_and_type(create: Create) -> None:
    """The service compares text: it never matches a number, and takes the text "true" for a boolean."""
    create("bot", name="text", meta={"on": "true", "tier": 1})
    create("bot", name="flag", meta={"on": True, "tier": 1.5})
    create("bot", name="none")

    assert [bot.name for bot in chatbotkit.list_bots(meta={"on": "true"})] == ["text"]
    assert [bot.name for bot in chatbotkit.list_bots(meta={"on": True})] == ["flag"]
    assert [bot.name for bot in chatbotkit.list_bots(meta={"tier": 1})] == ["text"]


def test_filters_reach_the_service(create: Create) -> None:
    """The documented ones: e-mail of partner users, links of contexts."""
    acme = create("partner/user", email="ops@acme.example")
    create("partner/user", email="ops@other.example")
    bot = create("bot", run_as=acme, name="Ada")
    context = create(f"partner/user/{acme}/context", botId=bot)
    create(f"partner/user/{acme}/context")

    assert [user.id for user in chatbotkit.list_partner_users(email="ops@acme.example")] == [acme]
    assert [one.id for one in chatbotkit.list_partner_user_contexts(user=acme, bot_id=bot)] == [context]


def test_a_list_is_of_one_account(create: Create) -> None:
    """A tenant's objects are the tenant's own."""
    acme = create("partner/user")
    create("bot", name="ours")
    create("bot", run_as=acme, name="theirs")

    assert [bot.name for bot in chatbotkit.list_bots(run_as=acme)] == ["theirs"]


def test_a_wrong_argument_is_refused_at_once(emulator: EmulatorServer) -> None:
    """Not when the list is read for the first time, far from the mistake."""
    with pytest.raises(pulumi.RunError, match="list_bots: blueprint_id is '@main', but must be an id"):
        chatbotkit.list_bots(blueprint_id="@main")

    assert emulator.requests == []


def test_a_refusal_names_the_function() -> None:
    """A partner user that is gone looks like a wrong key; the message says both."""
    with pytest.raises(pulumi.RunError, match=r"^list_bots: GET /bot/list as gone1: .*check that the partner user"):
        list(chatbotkit.list_bots(run_as="gone1"))


def test_an_unowned_list_is_refused() -> None:
    """A context without its partner user has no address."""
    with pytest.raises(pulumi.RunError, match="list_partner_user_contexts: user is '', but must be text"):
        chatbotkit.list_partner_user_contexts(user="")
