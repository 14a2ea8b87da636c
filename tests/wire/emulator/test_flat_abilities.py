"""Abilities by routes without a skillset, behind a switch (docs/api/api.md b.11 flat routes, trap 38)."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Plan


@pytest.fixture
def flat(client_of: Callable[..., httpx.Client]) -> Iterator[httpx.Client]:
    """An emulator that serves the flat routes."""
    emulator = Emulator(EmulatorSettings(flat_abilities=True, plan=Plan(rates={"ability": 0})))
    yield client_of(emulator)
    emulator.close()


def create(api: httpx.Client, path: str, body: object = None) -> str:
    return api.post(f"/v1/{path}/create", json=body or {}).json()["id"]


def fetched(api: httpx.Client, ability: str) -> dict[str, object]:
    return api.get(f"/v1/ability/{ability}/fetch").json()


@pytest.mark.parametrize(("method", "path"), [("GET", "list"), ("POST", "create"), ("GET", "x/fetch")])
def test_without_the_switch_they_are_501(api: httpx.Client, method: str, path: str) -> None:
    """The API does not publish them."""
    assert api.request(method, f"/v1/ability/{path}", json={}).json()["code"] == "NOT_IMPLEMENTED"


def test_trap_38_an_ability_that_lost_its_skillset_is_found_and_deleted(flat: httpx.Client) -> None:
    """The other routes do not reach it any more. Creates do not count against rate/ability."""
    skillset = create(flat, "skillset")
    ability = create(flat, "ability", {"name": "Look", "skillsetId": skillset, "instruction": "Look."})
    before = flat.get(f"/v1/skillset/{skillset}/ability/{ability}/fetch").json()
    flat.post(f"/v1/skillset/{skillset}/delete", json={})

    assert fetched(flat, ability) == {**before, "skillsetId": None}
    assert [item["id"] for item in flat.get("/v1/ability/list").json()["items"]] == [ability]
    assert flat.post(f"/v1/ability/{ability}/delete", json={}).json() == {"id": ability}
    assert fetched(flat, ability)["code"] == "NOT_FOUND"


def test_an_ability_can_be_moved_and_taken_out(flat: httpx.Client) -> None:
    """By skillsetId; null and "" clear it."""
    one, two = (create(flat, "skillset") for _ in range(2))
    ability = create(flat, "ability", {"skillsetId": one})
    seen: list[object] = []
    for skillset in (two, "", one, None):
        flat.post(f"/v1/ability/{ability}/update", json={"skillsetId": skillset})
        seen.append(fetched(flat, ability)["skillsetId"])

    assert seen == [two, None, one, None]


def test_a_flat_list_is_filtered_by_blueprint_and_meta(flat: httpx.Client) -> None:
    """The list of a skillset is not."""
    blueprint = create(flat, "blueprint")
    one = create(flat, "ability", {"blueprintId": blueprint})
    two = create(flat, "ability", {"meta": {"team": "x"}})

    found = [
        [item["id"] for item in flat.get(f"/v1/ability/list?{query}").json()["items"]]
        for query in (f"blueprintId={blueprint}", "meta[team]=x", "order=asc")
    ]

    assert found == [[one], [two], [one, two]]


def test_a_flat_ability_is_addressed_in_every_form(flat: httpx.Client) -> None:
    """By alias and name too (a.11); meta follows the rules of the other routes."""
    ability = create(flat, "ability", {"alias": "look", "name": "Look", "instruction": "x", "meta": {"a": 1}})

    assert fetched(flat, "@look")["id"] == fetched(flat, "(Look)")["id"] == ability
    assert fetched(flat, ability)["meta"] == {"a": 1, "_instruction": "x"}
    flat.post(f"/v1/ability/{ability}/update", json={"name": "Look"})
    assert (fetched(flat, ability)["alias"], fetched(flat, ability)["meta"]) == (None, {"_instruction": ""})


def test_another_accounts_ability_is_refused(flat: httpx.Client) -> None:
    ability = create(flat, "ability")
    user = create(flat, "partner/user")

    answer = flat.get(f"/v1/ability/{ability}/fetch", headers={"X-RunAs-UserId": user})

    assert answer.json()["code"] == "NOT_AUTHORIZED"
