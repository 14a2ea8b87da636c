"""What one run has seen of one object, and of one resource, as explicit states. Plain records; not safe for threads."""

from dataclasses import dataclass, field
from enum import Enum, auto

from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.values import State


class Sighting(Enum):
    """How a run knows an object. Each state rules out those before it."""

    NONE = auto()
    """Not seen."""
    REFRESHED = auto()
    """A refresh read it: the state has it, for a resource or only to be deleted."""
    IN_STATE = auto()
    """Compared with the program's inputs: a resource of the program has it."""
    CREATED = auto()
    """Created in this run."""
    ADOPTED = auto()
    """Taken over in this run."""


class Verdict(Enum):
    """What a comparison with the program's inputs said of an object."""

    KEPT = auto()
    """The resource can keep it."""
    REPLACED = auto()
    """The resource needs another one."""


@dataclass
class ObjectHistory:
    """One object, by kind and id."""

    sighting: Sighting = Sighting.NONE
    read_at: int = -1
    """The moment of its last read, on the run's own counter; -1: never."""
    read_for: Marker | None = None
    """The marker that its state had then."""
    verdict: Verdict | None = None
    compared_with: Marker | None = None
    """The marker of the resource that the verdict is about, which may have been renamed."""

    @property
    def is_taken(self) -> bool:
        """True if a resource certainly has it."""
        return self.sighting in (Sighting.IN_STATE, Sighting.CREATED, Sighting.ADOPTED)


@dataclass(frozen=True)
class Successor:
    """An object created in this run, which may take the place of another one."""

    made_s: float
    """When it was created, by the run's clock."""
    desired: State


@dataclass
class ResourceHistory:
    """One resource, by kind and marker."""

    declared_as: str | None = None
    """The declaration that has this kind and name in the program."""
    checked_at: int = -1
    """The moment of its last check; -1: the program has not declared it yet."""
    read_ids: set[str] = field(default_factory=set[str])
    """The objects that were read for it: one, or also those that wait to be deleted."""
    kept_id: str = ""
    """The object that it can keep."""
    retained: dict[str, State] = field(default_factory=dict[str, State])
    """States, by id, of objects that were not deleted because it keeps them."""
    successor: Successor | None = None
