"""How one field of the API is declared: the columns of the field tables in docs/api/api.md b, as data.

The interpreter in the folder above gives each column its effect; nothing here does anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias

from pulumi_chatbotkit.json_values import JsonValue

FieldType: TypeAlias = Literal["string", "boolean", "number", "integer", "object"]
Source: TypeAlias = Literal["documented", "seen", "assumed"]
"""Where a cell comes from: product documents; SDK types or the server's source; neither (docs/api/api.md e)."""

Check: TypeAlias = Callable[[str, JsonValue], None]
"""Given a field's name and its converted value, raises Refusal(BAD_REQUEST) with the API's text, or returns."""

Uniqueness: TypeAlias = Literal["in the account", "everywhere"]
"""Among which records of the kind no two hold the same value; null counts for nothing."""


class OnNull(Enum):
    """Effect of sending null."""

    STORED = "stored as null"
    REFUSED = "400: the validator does not know null"
    SYSTEM_ERROR = "500: the validator lets it through, the column does not (inferred, docs/api/api.md a.12)"
    IGNORED = "as if omitted"
    EMPTIES = "as if {} were sent"


class OnEmpty(Enum):
    """Effect of sending ""; an object's {} is always stored as {}."""

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
    """Which records a reference may name (docs/api/api.md a.12)."""

    OWN = "the acting account's"
    USABLE = "own, public, or protected and owned by a parent, child or sibling"


class OnTargetDeleted(Enum):
    """What happens to the record that refers when the record referred to is deleted."""

    UNLINKED = "the reference becomes null"
    DELETED = "the record that refers is deleted too"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A field that names another record.

    Args:
        member: The record counts as one of a blueprint's resources, which ``deleteResources`` deletes with it.
    """

    kind: str
    access: Access
    on_target_deleted: OnTargetDeleted = OnTargetDeleted.UNLINKED
    member: bool = False


View: TypeAlias = Literal["seed fetch", "seed list", "server fetch", "server list"]
EVERYWHERE: Final[frozenset[View]] = frozenset({"seed fetch", "seed list", "server fetch", "server list"})
NOWHERE: Final[frozenset[View]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One row of a field table.

    Args:
        default: Stored when a create leaves the field out, or an update does and ``on_omit`` resets.
        required: A create, or another body that is no update, without it is 400.
        normalise: What is stored instead of the text that was sent. Lengths are those of what was sent.
        min_chars, max_chars, max_bytes: Beyond is 400 with the validator's text. Characters and UTF-8 bytes.
        column_bytes: Over this is 500, from the database (docs/api/api.md a.12, last point).
        minimum, maximum: Smallest and largest number allowed.
        integer_column: A fraction, or more than 32 bits, is 500.
        merges: ``{"$update": {...}}`` merges on update, and odd keys are dropped (docs/api/api.md a.12 meta).
        refused_key_prefix: Top-level keys of an object that begin so are 400.
        discarded: Accepted whatever it is, and forgotten.
        secret: Never shown in the request log.
        masked: Read back as "********" when set and null when not; sending "********" is the same as sending nothing.
        masked_keys: Keys of an object that are masked so; sending "********" for one keeps what is stored there.
        older_name: What the field was called before it was renamed; ``stored_as`` then keeps the new name.
        views: Where the field is read back.
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
    merges: bool = False
    refused_key_prefix: str | None = None
    discarded: bool = False
    secret: bool = False
    masked: bool = False
    masked_keys: tuple[str, ...] = ()
    older_name: str | None = None
    stored_as: str | None = None
    views: frozenset[View] = EVERYWHERE

    @property
    def key(self) -> str:
        """The field's name in a stored document, however clients spell it."""
        return self.stored_as or self.name


class Start(Enum):
    """What a value that only the service sets begins with."""

    NULL = "null"
    NOW = "the time of creation, epoch milliseconds"
    KEY = "a text that nobody can guess"
    PENDING = "the text pending"


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A value that the service sets and no body may name."""

    name: str
    source: Source
    start: Start
    views: frozenset[View] = EVERYWHERE
