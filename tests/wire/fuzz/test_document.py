"""The OpenAPI document is valid, complete, and says nothing that the emulator does not do."""

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
from pulumi_chatbotkit.emulator.calls import Router
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.openapi import openapi_document
from pulumi_chatbotkit.emulator.openapi.forms import FORMS
from pulumi_chatbotkit.emulator.refusals import Profile
from pulumi_chatbotkit.emulator.settings import AbilityLinks
from pulumi_chatbotkit.testing import EmulatorServer

# Any: both are free-form JSON, and each test reads other parts of them.
REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs" / "api" / "api.json").read_text(encoding="utf-8")
)
DOCUMENT: dict[str, Any] = openapi_document(EmulatorSettings())

PATTERNS = [(check, str(form["pattern"])) for check, form in FORMS.items() if "pattern" in form]


def routes() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods}


@pytest.mark.parametrize("profile", ["seed", "server"])
@pytest.mark.parametrize("links", ["linked", "plain"])
def test_the_document_is_valid_openapi(profile: Profile, links: AbilityLinks) -> None:
    """Generators of clients refuse what is not."""
    document = openapi_document(EmulatorSettings(profile=profile, ability_links=links))

    # Any: the type of what is loaded is not known in full.
    cast("Any", schemathesis.openapi).from_dict(document).validate()


def test_every_documented_action_is_described() -> None:
    """The reference is what the service has; whatever of it is emulated must be found."""
    actions = [action for kind in REFERENCE.values() for action in kind["actions"].values()]

    assert {(action["method"], action["path"]) for action in actions} <= routes()


def test_every_described_action_is_one_of_the_router() -> None:
    """And the other way round: a path that is described is answered, by the kind it is described for."""
    matches = {path: Router().match(re.sub(r"{[^}]*}", "x", path)) for _, path in routes()}
    names = {path: match.route.name.replace("/", "_") for path, match in matches.items() if match is not None}

    assert names == {path: one["operationId"] for path, by in DOCUMENT["paths"].items() for one in by.values()}
    assert len(names) == sum(len(kind.actions) for kind in KINDS.values())


@pytest.mark.parametrize(("check", "pattern"), PATTERNS, ids=lambda value: getattr(value, "__name__", ""))
@settings(max_examples=50, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_a_described_form_is_accepted(check: Any, pattern: str, data: st.DataObject) -> None:  # noqa: ANN401 - a Check
    """The patterns restate what the contract checks by functions."""
    check("field", data.draw(st.from_regex(pattern.replace("$", r"\Z"))))


def test_defaults_are_values_that_may_be_sent() -> None:
    """A client that sends every default gets what it would get by sending nothing."""
    bodies = [one["post"]["requestBody"]["content"] for one in DOCUMENT["paths"].values() if "post" in one]
    schemas = [body["application/json"]["schema"] for body in bodies]
    fields = [field for schema in schemas for field in schema["properties"].values() if "default" in field]

    assert fields
    assert [field for field in fields if not jsonschema_rs.is_valid(field, field["default"])] == []


def test_the_document_is_served_without_a_key(emulator: EmulatorServer) -> None:
    """Its server is the address that was asked."""
    served = httpx.get(f"{emulator.url}/openapi.json").json()

    assert served == DOCUMENT | {"servers": [{"url": emulator.url}]}


def test_the_document_is_printed() -> None:
    """For generators of clients that read files."""
    assert json.loads(CliRunner().invoke(app, ["openapi"]).stdout) == DOCUMENT
