"""One field of a kind as data: its shape and how it is defaulted, cleared, read back and compared.

Values of the program, the state and the service are compared in their *canonical* form: ABSENT for anything that means
the default, a plain JSON value otherwise.
"""

import re
from dataclasses import dataclass
from enum import Enum

from pulumi_chatbotkit.catalog.schema.nested import Structure, Variants
from pulumi_chatbotkit.catalog.schema.rules import Rule
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.json_values import JsonValue


class Clear(Enum):
    """What an update sends to reset a field to its default (docs/api/api.md, update columns of b; trap 10, null)."""

    NULL = "null"
    EMPTY_STRING = "empty string"
    EMPTY_OBJECT = "empty object"
    DEFAULT = "default"
    IMPOSSIBLE = "impossible"
    """The API accepts null and ignores it (trap 6, fields that cannot be cleared)."""


class Omit(Enum):
    """What an update that leaves the field out does to it (trap 1, omitted fields)."""

    KEEPS = "keeps"
    RESETS = "resets"


class ReadBack(Enum):
    """Which responses show the field (trap 2, fields in lists only; trap 14, masked secrets)."""

    RETURNED = "returned"
    LIST_ONLY = "list only"
    MASKED = "masked"
    """``********`` if set, null if not."""
    NEVER = "never"


class Source(Enum):
    """Where the facts of a row come from."""

    DOCUMENTED = "documented"
    SEEN = "seen in the server or an SDK"


@dataclass(frozen=True, kw_only=True)
class Unique:
    """Among which objects a value may occur once; the service refuses a second one (docs/api/api.md a.7, CONFLICT)."""

    among: str
    """In words, e.g. ``the account's bots``."""
    everywhere: bool = False
    """True if objects of all accounts are compared, also of those that cannot be asked."""
    is_handle: bool = False
    """True if paths take ``@value`` in place of an id (docs/api/api.md a.11)."""


class Absent(Enum):
    """The type of ABSENT."""

    ABSENT = "absent"


MASK = "********"
"""What the API shows instead of a secret. Sent back, it means "leave as is" or is stored literally (trap 14)."""

