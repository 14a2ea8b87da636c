"""Secrets are put into every field that can hold one, and searched for in everything that the host outputs."""

import html
import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile import Declaration
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.core_harness import REQUIRED
from support.provider_process import ProviderProcess, plain

SIGNATURE = "4dabf18193072939515e22adb298388d"
MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}, "adopt": "never"}
API_KEY = f"sk-planted-{uuid.uuid4().hex}"

each_kind = pytest.mark.parametrize("kind", OBJECT_KINDS)
each_kind_with_secrets = pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if any(field.secret for field in kind.fields)]
)
each_map = pytest.mark.parametrize(
    ("kind", "field"),
    [
        pytest.param(kind.name, field.name, id=f"{kind.name}-{field.name}")
        for kind in KINDS.values()
        for field in kind.fields
        if field.shape is Shape.OBJECT
    ],
)


@pytest.fixture(scope="module")
def service() -> Iterator[EmulatorServer]:
    """A service with the planted API key."""
    with serve(EmulatorSettings(token=API_KEY)) as server:
        yield server


@pytest.fixture(scope="module")
def configuration(service: EmulatorServer) -> dict[str, str]:
    """The stack's configuration, with the key in clear, as the engine passes it."""
    limit = "1000"  # one process is the run of many tests
    return {"chatbotkit:endpoint": service.url, "chatbotkit:token": API_KEY, "chatbotkit:goneLimit": limit}


@pytest.fixture(scope="module")
def host(configuration: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderProcess]:
    """One host for all tests; each test searches for its own planted values."""
    with ProviderProcess(tmp_path_factory.mktemp("project"), configuration, os.environ) as process:
        yield process


def planted() -> str:
    """A unique value."""
    return f"planted-{uuid.uuid4().hex}"


def in_map(value: str) -> JsonObject:
    """A map with the value at the key of a credential, at an unknown key, and nested deeply."""
    return {"clientSecret": value, "note": value, "deep": [{"list": [value]}]}


def declared(host: ProviderProcess, kind: Kind, value: str) -> JsonObject:
    """Arguments of the kind with the value in every field that is secret."""
    values: JsonObject = {**MARKER, **{name: REQUIRED[name] for name, each in kind.by_name.items() if each.required}}
    for owner in kind.parents:
        values[owner.field] = host.create(owner.kind, MARKER).id
    secrets: JsonObject = {
        each.name: in_map(value) if each.shape is Shape.OBJECT else value for each in kind.fields if each.secret
    }
    return {**values, **secrets}


def opened(bag: Struct) -> JsonObject:
    """Properties as the engine passes them back: secrets in clear."""
    return {key: (as_object(value) or {}).get("value", value) if is_secret(value) else value for key, value in own(bag)}


def own(bag: Struct) -> list[tuple[str, JsonValue]]:
    """Properties without the provider reference."""
    return [(key, value) for key, value in plain(bag).items() if key != "__provider"]


def is_secret(value: JsonValue) -> bool:
    """True if a value is a secret in the engine's wire form."""
    return SIGNATURE in (as_object(value) or {})


