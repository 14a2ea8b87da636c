"""When a trigger or a task runs next: interval names, dates, times of day and cron expressions.

Cron expressions and times of day are evaluated in the record's time zone, UTC if it has none; dates and intervals are
not. Source: docs/api/api.md b.18 (trigger), b.21 (task), a.4 (text of the refusal).
"""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

from pulumi_chatbotkit.emulator.contract.cron import next_time_ms, parsed_cron
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
_TIME_OF_DAY: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


def check_schedule(name: str, value: JsonValue) -> None:
    """An interval name, a time of day, a date or a cron expression; for triggers inferred (docs/api/api.md e.10)."""
    schedule = str(value)
    is_known = schedule == NEVER or schedule in INTERVALS_MS or _cron_of(schedule) is not None
    if not is_known and _instant_ms(schedule) is None:
        raise Refusal(BAD_REQUEST, f'"{name}" failed custom validation because Invalid schedule')


def next_trigger_ms(schedule: JsonValue, now_ms: int, timezone: JsonValue = None) -> int | None:
    """The next time in epoch ms; None without a schedule, and for a date in the past."""
    if not isinstance(schedule, str) or schedule == NEVER:
        return None
    if schedule in INTERVALS_MS:
        return now_ms + INTERVALS_MS[schedule]
    cron = _cron_of(schedule)
    if cron is not None:
        parsed = parsed_cron(cron)
        return None if parsed is None else next_time_ms(parsed, now_ms, _zone(timezone))
    instant_ms = _instant_ms(schedule)
    return instant_ms if instant_ms is not None and instant_ms > now_ms else None


def _cron_of(schedule: str) -> str | None:
    """The cron expression that a schedule is, or stands for: ``HH:MM`` is daily at that time."""
    time = _TIME_OF_DAY.fullmatch(schedule.strip())
    if time is not None:
        return f"{int(time[2])} {int(time[1])} * * *"
    return schedule if parsed_cron(schedule) is not None else None


def _zone(timezone: JsonValue) -> tzinfo:
    """The time zone; UTC for none, and for one that this machine does not know."""
    if not isinstance(timezone, str) or not timezone:
        return UTC
    try:
        return ZoneInfo(timezone)
    except (ValueError, OSError, KeyError):
        return UTC


def _instant_ms(schedule: str) -> int | None:
    """The time that a date text means, as ISO 8601 or as in e-mails; without a zone it is UTC."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            instant = parse(schedule)
        except (ValueError, TypeError):
            continue
        aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return int(aware.timestamp() * 1000)
    return None
