"""What a host knows about a resource besides its inputs, as plain values that every host can pass on."""

from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.values import Inputs


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

    def marker(self, owner: str | None) -> Marker:
        """The marker of the resource's object; ``owner`` is ``chatbotkit:owner``."""
        return Marker(f"{self.project}/{self.stack}", self.name, owner)

    def as_property(self) -> JsonObject:
        """The declaration as JSON, for hosts that have to send it as a property."""
        names: list[JsonValue] = [*sorted(self.secret_inputs)]
        return {"project": self.project, "stack": self.stack, "name": self.name, "id": self.id, "secretInputs": names}


def declaration_from_property(value: Inputs) -> Declaration:
    """The declaration from its JSON form.

    Raises:
        KeyError: a key is missing.
    """
    names = value["secretInputs"]
    secret = frozenset(map(str, names)) if isinstance(names, list) else frozenset[str]()
    return Declaration(str(value["project"]), str(value["stack"]), str(value["name"]), str(value["id"]), secret)
