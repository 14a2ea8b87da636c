"""A kind of API object as data: its routes, its scope, its fields and what the service makes of its own accord."""

import re
from dataclasses import dataclass
from enum import Enum

from pulumi_chatbotkit.catalog.schema.field import Field, ReadBack

RUN_AS = "runAs"
"""State key of the partner user in whose account an object lives."""


class Scope(Enum):
    """Whose token context an action runs in."""

    PARENT = "parent"
    """The parent account, never with a run-as header: the API would compare parent and child and refuse (a.3)."""
    RUN_AS = "run-as"
    """The parent account, or the partner user that ``runAs`` names."""


class Strategy(Enum):
    """How the provider serves the resources of a kind."""

    OBJECT = "object"
    """Each resource is one object of the API: created, fetched, updated and deleted by its id."""
    RECORD_SET = "record set"
    """Each resource is many records of one dataset: compared record by record, so a state holds only their hash and
    number. There is no such object in the API, so nothing can be adopted, looked up or listed."""


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
class Argument:
    """What a program gives where the state keeps something else of it: content, of which it keeps a hash."""

    name: str
    """As Python spells it."""
    type: str
    """As Python writes it."""
    keys: tuple[str, ...]
    """The state keys that follow from it."""
    doc: str
    limits: str
    removed: str
    """What an update does when it leaves the program."""
    default: str = "`null`"
    """In words, where it may be left out."""
    required: bool = False


@dataclass(frozen=True)
class Condition:
    """What must hold between two fields: with ``field`` at ``value``, ``other`` must be left out, or be there."""

    field: str
    value: str
    other: str
    present: bool
    reason: str

    def holds(self, field: object, other: object) -> bool:
        """Whether values of the two fields, None for one that is left out, go together."""
        return field != self.value or (other is not None) is self.present


@dataclass(frozen=True, kw_only=True)
class Inhabitants:
    """Objects of another kind that are deleted along with an object, whoever made them."""

    word: str
    """What people call one of them."""
    path: tuple[str, ...]
    """Path of their collection; ``{id}`` stands for the object's id."""
    inside: bool
    """Whether their list is asked for as the object, a partner user, and not as the parent account."""


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Paths of the actions below the collection, where they are not the usual ones.

    ``{id}`` stands for the object's id, other words in braces for state keys.
    """

    create: tuple[str, ...] = ("create",)
    update: tuple[str, ...] = ("{id}", "update")
    delete: tuple[str, ...] = ("{id}", "delete")
    create_is_repeatable: bool = False
    """Whether doing it twice is the same as doing it once, so that a lost answer needs no look."""


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
    """What create and update send, and answers show."""
    doc: str
    section: str
    """Section of docs/api/api.md."""
    strategy: Strategy = Strategy.OBJECT
    """Which part of the provider serves it."""
    owner: Owner | None = None
    member: Owner | None = None
    """The other object of an attachment, whose id the attachment has."""
    actions: Actions = Actions()
    created_once: tuple[Output, ...] = ()
    """Values that only the create answer shows. An object whose answer was lost is deleted and made again."""
    made: tuple[Output, ...] = ()
    """Values that the service makes and shows ever after (trap 15)."""
    conditions: tuple[Condition, ...] = ()
    """What must hold between fields."""
    content: tuple[Field, ...] = ()
    """What the state keeps of content that actions of its own bring to the service; no part of create or update."""
    arguments: tuple[Argument, ...] = ()
    """What programs give for ``content``."""
    has_fetch: bool = True
    """Whether one object can be fetched; else it is looked up in the list."""
    list_shows_all: bool = True
    """Whether an item of the list shows every field that a fetch shows."""
    filters: tuple[str, ...] = ()
    """Fields of the list action's query, apart from ``meta`` (a.9)."""
    filters_by_meta: bool = True
    """Whether the list action knows the ``meta`` filter (a.9)."""
    guarded: tuple[Inhabitants, ...] = ()
    """What has to be this stack's own, or nobody's, before the object is deleted; ``forceDestroy`` overrides."""
    overlap: str | None = None
    """Name of the field that says for how many seconds a replaced object stays next to its successor."""
    notes: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields, keyed by the API's name."""
        return {field.name: field for field in self.fields}

    @property
    def kept(self) -> tuple[Field, ...]:
        """All fields that a state keeps."""
        return (*self.fields, *self.content)

    @property
    def owners(self) -> tuple[Owner, ...]:
        """The objects without which this one cannot be, the tenant left out."""
        return tuple(owner for owner in (self.owner, self.member) if owner is not None)

    @property
    def scope_keys(self) -> tuple[str, ...]:
        """The state keys that say where the object lives; a change of one takes a replacement."""
        keys = tuple(owner.field for owner in self.owners)
        return (*keys, RUN_AS) if self.scope is Scope.RUN_AS else keys

    @property
    def tenant_key(self) -> str | None:
        """The state key of the partner user that the object lives in, and is deleted with (b.1); None if in none."""
        if self.scope is Scope.RUN_AS:
            return RUN_AS
        return next((owner.field for owner in self.owners if owner.kind == "partner_user"), None)

    @property
    def secret_names(self) -> frozenset[str]:
        """State keys whose values are secret wherever they appear."""
        inputs = {field.name for field in self.fields if field.secret}
        return frozenset(inputs | {output.name for output in (*self.created_once, *self.made) if output.secret})

    @property
    def older_names(self) -> tuple[tuple[str, str], ...]:
        """Fields that older deployments call otherwise: the name, and theirs."""
        return tuple((field.name, field.older_name) for field in self.fields if field.older_name is not None)

    @property
    def list_only(self) -> tuple[Field, ...]:
        """Fields that a fetch may not show."""
        return tuple(field for field in self.fields if field.read_back is ReadBack.LIST_ONLY)

    @property
    def meta(self) -> Field | None:
        """The field that carries the marker; None where the API has no room for one."""
        return next((field for field in self.fields if field.carries_marker), None)


def snake_case(name: str) -> str:
    """The Python name of an API name: ``recordMaxTokens`` becomes ``record_max_tokens``; OAuth is one word."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.replace("oAuth", "oauth")).lower()
