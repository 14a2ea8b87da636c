"""Fields that a deployment knows by other names, translated in requests and in answers.

The rest of the code uses one set of names, whatever the deployment. Answers are translated whichever names the
deployment is thought to use: no object has both names of a field.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.api.requests import ApiPath
from pulumi_chatbotkit.json_values import JsonObject, JsonValue


@dataclass(frozen=True)
class FieldName:
    """One field's name here and at the deployment. ``suffix``: what the deployment appends to the value, a text."""

    ours: str
    theirs: str
    suffix: str = ""


@dataclass(frozen=True)
class RenamedFields:
    """Other names of fields, in the bodies and queries of all actions below one path."""

    path: tuple[str | None, ...]
    """The first segments of the actions' paths; None stands for an id: ``("skillset", None, "ability")``."""
    names: tuple[FieldName, ...]

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

    def in_body(self, path: ApiPath, body: JsonObject) -> JsonObject:
        """A request body of ours, with the deployment's names."""
        names = self._by_our_name(path)
        return dict(_sent(names.get(key), key, value) for key, value in body.items()) if names else body

    def in_query(self, path: ApiPath, query: Mapping[str, str]) -> Mapping[str, str]:
        """The parameters of a request of ours, with the deployment's names."""
        names = self._by_our_name(path)
        return {names[key].theirs if key in names else key: _longer(names.get(key), query[key]) for key in query}

    def concern(self, path: ApiPath, keys: Mapping[str, object]) -> bool:
        """True if the deployment has another name for one of these keys of a body or query."""
        return not self._by_our_name(path).keys().isdisjoint(keys)

    def in_answer(self, path: ApiPath, answer: JsonObject) -> JsonObject:
        """An object of the deployment, with our names."""
        theirs = {name.theirs: name for name in self._names(path) if name.ours not in answer}
        return dict(_received(theirs.get(key), key, value) for key, value in answer.items()) if theirs else answer

    def _names(self, path: ApiPath) -> tuple[FieldName, ...]:
        return tuple(name for fields in self.renamed if fields.applies_to(path) for name in fields.names)

    def _by_our_name(self, path: ApiPath) -> dict[str, FieldName]:
        return {name.ours: name for name in self._names(path)}


DOCUMENTED_NAMES = FieldNames()
"""The deployment uses the names of the API reference."""


def _sent(name: FieldName | None, key: str, value: JsonValue) -> tuple[str, JsonValue]:
    if name is None:
        return key, value
    return name.theirs, _longer(name, value) if isinstance(value, str) else value


def _longer(name: FieldName | None, value: str) -> str:
    """The value as the deployment has it; an empty text stays one."""
    return value if name is None or not value else value + name.suffix


def _received(name: FieldName | None, key: str, value: JsonValue) -> tuple[str, JsonValue]:
    if name is None:
        return key, value
    return name.ours, value.removesuffix(name.suffix) if isinstance(value, str) else value
