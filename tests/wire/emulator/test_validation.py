"""What the validator refuses, converts and limits (docs/api/api.md a.4 request rules, a.12 field classes)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

ALIAS_TEXT = "Alias must contain only lowercase letters, numbers, hyphens, and underscores"
ENUM_TEXT = '"visibility" must be one of [private, protected, public]'
ALIAS_TOO_LONG = '"alias" length must be less than or equal to 128 characters long'
NAME_TOO_LONG = '"name" must be less than or equal to 191 bytes long'

REFUSED: list[tuple[str, JsonObject, str]] = [
    ("bot", {"foo": 1}, '"foo" is not allowed'),
    ("bot", {"id": "x"}, '"id" is not allowed'),
    ("bot", {"name": 5}, '"name" must be a string'),
    ("bot", {"name": "é" * 96}, NAME_TOO_LONG),
    ("bot", {"description": "d" * 65_536}, '"description" must be less than or equal to 65535 bytes long'),
    ("bot", {"alias": "Ada"}, ALIAS_TEXT),
    ("bot", {"alias": "a" * 129}, ALIAS_TOO_LONG),
    ("bot", {"visibility": "secret"}, ENUM_TEXT),
    ("bot", {"visibility": ""}, ENUM_TEXT),
    ("bot", {"privacy": "yes"}, '"privacy" must be a boolean'),
    ("bot", {"privacy": 1}, '"privacy" must be a boolean'),
    ("bot", {"meta": []}, '"meta" must be of type object'),
    ("bot", {"meta": {"_k": 1}}, '"meta._k" is not allowed'),
    ("bot", {"botId": 1}, '"botId" is not allowed'),
    ("bot", {"datasetId": 1}, '"datasetId" must be a string'),
    ("bot", {"model": "a/b"}, '"model" must be a valid model'),
    ("dataset", {"recordMaxTokens": "many"}, '"recordMaxTokens" must be a number'),
    ("dataset", {"recordMaxTokens": 0}, '"recordMaxTokens" must be greater than or equal to 1'),
    ("dataset", {"searchMinScore": -0.5}, '"searchMinScore" must be greater than or equal to 0'),
    ("partner/user", {"name": "n" * 192}, NAME_TOO_LONG),
    ("partner/user", {"email": "ada@localhost"}, '"email" must be a valid email'),
    ("partner/user", {"limits": {"tokens": -1}}, '"limits" contains an invalid value: tokens=-1'),
    ("partner/user", {"limits": {"tokens": 1.5}}, '"limits" contains an invalid value: tokens=1.5'),
    ("partner/user", {"limits": {"tokens": True}}, '"limits" contains an invalid value: tokens=true'),
    ("partner/user", {"limits": {"database": 1}}, '"limits" contains an invalid value: database=1'),
    (
        "partner/user",
        {"limits": {"database": {"records": "5"}}},
        '"limits" contains an invalid value: database.records="5"',
    ),
]

CONVERTED = [
    ("bot", "privacy", "true", True),
    ("bot", "privacy", "FALSE", False),
    ("dataset", "recordMaxTokens", "5", 5),
    ("dataset", "searchMinScore", "0.5", 0.5),
    ("dataset", "recordMaxTokens", 5.0, 5),
    ("bot", "name", "  Ada ", "  Ada "),
    ("bot", "name", "é" * 95, "é" * 95),
    ("bot", "meta", {"$update": {"a": 1}, "é": 2}, {"$update": {"a": 1}, "é": 2}),
    ("dataset", "store", None, None),
]

BROKEN_ON_COLUMNS = [
    ("dataset", {"recordMaxTokens": 1.5}),
    ("dataset", {"recordMaxTokens": 2**31}),
    ("dataset", {"separators": "s" * 192}),
    ("partner/user", {"image": "i" * 192}),
]


@pytest.mark.parametrize(("path", "body", "message"), REFUSED)
def test_a_wrong_body_is_refused_with_the_services_message(
    api: httpx.Client, local: Emulator, path: str, body: JsonObject, message: str
) -> None:
    """A provider that sends these must fail here, not first against the service."""
    answer = api.post(f"/v1/{path}/create", json=body)

    assert (answer.status_code, answer.json()) == (400, {"message": message, "code": "BAD_REQUEST"})
    assert not local.records("partner_user" if path == "partner/user" else path)


@pytest.mark.parametrize(("kind", "field", "sent", "stored"), CONVERTED)
def test_values_are_converted_as_the_validator_does(
    api: httpx.Client, local: Emulator, kind: str, field: str, sent: object, stored: object
) -> None:
    """Text for booleans and numbers is converted, everything else is stored as sent."""
    record = local.record(kind, api.post(f"/v1/{kind}/create", json={field: sent}).json()["id"])

    assert record is not None
    assert record[field] == stored


@pytest.mark.parametrize(("path", "body"), BROKEN_ON_COLUMNS)
def test_trap_25_a_value_that_only_the_column_refuses_is_a_system_error(
    api: httpx.Client, path: str, body: dict[str, object]
) -> None:
    """The validator has no maximum there (inferred, docs/api/api.md a.12, field classes)."""
    answer = api.post(f"/v1/{path}/create", json=body)

    assert (answer.status_code, answer.json()["code"]) == (500, "GENERIC_ERROR")


def test_only_the_first_error_is_reported(api: httpx.Client) -> None:
    """Known fields come first, in the order of the table; unknown ones come last."""
    answer = api.post("/v1/bot/create", json={"foo": 1, "visibility": "no", "name": 5})

    assert answer.json()["message"] == '"name" must be a string'


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"meta": NaN}', b'{"meta": ' + b"[" * 100_000])
def test_malformed_json_is_a_bad_request(api: httpx.Client, body: bytes) -> None:
    """The exact message is not known."""
    answer = api.post("/v1/bot/create", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "5"])
def test_a_body_that_is_not_an_object_is_refused(api: httpx.Client, body: str) -> None:
    answer = api.post("/v1/bot/create", content=body, headers={"Content-Type": "application/json"})

    assert answer.json() == {"message": '"value" must be of type object', "code": "BAD_REQUEST"}


def test_an_empty_body_is_an_empty_object(api: httpx.Client) -> None:
    """Inferred: every field of these kinds is optional."""
    assert api.post("/v1/bot/create", headers={"Content-Type": "application/json"}).status_code == 200


def test_numbers_lose_what_javascript_cannot_hold(api: httpx.Client, local: Emulator) -> None:
    """The service has one type of number: 1.0 is 1, and integers above 2**53 are rounded."""
    body = '{"meta": {"whole": 1.0, "big": 9007199254740993}}'

    created = api.post("/v1/bot/create", content=body, headers={"Content-Type": "application/json"}).json()["id"]

    assert api.get(f"/v1/bot/{created}/fetch").json()["meta"] == {"whole": 1, "big": 9007199254740992}


def test_a_taken_alias_is_a_conflict_within_one_account_and_kind(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """Another account or another kind may use it."""
    api.post("/v1/bot/create", json={"alias": "ada"})

    answer = api.post("/v1/bot/create", json={"alias": "ada"})

    assert (answer.status_code, answer.json()) == (409, {"message": "Unique constraint violation", "code": "CONFLICT"})
    assert api.post("/v1/dataset/create", json={"alias": "ada"}).status_code == 200
    assert as_tenant.post("/v1/bot/create", json={"alias": "ada"}).status_code == 200


def test_a_refused_update_changes_neither_record_nor_alias(api: httpx.Client, local: Emulator) -> None:
    """A conflict must not be applied in part."""
    api.post("/v1/bot/create", json={"alias": "ada"})
    other = api.post("/v1/bot/create", json={"alias": "grace", "name": "Grace"}).json()["id"]
    before = local.record("bot", other)

    assert api.post(f"/v1/bot/{other}/update", json={"alias": "ada", "name": "Ada"}).status_code == 409

    assert local.record("bot", other) == before
    assert api.get("/v1/bot/@grace/fetch").json()["id"] == other


def test_several_partner_users_may_lack_an_email_but_not_share_one(api: httpx.Client) -> None:
    """An address is unique per parent; null is not compared, and "" is stored as null."""
    statuses = [
        api.post("/v1/partner/user/create", json={"email": email}).status_code
        for email in ("", "", "ada@example.com", "ada@example.com")
    ]

    assert statuses == [200, 200, 200, 409]


def test_trap_08_meta_is_replaced_unless_wrapped_in_update(api: httpx.Client) -> None:
    """The manuals say that it is merged; the server's code replaces it (docs/api/api.md d)."""
    bot = api.post("/v1/bot/create", json={"meta": {"a": 1, "b": {"c": 2}}}).json()["id"]

    api.post(f"/v1/bot/{bot}/update", json={"meta": {"$update": {"b": {"d": 3}, "e": 4, "-": 5}}})
    merged = api.get(f"/v1/bot/{bot}/fetch").json()["meta"]
    api.post(f"/v1/bot/{bot}/update", json={"meta": {"f": 5}})

    assert merged == {"a": 1, "b": {"d": 3}, "e": 4}
    assert api.get(f"/v1/bot/{bot}/fetch").json()["meta"] == {"f": 5}


