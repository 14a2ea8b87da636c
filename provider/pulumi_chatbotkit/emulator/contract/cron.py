"""Cron expressions of five fields, or six with seconds in front, evaluated in a time zone.

docs/api/api.md b.18 (trigger) and b.21 (task) name them; the dialect is assumed to be the usual one: lists, ranges,
steps, names of months and days, and either day field if both are restricted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_BOUNDS: Final = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
"""Seconds, minutes, hours, days of the month, months, days of the week; Sunday is 0 and 7."""

_NAMES: Final[dict[int, dict[str, int]]] = {
    4: {name: number for number, name in enumerate(_MONTHS, start=1)},
    5: {name: number for number, name in enumerate(_DAYS)},
}
_ITEM: Final = re.compile(r"(?:(?P<all>[*?])|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d{1,3}))?", re.ASCII)
_FARTHEST_DAYS: Final = 8 * 366
"""How far ahead a next time is looked for: 29 February can be eight years away."""


@dataclass(frozen=True, kw_only=True)
class Cron:
    """The values that each field allows. ``either_day``: both day fields are restricted, and one of them is enough."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool


def parsed_cron(text: str) -> Cron | None:
    """The expression in ``text``; None if it is none."""
    fields = text.lower().split()
    if len(fields) == 5:
        fields = ["0", *fields]
    if len(fields) != len(_BOUNDS):
        return None
    values = [_values(index, field) for index, field in enumerate(fields)]
    if not all(values):
        return None
    seconds, minutes, hours, days, months, weekdays = values
    return Cron(
        seconds=tuple(sorted(seconds)),
        minutes=tuple(sorted(minutes)),
        hours=tuple(sorted(hours)),
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(day % 7 for day in weekdays),
        either_day=fields[3][0] not in "*?" and fields[5][0] not in "*?",
    )


def next_time_ms(cron: Cron, after_ms: int, zone: tzinfo) -> int | None:
    """The first time after ``after_ms``, in epoch ms; None if there is none.

    A time of day that a clock change skips does not count.
    """
    begin = datetime.fromtimestamp(after_ms / 1000, zone).date()
    for ahead in range(_FARTHEST_DAYS):
        day = begin + timedelta(days=ahead)
        if _is_day(cron, day):
            found = next((time for time in _times(cron, day, zone) if time > after_ms), None)
            if found is not None:
                return found
    return None


def _values(index: int, field: str) -> set[int]:
    """The numbers that a field allows; none if it is wrong."""
    found: set[int] = set()
    for item in field.split(","):
        numbers = _item(index, item)
        if not numbers:
            return set()
        found |= numbers
    return found


def _item(index: int, item: str) -> set[int]:
    matched = _ITEM.fullmatch(item)
    if matched is None:
        return set()
    lowest, highest = _BOUNDS[index]
    first = lowest if matched["all"] else _number(index, matched["first"])
    last = highest if matched["all"] else _number(index, matched["last"] or matched["first"])
    if matched["step"] and not matched["all"] and not matched["last"]:
        last = highest
    step = int(matched["step"] or 1)
    if first is None or last is None or step == 0 or not lowest <= first <= last <= highest:
        return set()
    return set(range(first, last + 1, step))


def _number(index: int, text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else _NAMES.get(index, {}).get(text)


def _is_day(cron: Cron, day: date) -> bool:
    if day.month not in cron.months:
        return False
    by_date, by_weekday = day.day in cron.days, day.isoweekday() % 7 in cron.weekdays
    return (by_date or by_weekday) if cron.either_day else (by_date and by_weekday)


def _times(cron: Cron, day: date, zone: tzinfo) -> Iterator[int]:
    """The times of a day, in epoch ms."""
    for hour in cron.hours:
        for minute in cron.minutes:
            for second in cron.seconds:
                local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
                instant = local.astimezone(UTC)
                if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
                    yield int(instant.timestamp() * 1000)
