"""Values pass the dynamic host as they are: what programs declare, and what objects hold that were made elsewhere."""

import json

from pulumi.runtime.proto import provider_pb2

from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.reconcile import Declaration
from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess, plain

SOME = provider_pb2.DiffResponse.DIFF_SOME
NONE = provider_pb2.DiffResponse.DIFF_NONE
MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}}

KEPT: JsonObject = {
    "whole": 2**53 - 1,
    "negative": -(2**53) + 1,
    "fraction": 0.1,
    "small": 5e-324,
    "empty": {"map": {}, "list": [], "text": ""},
    "text": "ä🙂\n",
    "list": [True, False, 0, 1, [2, [3]]],
    "a.b": {'"quoted"': 1, "": 2},
}


def nested(levels: int) -> JsonValue:
    """A map in a map, and so on."""
    return {"a": nested(levels - 1)} if levels else 1.5


FOREIGN: JsonObject = {
    "id": 2**60,
    "negative": -(2**70),
    "null": None,
    "inside": {"list": [None, 2**60, {"null": None}]},
    "deep": nested(40),
    "text of ours": {"chatbotkit:json": "5"},
    "no text of ours": {"chatbotkit:json": "{"},
}
"""What Pulumi cannot hold. Its numbers are doubles, because the service takes no others."""


def exactly(value: JsonValue) -> str:
    """A text that differs wherever the values do, also for 1, 1.0 and true."""
    return json.dumps(value, sort_keys=True)


def properties(bag: object) -> JsonObject:
    """A property bag as the engine hands it back, without the provider reference."""
    values = plain(bag)  # pyright: ignore[reportArgumentType] - the generated types leave the bags untyped
    return {key: value for key, value in values.items() if key != "__provider"}


def context(provider: ProviderProcess, emulator: EmulatorServer, payload: JsonObject) -> tuple[str, JsonObject]:
    """A context with this payload, made by the provider; its id and its state."""
    user = provider.create("partner_user", MARKER).id
    checked = provider.check("partner_user_context", {**MARKER, "userId": user, "payload": payload})
    assert list(checked.failures) == []
    created = provider.create("partner_user_context", properties(checked.inputs))
    assert emulator.record("partner_user_context", created.id) is not None
    return created.id, properties(created.properties)


def payload_of(emulator: EmulatorServer, identifier: str) -> JsonValue:
    """What the service has stored."""
    record = emulator.record("partner_user_context", identifier)
    assert record is not None
    return record["payload"]


def test_what_a_program_declares_is_stored_as_it_is(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """To the last digit, and no number changes its type."""
    identifier, state = context(provider, emulator, KEPT)

    assert exactly(payload_of(emulator, identifier)) == exactly(KEPT)
    read = provider.read("partner_user_context", identifier, state)
    assert provider.diff("partner_user_context", identifier, state, properties(read.inputs)).changes == NONE


def test_what_pulumi_cannot_hold_survives_refreshes_and_updates(
    provider: ProviderProcess, emulator: EmulatorServer
) -> None:
    """Objects that were made elsewhere may have it; it is read, compared and sent back exactly."""
    identifier, state = context(provider, emulator, {"a": 1})
    emulator.edit("partner_user_context", identifier, {"payload": FOREIGN})

    read = provider.read("partner_user_context", identifier, state)
    state, inputs = properties(read.properties), properties(read.inputs)
    assert provider.diff("partner_user_context", identifier, state, inputs).changes == NONE
    emulator.edit("partner_user_context", identifier, {"payload": {}})
    emptied = properties(provider.read("partner_user_context", identifier, state).properties)
    assert provider.diff("partner_user_context", identifier, emptied, inputs).changes == SOME
    provider.update("partner_user_context", identifier, emptied, inputs)

    assert exactly(payload_of(emulator, identifier)) == exactly(FOREIGN)


def test_the_next_large_number_is_a_change(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """The service holds doubles; this is the next one above 2**60."""
    identifier, state = context(provider, emulator, {"a": 1})
    emulator.edit("partner_user_context", identifier, {"payload": {"id": 2**60}})
    inputs = properties(provider.read("partner_user_context", identifier, state).inputs)
    emulator.edit("partner_user_context", identifier, {"payload": {"id": 2**60 + 256}})
    state = properties(provider.read("partner_user_context", identifier, state).properties)

    assert provider.diff("partner_user_context", identifier, state, inputs).changes == SOME


def test_a_number_that_is_no_longer_exact_is_refused_by_its_path(provider: ProviderProcess) -> None:
    """A transform may have put it there: the class has not seen it."""
    payload: JsonObject = {"list": [{"id": float(2**60)}], "fine": 1.5}

    (failure,) = provider.check("partner_user_context", {**MARKER, "userId": "u1", "payload": payload}).failures

    assert failure.reason.startswith("payload.list.0.id is 1.152921504606847e+18, but numbers are exact only up to")


def test_a_mark_that_comes_or_goes_is_a_change_without_a_call(
    provider: ProviderProcess, emulator: EmulatorServer
) -> None:
    """Pulumi encrypts what is marked when it is stored, so it has to be stored again."""
    clear = checked(provider)
    created = provider.create("bot", clear)
    state = properties(created.properties)
    marked = checked(provider, ("meta", "deep", "key"))
    calls = len(emulator.requests)

    assert provider.diff("bot", created.id, state, clear).changes == NONE
    assert provider.diff("bot", created.id, state, marked).changes == SOME
    state = properties(provider.update("bot", created.id, state, marked).properties)
    assert provider.diff("bot", created.id, state, marked).changes == NONE
    assert provider.diff("bot", created.id, state, clear).changes == SOME

    assert len(emulator.requests) == calls
    read = provider.read("bot", created.id, state)
    assert provider.diff("bot", created.id, properties(read.properties), marked).changes == NONE


def checked(provider: ProviderProcess, *secret: KeyPath) -> JsonObject:
    """The checked inputs of a bot with these secret inputs."""
    declaration = Declaration("shop", "dev", "ada", "1", frozenset(secret)).as_property()
    meta: JsonObject = {"deep": {"key": "a text"}}
    response = provider.check("bot", {DECLARATION: declaration, "name": "Ada", "meta": meta})
    assert list(response.failures) == []
    return properties(response.inputs)
