"""Reading, editing and deleting without the API, and repeatable ids and times."""

import itertools
import random
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    EditRefusedError,
    Emulator,
    EmulatorSettings,
    NoSuchRecordError,
    UnknownKindError,
)
from pulumi_chatbotkit.json_values import JsonObject


def test_an_edit_changes_only_the_named_fields(api: httpx.Client, local: Emulator) -> None:
    """Unlike an update it keeps the alias. No request is logged."""
    bot = api.post("/v1/bot/create", json={"alias": "ada", "name": "Ada"}).json()["id"]
    before = local.record("bot", bot)
    local.clear_requests()

    local.edit("bot", bot, {"name": "Grace"})

    after = local.record("bot", bot)
    assert before is not None
    assert after is not None
    assert after == {**before, "name": "Grace", "updatedAt": after["updatedAt"]} != before
    assert local.requests == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nme": "x"}, 'bot has no field "nme"; its fields: alias, name,'),
        ({"name": "x", "visibility": "secret"}, '"visibility" must be one of'),
        ({"name": None}, "System error occurred"),
        ({"alias": "taken"}, "Unique constraint violation"),
    ],
)
def test_an_edit_that_the_api_would_refuse_changes_nothing(
    api: httpx.Client, local: Emulator, changes: JsonObject, message: str
) -> None:
    """The service's console could not store it either."""
    api.post("/v1/bot/create", json={"alias": "taken"})
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]
    before = local.record("bot", bot)

    with pytest.raises(EditRefusedError, match=message):
        local.edit("bot", bot, changes)

    assert local.record("bot", bot) == before


def test_an_unknown_kind_or_record_is_named(local: Emulator) -> None:
    """The message lists the known kinds."""
    with pytest.raises(UnknownKindError, match='unknown kind "robot"; known kinds: blueprint, bot,'):
        local.records("robot")
    with pytest.raises(NoSuchRecordError, match='no bot with id "x"'):
        local.edit("bot", "x", {})
    with pytest.raises(NoSuchRecordError):
        local.remove("bot", "x")
    assert local.record("bot", "x") is None


def test_removing_deletes_what_the_api_would_delete(api: httpx.Client, local: Emulator, tenant: str) -> None:
    """As deleting a sub-account in the service's console does."""
    api.post(f"/v1/partner/user/{tenant}/context/create", json={})

    local.remove("partner_user", tenant)

    assert local.records("partner_user_context") == []


def test_a_record_shows_what_no_route_returns(api: httpx.Client, local: Emulator, tenant: str) -> None:
    """So that a test can see that a write-only field arrived."""
    bot = api.post("/v1/bot/create", json={"privacy": True}).json()["id"]

    user, stored = local.record("partner_user", tenant), local.record("bot", bot)

    assert user is not None
    assert stored is not None
    assert (user["alias"], stored["privacy"]) == ("tenant", True)


def test_ids_and_times_are_repeatable_on_request(client_of: Callable[..., httpx.Client]) -> None:
    """With the same clock, randomness and calls, records and keys are the same."""
    answers: list[object] = []
    for _ in range(2):
        settings = EmulatorSettings(clock=itertools.count(1_000).__next__, randomness=random.Random(7))  # noqa: S311 - repeatable is the point
        emulator = Emulator(settings)
        api = client_of(emulator)
        user = api.post("/v1/partner/user/create", json={}).json()["id"]
        token = api.post(f"/v1/partner/user/{user}/token/create", json={}).json()
        answers.append([token, emulator.records("partner_user")])
        emulator.close()

    assert answers[0] == answers[1]


def test_a_reset_removes_records_faults_and_requests_but_no_key(api: httpx.Client, local: Emulator) -> None:
    """So that one emulator can serve several tests."""
    api.post("/v1/partner/user/create", json={"email": "ada@example.com"})

    local.reset()

    assert local.requests == []
    assert api.get("/v1/partner/user/list").json()["items"] == []
    assert api.post("/v1/partner/user/create", json={"email": "ada@example.com"}).status_code == 200
