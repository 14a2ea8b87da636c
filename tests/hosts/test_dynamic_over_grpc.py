"""The dynamic host as the engine uses it: in a process of its own, over gRPC, with every kind."""

import os
from pathlib import Path

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from support.core_harness import REQUIRED
from support.provider_process import COMPUTED, ProviderProcess, plain

SOME = provider_pb2.DiffResponse.DIFF_SOME
NONE = provider_pb2.DiffResponse.DIFF_NONE
MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}}

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270"

each_kind = pytest.mark.parametrize("kind", OBJECT_KINDS)


def least(provider: ProviderProcess, kind: str) -> JsonObject:
    """The minimal arguments of an object of the kind, and the marker."""
    declared = KINDS[kind]
    values: JsonObject = {
        **MARKER,
        **{name: REQUIRED[name] for name, field in declared.by_name.items() if field.required},
    }
    if "runAs" in declared.location_keys:
        values["runAs"] = provider.create("partner_user", MARKER).id
    scope = {"runAs": values["runAs"]} if "runAs" in values else {}
    for owner in declared.parents:
        values[owner.field] = provider.create(owner.kind, {**MARKER, **scope}).id
    return values


def key(kind: str, identifier: str, state: JsonObject) -> str:
    """The emulator's id of a record; for an attachment, which has no id, made from its parts."""
    owner = KINDS[kind].parent
    return f"{state[owner.field]}/{identifier}" if KINDS[kind].attached and owner else identifier


def opened(bag: Struct) -> JsonObject:
    """Properties as the engine passes them back: secrets in clear, without the provider reference."""
    values = {key: value for key, value in plain(bag).items() if key != "__provider"}
    return {
        key: (as_object(value) or {}).get("value", value) if is_secret(value) else value
        for key, value in values.items()
    }


def is_secret(value: JsonValue) -> bool:
    """True if a value is a secret in the engine's wire form."""
    return SIGNATURE in (as_object(value) or {})


@each_kind
def test_a_resource_is_created_updated_read_and_deleted(
    shared_provider: ProviderProcess, destroying_provider: ProviderProcess, shared_emulator: EmulatorServer, kind: str
) -> None:
    """The calls are made in the engine's order, and each preview in between is empty."""
    own = {"meta": {"a": 1}} if KINDS[kind].meta else {"deleteRecords": False}
    inputs = opened(shared_provider.check(kind, {**least(shared_provider, kind), **own}).inputs)
    created = shared_provider.create(kind, inputs)
    state = opened(created.properties)
    assert shared_provider.diff(kind, created.id, state, inputs).changes == NONE

    other: JsonObject = {"meta": {"a": 2}} if KINDS[kind].meta else {"deleteRecords": True}
    changed = {**inputs, **other}
    assert shared_provider.diff(kind, created.id, state, changed).changes == SOME
    state = opened(shared_provider.update(kind, created.id, state, changed).properties)
    assert shared_provider.diff(kind, created.id, state, changed).changes == NONE

    read = shared_provider.read(kind, created.id, state)
    assert (read.id, opened(read.properties), opened(read.inputs)) == (created.id, state, changed)

    destroying_provider.delete(kind, created.id, state)
    assert shared_emulator.record(kind, key(kind, created.id, state)) is None
    assert shared_provider.read(kind, created.id, state).id == ""


SECRETS = [
    pytest.param(kind.name, field.name, id=f"{kind.name}-{field.name}")
    for kind in KINDS.values()
    for field in kind.fields
    if field.secret
]


@pytest.mark.parametrize(("kind", "field"), SECRETS)
def test_secret_arguments_come_back_as_secrets(shared_provider: ProviderProcess, kind: str, field: str) -> None:
    """In checked inputs, in outputs, and after a refresh, so that none is stored in clear."""
    value = {"clientSecret": "s3cret"} if KINDS[kind].by_name[field].shape is Shape.OBJECT else "s3cret"
    inputs = {**least(shared_provider, kind), field: value}
    checked = shared_provider.check(kind, inputs)
    created = shared_provider.create(kind, inputs)
    read = shared_provider.read(kind, created.id, opened(created.properties))

    for bag in (checked.inputs, created.properties, read.properties, read.inputs):
        assert plain(bag)[field] == {SIGNATURE: SECRET_MARK, "value": value}


@each_kind
def test_unknown_values_pass_check_and_count_as_changes(previewing_provider: ProviderProcess, kind: str) -> None:
    """In a preview any value may be unknown: it is returned as unknown, and no call is made."""
    names = [*KINDS[kind].by_name, *KINDS[kind].location_keys]
    news = {**MARKER, **dict.fromkeys(names, COMPUTED)}

    checked = previewing_provider.check(kind, news)

    assert list(checked.failures) == []
    assert all(plain(checked.inputs)[name] == COMPUTED for name in names)
    assert previewing_provider.diff(kind, "x", MARKER, news).changes == SOME


