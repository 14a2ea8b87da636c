"""Timestamps of the API, for people."""

from datetime import UTC, datetime
from typing import Final

_LAST_MS: Final = 253_402_300_799_999
"""The end of the year 9999, the last moment that can be shown."""
_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"))


def utc_moment(epoch_ms: int | None) -> datetime | None:
    """The moment so many milliseconds after 1970; None if it is not known, or cannot be shown."""
    if epoch_ms is None or not 0 <= epoch_ms <= _LAST_MS:
        return None
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)


def minute(epoch_ms: int | None) -> str:
    """``2026-11-28 22:42``, UTC; "" if it is not known."""
    moment = utc_moment(epoch_ms)
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def age(epoch_ms: int | None) -> str:
    """``3 d ago (2026-11-28 22:42 UTC)``."""
    made = utc_moment(epoch_ms)
    if made is None:
        return "at an unknown time"
    seconds = max(0.0, (datetime.now(UTC) - made).total_seconds())
    number, unit = next(((seconds / size, unit) for size, unit in _UNITS if seconds >= size), (seconds, "s"))
    return f"{number:.0f} {unit} ago ({made:%Y-%m-%d %H:%M} UTC)"
