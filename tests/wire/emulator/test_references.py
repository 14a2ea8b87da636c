"""Ids, aliases and names in paths and bodies, as seen by the acting account (docs/api/api.md a.11, identifiers)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator


@pytest.mark.parametrize("address", ["@ada", "(Ada)", "%40ada", "%28Ada%29"])
def test_a_path_takes_an_alias_or_a_name_and_answers_the_id(api: httpx.Client, address: str) -> None:
    bot = api.post("/v1/bot/create", json={"alias": "ada", "name": "Ada"}).json()["id"]

    assert api.get(f"/v1/bot/{address}/fetch").json()["id"] == bot
    assert api.post(f"/v1/bot/{address}/update", json={"alias": "ada"}).json() == {"id": bot}
    assert api.post(f"/v1/bot/{address}/delete", json={}).json() == {"id": bot}


def test_a_name_means_the_oldest_record_of_that_name(api: httpx.Client) -> None:
    """Names are not unique."""
    first, _second = (api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"] for _ in range(2))

    assert api.get("/v1/bot/(Ada)/fetch").json()["id"] == first


@pytest.mark.parametrize("address", ["@tenant", "(Tenant)"])
def test_partner_routes_take_an_alias_only_for_the_user_itself(api: httpx.Client, tenant: str, address: str) -> None:
    """Routes of contexts, tokens and sessions need the partner user's id."""
    assert api.get(f"/v1/partner/user/{address}/fetch").json()["id"] == tenant
    assert api.get(f"/v1/partner/user/{address}/context/list").status_code == 404


def test_an_alias_of_a_context_is_a_system_error(api: httpx.Client, tenant: str) -> None:
    """Contexts have no alias column (inferred)."""
    answer = api.get(f"/v1/partner/user/{tenant}/context/@x/fetch")

    assert (answer.status_code, answer.json()["code"]) == (500, "GENERIC_ERROR")


def test_trap_17_references_are_resolved_as_the_sub_account(
    api: httpx.Client, as_tenant: httpx.Client, tenant: str
) -> None:
    """A context's @alias is the sub-account's, @@alias the parent's; the id is stored."""
    own = as_tenant.post("/v1/bot/create", json={"alias": "ada"}).json()["id"]
    parents = api.post("/v1/bot/create", json={"alias": "ada", "visibility": "protected"}).json()["id"]

    stored = [
        api.post(f"/v1/partner/user/{tenant}/context/create", json={"botId": address}).json()["botId"]
        for address in ("@ada", "@@ada", own, f"  {own} ")
    ]

    assert stored == [own, parents, own, own]


def test_a_siblings_record_is_addressed_by_both_aliases(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """@user@alias: the alias of the partner user, and the alias of its record."""
    sibling = api.post("/v1/partner/user/create", json={"alias": "sister"}).json()["id"]
    body = {"alias": "facts", "visibility": "protected"}
    dataset = api.post("/v1/dataset/create", json=body, headers={"X-RunAs-UserId": sibling}).json()["id"]

    bot = as_tenant.post("/v1/bot/create", json={"datasetId": "@sister@facts"}).json()["id"]

    assert as_tenant.get(f"/v1/bot/{bot}/fetch").json()["datasetId"] == dataset


@pytest.mark.parametrize(("visibility", "status"), [("private", 400), ("protected", 200), ("public", 200)])
def test_a_tenant_may_use_its_parents_bot_unless_it_is_private(
    api: httpx.Client, tenant: str, visibility: str, status: int
) -> None:
    """Protected records can be used by parent, child and siblings."""
    bot = api.post("/v1/bot/create", json={"visibility": visibility}).json()["id"]

    answer = api.post(f"/v1/partner/user/{tenant}/context/create", json={"botId": bot})

    assert answer.status_code == status
    assert status == 200 or answer.json()["message"] == "You are not authorized to use this bot (botId)"


def test_a_parent_may_use_a_tenants_protected_dataset(api: httpx.Client, as_tenant: httpx.Client) -> None:
    dataset = as_tenant.post("/v1/dataset/create", json={"visibility": "protected"}).json()["id"]

    assert api.post("/v1/bot/create", json={"datasetId": dataset}).status_code == 200


def test_an_unrelated_account_may_use_public_records_but_not_protected_ones(
    api: httpx.Client, local: Emulator, client_of: Callable[..., httpx.Client]
) -> None:
    local.add_account("other", "sk-other")
    unrelated = client_of(local, token="sk-other")
    bodies = [
        {"datasetId": api.post("/v1/dataset/create", json={"visibility": visibility}).json()["id"]}
        for visibility in ("public", "protected")
    ]

    assert [unrelated.post("/v1/bot/create", json=body).status_code for body in bodies] == [200, 400]


def test_a_blueprint_must_be_the_accounts_own(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """Even if it is public."""
    blueprint = api.post("/v1/blueprint/create", json={"visibility": "public"}).json()["id"]

    answer = as_tenant.post("/v1/bot/create", json={"blueprintId": blueprint})

    assert answer.json() == {
        "message": "You are not authorized to use this blueprint (blueprintId)",
        "code": "BAD_REQUEST",
    }


@pytest.mark.parametrize("address", ["unknown", "@unknown", "@@ada", "@a@b", "(unknown)"])
def test_a_bad_reference_is_a_bad_request_with_the_fields_name(api: httpx.Client, address: str) -> None:
    """Not 404, which would mean that the record in the path is missing."""
    answer = api.post("/v1/bot/create", json={"datasetId": address})

    assert (answer.status_code, answer.json()) == (
        400,
        {"message": "Dataset not found (datasetId)", "code": "BAD_REQUEST"},
    )


def test_an_unknown_contact_is_a_bad_reference(api: httpx.Client, tenant: str) -> None:
    answer = api.post(f"/v1/partner/user/{tenant}/context/create", json={"contactId": "cx"})

    assert answer.json()["message"] == "Contact not found (contactId)"
