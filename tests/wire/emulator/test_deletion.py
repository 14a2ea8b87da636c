"""What is deleted with a record, and what is only unlinked (docs/api/api.md b, delete notes)."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.emulator.contract import KINDS, Kind

MEMBERS = [
    pytest.param(kind, id=kind.name)
    for kind in KINDS.values()
    if any(reference.member for reference in kind.references.values())
]
LINKS = [("bot", "botId"), ("dataset", "datasetId"), ("skillset", "skillsetId"), ("blueprint", "blueprintId")]


@pytest.mark.parametrize(("kind", "link"), LINKS)
def test_a_context_only_loses_its_link(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str, kind: str, link: str
) -> None:
    """The database unlinks it, so updatedAt does not change."""
    target = as_tenant.post(f"/v1/{kind}/create", json={}).json()["id"]
    base = f"/v1/partner/user/{tenant}/context"
    context = api.post(f"{base}/create", json={link: target, "name": "Ada"}).json()

    as_tenant.post(f"/v1/{kind}/{target}/delete", json={})

    assert api.get(f"{base}/{context['id']}/fetch").json() == {**context, link: None}


def test_deleting_a_bot_keeps_its_dataset_and_skillset(api: httpx.Client, local: Emulator) -> None:
    links = {f"{kind}Id": api.post(f"/v1/{kind}/create", json={}).json()["id"] for kind in ("dataset", "skillset")}
    bot = api.post("/v1/bot/create", json=links).json()["id"]

    api.post(f"/v1/bot/{bot}/delete", json={})

    assert len(local.records("dataset") + local.records("skillset")) == 2


@pytest.mark.parametrize(("body", "left"), [({}, 3), ({"deleteResources": False}, 3), ({"deleteResources": "true"}, 0)])
def test_deleting_a_blueprint_deletes_its_resources_only_with_the_option(
    api: httpx.Client, local: Emulator, body: dict[str, object], left: int
) -> None:
    """Otherwise their link becomes null. Another blueprint's resources stay."""
    blueprint, other = (api.post("/v1/blueprint/create", json={}).json()["id"] for _ in range(2))
    for kind in ("bot", "dataset", "skillset"):
        api.post(f"/v1/{kind}/create", json={"blueprintId": blueprint})
    kept = api.post("/v1/bot/create", json={"blueprintId": other}).json()["id"]

    api.post(f"/v1/blueprint/{blueprint}/delete", json=body)

    resources = [record for kind in ("bot", "dataset", "skillset") for record in local.records(kind)]
    assert len(resources) == left + 1
    assert all(record["blueprintId"] is None for record in resources if record["id"] != kept)


def test_deleting_a_blueprint_with_its_resources_keeps_contexts(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, tenant: str
) -> None:
    """Contexts are not resources of a blueprint."""
    blueprint = as_tenant.post("/v1/blueprint/create", json={}).json()["id"]
    api.post(f"/v1/partner/user/{tenant}/context/create", json={"blueprintId": blueprint})

    as_tenant.post(f"/v1/blueprint/{blueprint}/delete", json={"deleteResources": True})

    assert [context["blueprintId"] for context in local.records("partner_user_context")] == [None]


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        ("blueprint", {"foo": 1}, '"foo" is not allowed'),
        ("blueprint", {"deleteResources": None}, '"deleteResources" must be a boolean'),
    ],
)
def test_a_delete_with_options_checks_its_body(
    api: httpx.Client, local: Emulator, kind: str, body: dict[str, object], message: str
) -> None:
    record = api.post(f"/v1/{kind}/create", json={}).json()["id"]

    assert api.post(f"/v1/{kind}/{record}/delete", json=body).json()["message"] == message
    assert local.record(kind, record) is not None


def test_trap_07_deleting_a_partner_user_deletes_everything_it_owns(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, tenant: str
) -> None:
    """Nothing prevents it. Other accounts' records stay."""
    bot = as_tenant.post("/v1/bot/create", json={}).json()["id"]
    for below in ("context", "token"):
        api.post(f"/v1/partner/user/{tenant}/{below}/create", json={"botId": bot} if below == "context" else {})
    kept = api.post("/v1/bot/create", json={}).json()["id"]

    assert api.post(f"/v1/partner/user/{tenant}/delete", json={}).json() == {"id": tenant}

    kinds = ("partner_user", "partner_user_context", "partner_user_token", "bot")
    assert [record["id"] for kind in kinds for record in local.records(kind)] == [kept]
    assert as_tenant.get("/v1/bot/list").json()["code"] == "NOT_AUTHENTICATED"


