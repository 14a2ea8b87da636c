"""Timestamps of the API, for people."""

from datetime import UTC, datetime
from typing import Final

_LAST_MS: Final = 253_402_300_799_999
"""The end of the year 9999, the last moment that can be shown."""


def utc_moment(epoch_ms: int | None) -> datetime | None:
    """The moment so many milliseconds after 1970; None if it is not known, or cannot be shown."""
    if epoch_ms is None or not 0 <= epoch_ms <= _LAST_MS:
        return None
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)
