"""How a field of the API is declared: the columns of the field tables in docs/api/api.md b, as data.

The rooms ``messages`` and ``actions`` act on these columns; this module only declares them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, Literal, TypeAlias

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

FieldType: TypeAlias = Literal["string", "boolean", "number", "integer", "object", "array"]
Source: TypeAlias = Literal["documented", "seen", "assumed"]
"""Where a fact comes from. ``documented``: product documents. ``seen``: SDK types or the server's source.
``assumed``: neither (docs/api/api.md e)."""

Check: TypeAlias = Callable[[str, JsonValue], None]
"""Takes a field's name and its converted value; raises Refusal(BAD_REQUEST) with the API's text if it is wrong."""

Uniqueness: TypeAlias = Literal["in the account", "everywhere"]
"""The records of the kind among which a value is unique; null is not compared."""


class OnNull(Enum):
    """Effect of sending null."""

    STORED = "stored as null"
    REFUSED = "400: the validator does not know null"
    SYSTEM_ERROR = "500: the validator accepts it, the column does not (inferred, docs/api/api.md a.12, field classes)"
    IGNORED = "as if omitted"
    EMPTIES = "as if {} were sent"


class OnEmpty(Enum):
    """Effect of sending "". An object's {} is always stored as {}."""

    STORED = "stored as sent"
    BECOMES_NULL = "stored as null"
    REFUSED = "400"
    IGNORED = "as if omitted"


class OnOmit(Enum):
    """Effect of leaving the field out of an update."""

    KEEPS = "unchanged"
    RESETS = "set to the default"
    REFUSED = "400: an update needs it too"


class Access(Enum):
    """Which records a reference may name (docs/api/api.md a.12, field classes)."""

    OWN = "the acting account's"
    USABLE = "own, public, or protected and owned by a parent, child or sibling"
    PUBLIC = "own or public: protected shares nothing"
    PERSONAL = "own, or of the kind personal and shared as in USABLE"


class OnTargetDeleted(Enum):
    """What happens to a referring record when the record that it refers to is deleted."""

    UNLINKED = "the reference becomes null"
    DELETED = "the referring record is deleted too"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A field that names another record.

    Args:
        member: The referring record is one of a blueprint's resources, which ``deleteResources`` deletes with it.
    """

    kind: str
    access: Access
    on_target_deleted: OnTargetDeleted = OnTargetDeleted.UNLINKED
    member: bool = False


View: TypeAlias = Literal["seed fetch", "seed list", "server fetch", "server list"]
EVERYWHERE: Final[frozenset[View]] = frozenset({"seed fetch", "seed list", "server fetch", "server list"})
NOWHERE: Final[frozenset[View]] = frozenset()

MASK: Final = "********"
"""Read back instead of a secret that is set."""

LARGEST_SAFE_INTEGER: Final = 2**53 - 1
"""The largest integer that JavaScript holds exactly."""

LARGEST_COLUMN_INTEGER: Final = 2**31 - 1
"""The largest integer that a 32-bit column of the database holds."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One row of a field table.

    Args:
        default: Stored when a create leaves the field out, or an update does and ``on_omit`` resets.
        required: 400 without it, in every body except an update's.
        normalise: Turns the text that was sent into the text that is stored. Lengths are checked before.
        built_from: Turns an object, which may be sent instead of text, into the text that is stored.
        min_chars, max_chars, max_bytes: 400 outside these bounds. In characters and UTF-8 bytes.
        column_bytes: A longer text is 500, from the database (docs/api/api.md a.12, last point).
        minimum, maximum: Smallest and largest number allowed.
        integer_column: A fraction or a number of more than 32 bits is 500, from the database.
        late_check: A check of the normalised value that comes after those of the parent and of the record itself.
        needs_apex: Refused, whatever its value, at a deployment that has no domain for sites.
        merges: ``{"$update": {...}}`` merges on update, and keys that do not begin with a letter or digit are dropped
            (docs/api/api.md a.12, meta).
        refused_key_prefix: Top-level keys of an object that begin with this are 400.
        discarded: Any value is accepted and none is stored.
        secret: Masked in the request log, left out of snapshots.
        generated: The service makes a value where a create leaves it out or sends what counts as that.
        mask_keeps: Sending "********" is the same as sending nothing, although the field is read back in clear.
        masked: Read back as "********" when set and null when not; sending "********" is the same as sending nothing.
        masked_keys: Keys of an object that are masked in the same way.
        older_name, older_suffix: Its name in the older generation, and what is at the end of its values there.
        suffix: What requests and answers have at the end of the stored text.
        stored_as: The name in the stored document, if it differs from ``name``.
        views: The answers that contain the field.
    """

    name: str
    type: FieldType
    source: Source
    default: JsonValue = None
    required: bool = False
    on_null: OnNull
    on_empty: OnEmpty = OnEmpty.STORED
    on_omit: OnOmit = OnOmit.KEEPS
    enum: tuple[str, ...] = ()
    normalise: Callable[[str], str] | None = None
    built_from: Callable[[JsonObject], JsonValue] | None = None
    min_chars: int | None = None
    max_chars: int | None = None
    max_bytes: int | None = None
    column_bytes: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    integer_column: bool = False
    unique: Uniqueness | None = None
    reference: Reference | None = None
    check: Check | None = None
    late_check: Check | None = None
    needs_apex: bool = False
    merges: bool = False
    refused_key_prefix: str | None = None
    discarded: bool = False
    generated: "InitialValue | None" = None
    mask_keeps: bool = False
    secret: bool = False
    masked: bool = False
    masked_keys: tuple[str, ...] = ()
    older_name: str | None = None
    older_suffix: str = ""
    suffix: str = ""
    stored_as: str | None = None
    views: frozenset[View] = EVERYWHERE

    @property
    def key(self) -> str:
        """The field's name in a stored document."""
        return self.stored_as or self.name

    @property
    def as_older(self) -> "Field":
        """The field as the older generation of the API has it."""
        if self.older_name is None:
            return self
        return replace(self, name=self.older_name, stored_as=self.name, suffix=self.older_suffix)


class InitialValue(Enum):
    """The first value of a field that only the service sets."""

    NULL = "null"
    NOW = "the time of creation, epoch milliseconds"
    KEY = "random text, which works as a key"
    PENDING = "the text pending"
    IDLE = "the text idle"


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A field that only the service sets; no request body may contain it."""

    name: str
    source: Source
    initial: InitialValue
    views: frozenset[View] = EVERYWHERE
