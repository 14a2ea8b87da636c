"""Fields that older deployments know by other names, translated in request bodies and in responses.

The rest of the code uses one set of names, whatever the deployment's age.
"""

from dataclasses import dataclass

from pulumi_chatbotkit.api.requests import ApiPath
from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True)
class RenamedFields:
    """Other names of fields, in the bodies of all actions below one path."""

    path: tuple[str | None, ...]
    """The first segments of the actions' paths; None stands for an id: ``("skillset", None, "ability")``."""
    names: tuple[tuple[str, str], ...]
    """Pairs of our name of a field and the deployment's."""

    def applies_to(self, path: ApiPath) -> bool:
        """True if the action at ``path`` uses these names."""
        first = path[: len(self.path)]
        return len(first) == len(self.path) and all(
            wanted in (None, found) for wanted, found in zip(self.path, first, strict=True)
        )


@dataclass(frozen=True)
class FieldNames:
    """All fields that a deployment names differently."""

    renamed: tuple[RenamedFields, ...] = ()

    def to_deployment(self, path: ApiPath, body: JsonObject) -> JsonObject:
        """A request body of ours, with the deployment's names."""
        return _renamed(body, dict(self._pairs(path)))

    def from_deployment(self, path: ApiPath, body: JsonObject) -> JsonObject:
        """An object of the deployment, with our names."""
        return _renamed(body, {theirs: ours for ours, theirs in self._pairs(path)})

    def _pairs(self, path: ApiPath) -> tuple[tuple[str, str], ...]:
        return tuple(pair for fields in self.renamed if fields.applies_to(path) for pair in fields.names)


DOCUMENTED_NAMES = FieldNames()
"""The deployment uses the names of the API reference."""


def _renamed(body: JsonObject, names: dict[str, str]) -> JsonObject:
    return {names.get(name, name): value for name, value in body.items()} if names else body
