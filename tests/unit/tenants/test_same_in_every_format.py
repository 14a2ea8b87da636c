"""One law: a tenant is the same in YAML, JSON and CSV."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, cast

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.inputs.tenants import TenantSpec, read_tenants
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.tenants import bots_of

CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40) | st.sampled_from(
    ["no", "1e3", "007", "2026-01-01", "true", "~", "=", "<<"]
)
KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
COUNTS = st.integers(0, 2**53)
META = st.dictionaries(st.from_regex(r"[A-Za-z][A-Za-z0-9 ]{0,6}[a-z]", fullmatch=True), TEXTS, min_size=1, max_size=3)

Objects: TypeAlias = st.SearchStrategy[dict[str, object]]

BOTS: Objects = st.fixed_dictionaries(
    {"name": TEXTS},
    optional={"backstory": TEXTS, "privacy": st.booleans(), "visibility": st.just("protected"), "meta": META},
)
STORED: Objects = st.fixed_dictionaries({"records": COUNTS}, optional={"files": COUNTS})
LIMITS: Objects = st.fixed_dictionaries({"tokens": COUNTS}, optional={"database": STORED})
DATASETS: Objects = st.dictionaries(st.just("searchMinScore"), st.integers(0, 9) | st.just(0.25), min_size=1)
TENANTS: Objects = st.fixed_dictionaries(
    {"bots": st.dictionaries(KEYS, BOTS, min_size=1, max_size=2)},
    optional={
        "name": TEXTS,
        "meta": META,
        "limits": LIMITS,
        "token": st.just(False) | st.dictionaries(st.just("name"), TEXTS, min_size=1),
        "dataset": st.just(True) | DATASETS,
        "context": st.dictionaries(st.just("payload"), META, min_size=1),
        "protect": st.booleans(),
        "onDelete": st.sampled_from(["delete", "retain"]),
    },
)
"""One tenant, as far as CSV can say it: no lists, text in maps, no empty values."""


def cells(value: JsonValue, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from cells(inner, (*path, key))
    else:
        yield ".".join(path), value if isinstance(value, str) else json.dumps(value)


def as_csv(key: str, tenant: JsonObject) -> str:
    text = io.StringIO(newline="")
    columns = {"key": key, **dict(cells(tenant))}
    csv.writer(text).writerows([columns.keys(), columns.values()])
    return text.getvalue()


def read_as(suffix: str, text: str) -> tuple[TenantSpec, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"tenants{suffix}")
        path.write_bytes(text.encode())
        return read_tenants(path)


@settings(deadline=None)  # reading files takes as long as the machine is busy
@given(KEYS, TENANTS)
def test_a_tenant_is_the_same_in_every_format(key: str, drawn: dict[str, object]) -> None:
    """Which format an operator prefers must not matter, and no writer's output may be misread."""
    tenant = cast("JsonObject", drawn)
    file: JsonObject = {"tenants": {key: tenant}}

    (from_yaml,) = read_as(".yaml", yaml.safe_dump(file, allow_unicode=True, sort_keys=False))
    (from_json,) = read_as(".json", json.dumps(file))
    (from_csv,) = read_as(".csv", as_csv(key, tenant))

    assert repr(from_yaml.arguments) == repr(from_json.arguments) == repr(from_csv.arguments)
    assert from_yaml.protect == from_json.protect == from_csv.protect
    assert from_json.arguments.get("name") == tenant.get("name")
    assert list(bots_of(from_json)) == list(cast("JsonObject", tenant["bots"]))
