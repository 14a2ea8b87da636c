"""Fields that do more than store a value (docs/api/api.md a.11, secrets and meta; a.12, links; c, traps)."""

import pytest

from live.guard import mark
from live.objects import MASK, Objects
from pulumi_chatbotkit.api import BadRequest, Conflict, NotFound
from pulumi_chatbotkit.json_values import JsonObject, as_object


def own_keys(record: JsonObject) -> JsonObject:
    """The map ``meta`` without the suite's mark."""
    return {key: value for key, value in (as_object(record["meta"]) or {}).items() if key not in mark("")}


@pytest.mark.fact("c.1")
@pytest.mark.parametrize("kind", ["bot", "dataset", "skillset", "secret", "file", "space", "policy", "blueprint"])
def test_an_update_without_the_alias_removes_it(tenant: Objects, kind: str) -> None:
    """On every kind that has one."""
    with tenant.made(kind, {"alias": tenant.value(kind, "alias")}) as identifier:
        tenant.update(kind, identifier, {"description": "changed"})

        assert tenant.read(kind, identifier)["alias"] is None


@pytest.mark.fact("c.1")
def test_an_update_without_javascript_switches_it_off(tenant: Objects) -> None:
    """Of a sitemap."""
    with tenant.made("integration_sitemap", {"javascript": True}) as sitemap:
        tenant.update("integration_sitemap", sitemap, {"description": "changed"})

        assert tenant.read("integration_sitemap", sitemap)["javascript"] is False


@pytest.mark.fact("c.3")
def test_a_personal_secret_with_a_value_is_a_conflict(tenant: Objects) -> None:
    """On create and on update."""
    with pytest.raises(Conflict):
        tenant.create("secret", {"kind": "personal", "value": "hush"})
    with tenant.made("secret", {"kind": "personal"}) as secret, pytest.raises(Conflict):
        tenant.update("secret", secret, {"kind": "personal", "value": "hush"})


@pytest.mark.fact("c.4")
def test_an_ability_update_without_meta_loses_its_keys(tenant: Objects) -> None:
    """One key is the service's own, and cannot be sent."""
    kind = "skillset_ability"
    with tenant.made(kind, {"instruction": "Look it up.", "meta": {"a": 1}}) as ability:
        before = as_object(tenant.read(kind, ability)["meta"]) or {}
        tenant.update(kind, ability, {"name": "changed"})
        after = as_object(tenant.read(kind, ability)["meta"]) or {}
        with pytest.raises(BadRequest):
            tenant.update(kind, ability, {"meta": {"_instruction": "x"}})

    assert ("_instruction" in before, before["a"]) == (True, 1)
    assert "a" not in after


@pytest.mark.fact("c.5")
def test_a_portal_update_needs_the_slug(tenant: Objects) -> None:
    """Slugs are unique over all accounts."""
    with tenant.made("portal") as portal:
        path = tenant.path("portal", "update", portal)
        with pytest.raises(BadRequest):
            tenant.service.post(path, {"name": "changed"}, run_as=tenant.user)
        with pytest.raises(Conflict):
            tenant.create("portal", {"slug": tenant.read("portal", portal)["slug"]})


@pytest.mark.fact("c.7")
def test_abilities_are_out_of_reach_without_their_skillset(tenant: Objects) -> None:
    """They are not deleted, but no route reaches them."""
    path = ("skillset", tenant.create("skillset"), "ability")
    ability = tenant.service.post((*path, "create"), {"meta": mark(tenant.run)}, run_as=tenant.user)
    tenant.delete("skillset", path[1])

    with pytest.raises(NotFound):
        tenant.service.get((*path, str(ability["id"]), "fetch"), run_as=tenant.user)


@pytest.mark.fact("c.7")
def test_a_bot_takes_its_policies_with_it(tenant: Objects) -> None:
    """And leaves contexts without their link (b.2)."""
    bot = tenant.create("bot")
    policy = tenant.create("policy", {"botId": bot})
    context = tenant.create("partner_user_context", {"botId": bot})
    tenant.delete("bot", bot)

    with pytest.raises(NotFound):
        tenant.read("policy", policy)
    assert tenant.read("partner_user_context", context)["botId"] is None
    tenant.delete("partner_user_context", context)


