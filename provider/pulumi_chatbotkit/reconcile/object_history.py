"""The history of one object, and of one resource, in a run, as explicit states. Plain records; not thread-safe."""

from dataclasses import dataclass, field
from enum import Enum, auto

from pulumi_chatbotkit.json_values import JsonValue, KeyPath
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
    """Result of the last comparison; None if there was none."""
    compared_with: Marker | None = None
    """The resource whose inputs it was last compared with."""
    adoption: JsonValue = None
    """The stamp of its last adoption, in the state that a resource of the program has it with; None if created."""

    @property
    def is_taken(self) -> bool:
        """True if this run knows that a resource owns it."""
        return self.sighting in {Sighting.IN_STATE, Sighting.CREATED, Sighting.ADOPTED}

    @property
    def is_live(self) -> bool:
        """True if a resource of the program keeps it, or has adopted it in this run."""
        return self.sighting is Sighting.ADOPTED or self.verdict is Verdict.KEPT


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
    had_object: bool = False
    """Whether it was checked with inputs of an earlier run: the state has an object of it."""
    replace_on_changes: tuple[KeyPath, ...] = ()
    """Paths into its inputs whose changes replace its object, as the program says."""
    read_ids: set[str] = field(default_factory=set[str])
    """The objects that were read for it: its own, and old ones that are still to be deleted."""
    compared_ids: set[str] = field(default_factory=set[str])
    """The objects that were compared with its inputs."""
    successor: Successor | None = None
    current: tuple[str, State] | None = None
    """Id and state of the object that it keeps, of a kind with an overlap."""
    replaced: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """The objects that it replaces, by id: the names of the fields that an adoption kept."""
