"""Rates of a plan, per minute and per second, with a clock that the tests move (docs/api/api.md a.8, limits)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Plan, RequestRate
from wire.emulator.clock import Clock

ClientOf = Callable[..., httpx.Client]


@pytest.fixture
def limited(clock: Clock, request: pytest.FixtureRequest) -> Callable[[Plan], Emulator]:
    """Makes an emulator with a plan and the clock."""

    def make(plan: Plan) -> Emulator:
        emulator = Emulator(EmulatorSettings(plan=plan, clock=clock))
        request.addfinalizer(emulator.close)
        return emulator

    return make


def statuses(client: httpx.Client, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_a8_lists_of_every_kind_share_the_rate_of_polls(
    limited: Callable[[Plan], Emulator], client_of: ClientOf
) -> None:
    """Fetches do not count."""
    api = client_of(limited(Plan(rates={"poll": 2})))
    bot = api.post("/v1/bot/create", json={}).json()["id"]

    lists = [api.get(path) for path in ("/v1/bot/list", "/v1/partner/user/list", "/v1/bot/list")]

    assert [answer.status_code for answer in lists] == [200, 200, 429]
    assert lists[2].json()["code"] == "LIMITS_REACHED"
    assert api.get(f"/v1/bot/{bot}/fetch").status_code == 200


def test_c22_the_message_of_a_rate_differs_from_that_of_a_quota(
    limited: Callable[[Plan], Emulator], client_of: ClientOf
) -> None:
    """A client can only tell by it whether waiting helps."""
    message = client_of(limited(Plan(rates={"poll": 0}))).get("/v1/bot/list").json()["message"]

    assert "database limits" not in message
    assert message.endswith("rate/poll")


def test_a8_the_window_slides(limited: Callable[[Plan], Emulator], client_of: ClientOf, clock: Clock) -> None:
    """A call counts for exactly 60 seconds; a refused call does not count."""
    api = client_of(limited(Plan(rates={"poll": 2})))
    seen: list[int] = []
    for step_ms in (0, 30_000, 29_999, 1, 0, 29_999, 1):
        clock.pass_ms(step_ms)
        seen += statuses(api, "/v1/bot/list", 1)

    assert seen == [200, 200, 429, 200, 429, 429, 200]


@pytest.mark.parametrize(
    ("rate", "parent", "body"),
    [
        ("record", "dataset", {"text": "x"}),
        ("ability", "skillset", {"name": "x", "description": "x", "instruction": "x"}),
    ],
)
def test_a8_creates_of_records_and_abilities_have_rates(
    limited: Callable[[Plan], Emulator], client_of: ClientOf, clock: Clock, rate: str, parent: str, body: object
) -> None:
    """One rate each, over all datasets or skillsets."""
    api = client_of(limited(Plan(rates={"record": 1, "ability": 1})))
    paths = [f"/v1/{parent}/{api.post(f'/v1/{parent}/create', json={}).json()['id']}/{rate}/create" for _ in range(2)]

    seen = [api.post(path, json=body).status_code for path in paths]
    clock.pass_ms(60_000)

    assert [*seen, api.post(paths[1], json=body).status_code] == [200, 429, 200]


def test_a_rate_is_checked_before_a_quota(limited: Callable[[Plan], Emulator], client_of: ClientOf) -> None:
    """A client that waits for the rate is refused by the quota afterwards."""
    api = client_of(limited(Plan(rates={"record": 0}, quotas={"record": 0})))
    dataset = api.post("/v1/dataset/create", json={}).json()["id"]

    refused = api.post(f"/v1/dataset/{dataset}/record/create", json={"text": "x"})

    assert refused.json()["message"].endswith("rate/record")


def test_a8_partner_users_share_their_parents_rates(limited: Callable[[Plan], Emulator], client_of: ClientOf) -> None:
    """Another account has its own."""
    emulator = limited(Plan(rates={"poll": 1}))
    user = client_of(emulator).post("/v1/partner/user/create", json={}).json()["id"]
    emulator.add_account("foreign", "sk-foreign")
    clients = [client_of(emulator, run_as=user), client_of(emulator), client_of(emulator, "sk-foreign")]

    assert [client.get("/v1/bot/list").status_code for client in clients] == [200, 429, 200]


def test_requests_beyond_the_rate_are_refused(
    limited: Callable[[Plan], Emulator], client_of: ClientOf, clock: Clock
) -> None:
    """A burst is allowed at once, then one request per interval. There is no Retry-After."""
    api = client_of(limited(Plan(requests=RequestRate(per_second=10, burst=3))))

    burst = statuses(api, "/v1/bot/list", 4)
    refused = api.get("/v1/bot/x/fetch")
    clock.pass_ms(100)

    assert (burst, statuses(api, "/v1/bot/list", 2)) == ([200, 200, 200, 429], [200, 429])
    assert refused.json() == {"message": "Too many requests", "code": "TOO_MANY_REQUESTS"}
    assert "retry-after" not in refused.headers


@pytest.mark.parametrize(("per_second", "expected"), [(0.25, "4"), (0.4, "3"), (50, "1")])
def test_a_plan_can_add_retry_after(
    limited: Callable[[Plan], Emulator], client_of: ClientOf, clock: Clock, per_second: float, expected: str
) -> None:
    """In whole seconds, after which the next request is allowed."""
    api = client_of(limited(Plan(requests=RequestRate(per_second=per_second, burst=1, retry_after=True))))
    api.get("/v1/bot/list")

    refused = api.get("/v1/bot/list")
    clock.pass_ms(int(expected) * 1000)

    assert refused.headers["retry-after"] == expected
    assert api.get("/v1/bot/list").status_code == 200


@pytest.mark.parametrize(("per_second", "burst"), [(0.5, 1), (3, 3), (2.5, 2)])
def test_a_burst_is_one_seconds_requests_by_default(
    limited: Callable[[Plan], Emulator], client_of: ClientOf, clock: Clock, per_second: float, burst: int
) -> None:
    """At least one request; a long pause does not make it larger."""
    api = client_of(limited(Plan(requests=RequestRate(per_second=per_second))))
    clock.pass_ms(3_600_000)

    assert statuses(api, "/v1/bot/list", burst + 1) == [200] * burst + [429]


def test_an_unknown_key_is_never_rate_limited(limited: Callable[[Plan], Emulator], client_of: ClientOf) -> None:
    """Requests are counted per account, so after the key is checked."""
    unknown = client_of(limited(Plan(requests=RequestRate(per_second=1))), "sk-unknown")

    assert statuses(unknown, "/v1/bot/list", 3) == [401, 401, 401]


def test_a_reset_clears_the_counts(limited: Callable[[Plan], Emulator], client_of: ClientOf) -> None:
    """For use between two tests against one server."""
    emulator = limited(Plan(rates={"poll": 1}, requests=RequestRate(per_second=0.1)))
    api = client_of(emulator)
    before = statuses(api, "/v1/bot/list", 2)

    emulator.reset()

    assert (before, statuses(api, "/v1/bot/list", 1)) == ([200, 429], [200])
