"""``get_...``: one object by what a program knows of it, or an error that says what was looked for and where."""

import re
from typing import Any, cast

import httpx
import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve

from .conftest import Create


def test_each_selector_finds_the_object(create: Create) -> None:
    """A program knows an id, an alias, a name or an entry of meta."""
    ada = create("bot", name="Ada", alias="ada", meta={"team": "sales", "tier": 2})
    create("bot", name="Bob", alias="bob", meta={"team": "sales", "tier": 3})

    found = [
        chatbotkit.get_bot(id=ada),
        chatbotkit.get_bot(alias="ada"),
        chatbotkit.get_bot(name="Ada"),
        chatbotkit.get_bot(meta={"team": "sales", "tier": 2}),
    ]

    assert [bot.id for bot in found] == [ada] * 4


def test_a_partner_user_is_found_by_email(create: Create) -> None:
    """The service filters by e-mail; the contact address is unique."""
    acme = create("partner/user", name="Acme", email="ops@acme.example")
    create("partner/user", name="Other", email="ops@other.example")

    assert chatbotkit.get_partner_user(email="ops@acme.example").id == acme


def test_a_result_shows_the_record(create: Create) -> None:
    """Fields in snake case, links, timestamps in milliseconds, the account."""
    acme = create("partner/user", name="Acme")
    dataset = create("dataset", run_as=acme, name="Manuals", recordMaxTokens=7)
    create("bot", run_as=acme, name="Ada", datasetId=dataset, meta={"tier": 2})

    bot = chatbotkit.get_bot(name="Ada", run_as=acme)

    assert (bot.name, bot.description, bot.dataset_id, bot.alias) == ("Ada", "", dataset, None)
    assert (bot.meta, bot.run_as, bot.visibility) == ({"tier": 2}, acme, "private")
    assert bot.created_at is not None
    assert bot.created_at > 1_600_000_000_000
    assert chatbotkit.get_dataset(id=dataset, run_as=acme).record_max_tokens == 7


def test_an_account_does_not_see_another_ones_names(create: Create) -> None:
    """run_as decides where to look; the parent's bot of the same name is another bot."""
    acme = create("partner/user", name="Acme")
    create("bot", name="Ada")
    ada = create("bot", run_as=acme, name="Ada")

    assert chatbotkit.get_bot(name="Ada", run_as=acme).id == ada


def test_objects_of_an_owner_are_found_below_it(create: Create) -> None:
    """A context belongs to a partner user; a token has no fetch and is found in the list."""
    acme = create("partner/user", name="Acme")
    context = create(f"partner/user/{acme}/context", name="Web", payload={"x": 1})
    token = create(f"partner/user/{acme}/token", name="App")

    assert chatbotkit.get_partner_user_context(user=acme, name="Web").payload == {"x": 1}
    assert chatbotkit.get_partner_user_context(user=acme, id=context).user_id == acme
    assert chatbotkit.get_partner_user_token(user=acme, id=token).name == "App"


def test_what_a_fetch_hides_is_taken_from_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public server shows a partner user's description by list alone (trap 2)."""
    with serve(EmulatorSettings(profile="server")) as server:
        monkeypatch.setenv("CHATBOTKIT_ENDPOINT", server.url)
        acme = {"Authorization": f"Token {server.token}"}
        httpx.post(f"{server.url}/v1/partner/user/create", headers=acme, json={"alias": "acme", "description": "Tools"})

        assert chatbotkit.get_partner_user(alias="acme").description == "Tools"


@pytest.mark.parametrize(
    ("selector", "value"),
    [("id", "cabc"), ("alias", "nobody"), ("name", "Nobody"), ("meta", {"team": "none"})],
)
def test_nothing_found_says_what_was_looked_for_and_where(
    create: Create, emulator: EmulatorServer, selector: str, value: object
) -> None:
    """An operator must see a wrong account or a wrong endpoint at once."""
    acme = create("partner/user", name="Acme")

    with pytest.raises(pulumi.RunError) as caught:
        chatbotkit.get_bot(**{selector: cast("Any", value)}, run_as=acme)

    where = f"in the account of partner user {acme} at {emulator.url}"
    assert str(caught.value).startswith(f"get_bot: there is no Bot with {selector} {value!r} {where}")


def test_an_ambiguous_name_lists_the_candidates(create: Create) -> None:
    """Names are not unique; taking the first would be a guess."""
    ids = {create("bot", name="Ada"), create("bot", name="Ada")}

    with pytest.raises(pulumi.RunError, match=r"there are 2 of Bot with name 'Ada'") as caught:
        chatbotkit.get_bot(name="Ada")

    assert all(one in str(caught.value) for one in ids)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({}, "get_bot takes exactly one of id, alias, name, meta, but got none"),
        ({"id": "a", "name": "b"}, "but got id and name"),
        ({"id": "@ada"}, "get_bot: id is '@ada', but must be an id"),
        ({"alias": "Ada Lovelace"}, "get_bot: alias is 'Ada Lovelace', but must be lowercase letters"),
        ({"name": ""}, "get_bot: name is '', but must be text"),
        ({"name": 7}, "get_bot: name is 7, but must be text"),
        ({"meta": {}}, "get_bot: meta is {}, but must be a map with at least one entry"),
        ({"id": "a", "run_as": "@acme"}, "get_bot: run_as is '@acme', but must be an id"),
    ],
)
def test_a_wrong_argument_is_refused_before_any_request(
    emulator: EmulatorServer, arguments: dict[str, Any], says: str
) -> None:
    """The service would answer such a call with another object, with everything, or with an error of its own."""
    with pytest.raises(pulumi.RunError, match=re.escape(says)):
        chatbotkit.get_bot(**arguments)

    assert emulator.requests == []


def test_an_answer_with_another_alias_is_refused(emulator: EmulatorServer) -> None:
    """A record with another alias is another object, whatever the path was."""
    other = Status(status=200, body='{"id": "c2", "alias": "bob"}')
    emulator.faults.add(Fault(route="bot/fetch", do=other))

    with pytest.raises(pulumi.RunError, match="get_bot: the service answered with c2, whose alias is 'bob'"):
        chatbotkit.get_bot(alias="ada")


def test_secrets_are_in_no_result() -> None:
    """Results travel through programs and logs in clear."""
    shown = {name for name in chatbotkit.__all__ if name.endswith("Result") and name != "SessionResult"}
    fields = {name: set(getattr(chatbotkit, name).__dataclass_fields__) for name in shown}

    assert "value" not in fields["SecretResult"]
    assert "config" not in fields["SecretResult"]
    assert "secret" not in fields["TriggerIntegrationResult"]
    assert fields["SlackIntegrationResult"].isdisjoint({"signing_secret", "bot_token", "user_token"})
    assert all("token" not in names for names in fields.values())


def test_a_wrong_key_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's refusal reaches the program with the name of the function."""
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", "sk-wrong-token")

    with pytest.raises(pulumi.RunError, match=r"^get_bot: GET /bot/c1/fetch.*NOT_AUTHENTICATED") as caught:
        chatbotkit.get_bot(id="c1")

    assert "sk-wrong-token" not in str(caught.value)


def test_a_missing_key_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration is the one of the resources, with the same messages."""
    monkeypatch.delenv("CHATBOTKIT_API_TOKEN")

    with pytest.raises(pulumi.RunError, match="get_bot: chatbotkit:token is missing"):
        chatbotkit.get_bot(id="c1")
