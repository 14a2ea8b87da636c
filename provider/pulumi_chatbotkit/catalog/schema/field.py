"""One field of a kind: its shape and how it is defaulted, cleared, read back and compared, as data.

A field's *canonical* form is what the program, the state and the service are compared in: ABSENT for anything that
means the default, a plain JSON value otherwise.
"""

import re
from dataclasses import dataclass
from enum import Enum

from pulumi_chatbotkit.catalog.schema.nested import Structure, Variants
from pulumi_chatbotkit.catalog.schema.rules import Rule
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.json_values import JsonValue


class Clear(Enum):
    """What an update sends to give a field back its default (docs/api/api.md, update columns of b and trap 10)."""

    NULL = "null"
    EMPTY_STRING = "empty string"
    EMPTY_OBJECT = "empty object"
    DEFAULT = "default"
    IMPOSSIBLE = "impossible"
    """The API accepts null and ignores it (trap 6)."""


class Omit(Enum):
    """What an update that leaves the field out does to it (trap 1)."""

    KEEPS = "keeps"
    RESETS = "resets"


class ReadBack(Enum):
    """Which answers show the field (traps 2 and 14)."""

    RETURNED = "returned"
    LIST_ONLY = "list only"
    MASKED = "masked"
    """``********`` when set, null when not."""
    NEVER = "never"


class Source(Enum):
    """Where the row comes from."""

    DOCUMENTED = "documented"
    SEEN = "seen in the server or an SDK"


class Absent(Enum):
    """The type of ABSENT."""

    ABSENT = "absent"


MASK = "********"
"""What the API shows instead of a secret; sent, it means "leave as is", or is stored as it stands (trap 14)."""

ABSENT = Absent.ABSENT
"""Not declared, or the same as not declared. None can not say this: to the API null is a value."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A row of the table of kinds. Names are the API's own."""

    name: str
    shape: Shape
    doc: str
    default: JsonValue
    """What the API stores when create leaves the field out."""
    clear: Clear
    omit: Omit = Omit.KEEPS
    read_back: ReadBack = ReadBack.RETURNED
    references: str | None = None
    """The kind whose id this is. ``@alias`` and ``(name)`` are resolved by the API and read back as ids (a.11)."""
    empty_is_null: bool = False
    """Whether the API stores null for "" (alias, e-mail, references)."""
    required: bool = False
    sent_with_create: bool = False
    """Whether create sends the default too, because leaving the field out means something else (trap 3)."""
    settled_first: str | None = None
    """The field that an update must have changed, in a request of its own, before this one can change (trap 3)."""
    masked_keys: tuple[str, ...] = ()
    """Keys of a map that read back as ``********``."""
    server_keys: tuple[str, ...] = ()
    """Keys that the service puts into a map by itself (traps 4 and 16)."""
    reads_back_as_sent: str | None = None
    """Pattern of the values that the service does not rewrite (trap 5); None where it rewrites none."""
    null_reads_as: JsonValue = None
    """What an observed null means where it is not the default: a null ``allowFrom`` denies everybody (trap 13)."""
    rebuilt_on_update: bool = False
    """Whether an update that leaves keys of this map out loses them, ``$update`` or not (trap 4)."""
    sent_with_delete: bool = False
    """Whether it only says how to delete: kept in the state, never part of create or update."""
    for_provider: bool = False
    """Whether it only steers this provider, such as what it may delete: kept in the state, never sent."""
    replaces: bool = False
    """Whether a change takes a new object."""
    then: str | None = None
    """The action that a true value asks for after each create and update; kept in the state, never sent itself."""
    carries_marker: bool = False
    """Whether the marker's keys live in this map; left out of a program, only those keys are ours."""
    secret: bool = False
    older_name: str | None = None
    """What older deployments call it (trap 24)."""
    inside: Structure | Variants | None = None
    """The documented keys of an object; None for a free map, and for what is no object."""
    rules: tuple[Rule, ...] = ()
    source: Source = Source.DOCUMENTED

    @property
    def is_local(self) -> bool:
        """Whether the value is for this provider alone, and no part of create or update."""
        return self.for_provider or self.sent_with_delete or self.then is not None

    def canonical(self, value: JsonValue | Absent) -> JsonValue | Absent:
        """``value`` as a comparison sees it; ABSENT where it means the default."""
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
        """What the service holds when the canonical value is ``value``."""
        return self.default if value is ABSENT else value

    def cleared(self) -> JsonValue:
        """The value that an update sends to return the field to its default."""
        ways: dict[Clear, JsonValue] = {Clear.NULL: None, Clear.EMPTY_STRING: "", Clear.EMPTY_OBJECT: {}}
        return ways.get(self.clear, self.default)

    def observed(self, value: JsonValue) -> JsonValue:
        """A value of an answer, as a program would have to write it."""
        if value is None:
            return self.null_reads_as
        if isinstance(value, dict) and self.server_keys:
            return {key: inner for key, inner in value.items() if key not in self.server_keys}
        return value

    def may_be_rewritten(self, value: JsonValue | Absent) -> bool:
        """Whether ``value`` may read back in another form: ``@alias`` as an id, a slug in lower case."""
        if not isinstance(value, str):
            return False
        if self.references is not None:
            return value.startswith(("@", "("))
        return self.reads_back_as_sent is not None and re.fullmatch(self.reads_back_as_sent, value) is None

    def _in_shape(self, value: JsonValue) -> JsonValue:
        if self.references is not None and isinstance(value, str):
            return value.strip()  # the API trims references, and only those (a.4)
        return whole_numbers(value)


def whole_numbers(value: JsonValue) -> JsonValue:
    """``value`` with every float that is a whole number as an int, at any depth.

    Pulumi's wire carries all numbers as floats; the API's integer columns refuse them (trap 25).
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [whole_numbers(inner) for inner in value]
    if isinstance(value, dict):
        return {key: whole_numbers(inner) for key, inner in value.items()}
    return value


def same_json(left: JsonValue, right: JsonValue) -> bool:
    """Whether two JSON values are equal. Unlike ``==`` it tells ``True`` from ``1``, at any depth."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and left == right
