"""Sessions: keys of a partner user that expire (docs/api/api.md b.4 session, a.2 authentication, a.3 run-as)."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

NOW_MS = 1_700_000_000_000
Clients = Callable[..., httpx.Client]


class TimedEmulator:
    """An emulator with a clock that a test moves, and a tenant in it."""

    def __init__(self, client_of: Clients) -> None:
        self.now_ms = NOW_MS
        self.emulator = Emulator(EmulatorSettings(clock=lambda: self.now_ms))
        self.api = client_of(self.emulator)
        self.tenant: str = self.api.post("/v1/partner/user/create", json={}).json()["id"]

    def session(self, body: JsonObject) -> httpx.Response:
        return self.api.post(f"/v1/partner/user/{self.tenant}/session/create", json=body)


@pytest.fixture
def timed(client_of: Clients) -> Iterator[TimedEmulator]:
    made = TimedEmulator(client_of)
    yield made
    made.emulator.close()


@pytest.mark.parametrize(
    ("body", "seconds"), [({}, 900), ({"durationInSeconds": None}, 900), ({"durationInSeconds": 5}, 5)]
)
def test_a_session_answers_when_it_expires(timed: TimedEmulator, body: JsonObject, seconds: int) -> None:
    """In epoch milliseconds; 15 minutes by default."""
    answer = timed.session(body).json()

    assert answer.keys() == {"id", "token", "expiresAt"}
    assert answer["expiresAt"] == NOW_MS + 1000 * seconds
    assert len(answer["token"].split(".")) == 3


def test_a_session_acts_as_its_partner_user_until_it_expires(timed: TimedEmulator, client_of: Clients) -> None:
    """After that its key is unknown."""
    own = client_of(timed.emulator, token=timed.session({"durationInSeconds": 5}).json()["token"])

    bot = own.post("/v1/bot/create", json={}).json()["id"]
    timed.now_ms += 5_000

    assert [record["id"] for record in timed.emulator.records("bot", account=timed.tenant)] == [bot]
    assert own.get("/v1/bot/list").json()["code"] == "NOT_AUTHENTICATED"


def test_a_session_ignores_run_as(timed: TimedEmulator, client_of: Clients) -> None:
    """Even with an id that would be refused."""
    token = timed.session({}).json()["token"]

    assert client_of(timed.emulator, token=token, run_as="unknown").get("/v1/bot/list").status_code == 200


def test_a_session_ends_with_its_partner_user(timed: TimedEmulator, client_of: Clients) -> None:
    """The service's caches are not emulated here."""
    own = client_of(timed.emulator, token=timed.session({}).json()["token"])

    timed.api.post(f"/v1/partner/user/{timed.tenant}/delete", json={})

    assert own.get("/v1/bot/list").json()["code"] == "NOT_AUTHENTICATED"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"durationInSeconds": 0}, '"durationInSeconds" must be greater than or equal to 1'),
        ({"durationInSeconds": 1.5}, '"durationInSeconds" must be an integer'),
        ({"config": {"other": 1}}, '"config.other" is not allowed'),
        ({"config": {"allowedRoutes": "*"}}, '"config.allowedRoutes" must be an array of strings'),
        ({"config": {"contactId": 5}}, '"config.contactId" must be a string'),
        ({"config": {"allowedRoutes": None, "namespace": "x"}}, None),
        ({"config": None}, None),
    ],
)
def test_a_sessions_body_is_checked(timed: TimedEmulator, body: JsonObject, message: str | None) -> None:
    """The messages for config are assumed."""
    assert timed.session(body).json().get("message") == message


@pytest.mark.parametrize("action", ["list", "x/fetch", "x/delete"])
def test_a_session_can_only_be_created(timed: TimedEmulator, action: str) -> None:
    """So it cannot be a resource: the API has no other route (b.4)."""
    assert timed.api.get(f"/v1/partner/user/{timed.tenant}/session/{action}").status_code == 404


def test_a_sessions_token_is_not_in_the_log(timed: TimedEmulator) -> None:
    token = timed.session({}).json()["token"]

    assert token not in str(timed.emulator.requests)
    assert EMBEDDED_TOKEN not in str(timed.emulator.requests)
