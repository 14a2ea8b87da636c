"""The objects that a tenant declares and what they refer to, as the component and the converters are told."""

import pytest

from pulumi_chatbotkit.inputs.tenant_layout import SINGULAR, SINGULAR_SECTIONS
from pulumi_chatbotkit.inputs.tenant_objects import BadTenant, TenantObject, tenant_objects

BOTS: dict[str, object] = {"a": {}}
NO_DEFAULTS: dict[str, object] = {"token": False, "context": False}
BOT, TOKEN, CONTEXT = "Bot a", "PartnerUserToken token", "PartnerUserContext context"


def declared(**given: object) -> dict[str, TenantObject]:
    """The objects in the arguments of a tenant, by class and key, in their order."""
    return {f"{each.section.kind.class_name} {each.key}": each for each in tenant_objects(given)}


@pytest.mark.parametrize("name", SINGULAR)
def test_what_is_given_in_the_singular_is_declared_under_its_name(name: str) -> None:
    """With its own values; left out or false, there is none. A dataset that is not declared would be deleted."""
    resource = f"{SINGULAR_SECTIONS[name].kind.class_name} {name}"

    found = declared(**{**NO_DEFAULTS, name: {"description": "x"}})

    assert [*found] == [resource]
    assert found[resource].arguments["description"] == "x"
    assert declared(**{**NO_DEFAULTS, name: False}) == {}


def test_a_token_and_a_context_are_made_unless_the_tenant_says_otherwise() -> None:
    """A context only where there is a bot to tell of."""
    assert {*declared(bots=BOTS)} == {BOT, TOKEN, CONTEXT}
    assert {*declared(bots={})} == {TOKEN}
    assert {*declared(bots=BOTS, tokens={}, contexts={})} == {BOT}
    assert {*declared(bots=BOTS, token=None, context=False)} == {BOT, TOKEN}


def test_a_token_has_the_name_of_its_tenant_and_nothing_else_has() -> None:
    """So that people can tell keys apart; its own name wins."""
    found = declared(name="Acme", bots=BOTS, tokens={"web": {}, "app": {"name": "App"}})

    assert [found[f"PartnerUserToken {key}"].arguments for key in ("web", "app")] == [{"name": "Acme"}, {"name": "App"}]
    assert found[BOT].arguments == {}


def test_an_entry_uses_what_the_tenant_has_itself_and_nothing_that_it_has_not() -> None:
    """A reference to an object that is not there would end the run; one to itself, too."""
    found = declared(bots=BOTS, dataset={}, skillset={"abilities": {"ask": {}}}, blueprint={})

    own = {f"{name}_id": (name, name) for name in ("blueprint", "dataset", "skillset")}
    blueprint = {"blueprint_id": ("blueprint", "blueprint")}
    assert found[BOT].references == own
    assert found[CONTEXT].references == {**own, "bot_id": ("bot", "a")}
    assert found[CONTEXT].implied == {*own, "bot_id"}
    assert [found[name].references for name in ("Blueprint blueprint", "Dataset dataset", TOKEN)] == [{}, blueprint, {}]
    assert declared(bots=BOTS)[BOT].references == {}
    without = declared(bots=BOTS, dataset=False, skillset=None, blueprint={}, **NO_DEFAULTS)
    assert {*without} == {BOT, "Blueprint blueprint"}
    assert without[BOT].references == blueprint
    assert declared(bots=BOTS)[CONTEXT].references == {"bot_id": ("bot", "a")}


def test_what_an_entry_says_itself_is_not_implied() -> None:
    """A key, an alias, an id, or None for none; a context by default points to the first bot only."""
    said = {"x": {"dataset": "other"}, "y": {"dataset": "@faq"}, "z": {"dataset_id": "ds_1"}, "n": {"dataset": None}}
    found = declared(bots=said, dataset={}, datasets={"other": {}}, context={"bot": "z"})

    bots = {key: found[f"Bot {key}"] for key in said}
    assert {key: bot.references for key, bot in bots.items()} == {
        "x": {"dataset_id": ("dataset", "other")}, "y": {}, "z": {}, "n": {}
    }  # fmt: skip
    assert [bots[key].arguments for key in "xyzn"] == [
        {}, {"dataset_id": "@faq"}, {"dataset_id": "ds_1"}, {"dataset_id": None}
    ]  # fmt: skip
    assert not any(bot.implied for bot in bots.values())
    assert found[CONTEXT].references == {"bot_id": ("bot", "z"), "dataset_id": ("dataset", "dataset")}
    assert found[CONTEXT].implied == {"dataset_id"}


def test_an_object_inside_another_has_the_key_of_both() -> None:
    """And comes after it; what is inside is no argument of the outer one."""
    found = declared(bots=BOTS, skillsets={"s": {"name": "S", "abilities": {"ask": {"name": "Ask"}}}}, **NO_DEFAULTS)

    skillset, ability = found["Skillset s"], found["SkillsetAbility s.ask"]
    assert (skillset.arguments, skillset.parent_key) == ({"name": "S"}, None)
    assert (ability.arguments, ability.parent_key) == ({"name": "Ask"}, "s")
    assert [*found].index("Skillset s") < [*found].index("SkillsetAbility s.ask")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"context": {"bot": "b"}}, "contexts 'context': bot is 'b', which is no bot of the tenant; there are a"),
        ({"bots": {"sales": {}}, "tasks": {"t": {"bot": "sale"}}}, "tasks 't': bot is 'sale', .*; did you mean sales"),
        ({"bots": {"a": {"dataset": "faq"}}}, "bots 'a': dataset is 'faq', which is no dataset of .*; it has none"),
        ({"tasks": {"t": {"bot": "a", "bot_id": "x"}}}, "tasks 't': bot and bot_id are both given"),
        (
            {"tasks": {"t": {"bot": 7}}},
            "tasks 't': bot is 7, but must be a key .*; an id or an output goes into bot_id",
        ),
        ({"bots": {"a.b": {}}}, "bots has a key that is 'a.b', but must be lowercase letters"),
        ({"bots": {"b" * 61: {}}}, "bots has a key that is 61 characters long, at most 60 fit"),
        ({"bots": ["a"]}, r"bots is \['a'\], but must be a map"),
        ({"bots": {"a": 1}}, "bots 'a' is 1, but must be a map"),
        ({"dataset": {}, "datasets": {"dataset": {}}}, "dataset and datasets both declare 'dataset': leave out one"),
    ],
)
def test_what_means_nothing_is_refused(arguments: dict[str, object], says: str) -> None:
    """Before anything is declared, with the argument and the key."""
    with pytest.raises(BadTenant, match=f"^{says}"):
        declared(**{"bots": BOTS, **arguments})
