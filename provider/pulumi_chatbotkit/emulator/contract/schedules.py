"""When a trigger runs next: interval names, ISO dates and cron expressions (docs/api/api.md b.18 trigger, e.10).

The service's grammar is not known. Cron expressions are recognised by their form and not evaluated.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonValue

_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 24 * 60 * _MINUTE_MS

INTERVALS_MS: Final = {
    "quarterhourly": 15 * _MINUTE_MS,
    "halfhourly": 30 * _MINUTE_MS,
    "hourly": 60 * _MINUTE_MS,
    "twicedaily": _DAY_MS // 2,
    "daily": _DAY_MS,
    "twiceweekly": 7 * _DAY_MS // 2,
    "weekly": 7 * _DAY_MS,
    "twicemonthly": 15 * _DAY_MS,
    "monthly": 30 * _DAY_MS,
}
"""Interval names with their length, approximate for months."""

NEVER: Final = "never"
_TIME_OF_DAY: Final = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
_CRON: Final = re.compile(r"(?:\S+\s+){4,5}\S+")
_CRON_FIELD: Final = re.compile(r"[A-Za-z0-9*/,?#-]+")


def check_schedule(name: str, value: JsonValue) -> None:
    """An interval name, an ISO date or a cron expression."""
    schedule = str(value)
    known = schedule == NEVER or schedule in INTERVALS_MS or _is_cron(schedule) or _instant_ms(schedule) is not None
    if not known:
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid schedule')


def check_task_schedule(name: str, value: JsonValue) -> None:
    """As for a trigger, or ``HH:MM`` (docs/api/api.md b.21, task)."""
    if not _TIME_OF_DAY.fullmatch(str(value)):
        check_schedule(name, value)


def next_trigger_ms(schedule: JsonValue, now_ms: int, timezone: JsonValue = None) -> int | None:
    """The next time in epoch ms; None without a schedule, and for a date in the past.

    ``timezone``: the IANA zone of an ``HH:MM``; UTC if it is none that this machine knows.

    Every cron expression runs at the next full minute (assumed).
    """
    if not isinstance(schedule, str) or schedule == NEVER:
        return None
    if schedule in INTERVALS_MS:
        return now_ms + INTERVALS_MS[schedule]
    if _is_cron(schedule):
        return (now_ms // _MINUTE_MS + 1) * _MINUTE_MS
    if _TIME_OF_DAY.fullmatch(schedule):
        return _next_time_of_day_ms(schedule, now_ms, timezone)
    instant_ms = _instant_ms(schedule)
    return instant_ms if instant_ms is not None and instant_ms > now_ms else None


def _next_time_of_day_ms(time_of_day: str, now_ms: int, timezone: JsonValue) -> int:
    hour, minute = map(int, time_of_day.split(":"))
    now = datetime.fromtimestamp(now_ms / 1000, tz=_zone(timezone))
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    following = today if today > now else today + timedelta(days=1)
    return int(following.timestamp() * 1000)


def _zone(timezone: JsonValue) -> tzinfo:
    try:
        return ZoneInfo(str(timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _is_cron(schedule: str) -> bool:
    return bool(_CRON.fullmatch(schedule)) and all(_CRON_FIELD.fullmatch(part) for part in schedule.split())


def _instant_ms(schedule: str) -> int | None:
    try:
        instant = datetime.fromisoformat(schedule)
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)