def test_trap_09_keys_with_an_odd_first_character_are_stored_by_create_and_dropped_by_update(
    api: httpx.Client, local: Emulator
) -> None:
    """Without an error, so a provider has to refuse them itself."""
    meta = {"-a": 1, "é": 2, "b": 3, "#c": 4}
    bot = api.post("/v1/bot/create", json={"meta": meta}).json()["id"]
    created = local.record("bot", bot)

    api.post(f"/v1/bot/{bot}/update", json={"meta": meta})

    updated = local.record("bot", bot)
    assert created is not None
    assert updated is not None
    assert (created["meta"], updated["meta"]) == (meta, {"b": 3})


def test_trap_09_keys_with_a_hash_are_dropped_on_read_at_any_depth(api: httpx.Client, tenant: str) -> None:
    """By the service's encoder, in every JSON value."""
    payload = {"#a": 1, "b": [{"#c": 2, "d": 3}]}

    created = api.post(f"/v1/partner/user/{tenant}/context/create", json={"payload": payload}).json()

    assert created["payload"] == {"b": [{"d": 3}]}


def test_every_accepted_update_changes_updated_at(client_of: Callable[..., httpx.Client]) -> None:
    """Even one that changes nothing, and within one millisecond."""
    emulator = Emulator(EmulatorSettings(clock=lambda: 1_000))
    api = client_of(emulator)
    bot = api.post("/v1/bot/create", json={}).json()["id"]
    seen: list[int] = []
    for _ in range(3):
        api.post(f"/v1/bot/{bot}/update", json={})
        seen.append(api.get(f"/v1/bot/{bot}/fetch").json()["updatedAt"])
    emulator.close()

    assert seen == [1_001, 1_002, 1_003]
