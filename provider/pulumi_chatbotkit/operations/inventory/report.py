"""An inventory as plain data. It holds no secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulumi_chatbotkit.operations.account_contents import Failure


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key with which an application acts as the partner user. Its text is shown nowhere."""

    id: str
    name: str
    created_at: int | None
    """Milliseconds since 1970."""
    stack: str
    """The stack whose marker it carries, or ""."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """The newest ``updatedAt`` in an account."""

    at: int
    """Milliseconds since 1970."""
    kind: str
    """Name of the kind, or what the API calls it: ``conversation``."""
    id: str


@dataclass(frozen=True, kw_only=True)
class AccountEntry:
    """One account."""

    id: str
    """Of the partner user; "" for the parent account."""
    name: str = ""
    email: str = ""
    limits: Mapping[str, int | float] = field(default_factory=dict[str, "int | float"])
    objects: Mapping[str, int]
    """How many there are by kind, and of what has no kind; without the partner user itself."""
    stacks: Mapping[str, int]
    """How many of them, and the partner user, carry the marker of each stack."""
    unmanaged: int
    """How many carry no marker: conversations and the like, which cannot carry one, are not counted."""
    in_no_state: Mapping[str, int]
    """Of those with a marker of a stack that was read, how many are in no state, by stack."""
    activity: Activity | None
    """None if the service does not tell."""
    keys: tuple[Key, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def total(self) -> int:
        """How many objects there are."""
        return sum(self.objects.values())


@dataclass(frozen=True, kw_only=True)
class InventoryReport:
    """All accounts that were asked for."""

    endpoint: str
    stacks: tuple[str, ...]
    """Stacks whose states were read."""
    accounts: tuple[AccountEntry, ...]

    @property
    def is_whole(self) -> bool:
        """True if everything could be read."""
        return not any(each.failures for each in self.accounts)
