"""Data sets that fill an empty state."""

import random
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    Emulator,
    EmulatorSettings,
    SeedError,
    StateNotEmptyError,
    counting_clock,
)
from pulumi_chatbotkit.testing import EmulatorServer


def test_the_demo_has_three_complete_tenants(local: Emulator, client_of: Callable[..., httpx.Client]) -> None:
    """Each has a bot with its own dataset and skillset, and a context that refers to them."""
    local.seed("demo")

    users = local.records("partner_user")
    assert len(users) == 3
    for user in users:
        tenant = client_of(local, run_as=str(user["id"]))
        bot, dataset = (tenant.get(f"/v1/{kind}/list").json()["items"][0] for kind in ("bot", "dataset"))
        assert bot["datasetId"] == dataset["id"]
        assert len(tenant.get(f"/v1/dataset/{dataset['id']}/record/list").json()["items"]) == 2
        assert len(tenant.get(f"/v1/skillset/{bot['skillsetId']}/ability/list").json()["items"]) == 1
        assert [it["botId"] for it in local.records("partner_user_context", account=str(user["id"]))] == [bot["id"]]


def test_a_fleet_has_as_many_tenants_as_asked_for(local: Emulator) -> None:
    """Each with a user, a bot and a context. The returned counts are those of the state."""
    assert local.seed("fleet:12") == {"bot": 12, "partner_user": 12, "partner_user_context": 12}
    assert len(local.records("partner_user", account=local.parent_account)) == 12


def test_the_empty_data_set_has_no_records(local: Emulator) -> None:
    """With `--replace` it clears a state."""
    local.seed("fleet:2")

    assert local.seed("empty", replace=True) == {}


def test_seeding_a_state_with_records_is_refused(api: httpx.Client, local: Emulator) -> None:
    """Unless they are to be replaced."""
    api.post("/v1/bot/create", json={"name": "Mine"})

    with pytest.raises(StateNotEmptyError, match="holds 1 records already"):
        local.seed("demo")

    assert [bot["name"] for bot in local.records("bot")] == ["Mine"]
    assert local.seed("fleet:1", replace=True)["bot"] == 1


@pytest.mark.parametrize("name", ["", "Demo", "fleet", "fleet:0", "fleet:-1", "fleet:x", "fleet:1000000", "demo:3"])
def test_an_unknown_data_set_is_refused_before_anything_is_removed(local: Emulator, name: str) -> None:
    """The message lists the data sets."""
    local.seed("fleet:1")

    with pytest.raises(SeedError, match=r"there are empty, demo and fleet:N"):
        local.seed(name, replace=True)

    assert len(local.records("bot")) == 1


def test_a_seeded_emulator_is_the_same_in_every_run() -> None:
    """With a repeatable clock and randomness."""
    runs = [
        Emulator(EmulatorSettings(seed="demo", clock=counting_clock(), randomness=random.Random(7)))  # noqa: S311 - repeatable is the point
        for _ in range(2)
    ]

    assert runs[0].snapshot(include_secrets=True) == runs[1].snapshot(include_secrets=True)
    for run in runs:
        run.close()


def test_a_server_is_seeded_by_its_control_route(emulator: EmulatorServer) -> None:
    """A refusal has its reason."""
    with httpx.Client(base_url=f"{emulator.url}/_emulator", headers=emulator.admin_headers) as control:
        seeded = control.post("/seed", json={"data_set": "fleet:2"})
        again = control.post("/seed", json={"data_set": "demo"})
        replaced = control.post("/seed", json={"data_set": "fleet:1", "replace": True})
        misspelt = control.post("/seed", json={"dataset": "demo"})

    assert seeded.json() == {"counts": {"bot": 2, "partner_user": 2, "partner_user_context": 2}}
    assert (again.status_code, "holds 6 records" in again.json()["message"]) == (400, True)
    assert replaced.json()["counts"]["bot"] == 1
    assert (misspelt.status_code, "data_set: Field required" in misspelt.json()["message"]) == (400, True)
