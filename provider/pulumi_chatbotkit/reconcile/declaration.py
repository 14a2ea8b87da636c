"""What a host knows about a resource besides its inputs, as plain values that every host can pass on."""

from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.property_paths import parsed_path, path_text
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.values import Inputs, InputValue


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
    secret_inputs: frozenset[str] = frozenset()
    """State keys of inputs that are, or contain, values marked secret by the program."""

    implied_inputs: frozenset[str] = frozenset()
    """State keys of inputs that no program has written, but a component such as ``Tenant``: an adoption keeps what the
    object has instead."""

    replace_on_changes: tuple[KeyPath, ...] = ()
    """Paths into the inputs whose changes replace the object (Pulumi's option of this name)."""

    def marker(self, owner: str | None) -> Marker:
        """The marker of the resource's object; ``owner`` is ``chatbotkit:owner``."""
        return Marker(f"{self.project}/{self.stack}", self.name, owner)

    def as_property(self) -> JsonObject:
        """The declaration as JSON, for hosts that have to send it as a property."""
        names: list[JsonValue] = [*sorted(self.secret_inputs)]
        implied: list[JsonValue] = [*sorted(self.implied_inputs)]
        paths: list[JsonValue] = [path_text(path) for path in self.replace_on_changes]
        return {
            "project": self.project,
            "stack": self.stack,
            "name": self.name,
            "id": self.id,
            "secretInputs": names,
            "impliedInputs": implied,
            "replaceOnChanges": paths,
        }


def declaration_from_property(value: Inputs) -> Declaration:
    """The declaration from its JSON form.

    Raises:
        KeyError: a key is missing.
    """
    return Declaration(
        project=str(value["project"]),
        stack=str(value["stack"]),
        name=str(value["name"]),
        id=str(value["id"]),
        secret_inputs=frozenset(_texts(value["secretInputs"])),
        implied_inputs=frozenset(_texts(value["impliedInputs"])),
        replace_on_changes=tuple(map(parsed_path, _texts(value["replaceOnChanges"]))),
    )


def _texts(value: InputValue) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
