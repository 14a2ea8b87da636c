"""The published JSON Schema accepts what the reader accepts, and catches what an editor can."""

import json
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest
import yaml

ROOT = Path(__file__).parents[3]
SCHEMA = cast("dict[str, Any]", json.loads((ROOT / "docs/tenants.schema.json").read_text(encoding="utf-8")))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def errors(text: str) -> list[str]:
    """The path of each error in a YAML text."""
    return [str(error.instance_path) for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def test_the_schema_is_one() -> None:
    """Editors ignore a schema with a mistake in silence."""
    jsonschema_rs.meta.validate(SCHEMA)


def test_the_example_is_valid_and_names_the_schema() -> None:
    """Editors find the schema by the first line."""
    text = (ROOT / "tenants.yaml").read_text(encoding="utf-8")

    assert errors(text) == []
    assert text.splitlines()[0] == "# yaml-language-server: $schema=docs/tenants.schema.json"


@pytest.mark.parametrize(
    "tenant",
    [
        "{bots: {b: true}}",
        "{bots: {b: null}, dataset: true, token: false, context: null}",
        "{plan: pro, vars: {a: 1}, formerly: [a, b]}",
        '{limits: {conversations: "{{ vars.seats }}", database: {records: 5}}}',
        '{protect: "{{ vars.x }}", onDelete: retain, adopt: match, forceDestroy: true}',
        "{secrets: {crm: {value: {env: CRM}, config: {clientSecret: {config: x}}}}}",
        "{skillsets: {s: {abilities: {a: {secret: crm, instruction: x}}}}}",
        "{policies: {p: {type: retention, config: {expiresInDays: 3}}}}",
        "{portals: {p: {slug: acme-help, config: {layout: {sidebar: {link: 'https://a.example'}}}}}}",
    ],
)
def test_valid_tenants_are_valid(tenant: str) -> None:
    """A red line under what is right teaches people to ignore red lines."""
    assert errors(f"{{tenants: {{a: {tenant}}}, plans: {{pro: {{bots: {{}}}}}}, x-shared: [1]}}") == []


@pytest.mark.parametrize(
    "tenant",
    [
        "{nmae: x}",
        "{bots: [a]}",
        "{bots: {B: {}}}",
        "{bots: {b: {modle: x}}}",
        "{bots: {b: {visibility: secret}}}",
        "{bots: {b: {moderation: 1}}}",
        "{secrets: {s: {value: in-clear}}}",
        "{secrets: {s: {value: {env: A, file: b}}}}",
        "{limits: {conversations: -1}}",
        "{limits: {conversations: many}}",
        "{onDelete: keep}",
    ],
)
def test_mistakes_are_seen(tenant: str) -> None:
    """While the file is written."""
    assert errors(f"{{tenants: {{a: {tenant}}}}}") != []
