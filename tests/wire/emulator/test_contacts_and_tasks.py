"""Contacts that are ensured, and runs of tasks (docs/api/api.md b.21 task, b.22 contact)."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject

PRINT = "0123456789abcdef"


def ensure(api: httpx.Client, body: JsonObject) -> str:
    answer = api.post("/v1/contact/ensure", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json().keys() == {"id"}
    return answer.json()["id"]


def test_a_known_fingerprint_is_found_and_a_new_one_made(api: httpx.Client, local: Emulator) -> None:
    """Where create answers 409; the contact that is found stays as it is (assumed)."""
    made = ensure(api, {"fingerprint": PRINT, "name": "Ann"})

    assert ensure(api, {"fingerprint": PRINT, "name": "Bob"}) == made
    assert ensure(api, {"fingerprint": f"{PRINT}-2"}) != made
    assert api.post("/v1/contact/create", json={"fingerprint": PRINT}).json()["code"] == "CONFLICT"
    assert [one["name"] for one in local.records("contact")] == ["Ann", ""]


def test_a_contact_is_verified_by_its_fingerprint(api: httpx.Client) -> None:
    """Unverified without one, whatever ``verifiedAt`` says."""
    with_one = ensure(api, {"fingerprint": PRINT, "verifiedAt": 5})
    without = ensure(api, {"verifiedAt": 5})

    def verified(contact: str) -> object:
        return api.get(f"/v1/contact/{contact}/fetch").json()["verifiedAt"]

    assert isinstance(verified(with_one), int)
    assert verified(with_one) != 5
    assert verified(without) is None


def test_ensure_checks_what_create_checks(api: httpx.Client) -> None:
    """All fields are optional."""
    assert api.post("/v1/contact/ensure", json={"fingerprint": "short"}).json()["code"] == "BAD_REQUEST"
    assert api.post("/v1/contact/ensure", json={"nobody": 1}).json()["message"] == '"nobody" is not allowed'
    assert ensure(api, {})


def test_an_ensured_contact_is_of_one_account(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """Two accounts may know one person."""
    assert ensure(api, {"fingerprint": PRINT}) != ensure(as_tenant, {"fingerprint": PRINT})


@pytest.mark.parametrize("action", ["trigger", "cancel"])
def test_a_run_of_a_task_is_only_acknowledged(api: httpx.Client, as_tenant: httpx.Client, action: str) -> None:
    """It is asynchronous and no state; there are no runs here."""
    task = api.post("/v1/task/create", json={"name": "Daily", "schedule": "daily"}).json()["id"]
    before = api.get(f"/v1/task/{task}/fetch").json()

    assert api.post(f"/v1/task/{task}/{action}", json={}).json() == {"id": task}
    assert api.get(f"/v1/task/{task}/fetch").json() == before
    assert api.post(f"/v1/task/nobody/{action}", json={}).json()["code"] == "NOT_FOUND"
    assert as_tenant.post(f"/v1/task/{task}/{action}", json={}).json()["code"] == "NOT_AUTHORIZED"


@pytest.mark.parametrize("route", ["task/c1/subscribe", "contact/c1/task/list", "memory/search", "team/create"])
def test_what_was_not_read_stays_out_by_name(api: httpx.Client, route: str) -> None:
    """The reference names these routes and not what they answer."""
    answer = api.post(f"/v1/{route}", json={})

    assert (answer.status_code, answer.json()["code"]) == (501, "NOT_IMPLEMENTED")
    assert f"/v1/{route}" in answer.json()["message"]