def in_clear(value: JsonValue) -> str:
    """The text of everything that is not marked secret, at any depth."""
    if is_secret(value):
        return ""
    if isinstance(value, dict):
        return " ".join(f"{key} {in_clear(inner)}" for key, inner in value.items())
    return " ".join(map(in_clear, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)


def made_secrets(kind: Kind, state: JsonObject) -> list[str]:
    """Secrets created by the service: tokens of partner users, verify tokens."""
    outputs = (*kind.create_only_outputs, *kind.outputs)
    return [str(state[output.name]) for output in outputs if output.secret]


@each_kind
def test_secrets_in_answers_are_marked(host: ProviderProcess, service: EmulatorServer, kind: str) -> None:
    """In check, create, update and read, for all secrets; the request log does not contain them."""
    before, after = planted(), planted()
    inputs = declared(host, KINDS[kind], before)
    rotated = cast("JsonObject", json.loads(json.dumps(inputs).replace(before, after)))
    checked = host.check(kind, inputs).inputs
    created = host.create(kind, inputs)
    state = opened(created.properties)
    updated = host.update(kind, created.id, state, rotated).properties
    read = host.read(kind, created.id, opened(updated))
    host.delete(kind, created.id, opened(updated))
    difference = host.diff(kind, created.id, state, rotated)

    secrets = [before, after, API_KEY, *made_secrets(KINDS[kind], state)]
    answers = [checked, created.properties, updated, read.properties, read.inputs]
    said = [in_clear(value) for answer in answers for _, value in own(answer)]
    said += [str(difference), repr(service.requests)]
    assert [secret for secret in secrets if any(secret in text for text in said)] == []
    assert (after in str(updated)) is any(field.secret for field in KINDS[kind].fields)


def failure_of(host: ProviderProcess, kind: str, verb: str, inputs: JsonObject, state: tuple[str, JsonObject]) -> str:
    """The message that the engine would show for a failing operation."""
    operations = {
        "create": lambda: host.create(kind, inputs),
        "update": lambda: host.update(kind, *state, inputs),
        "read": lambda: host.read(kind, *state),
        "delete": lambda: host.delete(kind, *state),
    }
    with pytest.raises(grpc.RpcError) as failure:
        operations[verb]()
    return f"{failure.value!s} {failure.value!r}"


@pytest.mark.parametrize("verb", ["create", "update", "read", "delete"])
@each_kind_with_secrets
def test_a_failure_does_not_repeat_a_secret_that_the_service_repeats(
    host: ProviderProcess, service: EmulatorServer, kind: str, verb: str
) -> None:
    """A refusal may quote the refused value, and the API key."""
    value = planted()
    inputs = declared(host, KINDS[kind], value)
    created = host.create(kind, inputs)
    refusal = Status(status=400, code="BAD_REQUEST", message=f"{value} is refused, and so is {API_KEY}")
    for action in ("list", "fetch") if verb == "read" else (verb,):
        service.faults.add(Fault(route=f"{kind}/{action}", do=refusal))

    said = failure_of(host, kind, verb, {**inputs, "name": "Bea"}, (created.id, opened(created.properties)))

    assert "is refused" in said
    assert [secret for secret in (value, API_KEY) if secret in said] == []


@each_kind_with_secrets
def test_a_fault_of_a_secret_does_not_quote_it(host: ProviderProcess, kind: str) -> None:
    """Check names the field and the rule."""
    value = planted()
    names = [field.name for field in KINDS[kind].fields if field.secret]

    found = host.check(kind, {**MARKER, **{name: [value, {"a": value}] for name in names}, "colour": value}).failures

    assert {failure.reason.split()[0] for failure in found} >= {*names, "colour"}
    assert value not in str(found)


@each_map
def test_a_fault_in_a_map_does_not_quote_its_values(host: ProviderProcess, kind: str, field: str) -> None:
    """Maps may contain secrets; the name of the invalid key is enough."""
    value = planted()

    found = host.check(kind, {**MARKER, field: {"_key": value, "#key": in_map(value)}, "colour": value}).failures

    assert any("'#key'" in failure.reason for failure in found)
    assert value not in str(found)


def declared_with_secrets(*names: str) -> JsonObject:
    """The declaration of a resource whose inputs of these names are marked secret."""
    return {DECLARATION: Declaration("test", "dev", "ada", "1", frozenset((name,) for name in names)).as_property()}


def test_a_fault_does_not_quote_what_the_program_marks_secret(host: ProviderProcess) -> None:
    """In any field; the typed class passes the names, because the engine removes the marks before check."""
    value = planted()
    wrong: JsonObject = {"email": value, "alias": value.upper(), "limits": {"tokens": value}, "runAs": value}

    found = host.check("partner_user", {**wrong, **declared_with_secrets(*wrong)})
    quoted = host.check("partner_user", {**MARKER, **wrong}).failures

    assert value in str(quoted).lower()
    assert value not in str(found.failures).lower()
    assert "email is a secret, but must be an e-mail address" in str(found.failures)
    assert DECLARATION not in plain(found.inputs)


@pytest.mark.parametrize("verb", ["create", "update"])
def test_a_failure_does_not_repeat_what_the_program_marks_secret(
    host: ProviderProcess, service: EmulatorServer, verb: str
) -> None:
    """The service may quote the values, and the provider knows from check which ones are secret."""
    value = planted()
    inputs: JsonObject = {**MARKER, "backstory": value, "meta": {"deep": [value]}}
    created = host.create("bot", {"name": "Ada"})
    host.check("bot", {**inputs, **declared_with_secrets("backstory", "meta")})
    refusal = Status(status=400, code="BAD_REQUEST", message=f"{value} is refused")
    service.faults.add(Fault(route=f"bot/{verb}", do=refusal))

    said = failure_of(host, "bot", verb, inputs, (created.id, opened(created.properties)))

    assert "******** is refused" in said
    assert value not in said


PEM = (
    "-----BEGIN PRIVATE KEY-----\n"
    + "MIIEvQIBADANBgkqhkiG9w0BAQEF/+AASCBKcwggSjAgEAAoIB\n" * 30
    + "-----END PRIVATE KEY-----\n"
)
"""Longer than what is shown of a message, and with white space that is folded on the way."""

ECHOES = {
    "as is": PEM,
    "JSON": json.dumps({"value": PEM}),
    "JSON in JSON": json.dumps(json.dumps(PEM)),
    "repr": repr(PEM),
    "URL": quote(PEM),
    "HTML": html.escape(f"<p>{PEM}</p>"),
    "cut off": json.dumps(PEM)[:70],
    "across the cut": f"{'x' * 470} {PEM}",
}


@pytest.mark.parametrize("form", ECHOES)
@pytest.mark.parametrize("verb", ["create", "update", "delete", "read"])
def test_no_written_form_of_a_key_survives_folding_and_cutting(
    host: ProviderProcess, service: EmulatorServer, verb: str, form: str
) -> None:
    """The client folds white space and cuts messages at 500 characters; secrets are masked before that."""
    created = host.create("secret", {**MARKER, "name": "Ada", "value": PEM})
    refusal = Status(status=400, code="BAD_REQUEST", message=f"refused: {ECHOES[form]}")
    for action in ("list", "fetch") if verb == "read" else (verb,):
        service.faults.add(Fault(route=f"secret/{action}", do=refusal))

    said = failure_of(
        host, "secret", verb, {**MARKER, "name": "Bea", "value": PEM}, (created.id, opened(created.properties))
    )

    assert "refused: " in said
    assert "********" in said or form == "across the cut"
    assert [part for part in ("MIIEv", "AASCB", "BEGIN P", "x MII") if part in said] == []


def test_a_secret_that_looks_like_a_code_changes_no_decision(host: ProviderProcess, service: EmulatorServer) -> None:
    """What is gone is gone: a masked code would be an unknown one, and the deletion an error."""
    service.faults.clear()
    inputs: JsonObject = {**MARKER, "name": "Ada", "value": "FOUND-it"}
    created = host.create("secret", inputs)
    service.remove("secret", created.id)

    host.delete("secret", created.id, opened(created.properties))

    assert service.record("secret", created.id) is None


@pytest.mark.parametrize("form", ECHOES)
def test_no_page_of_a_proxy_shows_a_key(host: ProviderProcess, service: EmulatorServer, form: str) -> None:
    """It may show the whole request; of what is not the service's, 200 characters are quoted."""
    created = host.create("secret", {**MARKER, "name": "Ada", "value": PEM})
    page = Status(status=404, body=f"<html>bad: {ECHOES[form]}", headers={"content-type": "text/html"})
    service.faults.add(Fault(route="secret/update", do=page))

    said = failure_of(
        host, "secret", "update", {**MARKER, "name": "Bea", "value": PEM}, (created.id, opened(created.properties))
    )

    assert "<html>bad: " in said
    assert [part for part in ("MIIEv", "AASCB", "BEGIN P") if part in said] == []


def test_nothing_of_a_secret_is_printed(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The engine shows a provider's standard output and standard error in the run's log."""
    value = planted()
    emulator.add_account("customer", API_KEY)
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": API_KEY}
    secrets = [value, API_KEY]
    refusal = Status(status=400, code="BAD_REQUEST", message=f"{value} is refused, and so is {API_KEY}")
    with (tmp_path / "stderr").open("w+", encoding="utf-8") as errors:
        with ProviderProcess(tmp_path, configuration, os.environ, errors) as process:
            for kind in OBJECT_KINDS:
                inputs = declared(process, KINDS[kind], value)
                created = process.create(kind, inputs)
                secrets += made_secrets(KINDS[kind], opened(created.properties))
                process.check(kind, {**inputs, "colour": value})
                action = KINDS[kind].actions.delete[-1]
                emulator.faults.add(Fault(route=f"{kind}/{action}", do=refusal))
                failure_of(process, kind, "delete", inputs, (created.id, opened(created.properties)))
        errors.seek(0)
        said = process.printed + errors.read()

    assert [secret for secret in secrets if secret in said] == []
