"""Schedules of triggers: cron, times of day and dates in a time zone; selectors (docs/api/api.md b.18, b.21)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

NOW = datetime(2026, 3, 27, 10, 20, 30, tzinfo=UTC)
"""A Friday; in Berlin the clocks go forward on the following Sunday."""


@pytest.fixture
def next_of(client_of: Callable[..., httpx.Client]) -> Iterator[Callable[..., object]]:
    """The next time of a trigger with this schedule, as ISO 8601; None; or the answer's message."""
    emulator = Emulator(EmulatorSettings(clock=lambda: int(NOW.timestamp() * 1000)))
    api = client_of(emulator)

    def ask(schedule: str, timezone: str | None = None) -> object:
        body: JsonObject = {"schedule": schedule, "timezone": timezone}
        answer = api.post("/v1/integration/trigger/create", json=body).json()
        if "id" not in answer:
            return answer["message"]
        at = api.get(f"/v1/integration/trigger/{answer['id']}/fetch").json()["nextTriggerAt"]
        return None if at is None else datetime.fromtimestamp(at / 1000, UTC).isoformat()[:16]

    yield ask
    emulator.close()


@pytest.mark.parametrize(
    ("schedule", "timezone", "expected"),
    [
        ("* * * * *", None, "2026-03-27T10:21"),
        ("*/15 * * * *", None, "2026-03-27T10:30"),
        ("0 9 * * *", None, "2026-03-28T09:00"),
        ("0 9 * * *", "America/New_York", "2026-03-27T13:00"),
        ("0 12 * * *", "Europe/Berlin", "2026-03-27T11:00"),
        ("0 12 * * sun", "Europe/Berlin", "2026-03-29T10:00"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T01:30"),
        ("30 2 29 3 *", "Europe/Berlin", "2027-03-29T00:30"),
        ("0 0 1 * *", None, "2026-04-01T00:00"),
        ("0 0 29 2 *", None, "2028-02-29T00:00"),
        ("0 8-10/2 * * 1-5", None, "2026-03-30T08:00"),
        ("0 0 13 * 5", None, "2026-04-03T00:00"),
        ("0 0 * jan,jul 7", None, "2026-07-05T00:00"),
        ("30 45 10 * * *", None, "2026-03-27T10:45"),
        ("09:30", None, "2026-03-28T09:30"),
        ("09:30", "America/New_York", "2026-03-27T13:30"),
        ("hourly", "America/New_York", "2026-03-27T11:20"),
        ("2026-04-01T12:00:00Z", "America/New_York", "2026-04-01T12:00"),
        ("2020-01-01", None, None),
        ("0 0 31 2 *", None, None),
        ("never", None, None),
    ],
)
def test_a_schedule_is_evaluated_in_its_time_zone(
    next_of: Callable[..., object], schedule: str, timezone: str | None, expected: str | None
) -> None:
    """Cron and times of day are, UTC without one; dates and intervals are not."""
    assert next_of(schedule, timezone) == expected


@pytest.mark.parametrize("schedule", ["fortnightly", "61 * * * *", "* * * *", "25:00", "* * * * mon-", "5-1 * * * *"])
def test_a_wrong_schedule_is_refused(next_of: Callable[..., object], schedule: str) -> None:
    """With the text of the custom rule (a.4)."""
    assert next_of(schedule) == '"schedule" failed custom validation because Invalid schedule'


@pytest.mark.parametrize(
    ("selectors", "status"),
    [
        ("main", 200),
        ("main > .content, article p:not(.ad):nth-child(2n+1)", 200),
        ("#content a[href^='/docs/'] ~ span::before", 200),
        ("*", 200),
        ("", 200),
        ("main >", 400),
        (", main", 400),
        ("a[href", 400),
        ("p:not(", 400),
        ("1main", 400),
        ("main { color: red }", 400),
    ],
)
def test_selectors_are_parsed_on_create_and_update(api: httpx.Client, selectors: str, status: int) -> None:
    """400 with the rule's text (a.4)."""
    sitemap = api.post("/v1/integration/sitemap/create", json={}).json()["id"]

    answers = [
        api.post("/v1/integration/sitemap/create", json={"selectors": selectors}),
        api.post(f"/v1/integration/sitemap/{sitemap}/update", json={"selectors": selectors}),
    ]

    assert [answer.status_code for answer in answers] == [status, status]
    assert status == 200 or answers[0].json()["message"].startswith('"selectors" failed custom validation because ')
