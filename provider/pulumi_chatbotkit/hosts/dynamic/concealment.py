"""Keeping secrets out of messages: a service may quote the value that it refuses, and a proxy the whole request."""

from collections.abc import Iterator, Mapping

from pulumi_chatbotkit.catalog.field import MASK
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.json_values import JsonValue

_SHORTEST = 4
"""Shorter texts are no secrets, and masking them would make a message unreadable."""


def concealed(text: str, kind: Kind, properties: Mapping[str, JsonValue]) -> str:
    """``text`` with every text masked that is in a secret property, at any depth of it."""
    secrets = {secret for name in kind.secret_names for secret in _texts(properties.get(name))}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _texts(each)
