"""Abilities of skillsets (docs/api/api.md b.11, ability)."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject


@pytest.fixture
def skillset(api: httpx.Client) -> str:
    return api.post("/v1/skillset/create", json={}).json()["id"]


@pytest.fixture
def base(skillset: str) -> str:
    return f"/v1/skillset/{skillset}/ability"


@pytest.fixture
def older(client_of: Callable[..., httpx.Client]) -> Iterator[httpx.Client]:
    emulator = Emulator(EmulatorSettings(generation="partner"))
    yield client_of(emulator)
    emulator.close()


def create(api: httpx.Client, base: str, body: JsonObject) -> str:
    return api.post(f"{base}/create", json=body).json()["id"]


def test_an_ability_shows_its_skillset_and_cannot_move(api: httpx.Client, base: str, skillset: str) -> None:
    """The skillset's id comes from the path; a body with it is refused."""
    ability = create(api, base, {})

    assert api.get(f"{base}/{ability}/fetch").json()["skillsetId"] == skillset
    answer = api.post(f"{base}/{ability}/update", json={"skillsetId": skillset})
    assert answer.json()["message"] == '"skillsetId" is not allowed'


def test_the_service_adds_an_entry_to_an_abilitys_meta(api: httpx.Client, base: str) -> None:
    """It is read back beside the user's keys; its form is assumed."""
    ability = create(api, base, {"meta": {"a": 1}, "instruction": "help"})

    assert api.get(f"{base}/{ability}/fetch").json()["meta"] == {"a": 1, "_instruction": "help"}


@pytest.mark.parametrize(
    ("body", "meta"),
    [
        ({"name": "x"}, {"_instruction": ""}),
        ({"instruction": "more"}, {"_instruction": "more"}),
        ({"meta": {"b": 2}}, {"b": 2, "_instruction": ""}),
        ({"meta": None, "instruction": "more"}, {"_instruction": "more"}),
        ({"meta": {"b": 2, "-": 3}, "instruction": "more"}, {"b": 2, "_instruction": "more"}),
    ],
)
def test_trap_04_an_update_rebuilds_meta_from_what_it_sends(
    api: httpx.Client, base: str, body: JsonObject, meta: JsonObject
) -> None:
    """The instruction stays when it is omitted; its entry in meta does not."""
    ability = create(api, base, {"meta": {"a": 1}, "instruction": "help"})

    api.post(f"{base}/{ability}/update", json=body)

    fetched = api.get(f"{base}/{ability}/fetch").json()
    assert (fetched["meta"], fetched["instruction"]) == (meta, body.get("instruction", "help"))


def test_trap_04_a_key_that_begins_with_an_underscore_is_refused(api: httpx.Client, base: str) -> None:
    """So meta cannot be sent back as it was read."""
    ability = create(api, base, {"instruction": "help"})
    meta = api.get(f"{base}/{ability}/fetch").json()["meta"]

    answer = api.post(f"{base}/{ability}/update", json={"meta": meta})

    assert (answer.status_code, answer.json()["message"]) == (400, '"meta._instruction" is not allowed')


def test_an_edit_in_the_console_keeps_an_abilitys_meta(api: httpx.Client, local: Emulator, base: str) -> None:
    """A console edit changes one field; it is not the body of an update."""
    ability = create(api, base, {"meta": {"a": 1}, "instruction": "help"})

    local.edit("skillset_ability", ability, {"name": "x"})
    local.edit("skillset_ability", ability, {"instruction": "more"})

    assert api.get(f"{base}/{ability}/fetch").json()["meta"] == {"a": 1, "_instruction": "more"}


def test_trap_07_abilities_stay_without_their_skillset(
    api: httpx.Client, local: Emulator, base: str, skillset: str
) -> None:
    """They stay in the account with skillsetId null, and no route reaches them."""
    ability = create(api, base, {"name": "left"})

    api.post(f"/v1/skillset/{skillset}/delete", json={})

    record = local.record("skillset_ability", ability)
    assert record is not None
    assert (record["skillsetId"], record["name"]) == (None, "left")
    assert api.get(f"{base}/{ability}/fetch").json() == {"message": "Not found", "code": "NOT_FOUND"}


def test_an_ability_is_addressed_by_id_alone(api: httpx.Client, base: str) -> None:
    """Paths do not accept its alias."""
    create(api, base, {"alias": "help"})

    assert api.get(f"{base}/@help/fetch").status_code == 404


@pytest.mark.parametrize(("link", "kind"), [("Secret", "secret"), ("File", "file"), ("Bot", "bot"), ("Space", "space")])
def test_trap_24_links_have_their_newer_names_by_default(
    api: httpx.Client, older: httpx.Client, link: str, kind: str
) -> None:
    """Either version of the service refuses the other version's names."""
    newer_name, older_name = f"linked{link}Id", f"{link.lower()}Id"
    for client, name, other in ((api, newer_name, older_name), (older, older_name, newer_name)):
        target = client.post(f"/v1/{kind}/create", json={}).json()["id"]
        base = f"/v1/skillset/{client.post('/v1/skillset/create', json={}).json()['id']}/ability"
        ability = create(client, base, {name: target})

        fetched = client.get(f"{base}/{ability}/fetch").json()
        refused = client.post(f"{base}/{ability}/update", json={other: target})

        assert (fetched[name], other in fetched) == (target, False)
        assert refused.json()["message"] == f'"{other}" is not allowed'


def test_older_names_are_stored_as_the_newer_ones(client_of: Callable[..., httpx.Client]) -> None:
    """Unlinking, updates and the log then work the same with either names."""
    emulator = Emulator(EmulatorSettings(generation="partner"))
    api = client_of(emulator)
    base = f"/v1/skillset/{api.post('/v1/skillset/create', json={}).json()['id']}/ability"
    bot = api.post("/v1/bot/create", json={}).json()["id"]
    ability = create(api, base, {})

    api.post(f"{base}/{ability}/update", json={"botId": bot})
    logged, linked = emulator.requests[-1].body, emulator.record("skillset_ability", ability)
    api.post(f"/v1/bot/{bot}/delete", json={})
    unlinked = api.get(f"{base}/{ability}/fetch").json()["botId"]
    emulator.close()

    assert linked is not None
    assert (logged, linked["linkedBotId"], unlinked) == ({"botId": bot}, bot, None)


def test_a_body_is_checked_before_the_skillset(api: httpx.Client) -> None:
    """In partner routes the parent is checked first (docs/api/api.md a.5, order of checks)."""
    missing = "/v1/skillset/unknown/ability/create"

    assert api.post(missing, json={"foo": 1}).json()["message"] == '"foo" is not allowed'
    assert api.post(missing, json={}).json() == {"message": "Not found", "code": "NOT_FOUND"}


def test_abilities_are_not_filtered_by_meta(api: httpx.Client, base: str) -> None:
    """Their list documents no filter, so a client that sends one gets every ability."""
    create(api, base, {"meta": {"a": "x"}})

    assert len(api.get(f"{base}/list?meta[a]=y").json()["items"]) == 1
