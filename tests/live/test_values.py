"""Fields that do more than store a value (docs/api/api.md a.11, secrets and meta; a.12, links; c, traps)."""

from collections.abc import Callable

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


@pytest.mark.fact("d")
def test_links_of_abilities_have_one_of_two_names(
    tenant: Objects, record_property: Callable[[str, object], None]
) -> None:
    """One for each generation; the other name is an unknown field."""
    accepted: list[str] = []
    for name in ("linkedSecretId", "secretId"):
        try:
            made = tenant.create("skillset_ability", {name: None})
        except BadRequest:
            continue
        accepted.append(name)
        tenant.delete("skillset_ability", made)

    record_property("names of links", accepted)
    assert accepted


@pytest.mark.fact("c.28")
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in ("task", "memory") for name in ("botId", "contactId")]
)
def test_some_links_cannot_be_cleared(tenant: Objects, kind: str, name: str) -> None:
    """Null and "" are accepted and ignored."""
    target = tenant.create(name.removesuffix("Id"))
    with tenant.made(kind, {name: target}) as identifier:
        for nothing in (None, ""):
            tenant.update(kind, identifier, {name: nothing})

            assert tenant.read(kind, identifier)[name] == target


@pytest.mark.fact("c.29")
def test_the_calls_that_a_task_may_make_are_not_shown(tenant: Objects) -> None:
    """Neither by fetch nor by list."""
    with tenant.made("task", {"maxCalls": 7}) as task:
        shown = [tenant.read("task", task), *tenant.listed("task")]

    assert all("maxCalls" not in record for record in shown)


@pytest.mark.fact("b.21")
def test_a_task_is_idle_until_it_is_scheduled(tenant: Objects) -> None:
    """A schedule plans the next run; ``never`` does not."""
    with tenant.made("task") as task:
        record = tenant.read("task", task)
        tenant.update("task", task, {"schedule": "monthly"})
        planned = tenant.read("task", task)["nextRunAt"]
        tenant.update("task", task, {"schedule": "never"})
        never = tenant.read("task", task)["nextRunAt"]

    assert (record["status"], record["outcome"], record["nextRunAt"]) == ("idle", "pending", None)
    assert isinstance(planned, int)
    assert never is None


@pytest.mark.fact("b.22")
def test_a_known_fingerprint_is_a_conflict_for_create_and_found_by_ensure(tenant: Objects) -> None:
    """Prose says that create returns the contact; the code does not (d)."""
    fingerprint = tenant.value("contact", "fingerprint")
    with tenant.made("contact", {"fingerprint": fingerprint}) as contact:
        with pytest.raises(Conflict):
            tenant.create("contact", {"fingerprint": fingerprint})
        body: JsonObject = {"fingerprint": fingerprint, "meta": mark(tenant.run)}
        ensured = tenant.service.post(("contact", "ensure"), body, run_as=tenant.user)

    assert ensured["id"] == contact


@pytest.mark.fact("c.34")
def test_github_lets_collaborators_in_and_makes_its_webhook_secret(tenant: Objects) -> None:
    """The secret is shown, and can be replaced and not emptied."""
    kind = "integration_github"
    with tenant.made(kind) as github:
        made = tenant.read(kind, github)
        tenant.update(kind, github, {"webhookSecret": None})
        kept = tenant.read(kind, github)["webhookSecret"]
        tenant.update(kind, github, {"webhookSecret": "another"})
        replaced = tenant.read(kind, github)["webhookSecret"]

    assert made["allowFrom"] == "@collaborators"
    assert made["webhookSecret"]
    assert (kept, replaced) == (made["webhookSecret"], "another")


@pytest.mark.fact("c.35")
@pytest.mark.parametrize(
    ("kind", "name", "sent", "stored"),
    [
        ("contact", "phone", "(202) 555-0123", "+12025550123"),
        ("skillset_ability", "instruction", "  Look it up.\n", "Look it up."),
    ],
)
def test_some_values_come_back_different(tenant: Objects, kind: str, name: str, sent: str, stored: str) -> None:
    """As the service has stored them."""
    with tenant.made(kind, {name: sent}) as identifier:
        assert tenant.read(kind, identifier)[name] == stored


@pytest.mark.fact("c.32")
def test_only_a_session_is_held_to_its_routes(tenant: Objects) -> None:
    """A miss looks like an expired key; a stored key is held to nothing."""
    config: JsonObject = {"allowedRoutes": ["bot/*"]}
    user = ("partner", "user", tenant.user)
    session = tenant.service.post((*user, "session", "create"), {"durationInSeconds": 60, "config": config})
    key = tenant.service.post((*user, "token", "create"), {"config": config, "meta": mark(tenant.run)})
    with tenant.made("bot") as bot:
        codes = [
            tenant.service.ask("GET", path, token=str(made["token"])).status_code
            for made in (session, key)
            for path in (("bot", "list"), ("bot", bot, "fetch"))
        ]
    tenant.delete("partner_user_token", str(key["id"]))

    assert codes == [200, 401, 200, 200]
