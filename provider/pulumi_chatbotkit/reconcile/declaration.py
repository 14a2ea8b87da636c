"""What a host knows about a resource besides its inputs, as plain values that every host can pass on."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.property_paths import Paths, parsed_path, path_text
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.values import InputValue


@dataclass(frozen=True)
class Declaration:
    """One resource as a program declares it."""

    project: str
    stack: str
    """The stack's name, without project and organization."""
    name: str
    """The resource's name."""
    id: str
    """Unique among the declarations of the program: the URN, or a number."""
    secret_inputs: frozenset[KeyPath] = frozenset()
    """Paths into the inputs to the values that the program marks secret."""

    implied_inputs: frozenset[str] = frozenset()
    """State keys of inputs that no program has written, but a component such as ``Tenant``: an adoption keeps what the
    object has instead."""

    replace_on_changes: tuple[KeyPath, ...] = ()
    """Paths into the inputs whose changes replace the object (Pulumi's option of this name)."""

    awaited: frozenset[str] = frozenset()
    """State keys of inputs that the program gives, and that have no value, because what they come from was not made.
    Empty in a preview, where such values arrive as unknown."""

    is_preview: bool = False
    """True if the program is only previewed: nothing will be changed in this run."""

    @property
    def secret_names(self) -> frozenset[str]:
        """State keys of inputs that are, or contain, values marked secret by the program."""
        return frozenset(str(path[0]) for path in self.secret_inputs)

    def secret_inputs_apart_from(self, names: Collection[str]) -> list[InputValue] | None:
        """The paths as a state keeps them, without fields that are secret anyway; None if none is left."""
        return [*sorted(path_text(path) for path in self.secret_inputs if path[0] not in names)] or None

    def marker(self, owner: str | None) -> Marker:
        """The marker of the resource's object; ``owner`` is ``chatbotkit:owner``."""
        return Marker(f"{self.project}/{self.stack}", self.name, owner)

    def as_property(self) -> str:
        """The declaration as JSON text, for hosts that have to send it as a property.

        Text, because Pulumi's SDK and its engine spend time on each value inside a property.
        """
        keys: JsonObject = {
            "project": self.project,
            "stack": self.stack,
            "name": self.name,
            "id": self.id,
            "secretInputs": _written(self.secret_inputs),
            "impliedInputs": [*sorted(self.implied_inputs)],
            "replaceOnChanges": _written(self.replace_on_changes),
            "awaited": [*sorted(self.awaited)],
            "isPreview": self.is_preview,
        }
        return json.dumps(keys)


def declaration_from_property(text: str) -> Declaration:
    """The declaration from its JSON text.

    Raises:
        KeyError: a key is missing.
        ValueError: it is no JSON.
    """
    value = cast("JsonObject", json.loads(text))
    return Declaration(
        project=str(value["project"]),
        stack=str(value["stack"]),
        name=str(value["name"]),
        id=str(value["id"]),
        secret_inputs=frozenset(map(parsed_path, _texts(value["secretInputs"]))),
        implied_inputs=frozenset(_texts(value["impliedInputs"])),
        replace_on_changes=tuple(map(parsed_path, _texts(value["replaceOnChanges"]))),
        awaited=frozenset(_texts(value["awaited"])),
        is_preview=value["isPreview"] is True,
    )


def _written(paths: Paths) -> list[JsonValue]:
    return [*sorted(map(path_text, paths))]


def _texts(value: JsonValue) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
