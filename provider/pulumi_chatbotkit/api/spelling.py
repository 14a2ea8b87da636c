"""Fields that a deployment calls by other names: translated where bodies leave and answers arrive.

Everything above knows one set of names, whatever the deployment's age.
"""

from dataclasses import dataclass

from pulumi_chatbotkit.api.calls import Path
from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True)
class Spelling:
    """Other names of fields, in the bodies of all actions below one path."""

    path: tuple[str | None, ...]
    """The first segments of the actions' paths; None stands for an id: ``("skillset", None, "ability")``."""
    names: tuple[tuple[str, str], ...]
    """Our name of a field, and the deployment's."""

    def covers(self, path: Path) -> bool:
        """Whether actions at ``path`` use these names."""
        first = path[: len(self.path)]
        return len(first) == len(self.path) and all(
            wanted in (None, found) for wanted, found in zip(self.path, first, strict=True)
        )


@dataclass(frozen=True)
class Spellings:
    """Everything that a deployment spells in its own way."""

    known: tuple[Spelling, ...] = ()

    def to_wire(self, path: Path, body: JsonObject) -> JsonObject:
        """A body of ours, in the deployment's names."""
        return _renamed(body, dict(self._names(path)))

    def from_wire(self, path: Path, body: JsonObject) -> JsonObject:
        """A record of the deployment, in our names."""
        return _renamed(body, {theirs: ours for ours, theirs in self._names(path)})

    def _names(self, path: Path) -> tuple[tuple[str, str], ...]:
        return tuple(pair for spelling in self.known if spelling.covers(path) for pair in spelling.names)


AS_DOCUMENTED = Spellings()
"""No names of its own."""


def _renamed(body: JsonObject, names: dict[str, str]) -> JsonObject:
    return {names.get(name, name): value for name, value in body.items()} if names else body
