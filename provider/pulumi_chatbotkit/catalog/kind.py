"""A kind of API object as data: its routes, its scope, its fields and what the service makes of its own accord."""

import re
from dataclasses import dataclass
from enum import Enum

from pulumi_chatbotkit.catalog.field import Field, ReadBack

RUN_AS = "runAs"
"""State key of the partner user in whose account an object lives."""


class Scope(Enum):
    """Whose token context an action runs in."""

    PARENT = "parent"
    """The parent account, never with a run-as header: the API would compare parent and child and refuse (a.3)."""
    RUN_AS = "run-as"
    """The parent account, or the partner user that ``runAs`` names."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The object that a kind lives under, named in its path; a change replaces the object."""

    field: str
    """State key and path parameter, e.g. ``userId``."""
    argument: str
    """Name of the argument that programs use, e.g. ``user``."""
    kind: str
    doc: str


@dataclass(frozen=True, kw_only=True)
class Output:
    """A value that the service makes and a program may read."""

    name: str
    doc: str
    secret: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One row of the catalog."""

    name: str
    class_name: str
    title: str
    path: tuple[str, ...]
    """Path of the collection, with the owner's parameter in braces: ``("partner", "user", "{userId}", "context")``."""
    scope: Scope
    fields: tuple[Field, ...]
    doc: str
    section: str
    """Section of docs/api/api.md."""
    owner: Owner | None = None
    created_once: tuple[Output, ...] = ()
    """Values that only the create answer shows. An object whose answer was lost is deleted and made again."""
    has_fetch: bool = True
    """Whether one object can be fetched; else it is looked up in the list."""
    notes: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields, keyed by the API's name."""
        return {field.name: field for field in self.fields}

    @property
    def scope_key(self) -> str | None:
        """The state key whose change moves the object to another account, which takes a replacement."""
        if self.owner is not None:
            return self.owner.field
        return RUN_AS if self.scope is Scope.RUN_AS else None

    @property
    def secret_names(self) -> frozenset[str]:
        """State keys whose values are secret wherever they appear."""
        inputs = {field.name for field in self.fields if field.secret}
        return frozenset(inputs | {output.name for output in self.created_once if output.secret})

    @property
    def list_only(self) -> tuple[Field, ...]:
        """Fields that a fetch may not show."""
        return tuple(field for field in self.fields if field.read_back is ReadBack.LIST_ONLY)

    @property
    def meta(self) -> Field:
        """The field that carries the marker."""
        return next(field for field in self.fields if field.carries_marker)


def snake_case(name: str) -> str:
    """The Python name of an API name: ``recordMaxTokens`` becomes ``record_max_tokens``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
