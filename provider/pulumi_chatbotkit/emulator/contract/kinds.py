"""How a kind is declared: its routes, its fields and its special rules, as columns.

The code that handles a request looks at these columns and never at a kind's name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pulumi_chatbotkit.json_values import JsonObject

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.plan import Quota, Rate, Use

from pulumi_chatbotkit.emulator.contract.checks import refuse_label
from pulumi_chatbotkit.emulator.contract.fields import (
    EVERYWHERE,
    NOWHERE,
    Computed,
    Field,
    OnTargetDeleted,
    Reference,
    View,
)

IdShape: TypeAlias = Literal["cuid", "cuid2"]
"""CUID (25 characters) or CUID2 (24 characters): docs/api/api.md a.6 (success bodies)."""

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
    "move",
    "copy",
    "complete",
    "search",
    "verify",
    "authenticate",
    "revoke",
    "mint",
    "proxy",
    "ensure",
    "trigger",
    "cancel",
    "clone",
    "message/list",
    "resource/list",
    "resource/export",
    "resource/import",
]
"""What follows the id in a path: its last segment, or its last two."""

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
    "move": "POST",
    "copy": "POST",
    "complete": "POST",
    "search": "POST",
    "verify": "POST",
    "authenticate": "POST",
    "revoke": "POST",
    "mint": "POST",
    "proxy": "POST",
    "ensure": "POST",
    "trigger": "POST",
    "cancel": "POST",
    "clone": "POST",
    "message/list": "GET",
    "resource/list": "GET",
    "resource/export": "GET",
    "resource/import": "POST",
}

ACTIONS_WITHOUT_ID: Final = frozenset[Action]({"create", "list", "ensure"})
"""Every other action of most kinds has an id in its path."""

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
    "fill_slot",
    "free_slot",
    "store_file",
    "list_files",
    "read_file",
    "remove_file",
    "move_file",
    "copy_file",
    "upload",
    "download",
    "complete",
    "complete_once",
    "converse",
    "list_messages",
    "search",
    "verify",
    "mint",
    "proxy",
    "ensure_contact",
    "show_plans",
    "list_resources",
    "export_resources",
    "import_resources",
    "clone",
    "create_ability",
    "list_abilities",
    "fetch_ability",
    "update_ability",
    "delete_ability",
]
"""What the emulator does for an action; ``actions.service`` has the function of each."""

EVERY_ACTION: Final[Mapping[Action, Verb]] = MappingProxyType(
    {"create": "create", "fetch": "fetch", "list": "list", "update": "update", "delete": "delete"}
)

CreateAnswer: TypeAlias = Literal["id", "record", "key", "session"]
"""What a create answers. ``id``: ``{id}``. ``record``: as fetched. ``key``: ``{id, token, createdAt}``, where the token
is a key of the parent. ``session``: ``{id, token, expiresAt}``, where the token is a key of the parent until then."""

Addressing: TypeAlias = Literal["any", "own", "named", "raw", "id"]
"""What a path may hold besides an id (docs/api/api.md a.11, identifiers). ``any``: ``@alias``, ``@@alias``,
``@user@alias`` and ``(name)``. ``own``: ``@alias`` and ``(name)``. ``named``: ``(name)``, and ``@alias`` is 500.
``raw``: nothing else, and ``@alias`` is 500.
``id``: nothing else, and ``@alias`` is 404."""


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The record without which a record of this kind cannot exist, such as the partner user of a context.

    Args:
        parameter: The parent's id in the path.
        shown_in: The answers that contain the parent's id, under the name of ``parameter``.
        body_first: The body is checked before the parent (docs/api/api.md a.5, order of checks).
        on_deleted: UNLINKED records stay in the account without a parent; no route reaches them any more.
    """

    kind: str
    parameter: str
    addressing: Addressing = "id"
    shown_in: frozenset[View] = NOWHERE
    body_first: bool = False
    on_deleted: OnTargetDeleted = OnTargetDeleted.DELETED


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A query parameter of list that compares one field (docs/api/api.md a.9, pagination and filters).

    Args:
        any_of: Its value is a comma-separated list of matches.
        parameter, suffix: Its name and the end of its values in the older generation, if they differ.
        known: The only values that the column knows: any other is 500 (inferred). Empty: any text.
    """

    field: str
    any_of: bool = False
    known: tuple[str, ...] = ()
    parameter: str | None = None
    suffix: str = ""

    def as_older(self, fields: "tuple[Field, ...]") -> "Filter":
        """The filter as the older generation of the API has it, for a kind with these fields."""
        field = next((field for field in fields if field.key == self.field and field.older_name is not None), None)
        return self if field is None else replace(self, parameter=field.older_name, suffix=field.older_suffix)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a request would store. ``stored``: the current document, None for a create. Time in epoch ms."""

    sent: JsonObject
    stored: JsonObject | None
    now_ms: int


