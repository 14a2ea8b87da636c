"""When a trigger runs next: interval names, ISO dates and cron expressions (docs/api/api.md b.18 trigger, e.10).

The service's grammar is not known. Cron expressions are recognised by their form and not evaluated.
"""

import re
from datetime import UTC, datetime
from typing import Final

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
_CRON: Final = re.compile(r"(?:\S+\s+){4,5}\S+")
_CRON_FIELD: Final = re.compile(r"[A-Za-z0-9*/,?#-]+")


def check_schedule(name: str, value: JsonValue) -> None:
    """An interval name, an ISO date or a cron expression."""
    schedule = str(value)
    known = schedule == NEVER or schedule in INTERVALS_MS or _is_cron(schedule) or _instant_ms(schedule) is not None
    if not known:
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid schedule')


def next_trigger_ms(schedule: JsonValue, now_ms: int) -> int | None:
    """The next time in epoch ms; None without a schedule, and for a date in the past.

    Every cron expression runs at the next full minute (assumed).
    """
    if not isinstance(schedule, str) or schedule == NEVER:
        return None
    if schedule in INTERVALS_MS:
        return now_ms + INTERVALS_MS[schedule]
    if _is_cron(schedule):
        return (now_ms // _MINUTE_MS + 1) * _MINUTE_MS
    instant_ms = _instant_ms(schedule)
    return instant_ms if instant_ms is not None and instant_ms > now_ms else None


def _is_cron(schedule: str) -> bool:
    return bool(_CRON.fullmatch(schedule)) and all(_CRON_FIELD.fullmatch(part) for part in schedule.split())


def _instant_ms(schedule: str) -> int | None:
    try:
        instant = datetime.fromisoformat(schedule)
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)
