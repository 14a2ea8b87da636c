"""The words of ``MiniEngine``: programs, entries of a state, options of a run, and what a provider must offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Declaration

UNKNOWN_VALUE: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine sends a value that it does not know yet."""


class Failed(Exception):
    """An operation failed, and with it the run."""


class Crashed(Exception):
    """The engine was killed in the middle of a run."""


@dataclass(frozen=True)
class Key:
    """Identifies an entry of the state; ``parent`` is the resource's parent in the program."""

    kind: str
    name: str
    parent: str = "stack"

    @property
    def ref(self) -> "Ref":
        """The reference that other resources use for it."""
        return Ref(self.kind, self.name)


@dataclass(frozen=True)
class Ref:
    """A reference to the id of another resource of the program."""

    kind: str
    name: str


Argument: TypeAlias = JsonValue | Ref


@dataclass(frozen=True)
class Resource:
    """A resource as a program declares it."""

    key: Key
    arguments: Mapping[str, Argument]
    aliases: tuple[Key, ...] = ()
    deleted_with: Ref | None = None
    deletes_first: bool = False
    """``delete_before_replace``."""
    trigger: str = ""
    """``replacement_trigger``."""
    depends_on: tuple[Ref, ...] = ()
    """The option ``depends_on``."""

    @property
    def ref(self) -> Ref:
        """The reference that other resources use for it."""
        return self.key.ref

    @property
    def dependencies(self) -> frozenset[Ref]:
        """What it refers to, and what it depends on by the option."""
        return frozenset((*self.references.values(), *self.depends_on))

    @property
    def references(self) -> dict[str, Ref]:
        """What it refers to, by argument."""
        return {name: value for name, value in self.arguments.items() if isinstance(value, Ref)}


Program: TypeAlias = list[Resource]
"""In the order of its references."""


@dataclass(frozen=True)
class Entry:
    """An object in the state."""

    key: Key
    id: str
    inputs: JsonObject
    outputs: JsonObject
    deleted_with: Ref | None
    references: Mapping[str, Ref]
    trigger: str = ""
    tainted: bool = False
    """By ``pulumi state taint``: the next ``up`` replaces it."""
    to_delete: bool = False
    """Replaced, and not deleted yet."""
    to_create: bool = False
    """Deleted first, and not created yet: there is no object."""
    dependencies: frozenset[Ref] = frozenset()
    """As those of the resource."""

    def depends_on(self, ref: Ref) -> bool:
        """Whether it refers to that resource, or depends on it by the option."""
        return ref in self.dependencies


@dataclass(frozen=True)
class Crash:
    """When the engine is killed, and what it has saved by then."""

    at: int
    """At which operation, counted from 1."""
    done: bool
    """Whether the operation still takes effect."""
    lost: int | None
    """How many operations before it are missing in the state as well; None: all of the run."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of one run."""

    refresh: bool = False
    targets: frozenset[Ref] | None = None
    dependents: bool = False
    """``--target-dependents``."""
    replace: frozenset[Ref] = frozenset()
    goes_on: bool = False
    """``--continue-on-error``."""
    crash: Crash | None = None


class Host(Protocol):
    """A provider. Every method raises ``Failed``."""

    def begin(self) -> None:
        """Start a run."""
        ...

    def check(self, kind: str, declaration: Declaration, before: JsonObject, inputs: JsonObject, /) -> JsonObject:
        """The inputs in canonical form."""
        ...

    def diff(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject, /) -> tuple[bool, bool]:
        """Whether something differs, and whether a replacement is needed. Inputs may be ``UNKNOWN_VALUE``."""
        ...

    def create(self, kind: str, inputs: JsonObject, /) -> tuple[str, JsonObject]:
        """Id and outputs of a new object."""
        ...

    def read(self, kind: str, identifier: str, outputs: JsonObject, /) -> tuple[JsonObject, JsonObject] | None:
        """Outputs and inputs as the service shows them; None if the object is gone."""
        ...

    def update(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject, /) -> JsonObject:
        """The outputs afterwards."""
        ...

    def delete(self, kind: str, identifier: str, outputs: JsonObject, /) -> None:
        """Delete the object."""
        ...


def resolved(resource: Resource, ids: Mapping[Ref, str]) -> JsonObject:
    """The arguments with ids in the place of references; a reference without an id is left out."""
    return {
        name: ids[value] if isinstance(value, Ref) else value
        for name, value in resource.arguments.items()
        if not isinstance(value, Ref) or value in ids
    }
