"""Secrets in a tenants file: where each comes from, never the secret itself.

``{env: NAME}`` is an environment variable, ``{config: NAME}`` a secret of Pulumi's configuration, ``{file: PATH}`` the
content of a file. Nothing is looked up here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.credential_forms import KEYS, credentials_in
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, as_object

SOURCES = ("env", "config", "file")
HOW = "give its source instead: {env: NAME}, {config: NAME} or {file: PATH}"

_NAMES_OF_CREDENTIALS = re.compile(r"(?i)(password|passwd|^pass|secret|token|api_?key|private_?key)$")


@dataclass(frozen=True)
class SecretUse:
    """A secret that a tenant needs."""

    path: tuple[str, ...]
    """Where it goes in ``TenantSpec.arguments``."""
    source: str
    """One of ``SOURCES``."""
    name: str
    """Of the variable or the configuration key, or the path of the file."""
    place: FileProblem
    """File, line and key, for messages; without a reason."""


def is_secret_source(value: JsonValue) -> bool:
    """True if the value says where a secret comes from."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in SOURCES


def is_credential_name(name: str) -> bool:
    """True if a value under this name is most likely a credential."""
    return _NAMES_OF_CREDENTIALS.search(name) is not None


def secret_problems(field: Field, value: JsonValue) -> Iterator[Problem]:
    """What is wrong with how a secret field is given."""
    if field.shape is Shape.TEXT:
        yield from _one_secret(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in field.masked_keys or is_credential_name(key) or is_secret_source(inner):
                yield from (problem.below(key) for problem in _one_secret(inner))


def secrets_in(field: Field, value: JsonValue) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Path in the field, source and name of each secret in a value without problems."""
    inside = as_object(value) or {}
    found: dict[tuple[str, ...], JsonValue] = {(key,): inner for key, inner in inside.items()}
    if field.shape is Shape.TEXT:
        found = {(): value}
    for path, inner in found.items():
        if isinstance(inner, dict) and is_secret_source(inner):
            source, name = next(iter(inner.items()))
            yield path, source, str(name)


def lookalikes(value: JsonValue, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths of texts that look like a credential."""
    return (found.path for found in credentials_in(value, KEYS, path) if not found.is_key)


def _one_secret(value: JsonValue) -> Iterator[Problem]:
    if value is None or value == "":
        return
    if isinstance(value, dict):
        if is_secret_source(value):
            yield from _source_problems(value)
        else:
            yield Problem((), f"must have one source: {HOW}")
    else:
        yield Problem((), f"is a secret in clear: {HOW}")


def _source_problems(source: dict[str, JsonValue]) -> Iterator[Problem]:
    key, name = next(iter(source.items()))
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        yield Problem((key,), f"is {quoted(name)}, but must be a name")
