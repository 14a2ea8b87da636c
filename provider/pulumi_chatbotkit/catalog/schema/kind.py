"""A kind of API object as data: its paths, its scope, its fields and the values that the service generates."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from pulumi_chatbotkit.catalog.schema.field import Field, ReadBack
from pulumi_chatbotkit.json_values import JsonObject

RUN_AS = "runAs"
"""State key of the partner user whose account holds the object."""


class Scope(Enum):
    """In whose account an action runs."""

    PARENT = "parent"
    """The parent account, never with a run-as header, which the API would refuse (docs/api/api.md a.3, run-as)."""
    RUN_AS = "run-as"
    """The parent account, or the partner user that ``runAs`` names."""


class Strategy(Enum):
    """How the provider serves the resources of a kind."""

    OBJECT = "object"
    """Each resource is one object of the API: created, fetched, updated and deleted by its id."""
    RECORD_SET = "record set"
    """Each resource is many records of one dataset: compared record by record, so a state holds only their hash and
    number. There is no such object in the API, so nothing can be adopted, looked up or listed."""
    STORED_FILE = "stored file"
    """Each resource is a file at a path of a space. There is no record of it in the API, and so no marker: the list of
    its folder shows its size and when it was stored."""
    SLOT = "slot"
    """Each resource is a slot of an object, which a file fills. No answer of the API shows it, so the state is all that
    is known of it."""
    DELETE_GUARD = "delete guard"
    """Each resource guards the deletion of its parent: its own deletion looks at what would be lost, and refuses.
    There is no such object in the API, and nothing else that is done with it makes a call."""


@dataclass(frozen=True, kw_only=True)
class Parent:
    """An object without which an object of the kind cannot exist. A change of the parent replaces the object."""

    field: str
    """State key and path parameter, e.g. ``userId``."""
    argument: str
    """Name of the argument that programs use, e.g. ``user``."""
    kind: str
    doc: str
    raw_id: bool = False
    """True if some actions take the raw id only, and answer NOT_FOUND for its alias."""


@dataclass(frozen=True, kw_only=True)
class OutputField:
    """A value that the service generates and a program can read."""

    name: str
    doc: str
    secret: bool = False


@dataclass(frozen=True, kw_only=True)
class ContentArgument:
    """An argument that does not enter the state itself: content, of which the state keeps hash and size."""

    name: str
    """The Python name."""
    type: str
    """The Python type."""
    keys: tuple[str, ...]
    """The state keys that are computed from it."""
    doc: str
    limits: str
    when_removed: str
    """What an update does if the program no longer gives it."""
    default: str = "`null`"
    """In words; for optional arguments."""
    required: bool = False


@dataclass(frozen=True)
class Condition:
    """A rule about two fields: while ``field`` is ``value``, ``other`` must be given (``present``) or left out."""

    field: str
    value: str
    other: str
    present: bool
    reason: str

    def holds(self, field: object, other: object) -> bool:
        """True if the values of the two fields, None for one that is left out, satisfy the rule."""
        return field != self.value or (other is not None) is self.present


@dataclass(frozen=True)
class Caution:
    """An input that is accepted and does not do what its name says: check warns of it and passes."""

    path: tuple[str, ...]
    """The field, then the keys inside it: ``("config", "allowedRoutes")``."""
    reason: str
    """Continues a sentence that begins with the path, and says what to do instead."""


@dataclass(frozen=True, kw_only=True)
class Dependents:
    """Objects of one kind that the service deletes together with a partner user, whoever created them."""

    noun: str
    """What messages call one of them."""
    path: tuple[str, ...]
    """Path of their collection; ``{userId}`` stands for the partner user's id."""
    list_with_run_as: bool = True
    """List with run-as set to the partner user; else list as the parent account."""


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Paths of the actions below the collection; the defaults are those of most kinds.

    ``{id}`` stands for the object's id, other words in braces for state keys.
    """

    create: tuple[str, ...] = ("create",)
    update: tuple[str, ...] = ("{id}", "update")
    delete: tuple[str, ...] = ("{id}", "delete")
    empty_update_is_harmless: bool = False
    """True if an update without fields changes nothing but ``updatedAt``: for kinds without fetch, it shows whether an
    object exists that the list does not show."""
    create_is_repeatable: bool = False
    """True if repeating a create has no further effect, so that it may simply be retried."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One row of the catalog."""

    name: str
    class_name: str
    title: str
    """What people call one, at the beginning of a sentence."""
    path: tuple[str, ...]
    """Path of the collection, with the parent's parameter in braces: ``("partner", "user", "{userId}", "context")``."""
    scope: Scope
    fields: tuple[Field, ...]
    """What create and update send, and responses show."""
    doc: str
    section: str
    """Section of docs/api/api.md."""
    strategy: Strategy = Strategy.OBJECT
    """Which part of the provider serves it."""
    parent: Parent | None = None
    """The object whose id is in the path."""
    attached: Parent | None = None
    """For an attachment of one object to another: the attached object, whose id is also the attachment's."""
    actions: Actions = Actions()
    create_only_outputs: tuple[OutputField, ...] = ()
    """Values that only the response to create shows. If that is lost, the object is deleted and created again."""
    outputs: tuple[OutputField, ...] = ()
    """Values that the service generates and every response shows (trap 15, generated secrets)."""
    conditions: tuple[Condition, ...] = ()
    """Rules about two fields each."""
    cautions: tuple[Caution, ...] = ()
    """Inputs that people may rely on although they do nothing."""
    content_fields: tuple[Field, ...] = ()
    """What the state keeps of content, which separate actions upload; not sent with create or update."""
    content_arguments: tuple[ContentArgument, ...] = ()
    """The arguments from which ``content_fields`` are computed."""
    has_fetch: bool = True
    """True if there is a fetch action; else one object is read from the list."""
    list_shows_all: bool = True
    """True if an item of the list shows every field that a fetch shows."""
    filters: tuple[str, ...] = ()
    """Fields that the list action can filter by, apart from ``meta`` (docs/api/api.md a.9, lists)."""
    links: tuple[str, ...] = ()
    """References that tell objects of the kind apart where they have no name: adoption finds an object by them."""
    match_by_name: bool = True
    """False if adoption must not take an object for the declared one because it has the same name: conversations make
    objects of the kind, and two people may have one name."""
    makes_records: bool = False
    """True if the service makes records of its own in the dataset that such an object names or is in."""
    filters_by_meta: bool = True
    """True if the list action can filter by ``meta`` (docs/api/api.md a.9, lists)."""
    noun: str | None = None
    """What messages call one among other objects, if not its title: a context of a partner user is a "context"."""
    tenants_key: str | None = None
    """Key of its objects in a tenants file; None for the plural of its name."""
    guard: str | None = None
    """The kind of the resource that guards its deletion; None for kinds that are deleted without a look at what is
    lost with them. Unless ``forceDestroy`` is set, an object that holds what other people made is not deleted."""
    dependents: tuple[Dependents, ...] = ()
    """What is deleted with the object besides objects of the catalog's kinds (``catalog.ACCOUNT_CONTENTS``)."""
    is_deleted_first: bool = False
    """True for a resource whose deletion is called although its partner user is deleted as well."""
    overlap_field: str | None = None
    """Name of the field with the seconds for which a replaced object is kept beside its replacement."""
    notes: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields, keyed by the API's name."""
        return {field.name: field for field in self.fields}

    @property
    def state_fields(self) -> tuple[Field, ...]:
        """All fields that the state keeps."""
        return (*self.fields, *self.content_fields)

    @cached_property
    def parents(self) -> tuple[Parent, ...]:
        """The objects without which this one cannot exist, apart from the account."""
        return tuple(parent for parent in (self.parent, self.attached) if parent is not None)

    @cached_property
    def location_keys(self) -> tuple[str, ...]:
        """The state keys that make up the object's location; a change of one replaces the object."""
        keys = tuple(parent.field for parent in self.parents)
        return (*keys, RUN_AS) if self.scope is Scope.RUN_AS else keys

    @cached_property
    def tenant_key(self) -> str | None:
        """The state key of the partner user that the object lives in, and is deleted with (b.1); None if in none."""
        if self.is_deleted_first:
            return None
        if self.scope is Scope.RUN_AS:
            return RUN_AS
        return next((parent.field for parent in self.parents if parent.kind == "partner_user"), None)

    @cached_property
    def secret_names(self) -> frozenset[str]:
        """State keys whose values are secret."""
        inputs = {field.name for field in self.fields if field.secret}
        return frozenset(
            inputs | {output.name for output in (*self.create_only_outputs, *self.outputs) if output.secret}
        )

    @property
    def is_key(self) -> bool:
        """True if its objects are credentials: their text is shown once, and they work until they are deleted."""
        return any(output.secret for output in self.create_only_outputs)

    @property
    def older_names(self) -> tuple[tuple[str, str, str], ...]:
        """Fields with another name in the older generation: our name, theirs, and what they append to the value."""
        return tuple(
            (field.name, field.older_name, field.older_suffix) for field in self.fields if field.older_name is not None
        )

    def in_our_names(self, values: JsonObject) -> JsonObject:
        """Values of the older generation with the names of the newer one (docs/api/api.md d: generation as a whole)."""
        ours = {older: (name, suffix) for name, older, suffix in self.older_names}
        renamed: JsonObject = {}
        for key, value in values.items():
            name, suffix = ours.get(key, (key, ""))
            renamed[name] = value.removesuffix(suffix) if isinstance(value, str) else value
        return renamed

    @property
    def list_only(self) -> tuple[Field, ...]:
        """Fields that a fetch may not show."""
        return tuple(field for field in self.fields if field.read_back is ReadBack.LIST_ONLY)

    @cached_property
    def meta(self) -> Field | None:
        """The field that carries the marker; None if the kind has no ``meta``."""
        return next((field for field in self.fields if field.carries_marker), None)


@cache
def snake_case(name: str) -> str:
    """The Python name of an API name: ``recordMaxTokens`` becomes ``record_max_tokens``; OAuth counts as one word."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name.replace("oAuth", "oauth")).lower()