_WHITE_SPACE = (
    "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript, in which the service is written, takes for white space; Python's ``strip`` takes some more."""

ABSENT = Absent.ABSENT
"""Not declared, or the same as not declared. Not None, because null is a value to the API."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A row of the table of kinds. Names are the API's own."""

    name: str
    shape: Shape
    doc: str
    default: JsonValue
    """What the API stores if create leaves the field out."""
    clear: Clear
    omit: Omit = Omit.KEEPS
    read_back: ReadBack = ReadBack.RETURNED
    references: str | None = None
    """The kind whose id this is. The API resolves ``@alias`` and ``(name)`` and returns ids (docs/api/api.md a.11)."""
    empty_is_null: bool = False
    """True if the API stores null for "" (alias, e-mail, references)."""
    required: bool = False
    unique: Unique | None = None
    create_sends_default: bool = False
    """True if create sends the default too, because leaving the field out means something else (trap 3, secrets)."""
    generated: bool = False
    """True if the service makes a value where create leaves it out. A program that does not declare one leaves it."""
    update_after: str | None = None
    """The field that must be changed first, by an update request of its own (trap 3, secrets)."""
    masked_keys: tuple[str, ...] = ()
    """Keys of a map that read back as ``********``."""
    server_keys: tuple[str, ...] = ()
    """Keys that the service itself adds to a map (trap 4, abilities' meta; trap 16, uploads)."""
    trimmed: bool = False
    """True if the service removes white space at both ends before it stores the text (trap 35, rewritten values)."""
    reads_back_as_sent: str | None = None
    """Pattern of the values that the service does not rewrite (trap 5, slugs); None if it rewrites no value."""
    null_reads_as: JsonValue = None
    """What a null in a response means, if not the default: a null ``allowFrom`` denies everybody (trap 13)."""
    rebuilt_on_update: bool = False
    """True if an update deletes the keys of this map that it leaves out, ``$update`` or not (trap 4)."""
    sent_with_delete: bool = False
    """True if it is an option of delete: kept in the state, never sent with create or update."""
    provider_only: bool = False
    """True if it is an option of this provider, such as ``forceDestroy``: kept in the state, never sent."""
    replace_on_change: bool = False
    """True if a change replaces the object."""
    follow_up_action: str | None = None
    """The action to call after each create and update if the value is true; the value itself is never sent."""
    follow_up_on_update: bool = True
    """False if updates need no such call, because the service does by itself what the action does."""
    carries_marker: bool = False
    """True if the marker's keys are in this map. If the program leaves it out, only those keys are managed."""
    secret: bool = False
    older_name: str | None = None
    """Its name in the older generation of the API (docs/api/api.md d: generation as a whole)."""
    older_suffix: str = ""
    """What the older generation appends to the value, such as the domain of an address."""
    structure: Structure | Variants | None = None
    """The documented keys of an object; None for a free map, and if the field is not an object."""
    rules: tuple[Rule, ...] = ()
    source: Source = Source.DOCUMENTED

    @property
    def is_local(self) -> bool:
        """True if neither create nor update sends the value."""
        return self.provider_only or self.sent_with_delete or self.follow_up_action is not None

    def canonical(self, value: JsonValue | Absent) -> JsonValue | Absent:
        """``value`` as it is compared; ABSENT if it means the default."""
        if value is ABSENT or value is None:
            return ABSENT
        value = self._in_shape(value)
        if self.carries_marker:
            return value
        means_null = (self.empty_is_null and value == "") or (self.shape is Shape.OBJECT and value == {})
        if (means_null and self.default is None) or same_json(value, self.default):
            return ABSENT
        return value

    def effective(self, value: JsonValue | Absent) -> JsonValue:
        """What the service stores for the canonical value ``value``."""
        return self.default if value is ABSENT else value

    def clear_value(self) -> JsonValue:
        """The value that an update sends to reset the field to its default."""
        ways: dict[Clear, JsonValue] = {Clear.NULL: None, Clear.EMPTY_STRING: "", Clear.EMPTY_OBJECT: {}}
        return ways.get(self.clear, self.default)

    def observed(self, value: JsonValue) -> JsonValue:
        """A value from a response, as a program would write it."""
        if value is None:
            return self.null_reads_as
        if isinstance(value, dict) and self.server_keys:
            return {key: inner for key, inner in value.items() if key not in self.server_keys}
        return value

    def may_be_rewritten(self, value: JsonValue | Absent) -> bool:
        """True if the service may return ``value`` in another form: ``@alias`` as an id, a slug in lower case."""
        if not isinstance(value, str):
            return False
        if self.references is not None:
            return value.startswith(("@", "("))
        return self.reads_back_as_sent is not None and re.fullmatch(self.reads_back_as_sent, value) is None

    def _in_shape(self, value: JsonValue) -> JsonValue:
        if self.references is not None and isinstance(value, str):
            return value.strip()  # the API trims references (docs/api/api.md a.4)
        if self.trimmed and isinstance(value, str):
            return value.strip(_WHITE_SPACE)
        return whole_numbers(value)


def whole_numbers(value: JsonValue) -> JsonValue:
    """``value`` with every float that is a whole number as an int, at any depth.

    Pulumi sends all numbers as floats; the API's integer columns refuse them (trap 25, whole numbers).
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [whole_numbers(inner) for inner in value]
    if isinstance(value, dict):
        return {key: whole_numbers(inner) for key, inner in value.items()}
    return value


def same_json(left: JsonValue, right: JsonValue) -> bool:
    """True if two JSON values are equal. Unlike with ``==``, ``True`` and ``1`` differ, at any depth."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and left == right
