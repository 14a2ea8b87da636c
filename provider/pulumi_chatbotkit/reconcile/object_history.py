"""The history of one object, and of one resource, in a run, as explicit states. Plain records; not thread-safe."""

from dataclasses import dataclass, field
from enum import Enum, auto

from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.values import State


class Sighting(Enum):
    """What a run knows about an object. A later state replaces an earlier one."""

    NONE = auto()
    """Not seen."""
    REFRESHED = auto()
    """Read by a refresh: it is in the state, as a resource's object or as one to be deleted."""
    IN_STATE = auto()
    """Compared with the program's inputs: it is the object of a resource of the program."""
    CREATED = auto()
    """Created in this run."""
    ADOPTED = auto()
    """Adopted in this run."""


class Verdict(Enum):
    """Result of comparing an object with the program's inputs."""

    KEPT = auto()
    """The resource keeps the object."""
    REPLACED = auto()
    """The resource needs a new object."""


@dataclass
class ObjectHistory:
    """One object, by kind and id."""

    sighting: Sighting = Sighting.NONE
    read_at: int = -1
    """When it was last read, by the run's own counter; -1 if never."""
    read_for: Marker | None = None
    """The marker in the state that it was read with."""
    verdict: Verdict | None = None
    compared_with: Marker | None = None
    """The marker of the resource that it was compared with, which may have been renamed since."""

    @property
    def is_taken(self) -> bool:
        """True if it is known to be the object of a resource."""
        return self.sighting in (Sighting.IN_STATE, Sighting.CREATED, Sighting.ADOPTED)


@dataclass(frozen=True)
class Successor:
    """An object created in this run, which may replace another one."""

    made_s: float
    """When it was created, by the run's clock."""
    desired: State


@dataclass
class ResourceHistory:
    """One resource, by kind and marker."""

    declared_as: str | None = None
    """The id of the declaration with this kind and name in the program."""
    checked_at: int = -1
    """When it was last checked, by the run's own counter; -1 if the program has not declared it yet."""
    read_ids: set[str] = field(default_factory=set[str])
    """The objects that were read for it: its own, and old ones that are still to be deleted."""
    kept_id: str = ""
    """The id of the object that it keeps."""
    retained: dict[str, State] = field(default_factory=dict[str, State])
    """States, by id, of objects that were not deleted because this resource owns them."""
    successor: Successor | None = None
