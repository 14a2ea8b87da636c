"""The OpenAPI document is valid and complete, and matches the emulator."""

import json
import re
from pathlib import Path
from typing import Any, cast

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pulumi_chatbotkit.cli.emulator import app
from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.emulator.messages.routes import Route, Router, served_kinds
from pulumi_chatbotkit.emulator.openapi import openapi_document
from pulumi_chatbotkit.emulator.openapi.check_schemas import SCHEMA_BY_CHECK
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation, Profile
from pulumi_chatbotkit.testing import EmulatorServer
from support.reference import ACTIONS_NOT_SERVED_YET, NOT_SERVED_YET

# Any: both are free-form JSON, and each test reads other parts of them.
REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs" / "api" / "api.json").read_text(encoding="utf-8")
)
DOCUMENT: dict[str, Any] = openapi_document(EmulatorSettings())

PATTERNS = [(check, str(form["pattern"])) for check, form in SCHEMA_BY_CHECK.items() if "pattern" in form]


def routes() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods}


@pytest.mark.parametrize("profile", ["seed", "server"])
@pytest.mark.parametrize("generation", ["both", "partner", "user"])
def test_the_document_is_valid_openapi(profile: Profile, generation: Generation) -> None:
    """Client generators refuse an invalid one."""
    document = openapi_document(EmulatorSettings(profile=profile, generation=generation))

    # Any: the type of what is loaded is not known in full.
    cast("Any", schemathesis.openapi).from_dict(document).validate()


def test_every_documented_action_is_described() -> None:
    """Every emulated action of the reference is in the document."""
    actions = [
        action
        for name, kind in REFERENCE.items()
        if name not in NOT_SERVED_YET
        for action_name, action in kind["actions"].items()
        if (name, action_name) not in ACTIONS_NOT_SERVED_YET
    ]

    # OpenAPI has no parameter of several segments.
    assert {(action["method"], action["path"].replace("...}", "}")) for action in actions} <= routes()


def operation_id(route: Route) -> str:
    return f"{route.kind.name}_{route.action.replace('/', '-')}"


def test_every_described_action_has_a_route() -> None:
    """Of the kind that the document says."""
    matches = {path: Router().match(re.sub(r"{[^}]*}", "x", path)) for _, path in routes()}
    names = {path: operation_id(match.route) for path, match in matches.items() if match is not None}

    assert names == {path: one["operationId"] for path, by in DOCUMENT["paths"].items() for one in by.values()}
    assert len(names) == sum(len(kind.actions) for kind in served_kinds(unpublished=False))


@pytest.mark.parametrize(("check", "pattern"), PATTERNS, ids=lambda value: getattr(value, "__name__", ""))
@settings(max_examples=50, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_values_of_a_checks_schema_are_accepted(check: Any, pattern: str, data: st.DataObject) -> None:  # noqa: ANN401 - a Check
    """The schemas repeat what the contract checks by functions."""
    check("field", data.draw(st.from_regex(pattern.replace("$", r"\Z"))))


def test_defaults_are_values_that_may_be_sent() -> None:
    """Sending every default has the same effect as sending nothing."""
    bodies = [one["post"]["requestBody"]["content"] for one in DOCUMENT["paths"].values() if "post" in one]
    schemas = [body["application/json"]["schema"] for body in bodies]
    fields = [field for schema in schemas for field in schema["properties"].values() if "default" in field]

    assert fields
    assert [field for field in fields if not jsonschema_rs.is_valid(field, field["default"])] == []


def test_the_document_is_served_without_a_key(emulator: EmulatorServer) -> None:
    """Its server is the address of the request."""
    served = httpx.get(f"{emulator.url}/openapi.json").json()

    assert served == DOCUMENT | {"servers": [{"url": emulator.url}]}


def test_the_command_prints_the_document() -> None:
    assert json.loads(CliRunner().invoke(app, ["openapi"]).stdout) == DOCUMENT
