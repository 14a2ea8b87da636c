"""The layers of a tenant: defaults, its plan, its row in a list of customers, and its own entry in the file.

A value of the merged tenant comes from the uppermost layer that has it, so layers need not be recorded while merging.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pulumi_chatbotkit.inputs.tenants.document import Document
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath


@dataclass(frozen=True)
class Layer:
    """Part of what a tenant declares, as one place of a file has it."""

    name: str
    """For people: ``plan pro``."""
    document: Document
    path: KeyPath
    """Where it is in the document."""
    values: JsonObject
    """Its values in the shape that ``shaping`` gives them."""

    def problem(self, path: KeyPath, reason: str) -> FileProblem:
        """A problem at ``path``, which begins in the tenant."""
        return self.document.problem((*self.path, *path), reason)

    def depth(self, path: KeyPath) -> int:
        """How many keys of ``path`` this layer has, from the first on."""
        value: JsonValue = self.values
        for number, key in enumerate(path):
            if isinstance(value, dict) and key in value:
                value = value[str(key)]
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return number
        return len(path)


@dataclass(frozen=True)
class Origin:
    """Where a value comes from."""

    layer: str
    """Name of the layer: ``plan pro``."""
    file: str
    line: int | None
    key: str
    """The full path there."""


def origin_layer(layers: Iterable[Layer], path: KeyPath) -> Layer:
    """The layer that decides the value at ``path``: of those that have most of it, the uppermost.

    Args:
        layers: From the uppermost down; at least one.
    """
    return max(layers, key=lambda layer: layer.depth(path))  # of equals, max gives the first


def origin(layers: Iterable[Layer], path: KeyPath) -> Origin:
    """File and line of the value at ``path``."""
    layer = origin_layer(layers, path)
    found = layer.problem(path, "")
    return Origin(layer.name, found.file, found.line, found.key)
