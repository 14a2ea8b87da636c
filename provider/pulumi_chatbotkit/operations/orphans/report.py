"""What was found, as plain data. It holds no secrets."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pulumi_chatbotkit.operations.account_contents import Failure
from pulumi_chatbotkit.operations.account_summary import SeenObject
from pulumi_chatbotkit.operations.known_to_states import ManagedBy, ObjectKey
from pulumi_chatbotkit.reconcile.marker import Marker


class MadeWith(StrEnum):
    """The state that an object was made with, by the identity that it carries."""

    THIS_STATE = "this state"
    ANOTHER_STATE = "another state"
    """An earlier one that was lost, or a second one of the same name: another checkout or back end may manage it."""
    UNKNOWN = "unknown"
    """The states that were read are empty, as after a first run that was killed, or the object does not say."""


@dataclass(frozen=True, kw_only=True)
class Orphan:
    """An object in no state, with what is in it."""

    seen: SeenObject
    marker: Marker
    name: str
    customer: str
    """Name of the tenant, else of the partner user; "" for the parent account."""
    made_with: MadeWith
    duplicate_of: str = ""
    """Id of the object in a state that the same create made."""
    copy_of: str = ""
    """Id of the object in a state whose creation ID it has in another blueprint: a clone of a blueprint copies it."""
    holds: Mapping[str, int] = field(default_factory=dict[str, int])
    """What is deleted with it, by kind, and of what has no kind."""
    managed: Mapping[str, int] = field(default_factory=dict[str, int])
    """Of that, what is no orphan, by kind: in a state, of another stack, or made by nobody's program."""
    contents: frozenset[ObjectKey] = frozenset()
    """What is in it."""
    keys: int = 0
    """How many keys stop working if it is deleted, itself included."""
    is_certain: bool = True
    """False if the state of its stack was not read, so that it may be in that."""

    @property
    def id(self) -> str:
        return self.seen.id

    @property
    def described(self) -> str:
        """For messages: ``PartnerUser 'Acme' (pr9e...)``."""
        return f"{self.seen.kind.class_name} {self.name!r} ({self.id})"


@dataclass(kw_only=True)
class OrphansReport:
    """The result of a search."""

    stacks: list[str] = field(default_factory=list[str])
    """Whose states were read."""
    elsewhere: list[str] = field(default_factory=list[str])
    """Stacks of the project whose objects live at another service, or that use another key."""
    accounts: int = 0
    managed: Counter[ManagedBy] = field(default_factory=Counter[ManagedBy])
    """How many objects there are of each."""
    other_stacks: Counter[str] = field(default_factory=Counter[str])
    """How many objects carry the marker of a stack that was not read, by stack."""
    orphans: list[Orphan] = field(default_factory=list[Orphan])
    """What is inside another orphan is counted there."""
    failures: list[Failure] = field(default_factory=list[Failure])
    """What could not be looked at."""