def test_unknown_values_deep_in_a_map_pass(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """Payloads may contain ids of objects that do not exist yet."""
    payload = {"ids": [COMPUTED, {"bot": COMPUTED}]}
    checked = provider.check("partner_user_context", {**MARKER, "userId": COMPUTED, "payload": payload})

    assert plain(checked.inputs)["payload"] == payload
    assert emulator.requests == []


def test_check_names_all_faults_with_their_fields(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """The engine shows them as problems of the resource, without a traceback; no request is sent."""
    checked = provider.check("bot", {**MARKER, "alias": "Ada", "visibility": "secret"})

    assert [failure.reason.split()[0] for failure in checked.failures] == ["alias", "visibility"]
    assert emulator.requests == []


def test_the_engine_is_given_no_property_to_print(provider: ProviderProcess) -> None:
    """It would print the value of a failing property in clear, even a secret one."""
    checked = provider.check("bot", {**MARKER, "name": "n" * 192})

    assert [failure.property for failure in checked.failures] == [""]


def test_a_service_that_does_not_answer_is_named(tmp_path: Path) -> None:
    """The message names the endpoint and its configuration key, which the client does not know."""
    configuration = {"chatbotkit:endpoint": "http://127.0.0.1:9", "chatbotkit:token": "t"}
    with ProviderProcess(tmp_path, configuration, os.environ) as provider, pytest.raises(grpc.RpcError) as failure:
        provider.create("bot", MARKER)

    assert "chatbotkit:endpoint is http://127.0.0.1:9/api/v1" in str(failure.value)


def test_a_change_of_account_replaces(provider: ProviderProcess) -> None:
    """An object cannot be moved to another account."""
    found = provider.diff("bot", "b1", {**MARKER, "runAs": "u1"}, {**MARKER, "runAs": "u2"})

    assert list(found.replaces) == ["runAs"]


def test_timeouts_that_a_transform_has_set_are_refused(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """Before anything is sent; but a delete is done: nobody may declare the resource any more."""
    created = provider.create("bot", MARKER)
    state = opened(created.properties)
    calls = len(emulator.requests)

    for refused in (
        lambda: provider.create("bot", {**MARKER, "name": "B"}, timeout_s=300),
        lambda: provider.update("bot", created.id, state, {**MARKER, "name": "B"}, timeout_s=300),
    ):
        with pytest.raises(
            grpc.RpcError, match=r"Bot 'ada': the option custom_timeouts cannot be used: .*retryDeadline"
        ):
            refused()
    assert len(emulator.requests) == calls
    provider.delete("bot", created.id, state, timeout_s=300)
    assert emulator.records("bot") == []


def test_a_rotate_when_that_comes_or_goes_replaces_nothing(provider: ProviderProcess) -> None:
    """One for another does."""
    user = provider.create("partner_user", MARKER).id
    least: JsonObject = {**MARKER, "userId": user}
    created = provider.create("partner_user_token", least)
    without = opened(created.properties)
    with_one = opened(
        provider.update("partner_user_token", created.id, without, {**least, "rotateWhen": "a"}).properties
    )

    comes = provider.diff("partner_user_token", created.id, without, {**least, "rotateWhen": "a"})
    goes = provider.diff("partner_user_token", created.id, with_one, least)
    changes = provider.diff("partner_user_token", created.id, with_one, {**least, "rotateWhen": "b"})

    assert [each.changes for each in (comes, goes, changes)] == [SOME] * 3
    assert [list(each.replaces) for each in (comes, goes, changes)] == [[], [], ["rotateWhen"]]


def test_a_refusal_is_shown_as_one_clear_line(provider: ProviderProcess) -> None:
    """It names operation, resource and what to do, without a traceback of our code."""
    with pytest.raises(grpc.RpcError) as failure:
        provider.create("bot", {**MARKER, "datasetId": "nowhere"})

    details = str(failure.value.details())  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType] - grpc's errors are calls, which its types do not say
    assert details.startswith("create of Bot 'ada' failed: POST /bot/create: ")
    assert "datasetId" in details
    assert "Traceback" not in details


def test_the_token_comes_back_as_a_secret(shared_provider: ProviderProcess) -> None:
    """After create, update and read it is marked secret, so that the engine encrypts it in the state."""
    inputs = least(shared_provider, "partner_user_token")
    created = shared_provider.create("partner_user_token", inputs)
    state = opened(created.properties)
    updated = shared_provider.update("partner_user_token", created.id, state, {**inputs, "name": "key"})
    read = shared_provider.read("partner_user_token", created.id, state)

    secret = {SIGNATURE: SECRET_MARK, "value": state["token"]}
    assert [plain(each.properties)["token"] for each in (created, updated, read)] == [secret] * 3


def test_a_proxy_page_leaves_the_state_alone(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """It does not prove that the object is gone, so the read fails."""
    created = provider.create("bot", MARKER)
    page = Status(status=404, body="<html>404</html>", headers={"content-type": "text/html"})
    emulator.faults.add(Fault(route="bot/*", do=page, times=9))

    with pytest.raises(grpc.RpcError):
        provider.read("bot", created.id, opened(created.properties))


def environment_without_ours() -> dict[str, str]:
    """The environment variables of this process, without those of the provider."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CHATBOTKIT_")}


@pytest.mark.parametrize(
    ("configuration", "key", "says"),
    [
        ({}, "chatbotkit:token", "is missing"),
        ({"chatbotkit:endpiont": "embedded"}, "chatbotkit:endpiont", "did you mean chatbotkit:endpoint?"),
        ({"chatbotkit:endpoint": "ftp://x", "chatbotkit:token": "t"}, "chatbotkit:endpoint", "must begin with https"),
        ({"chatbotkit:endpoint": "embedded", "chatbotkit:concurrency": "0"}, "chatbotkit:concurrency", "greater than"),
        (
            {"chatbotkit:endpoint": "embedded", "chatbotkit:partnerPrefix": "x"},
            "chatbotkit:partnerPrefix",
            "partner or user",
        ),
        (
            {"chatbotkit:endpoint": "embedded", "chatbotkit:requestsPerSecond": "fast"},
            "chatbotkit:requestsPerSecond",
            "valid number",
        ),
    ],
)
def test_wrong_configuration_fails_in_preview_with_its_key(
    tmp_path: Path, configuration: dict[str, str], key: str, says: str
) -> None:
    """No request is sent: with a misspelt endpoint it would go to the hosted service."""
    environment = environment_without_ours()
    with ProviderProcess(tmp_path, configuration, environment) as provider:
        (failure,) = provider.check("bot", MARKER).failures

    assert failure.reason.startswith(f"{key} ")
    assert says in failure.reason


@pytest.mark.parametrize("variable", ["CHATBOTKIT_API_TOKEN", "CHATBOTKIT_API_KEY", "CHATBOTKIT_API_SECRET"])
def test_the_token_may_come_from_the_environment(tmp_path: Path, emulator: EmulatorServer, variable: str) -> None:
    """All names that the vendor's own tools use are accepted."""
    environment = environment_without_ours()
    environment[variable] = emulator.token
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": emulator.url}, environment) as provider:
        created = provider.create("bot", MARKER)

    assert emulator.record("bot", created.id) is not None


def test_variables_without_the_prefix_are_ignored(tmp_path: Path, emulator: EmulatorServer) -> None:
    """Many systems set TOKEN or ENDPOINT for other programs; they must not be used here."""
    foreign = {"TOKEN": "sk-of-another-service", "ENDPOINT": "http://127.0.0.1:9", "CONCURRENCY": "0", "token": "sk-x"}
    without = environment_without_ours() | foreign
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": emulator.url}, without) as provider:
        (failure,) = provider.check("bot", MARKER).failures
    own = {**without, "CHATBOTKIT_ENDPOINT": emulator.url, "CHATBOTKIT_API_TOKEN": emulator.token}
    with ProviderProcess(tmp_path, {}, own) as provider:
        created = provider.create("bot", MARKER)

    assert failure.reason.startswith("chatbotkit:token is missing")
    assert emulator.record("bot", created.id) is not None


def test_an_empty_variable_counts_as_unset(tmp_path: Path, emulator: EmulatorServer) -> None:
    """CI systems pass a missing secret as an empty text."""
    environment = {**os.environ, "CHATBOTKIT_API_TOKEN": "", "CHATBOTKIT_API_KEY": emulator.token}
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": emulator.url}, environment) as provider:
        created = provider.create("bot", MARKER)

    assert emulator.record("bot", created.id) is not None


def test_a_diff_names_the_fields_that_differ(provider: ProviderProcess) -> None:
    """Pulumi then leaves out what does not differ. What is replaced is named apart from that."""
    kinds = provider_pb2.PropertyDiff.Kind
    old: JsonObject = {**MARKER, "runAs": "u1", "name": "a", "description": "x"}
    new: JsonObject = {**MARKER, "runAs": "u2", "name": "a", "backstory": "y"}
    state: JsonObject = {**old, "model": "edited"}

    provider.check("bot", new)  # Pulumi's first call
    found = provider.diff("bot", "b1", state, new, old_inputs=old)

    shown = {name: (kinds.Name(each.kind), each.inputDiff) for name, each in found.detailedDiff.items()}
    assert shown == {
        "runAs": ("UPDATE_REPLACE", True),
        "backstory": ("ADD", True),
        "description": ("DELETE", True),
        "model": ("DELETE", False),
    }
    assert (found.hasDetailedDiff, list(found.diffs), list(found.replaces)) == (True, [], ["runAs"])


def test_a_diff_of_nothing_but_the_marker_names_no_field(provider: ProviderProcess) -> None:
    """Nor does one without differences."""
    other: JsonObject = {"marker": {"stack": "other/dev", "name": "x"}}

    provider.check("bot", MARKER)  # Pulumi's first call
    for news in ({**MARKER}, {**MARKER, **other}):
        assert not provider.diff("bot", "b1", {**MARKER}, news, old_inputs={**MARKER}).hasDetailedDiff
