"""What the tables hold, as values."""

from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject

LAST_MS: Final = 253_402_300_799_999
"""The end of the year 9999, the last moment that can be shown, in epoch milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A stored object. ``account``: its owner. ``parent``: the record that its path begins with. Times in epoch ms."""

    id: str
    kind: str
    account: str
    parent: str | None
    created_at: int
    updated_at: int
    document: JsonObject


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition that listed records must meet, as SQL over the table ``records``."""

    sql: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeyOwner:
    """Whose key it is. ``record``: the token or session that the key was made with; None for an account's own key."""

    account: str
    record: str | None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was uploaded to a file.

    Args:
        ticket: A secret in the content's address, which gives access without a key.
        size: In bytes.
        url: Where the content is, if an address was sent instead of the content.
        body: None until the content was sent.
    """

    file: str
    ticket: str
    content_type: str
    size: int
    url: str | None = None
    body: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Key:
    """A stored key. ``digest``: SHA-256 of its text, in hex. ``account`` and ``record``: as in ``KeyOwner``."""

    digest: str
    account: str
    record: str | None


class UniqueViolation(Exception):
    """Another record has the same value in a unique field."""


class DamagedRecordError(Exception):
    """A row of the table ``records`` does not hold what was written to it."""
