"""What a drift check found, as plain data."""

from dataclasses import dataclass, field
from enum import StrEnum

from pulumi_chatbotkit.json_values import JsonValue


class Sort(StrEnum):
    """What was found."""

    FIELD = "field"
    """A field of a declared object has another value."""
    GONE = "gone"
    """A declared object does not exist any more."""
    TAKEN_OVER = "taken-over"
    """A declared object carries another stack's marker."""
    UNDECLARED = "undeclared"
    """An object that carries no marker and is in no state."""
    UNDECLARED_CUSTOMER = "undeclared-customer"
    """A partner user that carries no marker and is in no state."""
    ORPHAN = "orphan"
    """An object that carries the marker of a stack that was read, and is in no state."""
    OTHER_STACK = "other-stack"
    """An object in a managed account that carries the marker of a stack that was not read."""
    DUPLICATE = "duplicate"
    """A second object of the same create as one that a state has."""
    OLD_KEY = "old-key"
    """A key that is older than was asked for."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that differs."""

    sort: Sort
    stack: str = ""
    """As it was given; "" for what no state has."""
    customer: str = ""
    """Name of the tenant, else of the partner user; "" for the parent account."""
    kind: str
    """The class, e.g. ``Bot``."""
    name: str
    """Of the resource, else of the object."""
    id: str
    urn: str = ""
    account: str = ""
    """Id of the partner user in whose account it is; "" for the parent account."""
    field: str = ""
    """The API's name; ``marker`` for the keys that say whose the object is."""
    argument: str = ""
    """The argument of the class."""
    declared: JsonValue = None
    found: JsonValue = None
    is_secret: bool = False
    """True if the values are not shown."""
    created_at: int | None = None
    """Of what no state has."""
    updated_at: int | None = None
    """Milliseconds since 1970; None if the service does not say."""
    detail: str = ""
    """Whose it is now, for people."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An object that a stack declares, and that was looked at."""

    stack: str
    customer: str
    """As in findings."""
    kind: str
    name: str
    """Of the resource."""
    id: str
    urn: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Something that could not be checked."""

    stack: str
    what: str
    """The resource or account."""
    reason: str
    urn: str = ""
    """Of the resource; "" for an account."""


@dataclass(frozen=True, kw_only=True)
class NotCompared:
    """A value that is encrypted in the state, and was not decrypted."""

    stack: str
    urn: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """A finding that a rule hides."""

    finding: Finding
    rule: int
    """The rule, counted from 1."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExpiredRule:
    """A rule of an ignore file that no longer applies."""

    rule: int
    line: int
    until: str
    reason: str


@dataclass(kw_only=True)
class DriftReport:
    """The result of a drift check. It holds no secrets."""

    stacks: list[str] = field(default_factory=list[str])
    objects: int = 0
    """How many declared objects were looked at."""
    declared: list[Declared] = field(default_factory=list[Declared])
    """Which; empty in a report that was read back from its document."""
    accounts: int = 0
    """Accounts in which undeclared objects were looked for."""
    other_stacks: dict[str, int] = field(default_factory=dict[str, int])
    """How many partner users carry the marker of a stack that was not read, by stack."""
    findings: list[Finding] = field(default_factory=list[Finding])
    failures: list[Failure] = field(default_factory=list[Failure])
    not_compared: list[NotCompared] = field(default_factory=list[NotCompared])
    ignored: list[Ignored] = field(default_factory=list[Ignored])
    expired: list[ExpiredRule] = field(default_factory=list[ExpiredRule])
