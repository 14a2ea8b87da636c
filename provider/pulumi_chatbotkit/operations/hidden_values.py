"""Values that a report must not show: where they are, and what stands for them."""

from collections.abc import Collection, Iterator
from typing import Final

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.property_paths import NotAPath, parsed_path
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS

HIDDEN: Final = "[secret]"
"""Stands for a secret in a report, as it does in Pulumi's previews."""


def secret_paths(kind: Kind) -> set[KeyPath]:
    """Where a resource of the kind has secrets, whatever a program marks."""
    names: set[KeyPath] = {(name,) for name in kind.secret_names}
    return names | {(field.name, key) for field in kind.fields for key in field.masked_keys}


def marked_paths(inputs: JsonObject) -> Iterator[KeyPath]:
    """Where a resource has what its program marks as secret.

    Args:
        inputs: Of the resource, with what the provider keeps among them.
    """
    paths = inputs.get(MARKED_INPUTS)
    for text in paths if isinstance(paths, list) else ():
        try:
            yield parsed_path(str(text))
        except NotAPath:
            yield (str(text),)


def hidden(paths: Collection[KeyPath], value: JsonValue, at: KeyPath, instead: str = HIDDEN) -> JsonValue:
    """``value``, which is at the path ``at``, with ``instead`` for what it has at one of the paths.

    A list is hidden as a whole: others may have moved its items.
    """
    inside = [path for path in paths if path[: len(at)] == at]
    if not inside:
        return value
    if isinstance(value, dict) and at not in paths:
        return {key: hidden(inside, inner, (*at, key), instead) for key, inner in value.items()}
    return value if value is None or (not isinstance(value, list) and at not in paths) else instead


def value_at(value: JsonValue, path: KeyPath) -> JsonValue:
    """What is at the path; None if nothing is. Of a list everything: others may have moved its items."""
    for part in path:
        if not isinstance(value, dict):
            return value if isinstance(value, list) else None
        value = value.get(str(part))
    return value
