"""How a kind is declared: its routes, its fields, and what is odd about it, as columns.

Verbs never ask for a kind's name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pulumi_chatbotkit.emulator.ids import IdShape
from pulumi_chatbotkit.json_values import JsonObject

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.plans import Quota, Rate

from .fields import EVERYWHERE, Computed, Field, OnTargetDeleted, Reference, View

Action: TypeAlias = Literal[
    "create",
    "fetch",
    "list",
    "update",
    "delete",
    "attach",
    "detach",
    "sync",
    "setup",
    "upload",
    "download",
    "complete",
]
"""The last word of a path."""

METHOD_BY_ACTION: Final[Mapping[Action, str]] = {
    "create": "POST",
    "fetch": "GET",
    "list": "GET",
    "update": "POST",
    "delete": "POST",
    "attach": "POST",
    "detach": "POST",
    "sync": "POST",
    "setup": "POST",
    "upload": "POST",
    "download": "GET",
    "complete": "POST",
}

ACTIONS_WITHOUT_ID: Final = frozenset[Action]({"create", "list"})
"""Every other action has an id in its path."""

Verb: TypeAlias = Literal[
    "create",
    "fetch",
    "list",
    "update",
    "delete",
    "acknowledge",
    "synchronise",
    "attach",
    "detach",
    "extract",
    "upload",
    "download",
    "complete",
]
"""What the interpreter does for an action."""

EVERY_ACTION: Final[Mapping[Action, Verb]] = MappingProxyType(
    {"create": "create", "fetch": "fetch", "list": "list", "update": "update", "delete": "delete"}
)

CreateAnswer: TypeAlias = Literal["id", "record", "key", "session"]
"""``id``: ``{id}``. ``record``: as fetched. ``key``: ``{id, token, createdAt}``, and the token acts as the parent.
``session``: ``{id, token, expiresAt}``, and the token acts as the parent until then."""

Addressing: TypeAlias = Literal["any", "own", "raw", "id"]
"""What stands for an id in a path (docs/api/api.md a.11). ``own`` knows no ``@@alias`` nor ``@user@alias``. ``raw``
knows ids only and breaks on ``@alias``; ``id`` knows ids only and does not find the rest."""


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The record in front of a kind's path, such as the partner user of a context.

    Args:
        shown: The parent's id is read back, under the name of its parameter.
        body_first: The body is checked before the parent (docs/api/api.md a.5).
        on_deleted: UNLINKED records stay in the account, below no parent and out of reach of every route.
    """

    kind: str
    parameter: str
    addressing: Addressing = "id"
    shown: bool = False
    body_first: bool = False
    on_deleted: OnTargetDeleted = OnTargetDeleted.DELETED


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A query parameter of list that compares one field. ``any_of``: one of comma-separated values must match."""

    field: str
    any_of: bool = False


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a request would store. ``stored``: the document as it is, None for a create. Time in epoch ms."""

    sent: JsonObject
    stored: JsonObject | None
    now_ms: int


Rule: TypeAlias = Callable[[Proposal], JsonObject]
"""Given values that have passed the validator, returns what is stored of them, or raises Refusal."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of API object.

    Args:
        name: The project's word for it, and the key in docs/api/api.json.
        noun: The API's word in messages, lower case.
        path: Everything before the action and the id, with parents' ids as ``{parameter}``.
        actions: What each action does.
        bodies: Fields of the bodies other than create's and update's. A body without any is not looked at.
        computed: Values that the service sets by itself.
        rules: What depends on other values of the record, sent or stored; each gets the last one's result.
        parent: The records belong to this parent; if that is an account, they are the account's.
        is_account: Records own other records, act, and take everything they own with them when deleted.
        create_needs_root: Text of the NOT_AUTHORIZED that a sub-account gets for creating one; None: it may.
        meta_filter: Lists compare ``meta``. ``opaque_cursor``: a cursor is no record's id, and the last one is null.
        lists: A list shows the records of this kind instead, which the field of this name links to.
        times: Where ``createdAt`` and ``updatedAt`` are read back.
        members_option: The field of the delete body that deletes the records whose reference here says ``member``.
        quota: What of a plan a create counts for; ``create_rate``: the rate per minute that it counts for (a.8).
    """

    name: str
    noun: str
    path: str
    id_parameter: str
    id_shape: IdShape = "cuid"
    fields: tuple[Field, ...]
    actions: Mapping[Action, Verb] = dataclass_field(default_factory=lambda: EVERY_ACTION)
    bodies: Mapping[Action, tuple[Field, ...]] = dataclass_field(default_factory=dict[Action, tuple[Field, ...]])
    computed: tuple[Computed, ...] = ()
    rules: tuple[Rule, ...] = ()
    parent: Parent | None = None
    addressing: Addressing = "any"
    create_answer: CreateAnswer = "id"
    filters: tuple[Filter, ...] = ()
    meta_filter: bool = True
    opaque_cursor: bool = False
    lists: "tuple[str, Kind] | None" = None
    times: frozenset[View] = EVERYWHERE
    is_account: bool = False
    create_needs_root: str | None = None
    members_option: str | None = None
    quota: "Quota | None" = None
    create_rate: "Rate | None" = None

    def field(self, name: str) -> Field | None:
        """The field of this name, if the kind has one."""
        return next((field for field in self.fields if field.name == name), None)

    def body(self, action: Action) -> tuple[Field, ...]:
        """The fields that an action's body may have."""
        return self.fields if action in {"create", "update"} else self.bodies.get(action, ())

    @property
    def references(self) -> dict[str, Reference]:
        """The fields that name another record, by their names in a document."""
        return {field.key: field.reference for field in self.fields if field.reference is not None}

    def in_older_words(self) -> "Kind":
        """The kind as clients spelt it before its fields were renamed; what is stored keeps the new names."""
        return replace(self, fields=tuple(map(_in_older_words, self.fields)))


def _in_older_words(field: Field) -> Field:
    return field if field.older_name is None else replace(field, name=field.older_name, stored_as=field.name)
