"""What a preview would change, or an update has changed, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pulumi_chatbotkit.json_values import JsonValue


class Sort(StrEnum):
    """What happens to a resource or a field, in the order of a report: what can be lost comes first."""

    DELETE = "delete"
    """An object is deleted."""
    REPLACE = "replace"
    """An object is deleted, and another one takes its place, with another id."""
    ROTATE = "rotate"
    """A key is replaced by a new one."""
    FORGET = "forget"
    """A resource leaves the state, and its object stays at the service."""
    GONE = "gone"
    """An object that does not exist any more is created again."""
    ADOPT = "adopt"
    """An object that exists already may be taken over (the argument ``adopt``, or an import)."""
    CREATE = "create"
    """An object is created."""
    UPDATE = "update"
    """A field gets another value."""
    REFRESH = "refresh"
    """The state takes over what the service has; nothing is sent."""
    BOOKKEEPING = "bookkeeping"
    """Something without an object at the service, or a field that nobody wrote: components, guards, markers."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of a resource, or a resource as a whole."""

    sort: Sort
    kind: str
    """The class, e.g. ``Bot``; the type of a resource of another package."""
    name: str
    """Of the resource."""
    urn: str
    id: str = ""
    """Of the object; "" for what does not exist yet."""
    customer: str = ""
    """Name of the tenant, else of the partner user; "" for what is in none."""
    field: str = ""
    """Path of the field by the API's names, e.g. ``limits.conversations``; "" for a resource as a whole."""
    before: JsonValue = None
    """None if nothing was there. Long texts are cut."""
    after: JsonValue = None
    before_length: int | None = None
    """Characters of the whole text, if ``before`` is a text."""
    after_length: int | None = None
    lines: tuple[str, ...] = ()
    """Of long texts, the lines that differ, each after ``-`` or ``+``; the first ones."""
    is_secret: bool = False
    """True if the values are not shown."""
    reasons: tuple[str, ...] = ()
    """Of a replacement, the fields that cause it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Changes that are alike: of the same sort and kind, and of a field the same values. Never empty."""

    changes: tuple[Change, ...]
    lost: str = ""
    """What is lost with each of the objects, in words."""

    @property
    def first(self) -> Change:
        """Any of them: what the group has in common is the same in all."""
        return self.changes[0]

    def by_customer(self) -> Mapping[str, list[Change]]:
        """The changes of each customer, customers in the order of their names."""
        found: dict[str, list[Change]] = {}
        for each in sorted(self.changes, key=lambda change: (change.customer, change.name)):
            found.setdefault(each.customer, []).append(each)
        return found


@dataclass(frozen=True, kw_only=True)
class PolicyFinding:
    """What a policy says of a resource."""

    level: str
    """``advisory``, ``mandatory``, or ``remediate`` for inputs that the policy has changed."""
    policy: str
    pack: str
    what: str
    """The resource; "" if it concerns the whole stack."""
    message: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An error of the run."""

    what: str
    """The resource; "" if it concerns the whole run."""
    reason: str


@dataclass(kw_only=True)
class ChangesReport:
    """What a run of Pulumi would change or has changed. It holds no secrets."""

    stack: str = ""
    """As its resources name it, else as it was given; "" if there are none in a record, or the run has failed."""
    is_preview: bool = True
    """False for an update that has run."""
    resources: int = 0
    """How many resources change."""
    groups: list[Group] = field(default_factory=list[Group])
    """In the order of ``Sort``; each change is in exactly one."""
    failures: list[Failure] = field(default_factory=list[Failure])
    """What was refused, or could not be found out: there may be more changes than are shown."""
    policies: list[PolicyFinding] = field(default_factory=list[PolicyFinding])
    """What policies say, mandatory ones first; those are among the failures, too."""
