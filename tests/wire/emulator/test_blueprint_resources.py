"""Resource list, export, import and clone of a blueprint, with their losses (docs/api/api.md b.6 blueprint)."""

from typing import Any

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

CATEGORIES = {
    *("bot", "dataset", "skillset", "ability", "secret", "file", "portals", "space", "task", "policy"),
    *("extractIntegration", "notionIntegration", "sitemapIntegration", "supportIntegration", "emailIntegration"),
    *("triggerIntegration", "widgetIntegration", "slackIntegration", "githubIntegration", "discordIntegration"),
    *("microsoftteamsIntegration", "googlechatIntegration", "telegramIntegration", "whatsappIntegration"),
    *("messengerIntegration", "instagramIntegration", "twilioIntegration", "avatarIntegration", "anamIntegration"),
    *("recallIntegration", "mcpserverIntegration", "skillserverIntegration"),
}


def create(api: httpx.Client, path: str, body: JsonObject) -> str:
    answer = api.post(f"/v1/{path}/create", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


@pytest.fixture
def blueprint(api: httpx.Client) -> str:
    return create(api, "blueprint", {"name": "Plan", "alias": "plan", "description": "A plan"})


@pytest.fixture
def filled(api: httpx.Client, blueprint: str) -> dict[str, str]:
    """The ids of what is in the blueprint: some of each group of kinds."""
    link: JsonObject = {"blueprintId": blueprint}
    dataset = create(api, "dataset", {**link, "name": "Facts", "recordMaxTokens": 5, "reranker": "best"})
    skillset = create(api, "skillset", {**link, "name": "Tools"})
    secret = create(
        api, "secret", {**link, "kind": "shared", "name": "Key", "value": "hush", "config": {"clientId": "x"}}
    )
    bot = create(
        api,
        "bot",
        {**link, "name": "Ada", "alias": "ada", "datasetId": dataset, "privacy": True, "meta": {"a": 1, "#b": 2}},
    )
    ability: JsonObject = {**link, "name": "Look", "instruction": "Look.", "linkedSecretId": secret}
    made = {
        "dataset": dataset,
        "skillset": skillset,
        "secret": secret,
        "bot": bot,
        "ability": create(api, f"skillset/{skillset}/ability", ability),
        "portals": create(api, "portal", {**link, "slug": "front-door"}),
        "policy": create(api, "policy", {**link, "botId": bot}),
        "triggerIntegration": create(api, "integration/trigger", {**link, "botId": bot, "schedule": "daily"}),
        "discordIntegration": create(api, "integration/discord", {**link, "botToken": "t", "publicKey": "k"}),
    }
    create(api, "bot", {"name": "Elsewhere"})
    return made


def resources(answer: httpx.Response) -> dict[str, list[dict[str, Any]]]:
    assert answer.status_code == 200, answer.text
    return answer.json()["resources"]


def importing(api: httpx.Client, blueprint: str, payload: JsonObject, **more: object) -> httpx.Response:
    return api.post(f"/v1/blueprint/{blueprint}/resource/import", json={"resources": payload, **more})


def test_a_resource_list_has_every_category(api: httpx.Client, blueprint: str, filled: dict[str, str]) -> None:
    """Items have names, links, meta and state; it is no cursor list, whatever Accept says."""
    answer = api.get(f"/v1/blueprint/{blueprint}/resource/list", headers={"Accept": "application/jsonl"})
    found = resources(answer)

    assert answer.json()["id"] == blueprint
    assert found.keys() == CATEGORIES | {"oAuthConnection"}
    assert {name: found[name][0]["id"] for name in filled} == filled
    assert sum(map(len, found.values())) == len(filled)
    [bot] = found["bot"]
    assert bot == {
        "id": filled["bot"],
        "name": "Ada",
        "description": "",
        "blueprintId": blueprint,
        "datasetId": filled["dataset"],
        "skillsetId": None,
        "meta": {"a": 1},
    }
    assert found["ability"][0]["linkedSecretId"] == filled["secret"]
    assert found["skillset"][0]["state"] == "enabled"


def test_trap_31_an_export_shows_what_fetch_hides_and_leaves_credentials_out(
    api: httpx.Client, blueprint: str, filled: dict[str, str]
) -> None:
    """And the tuning of datasets."""
    found = resources(api.get(f"/v1/blueprint/{blueprint}/resource/export"))

    assert found.keys() == CATEGORIES
    assert (found["bot"][0]["privacy"], found["bot"][0]["datasetId"]) == (True, filled["dataset"])
    assert not {"blueprintId", "createdAt", "updatedAt", "userId"} & found["bot"][0].keys()
    assert not {"value", "config"} & found["secret"][0].keys()
    assert "recordMaxTokens" not in found["dataset"][0]
    assert found["dataset"][0]["reranker"] == "best"
    assert (found["discordIntegration"][0]["publicKey"], "botToken" in found["discordIntegration"][0]) == ("k", False)
    assert "secret" not in found["triggerIntegration"][0]
    assert "hush" not in str(found)


def test_an_export_can_be_terraform(api: httpx.Client, blueprint: str, filled: dict[str, str]) -> None:
    """As a file named by the alias."""
    answer = api.get(f"/v1/blueprint/{blueprint}/resource/export", headers={"Accept": "application/terraform+hcl, */*"})

    assert answer.headers["content-type"] == "application/terraform+hcl"
    assert "plan.tf" in answer.headers["content-disposition"]
    assert 'resource "chatbotkit_bot" "ada" {' in answer.text
    assert len(filled) == answer.text.count("\nresource ") + 1


@pytest.mark.parametrize(
    ("method", "action"), [("GET", "resource/list"), ("GET", "resource/export"), ("POST", "clone")]
)
def test_some_routes_take_raw_ids_only(api: httpx.Client, blueprint: str, method: str, action: str) -> None:
    """Not ``@alias`` (a.11)."""
    assert api.request(method, f"/v1/blueprint/@plan/{action}", json={}).json()["code"] == "NOT_FOUND"
    assert api.request(method, f"/v1/blueprint/{blueprint}/{action}", json={}).status_code == 200


def test_a_blueprint_of_another_account_is_refused(api: httpx.Client, as_tenant: httpx.Client, blueprint: str) -> None:
    """On every route."""
    assert as_tenant.get(f"/v1/blueprint/{blueprint}/resource/list").json()["code"] == "NOT_AUTHORIZED"
    assert as_tenant.post(f"/v1/blueprint/{blueprint}/clone", json={}).json()["code"] == "NOT_AUTHORIZED"
    assert importing(as_tenant, blueprint, {"bot": [{"id": "a"}]}).json()["code"] == "NOT_AUTHORIZED"
    assert importing(api, "nobody", {"bot": [{"id": "a"}]}).json()["code"] == "NOT_FOUND"


def test_an_import_creates_and_wires(api: httpx.Client, local: Emulator, blueprint: str) -> None:
    """Links inside the payload become real ids; unknown fields are dropped without an error."""
    payload: JsonObject = {
        "bot": [{"id": "b", "name": "Ada", "datasetId": "d", "nonsense": 1, "backstory": "uses ref:::d"}],
        "dataset": [{"id": "d", "name": "Facts"}, {"id": "ref:::d", "name": "More"}],
        "skillset": [{"id": "s", "name": "Tools"}],
        "ability": [{"id": "a", "skillsetId": "s", "meta": {"_instruction": "as sent"}}],
        "portal": [{"id": "p", "slug": "x", "alias": "NOT a pattern"}],
        "secret": [{"id": "k", "kind": "personal", "value": "hush"}],
        "file": [{"id": "f", "name": "text", "$text": "content"}],
    }
    answer = importing(api, "@plan", payload, other=1)
    found = resources(answer)
    [bot] = local.records("bot")

    assert answer.json()["id"] == blueprint
    assert found["bot"] == [{"id": bot["id"], "name": "Ada", "description": ""}]
    assert (bot["datasetId"], bot["blueprintId"]) == (found["dataset"][0]["id"], blueprint)
    assert bot["backstory"] == f"uses {found['dataset'][1]['id']}"
    assert "nonsense" not in bot
    assert local.records("skillset_ability")[0]["skillsetId"] == found["skillset"][0]["id"]
    assert local.records("skillset_ability")[0]["meta"] == {"_instruction": "as sent"}
    assert local.records("secret")[0]["value"] == "hush"
    assert found["portals"][0]["id"] == local.records("portal")[0]["id"]
    assert local.content(found["file"][0]["id"]) == b"content"


def test_trap_31_an_item_with_a_known_alias_is_updated_and_others_double(
    api: httpx.Client, local: Emulator, blueprint: str
) -> None:
    """Also one that was in no blueprint. Equal data is not written, credentials are not touched."""
    known = create(api, "secret", {"alias": "key", "kind": "shared", "value": "old", "name": "Key"})
    payload: JsonObject = {
        "secret": [{"id": "k", "alias": "key", "name": "New", "value": "new"}],
        "bot": [{"id": "b", "name": "Ada", "model": {"$default": "gpt-4o"}}],
    }

    first = importing(api, blueprint, payload)
    written = local.record("secret", known) or {}
    second = importing(api, blueprint, payload)

    assert (written["name"], written["value"], written["blueprintId"]) == ("New", "old", blueprint)
    assert resources(first)["secret"][0]["id"] == resources(second)["secret"][0]["id"] == known
    assert (local.record("secret", known) or {})["updatedAt"] == written["updatedAt"]
    assert [bot["model"] for bot in local.records("bot")] == ["gpt-4o"] * 2


def test_an_alias_of_another_blueprint_is_an_issue(api: httpx.Client, blueprint: str) -> None:
    """Unless only this blueprint has an alias."""
    named = create(api, "blueprint", {"alias": "other"})
    unnamed = create(api, "blueprint", {})
    create(api, "bot", {"alias": "ada", "blueprintId": named})
    create(api, "bot", {"alias": "bob", "blueprintId": unnamed})

    refused = importing(api, blueprint, {"bot": [{"id": "b", "alias": "ada"}]}).json()

    assert (refused["code"], refused["message"]) == ("BAD_REQUEST", "Failed to import blueprint resources")
    assert [one["error"] for one in refused["details"]["issues"]] == ["resource_alias_in_active_blueprint"]
    assert importing(api, blueprint, {"bot": [{"id": "b", "alias": "bob"}]}).status_code == 200


@pytest.mark.parametrize(
    ("payload", "message", "error"),
    [
        ({"oAuthConnection": [{"id": "a"}]}, "Invalid resource payload", "unsupported_resource_category"),
        ({"bot": [{"name": "x"}]}, "Invalid resource payload", "missing_resource_id"),
        ({"bot": [{"id": "a", "name": 5}]}, "Invalid resource payload", "resource_validation_failed"),
        ({"bot": [{"id": "a"}], "file": [{"id": "a"}]}, "Duplicate resource ids found", "duplicate_resource_id"),
        (dict[str, str](), "Resource payload does not contain any entries", "empty_resource_payload"),
        (
            {"bot": [{"id": "a", "datasetId": "nobody"}]},
            "Failed to import blueprint resources",
            "external_reference_not_found",
        ),
        (
            {"policy": [{"id": "a", "type": "usage", "config": dict[str, str]()}]},
            "Invalid resource payload",
            "resource_validation_failed",
        ),
    ],
)
def test_a_wrong_payload_is_refused_with_issues(
    api: httpx.Client, local: Emulator, blueprint: str, payload: JsonObject, message: str, error: str
) -> None:
    """And changes nothing: all or nothing."""
    answer = importing(api, blueprint, {"skillset": [{"id": "s"}] if payload else [], **payload})

    assert (answer.status_code, answer.json()["message"], answer.json()["code"]) == (400, message, "BAD_REQUEST")
    assert answer.json()["details"]["issues"][0]["error"] == error
    assert local.records("skillset") == []


def test_a_reference_to_another_accounts_resource_is_an_issue(
    api: httpx.Client, as_tenant: httpx.Client, blueprint: str
) -> None:
    """Only what the caller may use can be linked."""
    theirs = create(as_tenant, "dataset", {})

    answer = importing(api, blueprint, {"bot": [{"id": "a", "datasetId": theirs}]})

    assert answer.json()["details"]["issues"][0]["error"] == "external_reference_not_authorized"


def test_a_body_without_resources_is_a_plain_400(api: httpx.Client, blueprint: str) -> None:
    answer = api.post(f"/v1/blueprint/{blueprint}/resource/import", json={})

    assert answer.json() == {"message": '"resources" is required', "code": "BAD_REQUEST"}


def test_ensure_makes_the_blueprint_or_finds_the_one_with_the_aliases(api: httpx.Client, local: Emulator) -> None:
    """For a path of ``@alias`` only."""
    payload: JsonObject = {"bot": [{"id": "b", "alias": "ada"}]}

    missing = importing(api, "@new", payload)
    made = importing(api, "@new", payload, ensure=True).json()["id"]
    found = importing(api, "@newer", payload, ensure=True).json()["id"]

    assert missing.json()["code"] == "NOT_FOUND"
    assert (made, found) == (local.records("blueprint")[0]["id"],) * 2
    assert local.records("blueprint")[0]["alias"] == "new"
    assert importing(api, "nobody", payload, ensure=True).json()["code"] == "NOT_FOUND"


def test_imported_objects_count_against_no_quota_and_have_generated_secrets(
    api: httpx.Client, local: Emulator, blueprint: str
) -> None:
    """Secrets that are sent stay."""
    payload: JsonObject = {
        "triggerIntegration": [{"id": "a"}, {"id": "b", "secret": "mine"}],
        "whatsappIntegration": [{"id": "c"}],
    }
    importing(api, blueprint, payload)

    secrets = sorted(str(one["secret"]) for one in local.records("integration_trigger"))
    assert "mine" in secrets
    assert {len(one) for one in secrets} == {4, 64}
    assert len(str(local.records("integration_whatsapp")[0]["verifyToken"])) == 64


def test_trap_31_a_clone_loses_aliases_schedules_and_credentials(
    api: httpx.Client, local: Emulator, blueprint: str, filled: dict[str, str]
) -> None:
    """Links inside are kept, links that leave become null, portal slugs get a suffix."""
    outside = create(api, "skillset", {})
    api.post(f"/v1/bot/{filled['bot']}/update", json={"alias": "ada", "skillsetId": outside})

    answer = api.post(f"/v1/blueprint/{blueprint}/clone", json={})
    copies = resources(answer)
    copy = local.record("blueprint", answer.json()["id"]) or {}
    bot = local.record("bot", copies["bot"][0]["id"]) or {}

    assert (copy["name"], copy["description"], copy["alias"]) == ("Plan", "A plan", None)
    assert "policy" not in copies
    assert not {one["id"] for found in copies.values() for one in found} & {*filled.values()}
    assert (bot["alias"], bot["datasetId"], bot["skillsetId"]) == (None, copies["dataset"][0]["id"], None)
    secret = local.record("secret", copies["secret"][0]["id"]) or {}
    assert (secret["value"], secret["config"]) == (None, None)
    trigger = local.record("integration_trigger", copies["triggerIntegration"][0]["id"]) or {}
    assert (trigger["schedule"], trigger["nextTriggerAt"]) == (None, None)
    slug = str((local.record("portal", copies["portals"][0]["id"]) or {})["slug"])
    assert slug.startswith("front-door-")
    ability = local.record("skillset_ability", copies["ability"][0]["id"]) or {}
    assert ability["skillsetId"] == copies["skillset"][0]["id"]
    assert (local.record("integration_discord", copies["discordIntegration"][0]["id"]) or {})["botToken"] is None