@pytest.mark.fact("c.8")
def test_meta_is_replaced_unless_it_is_wrapped_in_update(tenant: Objects) -> None:
    """Wrapped, keys are set and none is removed."""
    with tenant.made("bot", {"meta": {"a": 1}}) as bot:
        tenant.update("bot", bot, {"meta": {"$update": {"b": 2}}})
        merged = own_keys(tenant.read("bot", bot))
        tenant.update("bot", bot, {"meta": {"c": 3, **mark(tenant.run)}})
        replaced = own_keys(tenant.read("bot", bot))

    assert (merged, replaced) == ({"a": 1, "b": 2}, {"c": 3})


@pytest.mark.fact("c.9")
def test_a_key_with_a_leading_underscore_is_refused(tenant: Objects) -> None:
    """On create and on update."""
    with pytest.raises(BadRequest, match="_key"):
        tenant.create("bot", {"meta": {"_key": 1}})
    with tenant.made("bot") as bot, pytest.raises(BadRequest, match="_key"):
        tenant.update("bot", bot, {"meta": {"_key": 1}})


@pytest.mark.fact("c.9")
def test_a_key_with_another_odd_beginning_is_lost_by_the_next_update(tenant: Objects) -> None:
    """Create has stored it."""
    with tenant.made("bot", {"meta": {"-key": 1}}) as bot:
        created = own_keys(tenant.read("bot", bot))
        tenant.update("bot", bot, {"meta": {"-key": 1, **mark(tenant.run)}})
        updated = own_keys(tenant.read("bot", bot))

    assert (created, updated) == ({"-key": 1}, {})


@pytest.mark.fact("c.10")
@pytest.mark.parametrize("name", ["visibility", "privacy"])
def test_null_is_no_value_of_switches_and_choices(tenant: Objects, name: str) -> None:
    """Their defaults must be sent explicitly."""
    with tenant.made("bot") as bot, pytest.raises(BadRequest):
        tenant.update("bot", bot, {name: None})


@pytest.mark.fact("c.13")
def test_allow_from_is_everybody_when_absent_and_nobody_when_empty(tenant: Objects) -> None:
    """A client that confuses the two locks out every sender."""
    kind = "integration_slack"
    with tenant.made(kind) as absent, tenant.made(kind, {"allowFrom": ""}) as empty:
        assert tenant.read(kind, absent)["allowFrom"] == "*"
        assert tenant.read(kind, empty)["allowFrom"] in ("", None)


@pytest.mark.fact("c.14")
def test_the_mask_means_keep(tenant: Objects) -> None:
    """For fields that read back as a mask."""
    kind = "integration_slack"
    with tenant.made(kind, {"botToken": "xoxb-live-suite"}) as slack:
        tenant.update(kind, slack, {"botToken": MASK})
        kept = tenant.read(kind, slack)["botToken"]
        tenant.update(kind, slack, {"botToken": None})

        assert (kept, tenant.read(kind, slack)["botToken"]) == (MASK, None)


@pytest.mark.fact("c.15")
@pytest.mark.parametrize(("kind", "name"), [("integration_trigger", "secret"), ("integration_whatsapp", "verifyToken")])
def test_a_secret_that_the_service_makes_is_shown(tenant: Objects, kind: str, name: str) -> None:
    """It does not change afterwards."""
    with tenant.made(kind) as identifier:
        first = tenant.read(kind, identifier)[name]
        tenant.update(kind, identifier, {"name": "changed"})

        assert first
        assert tenant.read(kind, identifier)[name] == first


@pytest.mark.fact("c.15")
@pytest.mark.parametrize("kind", ["integration_mcpserver", "integration_skillserver"])
def test_the_access_token_of_a_server_is_never_shown(tenant: Objects, kind: str) -> None:
    """Not to callers with a key."""
    with tenant.made(kind) as identifier:
        assert "accessToken" not in tenant.read(kind, identifier)


@pytest.mark.fact("c.17")
def test_a_reference_by_alias_or_name_reads_back_as_an_id(tenant: Objects) -> None:
    """Blanks around it are dropped (a.12)."""
    alias = str(tenant.value("dataset", "alias"))
    with tenant.made("dataset", {"alias": alias, "name": alias}) as dataset, tenant.made("bot") as bot:
        for written in (f"@{alias}", f"({alias})", f" {dataset} "):
            tenant.update("bot", bot, {"datasetId": written})
            assert tenant.read("bot", bot)["datasetId"] == dataset