Rule: TypeAlias = Callable[[Proposal], JsonObject]
"""Takes validated values and returns the values to store, or raises Refusal."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of API object.

    Args:
        name: The project's name for it, and the key in docs/api/api.json.
        noun: The API's name for it in messages, lower case.
        path: Everything before the action and the id, with parents' ids as ``{parameter}``.
        actions: What each action does.
        actions_without_id: Those whose path has no id of a record.
        id_last: What names a record comes last in a path, after the action, in any number of segments; none means the
            folder that holds all.
        is_open: Its actions need no key and count against no limit.
        raw_actions: Actions whose path takes a raw id only, whatever ``addressing`` says (docs/api/api.md a.11).
        bodies: Fields of the bodies other than create's and update's. A body without fields is ignored.
        computed: Values that the service sets by itself.
        rules: Compute or check values that depend on other values of the record; each gets the previous one's result.
        parent: The parent of every record; a parent that is an account also owns the record.
        is_account: Records are accounts: they own records, can be run as, and delete everything they own with them.
        root_only_message: Message of the NOT_AUTHORIZED that a sub-account gets for a create; None: it may create.
        meta_filter: Lists can be filtered by ``meta``.
        opaque_cursor: A cursor is not a record's id, and the last cursor is null.
        lists: ``(field, kind)``: a list shows the records of ``kind`` that ``field`` links to.
        records_of: The kind whose records the routes of this one show; it has none of its own.
        is_unpublished: Its routes are only served if the settings say so.
        times: The answers that contain ``createdAt`` and ``updatedAt``.
        members_option: The field of the delete body that also deletes the records whose reference has ``member``.
        quota: The quota of a plan that a create counts against.
        rates: The rates per minute that an action counts against, besides those of lists (docs/api/api.md a.8, limits).
        metrics: The monthly use that an action is checked against.
    """

    name: str
    noun: str
    path: str
    id_parameter: str
    id_shape: IdShape = "cuid"
    fields: tuple[Field, ...]
    actions: Mapping[Action, Verb] = dataclass_field(default_factory=lambda: EVERY_ACTION)
    actions_without_id: frozenset[Action] = ACTIONS_WITHOUT_ID
    id_last: bool = False
    is_open: bool = False
    raw_actions: frozenset[Action] = frozenset()
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
    records_of: "Kind | None" = None
    is_unpublished: bool = False
    times: frozenset[View] = EVERYWHERE
    is_account: bool = False
    root_only_message: str | None = None
    members_option: str | None = None
    quota: "Quota | None" = None
    rates: "Mapping[Action, tuple[Rate, ...]]" = dataclass_field(default_factory=dict["Action", "tuple[Rate, ...]"])
    metrics: "Mapping[Action, tuple[Use, ...]]" = dataclass_field(default_factory=dict["Action", "tuple[Use, ...]"])

    def field(self, name: str) -> Field | None:
        """The field of this name, if the kind has one."""
        return next((field for field in self.fields if field.name == name), None)

    def body(self, action: Action) -> tuple[Field, ...]:
        """The fields that an action's body may have."""
        return self.fields if action in {"create", "update"} else self.bodies.get(action, ())

    def path_of(self, action: Action) -> str:
        """The path of an action, with ids as ``{parameter}``."""
        named = f"/{{{self.id_parameter}}}"
        if self.id_last:
            return f"{self.path}/{action}{named}"
        item = "" if action in self.actions_without_id else named
        return f"{self.path}{item}/{action}"

    @property
    def references(self) -> dict[str, Reference]:
        """The fields that refer to another record, by their names in a document."""
        return {field.key: field.reference for field in self.fields if field.reference is not None}

    @property
    def older_names(self) -> dict[str, str]:
        """What the older generation calls fields, by our names."""
        return {field.key: field.older_name for field in self.fields if field.older_name is not None}

    def with_older_names(self) -> "Kind":
        """The kind with its fields' older names in requests and answers; stored documents have the new names."""
        stored = None if self.records_of is None else self.records_of.with_older_names()
        fields = tuple(field.as_older for field in self.fields)
        filters = tuple(one.as_older(self.fields) for one in self.filters)
        return replace(self, fields=fields, filters=filters, records_of=stored)

    def without_apex(self) -> "Kind":
        """The kind at a deployment that has no domain for sites."""
        refused = (replace(field, late_check=refuse_label) if field.needs_apex else field for field in self.fields)
        return replace(self, fields=tuple(refused))