def test_deleting_a_partner_user_unlinks_other_accounts_records(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str
) -> None:
    """Any account may link to a tenant's public dataset."""
    dataset = as_tenant.post("/v1/dataset/create", json={"visibility": "public"}).json()["id"]
    bot = api.post("/v1/bot/create", json={"datasetId": dataset}).json()["id"]

    api.post(f"/v1/partner/user/{tenant}/delete", json={})

    assert api.get(f"/v1/bot/{bot}/fetch").json()["datasetId"] is None


@pytest.mark.parametrize("kind", ["bot", "dataset", "partner/user"])
def test_a_second_delete_is_not_found(api: httpx.Client, kind: str) -> None:
    """The provider has to treat that as success."""
    record = api.post(f"/v1/{kind}/create", json={}).json()["id"]
    statuses = [api.post(f"/v1/{kind}/{record}/delete", json={}).status_code for _ in range(2)]

    assert statuses == [200, 404]


def test_a_deleted_records_alias_and_email_are_free_again(api: httpx.Client) -> None:
    """So that a tenant can be deleted and created again."""
    body = {"alias": "ada", "email": "ada@example.com"}
    first = api.post("/v1/partner/user/create", json=body).json()["id"]

    api.post(f"/v1/partner/user/{first}/delete", json={})

    assert api.post("/v1/partner/user/create", json=body).status_code == 200


def test_trap_07_deleting_a_bot_deletes_its_policies(api: httpx.Client, local: Emulator) -> None:
    """Policies for every bot stay."""
    bot = api.post("/v1/bot/create", json={}).json()["id"]
    bound, free = (api.post("/v1/policy/create", json=body).json()["id"] for body in ({"botId": bot}, {}))

    api.post(f"/v1/bot/{bot}/delete", json={})

    assert (local.record("policy", bound), local.record("policy", free) is not None) == (None, True)


@pytest.mark.parametrize("kind", MEMBERS)
def test_trap_07_deleting_a_blueprint_with_its_resources_deletes_every_kind(
    api: httpx.Client, local: Emulator, kind: Kind
) -> None:
    """Also an ability of a skillset that is not the blueprint's."""
    blueprint = api.post("/v1/blueprint/create", json={}).json()["id"]
    skillset = api.post("/v1/skillset/create", json={}).json()["id"]
    path = kind.path.replace("{skillsetId}", skillset)
    body = {"blueprintId": blueprint} | ({"slug": "customers"} if kind.field("slug") else {})
    resource = api.post(f"{path}/create", json=body).json()["id"]

    api.post(f"/v1/blueprint/{blueprint}/delete", json={"deleteResources": True})

    assert local.record(kind.name, resource) is None


def test_a_record_linked_to_two_deleted_records_is_unlinked_twice(
    api: httpx.Client, as_tenant: httpx.Client, local: Emulator, tenant: str
) -> None:
    """The bot is deleted with its blueprint; the context must lose both links."""
    blueprint = as_tenant.post("/v1/blueprint/create", json={}).json()["id"]
    bot = as_tenant.post("/v1/bot/create", json={"blueprintId": blueprint}).json()["id"]
    body = {"blueprintId": blueprint, "botId": bot}
    api.post(f"/v1/partner/user/{tenant}/context/create", json=body)

    as_tenant.post(f"/v1/blueprint/{blueprint}/delete", json={"deleteResources": True})

    assert [(one["blueprintId"], one["botId"]) for one in local.records("partner_user_context")] == [(None, None)]


@pytest.mark.parametrize("kind", ["secret", "file", "bot", "space"])
def test_an_ability_only_loses_its_link(api: httpx.Client, kind: str) -> None:
    """For every kind that it can link to."""
    link = f"linked{kind.capitalize()}Id"
    base = f"/v1/skillset/{api.post('/v1/skillset/create', json={}).json()['id']}/ability"
    target = api.post(f"/v1/{kind}/create", json={}).json()["id"]
    ability = api.post(f"{base}/create", json={link: target, "name": "Ada"}).json()["id"]
    before = api.get(f"{base}/{ability}/fetch").json()

    api.post(f"/v1/{kind}/{target}/delete", json={})

    assert api.get(f"{base}/{ability}/fetch").json() == {**before, link: None}
