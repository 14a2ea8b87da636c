"""States of stacks as ``pulumi stack export`` prints them, made from resources of the harness."""

import json
from collections.abc import Collection, Generator
from contextlib import contextmanager
from io import StringIO

import httpx

from pulumi_chatbotkit.api import Client, ClientSettings, RetryPolicy
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.drift.comparison import Service
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, stack_state
from support.core_harness import PROJECT, STACK_NAME, CoreHarness, Declared, opened

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"


def tenant(key: str) -> JsonObject:
    """The component of a tenant."""
    return {"urn": f"urn:pulumi:{STACK_NAME}::{PROJECT}::{TENANT_TYPE}::{key}", "type": TENANT_TYPE}


def encrypted() -> JsonObject:
    """A value that was not decrypted."""
    return {SIGNATURE: SECRET, "ciphertext": "v1:abc:def"}


def decrypted(value: JsonValue) -> JsonObject:
    """A value that was exported with --show-secrets."""
    return {SIGNATURE: SECRET, "plaintext": json.dumps(value)}


def entry(
    it: Declared, inputs: JsonObject, parent: str = "", hidden: Collection[str] = (), *, shown: bool = False
) -> JsonObject:
    """The entry of a resource; ``hidden`` names inputs that are encrypted, besides those of the kind."""
    checked = opened(it.checked(inputs).inputs)
    names = {*hidden, *it.kind.secret_names, "rewritten"}

    def closed(values: JsonObject) -> JsonObject:
        return {
            key: (decrypted(value) if shown else encrypted()) if key in names else value
            for key, value in values.items()
        }

    kind = f"pulumi-python:dynamic/chatbotkit:{it.kind.class_name}"
    return {
        "urn": f"urn:pulumi:{STACK_NAME}::{PROJECT}::{kind}::{it.name}",
        "type": kind,
        "id": it.id,
        "inputs": {**closed(checked), "__provider": "pickled"},
        "outputs": {**closed(it.state), "__provider": "pickled"},
        **({"parent": parent} if parent else {}),
    }


def exported(*entries: JsonObject) -> StackState:
    """The state with these entries, read as the command reads it."""
    return stack_state(StringIO(json.dumps({"version": 3, "deployment": {"resources": [*entries]}})))


@contextmanager
def reading(harness: CoreHarness, token: str = EMBEDDED_TOKEN) -> Generator[Service]:
    """The harness's service as the command reaches it: a new run with a client that only reads."""
    settings = ClientSettings(
        base_url="http://localhost",
        token=token,
        generation="user",
        retry=RetryPolicy(base_s=0.001, longest_s=0.002, deadline_s=1.0),
        read_only=True,
    )
    client = Client(settings, transport=httpx.ASGITransport(app=harness.emulator.app))
    writing, harness.client = harness.client, client
    harness.next_run()
    try:
        yield Service(None, client, harness.provider, Redactor())
    finally:
        harness.run(client.aclose())
        harness.client = writing
        harness.next_run()
